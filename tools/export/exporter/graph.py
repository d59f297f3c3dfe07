"""What is written as one ONNX file, and what it is compared with afterwards."""

from dataclasses import dataclass, field

import torch
from torch import nn

# Names of free axes, as Optimum writes them.
BATCH, LENGTH = "batch_size", "sequence_length"


@dataclass(frozen=True)
class Case:
    """Inputs at one set of shapes, and what torch made of them before the module was changed for the export.

    meaningful: broadcasts to each output; where it is 0, the output means nothing (padding) and is not compared.
    """

    inputs: dict[str, torch.Tensor]
    expected: tuple[torch.Tensor, ...]
    meaningful: torch.Tensor | None = None

    def shapes(self):
        return ", ".join(f"{name}{list(value.shape)}" for name, value in self.inputs.items())


@dataclass
class Graph:
    """A module with the names and free axes of its inputs and outputs. The first case is the one that is traced."""

    module: nn.Module
    inputs: dict[str, dict[int, str]]
    outputs: dict[str, dict[int, str]]
    cases: list[Case] = field(default_factory=list)


class Samples:
    """Seeded inputs: the same at every run."""

    def __init__(self, dtype, seed=0):
        self.dtype, self.generator = dtype, torch.Generator().manual_seed(seed)

    def normal(self, *shape):
        return torch.randn(*shape, generator=self.generator).to(self.dtype)

    def ids(self, vocabulary, batch, length):
        """Token ids that leave out the first and last few, which are special in some vocabularies."""
        return torch.randint(3, vocabulary - 2, (batch, length), generator=self.generator)


def row_mask(lengths, width):
    """[B, width] int64: ones for each row's length, then zeros."""
    return (torch.arange(width)[None] < torch.tensor(lengths)[:, None]).long()
