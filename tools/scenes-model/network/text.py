"""Tokenizers and both text encoders: CLIP's pooled vector names the things, T5's sequence their places."""

import torch
from tokenizers import Tokenizer
from torch import nn
from transformers import CLIPTextConfig, CLIPTextModel, T5Config, T5EncoderModel

from network.lab import TOKENIZERS

CLIP_LENGTH, T5_LENGTH = 40, 32
POOLED_WIDTH, SEQUENCE_WIDTH = 128, 128
CLIP_START, CLIP_END = "<|startoftext|>", "<|endoftext|>"


class PaddedTokenizer:
    """Token ids of one length, as FLUX.1's encoders get them: pads are attended."""

    def __init__(self, folder, length, pad):
        self.tokenizer = Tokenizer.from_file(str(TOKENIZERS / folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(length)
        self.tokenizer.enable_padding(length=length, pad_id=self.tokenizer.token_to_id(pad), pad_token=pad)

    def __call__(self, texts):
        return torch.tensor([encoding.ids for encoding in self.tokenizer.encode_batch(texts)])


class Tokenizers:
    def __init__(self):
        self.clip = PaddedTokenizer("tokenizer", CLIP_LENGTH, CLIP_END)
        self.t5 = PaddedTokenizer("tokenizer_2", T5_LENGTH, "<pad>")

    def __call__(self, texts):
        return self.clip(texts), self.t5(texts)


def clip_encoder(tokenizer):
    end = tokenizer.token_to_id(CLIP_END)
    config = CLIPTextConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=POOLED_WIDTH,
        intermediate_size=2 * POOLED_WIDTH,
        num_hidden_layers=2,
        num_attention_heads=4,
        max_position_embeddings=CLIP_LENGTH,
        hidden_act="gelu",
        projection_dim=POOLED_WIDTH,
        bos_token_id=tokenizer.token_to_id(CLIP_START),
        eos_token_id=end,
        pad_token_id=end,
    )
    config._attn_implementation = "eager"  # the only one that the exporter can follow
    return CLIPTextModel(config)


def t5_encoder(tokenizer):
    config = T5Config(
        vocab_size=tokenizer.get_vocab_size(),
        d_model=SEQUENCE_WIDTH,
        d_kv=32,
        d_ff=2 * SEQUENCE_WIDTH,
        num_layers=3,
        num_heads=4,
        feed_forward_proj="gated-gelu",
        dropout_rate=0.0,
        relative_attention_num_buckets=32,
        relative_attention_max_distance=64,
        pad_token_id=0,
        eos_token_id=1,
        is_encoder_decoder=False,
        use_cache=False,
        tie_word_embeddings=False,
    )
    config._attn_implementation = "eager"
    return T5EncoderModel(config)


def init_t5(t5):
    """Small weights, and a local prior for the position bias: with the default (deviation 0.09, moved by at most the
    learning rate in a step) nouns never attend to their own "on the left", and binding of things to places stays at
    chance. Head 0 looks back, head 1 ahead, head 2 both ways, head 3 everywhere."""
    for name, p in t5.named_parameters():
        if p.ndim == 2 and "relative" not in name:
            nn.init.normal_(p, std=0.5 if "shared" in name or "embed" in name else 0.06)
    bias = t5.encoder.block[0].layer[0].SelfAttention.relative_attention_bias.weight.data
    # distance at the start of each of the 16 buckets of one direction
    distance = torch.tensor([float(i) if i < 8 else 8 * (64 / 8) ** ((i - 8) / 8) for i in range(16)])
    far = torch.full_like(distance, -5.0)
    bias[:, 0] = torch.cat([-0.35 * distance, far])
    bias[:, 1] = torch.cat([far, -0.35 * distance])
    bias[:, 2] = torch.cat([-0.6 * distance, -0.6 * distance])
    bias[16, 0] = bias[0, 1] = -1
