"""The specification of one ONNX file and of its check."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import nn

# Names of free axes, as Optimum writes them.
BATCH, LENGTH = "batch_size", "sequence_length"


@dataclass(frozen=True)
class Graph:
    """How a model becomes one ONNX file.

    inputs, outputs: the free axes of each, by name.
    feeds: float32 inputs at different shapes; the first is the one that is traced.
    reference: torch's outputs for a feed, before the model is changed for the export.
    module: changes and wraps the model for the export; call reference before it.
    float32_inputs: inputs that are always float32.
    mask: the input that is 0 where the output has no meaning.
    """

    inputs: dict[str, dict[int, str]]
    outputs: dict[str, dict[int, str]]
    feeds: list[dict[str, torch.Tensor]]
    reference: Callable[[dict[str, torch.Tensor]], tuple[torch.Tensor, ...]]
    module: Callable[[], nn.Module]
    float32_inputs: frozenset[str] = frozenset()
    mask: str | None = None

    def references(self):
        return [self.reference(feed) for feed in self.feeds]


class Samples:
    """Seeded inputs: the same at every run. Numbers are float32 that the dtype of the graph can hold exactly."""

    def __init__(self, dtype, seed=0):
        self.dtype, self.generator = dtype, torch.Generator().manual_seed(seed)

    def normal(self, *shape):
        return self.rounded(torch.randn(*shape, generator=self.generator))

    def rounded(self, x):
        return x.to(self.dtype).float()

    def ids(self, vocabulary, batch, length):
        """Token ids that leave out the first and last few, which are special in some vocabularies."""
        return torch.randint(3, vocabulary - 2, (batch, length), generator=self.generator)


def row_mask(lengths, width):
    """[B, width] int64: ones for each row's length, then zeros."""
    return (torch.arange(width)[None] < torch.tensor(lengths)[:, None]).long()
