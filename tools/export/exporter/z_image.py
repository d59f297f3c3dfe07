"""The Z-Image transformer with rows of different prompt lengths, which diffusers takes as a list of single rows."""

import torch
import torch.nn.functional as F
from torch import nn

from exporter.graph import BATCH, LENGTH, Graph, Samples, row_mask

# Patches of 2 x 2 latents in one frame. Sequences are filled up to multiples of 32.
PATCH, KEY, MULTIPLE = 2, "2-1", 32
# Latent height and width, prompt lengths of the rows, width of the embeddings.
SHAPES = (
    (8, 8, (70, 5, 32), 70),
    (8, 8, (17,), 17),
    (8, 16, (33,), 40),
    (10, 14, (64, 20), 64),
    (6, 6, (96, 1, 64, 65), 96),
    (16, 16, (512,), 512),
    (8, 8, (30, 30), 512),
)


class Attention:
    """Rotary attention in real numbers. freqs_cis: cosines and sines [B, S, d/2]; attention_mask: bool [B, S], keys."""

    def __call__(
        self, attn, hidden_states, encoder_hidden_states=None, attention_mask=None, freqs_cis=None
    ):
        cosines, sines = (table.unsqueeze(2) for table in freqs_cis)

        def heads(x):
            return x.unflatten(-1, (attn.heads, -1))

        def rotated(x):
            a, b = x[..., 0::2].float(), x[..., 1::2].float()
            return torch.stack([a * cosines - b * sines, a * sines + b * cosines], -1).flatten(-2).to(x.dtype)

        q = rotated(attn.norm_q(heads(attn.to_q(hidden_states))))
        k = rotated(attn.norm_k(heads(attn.to_k(hidden_states))))
        v = heads(attn.to_v(hidden_states))
        # Every execution provider supports an additive mask.
        bias = torch.where(attention_mask[:, None, None, :], 0.0, torch.finfo(v.dtype).min).to(v.dtype)
        q, k, v = (x.transpose(1, 2) for x in (q, k, v))
        joined = F.scaled_dot_product_attention(q, k, v, attn_mask=bias).transpose(1, 2).flatten(2)
        return attn.to_out[0](joined)


class ZImage(nn.Module):
    """Per row with n prompt tokens and m = n rounded up to 32: prompt tokens n to m-1 become the learned padding and
    take part in attention, those from m on are masked. Image tokens are filled up to a multiple of 32 by learned
    padding. Positions: prompt token i at (1+i, 0, 0), image token at (m+1, row, column), its padding at (0, 0, 0)."""

    def __init__(self, m):
        super().__init__()
        self.m = m
        for module in m.modules():
            if hasattr(module, "set_processor"):
                module.set_processor(Attention())
        rope = m.rope_embedder
        tables = rope.precompute_freqs_cis(rope.axes_dims, rope.axes_lens, theta=rope.theta)
        for axis, table in enumerate(tables):
            self.register_buffer(f"cos{axis}", table.real.clone())
            self.register_buffer(f"sin{axis}", table.imag.clone())

    def forward(self, hidden_states, timestep, encoder_hidden_states, encoder_attention_mask):
        m = self.m
        rows, _, _, height, width = hidden_states.shape
        step = m.t_embedder(timestep * m.t_scale)
        lengths = encoder_attention_mask.to(torch.int64).sum(1, keepdim=True)
        rounded = (lengths + MULTIPLE - 1) // MULTIPLE * MULTIPLE

        image, attended, angles = self._image(hidden_states, rounded)
        for layer in m.noise_refiner:
            image = layer(image, attended, angles, step)
        prompt, prompt_attended, prompt_angles = self._prompt(encoder_hidden_states, lengths, rounded)
        for layer in m.context_refiner:
            prompt = layer(prompt, prompt_attended, prompt_angles)

        tokens = torch.cat([image, prompt], 1)
        attended = torch.cat([attended, prompt_attended], 1)
        angles = tuple(torch.cat(tables, 1) for tables in zip(angles, prompt_angles))
        for layer in m.layers:
            tokens = layer(tokens, attended, angles, step)
        patches = m.all_final_layer[KEY](tokens, c=step)[:, : height // PATCH * (width // PATCH)]
        patches = patches.reshape(rows, height // PATCH, width // PATCH, PATCH, PATCH, m.out_channels)
        return patches.permute(0, 5, 1, 3, 2, 4).reshape(rows, m.out_channels, 1, height, width)

    def _image(self, latents, rounded):
        """-> tokens [B, L, d] with channels in the order (dy, dx, channel), attention mask [B, L], rotary tables"""
        m = self.m
        rows, channels, _, height, width = latents.shape
        down, across = height // PATCH, width // PATCH
        tokens = latents.reshape(rows, channels, down, PATCH, across, PATCH).permute(0, 2, 4, 3, 5, 1)
        tokens = m.all_x_embedder[KEY](tokens.reshape(rows, down * across, PATCH * PATCH * channels))
        padding = (MULTIPLE - down * across % MULTIPLE) % MULTIPLE
        tokens = torch.cat([tokens, m.x_pad_token[None].expand(rows, padding, -1)], 1)
        index, none = torch.arange(down * across), torch.zeros(padding, dtype=torch.int64)
        row = torch.cat([index // across, none])[None].expand(rows, -1)
        column = torch.cat([index % across, none])[None].expand(rows, -1)
        real = torch.cat([torch.ones(down * across, dtype=torch.int64), none])[None]
        return tokens, torch.ones_like(row) > 0, self._tables((rounded + 1) * real, row, column)

    def _prompt(self, embeddings, lengths, rounded):
        m = self.m
        rows, width, _ = embeddings.shape
        tokens = m.cap_embedder(embeddings)
        padding = (MULTIPLE - width % MULTIPLE) % MULTIPLE
        tokens = torch.cat([tokens, m.cap_pad_token[None].expand(rows, padding, -1)], 1)
        index = torch.arange(tokens.shape[1])[None]
        tokens = torch.where((index < lengths)[..., None], tokens, m.cap_pad_token[None])
        none = torch.zeros_like(index)
        tables = tuple(table.expand(rows, -1, -1) for table in self._tables(index + 1, none, none))
        return tokens, index < rounded, tables

    def _tables(self, *positions):
        return tuple(
            torch.cat([getattr(self, f"{kind}{axis}")[place] for axis, place in enumerate(positions)], -1)
            for kind in ("cos", "sin")
        )


def transformer(model, dtype):
    config, samples, feeds = model.config, Samples(dtype), []
    for height, width, lengths, length in SHAPES:
        feeds.append(
            {
                "hidden_states": samples.normal(len(lengths), config.in_channels, 1, height, width),
                # float32 in every type: diffusers does not round it, and bfloat16 is off by up to 2 of 1000 steps.
                "timestep": torch.linspace(0, 0.9, len(lengths)),
                "encoder_hidden_states": samples.normal(len(lengths), length, config.cap_feat_dim),
                "encoder_attention_mask": row_mask(lengths, length),
            }
        )

    def reference(feed):
        lengths = feed["encoder_attention_mask"].sum(1)
        prompts = [prompt[:n] for prompt, n in zip(feed["encoder_hidden_states"], lengths)]
        rows = model(list(feed["hidden_states"].unbind(0)), feed["timestep"], prompts, return_dict=False)[0]
        return (torch.stack(rows),)

    latents, prompt = {0: BATCH, 3: "height", 4: "width"}, {0: BATCH, 1: LENGTH}
    inputs = {
        "hidden_states": latents,
        "timestep": {0: BATCH},
        "encoder_hidden_states": prompt,
        "encoder_attention_mask": prompt,
    }
    outputs, float32 = {"out_hidden_states": latents}, frozenset({"timestep"})
    return Graph(inputs, outputs, feeds, reference, lambda: ZImage(model).eval(), float32)
