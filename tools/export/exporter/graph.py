"""What is written as one ONNX file, and what it is compared with afterwards."""

from dataclasses import dataclass

import torch
from torch import nn

# Names of free axes, as Optimum writes them.
BATCH, LENGTH = "batch_size", "sequence_length"


@dataclass(frozen=True)
class Case:
    """Float32 inputs at one set of shapes, and what torch made of them before the module was changed for the export.

    meaningful: broadcasts to each output; where it is 0, the output means nothing (padding) and is not compared.
    """

    inputs: dict[str, torch.Tensor]
    expected: tuple[torch.Tensor, ...]
    meaningful: torch.Tensor | None = None

    def shapes(self):
        return ", ".join(f"{name}{list(value.shape)}" for name, value in self.inputs.items())


@dataclass
class Graph:
    """A module with the names and free axes of its inputs and outputs. The first case is the one that is traced.

    float32_inputs: those that are float32 whatever the type of the others.
    """

    module: nn.Module
    inputs: dict[str, dict[int, str]]
    outputs: dict[str, dict[int, str]]
    cases: list[Case]
    float32_inputs: frozenset[str] = frozenset()


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
