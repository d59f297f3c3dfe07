"""Rectified flow with guidance distillation: batches and the transformer's targets."""

from dataclasses import dataclass

import torch

from network.transformer import image_ids

# When guidance is distilled, the first row of five learns it.
GUIDED_ROWS, OF_ROWS = 1, 5
# One row in ten has no caption, so that there is an unconditional velocity to guide away from. Never a guided row.
EMPTY_ROW, EMPTY_OF_ROWS = 4, 10
LARGEST_GUIDANCE = 5.0
IDS = image_ids(8, 8)


@dataclass
class Slice:
    """Some rows of a batch, and how many rows the batch has."""

    data: torch.Tensor  # tokens [rows,64,64]
    noise: torch.Tensor
    sigma: torch.Tensor  # [rows]
    guidance: torch.Tensor  # [rows]; 1 is plain
    scenes: list
    captions: list
    batch: int

    @property
    def noisy(self):
        return self.data + self.sigma[:, None, None] * (self.noise - self.data)


def draw_slices(data, scenes, captions, guided, rows):
    """A batch in slices of this many rows, with its noise. guided: whether a part of it learns guidance."""
    count = len(data)
    learns_guidance = [guided and i % OF_ROWS < GUIDED_ROWS for i in range(count)]
    captions = ["" if i % EMPTY_OF_ROWS == EMPTY_ROW else caption for i, caption in enumerate(captions)]
    noise = torch.randn_like(data)
    sigma = _noise_levels(count)
    guidance = 1 + (LARGEST_GUIDANCE - 1) * torch.rand(count) * torch.tensor(learns_guidance)
    for i in range(0, count, rows):
        part = slice(i, i + rows)
        yield Slice(data[part], noise[part], sigma[part], guidance[part], scenes[part], captions[part], count)


def _noise_levels(count):
    """Logit-normal, a little towards noise, one level in each of `count` equal parts of the distribution."""
    u = (torch.randperm(count) + torch.rand(count)) / count
    return torch.sigmoid(torch.special.ndtri(u.clamp(1e-4, 1 - 1e-4)) * 1.1 + 0.25)


@torch.no_grad()
def target(part, teacher, tokenizers):
    """Noise minus data; for guided rows, moved by what guidance adds to the teacher's own velocity."""
    plain = part.noise - part.data
    rows = part.guidance > 1
    count = int(rows.sum())
    if not count:
        return plain
    captions = [c for c, chosen in zip(part.captions, rows.tolist()) if chosen]
    pooled, sequence = teacher.encode(*tokenizers([*captions, ""]))
    pooled = torch.cat([pooled[:-1], pooled[-1:].expand(count, -1)])
    sequence = torch.cat([sequence[:-1], sequence[-1:].expand(count, -1, -1)])
    x, sigma = part.noisy[rows].repeat(2, 1, 1), part.sigma[rows].repeat(2)
    with_text, without = teacher.velocity(x, sigma, torch.ones(2 * count), pooled, sequence, IDS).chunk(2)
    plain[rows] += (part.guidance[rows][:, None, None] - 1) * (with_text - without)
    return plain
