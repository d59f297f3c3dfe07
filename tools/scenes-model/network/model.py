"""The jointly trained networks: both text encoders and the transformer."""

import torch
from torch import nn

from network import attention
from network.text import clip_encoder, t5_encoder
from network.transformer import new_transformer


class Model(nn.Module):
    def __init__(self, tokenizers):
        super().__init__()
        self.clip = clip_encoder(tokenizers.clip.tokenizer)
        self.t5 = t5_encoder(tokenizers.t5.tokenizer)
        self.dit = new_transformer()

    def encode(self, clip_ids, t5_ids):
        """-> pooled [B,128], sequence [B,32,128]"""
        return self.clip(input_ids=clip_ids).pooler_output, self.t5(input_ids=t5_ids).last_hidden_state

    def velocity(self, x, sigma, guidance, pooled, sequence, image_ids):
        """x: [B,tokens,64] at noise level sigma [B], 0 to 1 -> noise minus data, as seen with this guidance [B]."""
        return self.dit(
            hidden_states=x,
            timestep=sigma,
            guidance=guidance,
            pooled_projections=pooled,
            encoder_hidden_states=sequence,
            txt_ids=torch.zeros(sequence.shape[1], 3),
            img_ids=image_ids,
            return_dict=False,
        )[0]


def prepare_for_training(model):
    attention.install(model.dit)
    return model


def load_trained(tokenizers, weights):
    """A model as it is served, with diffusers' own attention."""
    model = Model(tokenizers)
    model.load_state_dict(weights)
    return model.eval()
