"""The components of FLUX.1, small: classes come from diffusers and transformers, sizes and weights are our own."""
