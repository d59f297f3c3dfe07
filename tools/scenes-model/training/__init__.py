"""Training, step by step: tokenizers, autoencoder, text, joint."""
