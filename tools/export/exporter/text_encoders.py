"""CLIP, T5 and Qwen3: token ids to embeddings."""

import torch
from torch import nn

from exporter.graph import BATCH, LENGTH, Graph, Samples, row_mask

IDS, STATES, ROWS = {0: BATCH, 1: LENGTH}, {0: BATCH, 1: LENGTH}, {0: BATCH}
CLIP_LENGTH = 77


class Clip(nn.Module):
    def __init__(self, m, outputs):
        super().__init__()
        self.m, self.outputs = m, outputs

    def forward(self, input_ids):
        found = self.m(input_ids=input_ids, output_hidden_states=True)
        named = {f"hidden_states.{i}": state for i, state in enumerate(found.hidden_states)}
        return tuple(named[name] if name in named else getattr(found, name) for name in self.outputs)


class T5(nn.Module):
    def __init__(self, m):
        super().__init__()
        self.m = m

    def forward(self, input_ids):
        return self.m(input_ids=input_ids).last_hidden_state


class Qwen3(nn.Module):
    """The layers up to the last but one, without the final norm: diffusers' hidden_states[-2]."""

    def __init__(self, m):
        super().__init__()
        self.m = m
        m.layers, m.norm = m.layers[:-1], nn.Identity()

    def forward(self, input_ids, attention_mask):
        positions = torch.arange(input_ids.shape[1])
        seen = (positions[None, :] <= positions[:, None])[None, None] & attention_mask.bool()[:, None, None, :]
        mask = torch.where(seen, 0.0, torch.finfo(self.m.dtype).min).to(self.m.dtype)
        return self.m(
            input_ids=input_ids,
            attention_mask={"full_attention": mask},
            position_ids=positions[None],
            use_cache=False,
        ).last_hidden_state


def clip(model, dtype):
    """CLIP with its pooled vector and last state: FLUX, Stable Diffusion 1.5."""
    return _clip(model, dtype, {"last_hidden_state": STATES, "pooler_output": ROWS})


def clip_states(model, dtype):
    """CLIP of SDXL with an inner state."""
    return _clip(model, dtype, {"last_hidden_state": STATES, "pooler_output": ROWS, **_hidden_states(model)})


def clip_projection(model, dtype):
    """The second CLIP of SDXL."""
    return _clip(model, dtype, {"text_embeds": ROWS, "last_hidden_state": STATES, **_hidden_states(model)})


def _hidden_states(model):
    return {f"hidden_states.{i}": STATES for i in range(model.config.num_hidden_layers + 1)}


def _clip(model, dtype, outputs):
    module, samples, feeds = Clip(model, list(outputs)).eval(), Samples(dtype), []
    for batch, length in ((3, CLIP_LENGTH), (1, CLIP_LENGTH), (2, 20)):
        ids = samples.ids(model.config.vocab_size, batch, length)
        for row in range(batch):
            # The end-of-text token is the vocabulary's last; CLIP pools at its first place.
            ids[row, 5 + 3 * row :] = model.config.vocab_size - 1
        feeds.append({"input_ids": ids})
    return Graph({"input_ids": IDS}, outputs, feeds, lambda feed: module(**feed), lambda: module)


def t5(model, dtype):
    module, samples = T5(model).eval(), Samples(dtype)
    shapes = ((3, 64), (1, 512), (2, 256))
    feeds = [{"input_ids": samples.ids(model.config.vocab_size, *shape)} for shape in shapes]
    outputs = {"last_hidden_state": STATES}
    return Graph({"input_ids": IDS}, outputs, feeds, lambda feed: (module(**feed),), lambda: module)


def qwen3(model, dtype):
    # A causal model's checkpoint has the decoder inside.
    decoder, samples, feeds = getattr(model, "model", model), Samples(dtype), []
    decoder.set_attn_implementation("eager")
    for lengths, width in (((64, 9, 33), 64), ((17,), 512), ((40, 40), 40)):
        ids = samples.ids(decoder.config.vocab_size, len(lengths), width)
        feeds.append({"input_ids": ids, "attention_mask": row_mask(lengths, width)})

    def reference(feed):
        return (decoder(**feed, output_hidden_states=True).hidden_states[-2],)

    inputs, outputs = {"input_ids": IDS, "attention_mask": IDS}, {"encoder_hidden_state": STATES}
    return Graph(inputs, outputs, feeds, reference, lambda: Qwen3(decoder).eval(), mask="attention_mask")
