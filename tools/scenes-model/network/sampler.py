"""Images of a model that is still being trained: FLUX.1-dev's schedule at 64 image tokens, Euler steps, torch only."""

import numpy as np
import torch

from network.autoencoder import to_images
from network.transformer import image_ids, unpack

MU = 0.4675  # FLUX.1-dev's shift of the schedule at 64 image tokens
TOKENS_A_SIDE = 8


@torch.no_grad()
def sample(model, decoder, tokens_of, texts, noise, steps, guidance):
    """noise: [texts,64,64] -> uint8 images [texts,128,128,3]. tokens_of: the tokenizers."""
    pooled, sequence = model.encode(*tokens_of(texts))
    count, x = len(texts), noise
    ids, scale = image_ids(TOKENS_A_SIDE, TOKENS_A_SIDE), torch.full((count,), float(guidance))
    sigmas = np.linspace(1, 1 / steps, steps)
    sigmas = np.append(np.exp(MU) / (np.exp(MU) + 1 / sigmas - 1), 0)
    for now, then in zip(sigmas, sigmas[1:]):
        sigma = torch.full((count,), float(now))
        x = x + float(then - now) * model.velocity(x, sigma, scale, pooled, sequence, ids)
    return to_images(decoder(unpack(x, 2 * TOKENS_A_SIDE, 2 * TOKENS_A_SIDE)))
