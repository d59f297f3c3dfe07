"""Heads of the text encoders that predict the layout. Only training uses them: they make embeddings bind things to
places long before the transformer could."""

import torch
from torch import nn
from torch.nn import functional as F

from network.text import POOLED_WIDTH, SEQUENCE_WIDTH
from scenes.vocabulary import BACKGROUNDS, CONCEPTS, LOOKS

GRID, CELL = 8, 16  # the image as 8x8 cells of 16 pixels
HEADS = 4


class LayoutReader(nn.Module):
    def __init__(self):
        super().__init__()
        self.queries = nn.Parameter(torch.randn(GRID * GRID + 2, SEQUENCE_WIDTH) * 0.5)
        self.key_value = nn.Linear(SEQUENCE_WIDTH, 2 * SEQUENCE_WIDTH)
        self.norm = nn.LayerNorm(SEQUENCE_WIDTH)
        self.cells = nn.Linear(SEQUENCE_WIDTH, len(CONCEPTS) + 1)
        self.background = nn.Linear(SEQUENCE_WIDTH, len(BACKGROUNDS))
        self.look = nn.Linear(SEQUENCE_WIDTH, len(LOOKS))
        self.pooled_background = nn.Linear(POOLED_WIDTH, len(BACKGROUNDS))
        self.pooled_look = nn.Linear(POOLED_WIDTH, len(LOOKS))
        self.pooled_things = nn.Linear(POOLED_WIDTH, len(CONCEPTS))
        self.pooled_occupied = nn.Linear(POOLED_WIDTH, GRID * GRID)

    def forward(self, pooled, sequence):
        """The logits by subject; `loss` sums their losses."""
        key, value = (_heads(x) for x in self.key_value(sequence).chunk(2, -1))
        query = _heads(self.queries.expand(len(sequence), -1, -1))
        read = F.scaled_dot_product_attention(query, key, value).transpose(1, 2).flatten(2)
        read = self.norm(read)
        return {
            "cells": self.cells(read[:, : GRID * GRID]),
            "background": self.background(read[:, -2]),
            "look": self.look(read[:, -1]),
            "pooled background": self.pooled_background(pooled),
            "pooled look": self.pooled_look(pooled),
            "pooled things": self.pooled_things(pooled),
            "pooled occupied": self.pooled_occupied(pooled),
        }


def layout_loss(logits, scenes):
    """-> loss, share of the cells with a thing in them that are read right"""
    cells = torch.stack([cell_grid(scene) for scene in scenes])
    backgrounds = torch.tensor([scene.background for scene in scenes])
    looks = torch.tensor([scene.look for scene in scenes])
    things = torch.zeros(len(scenes), len(CONCEPTS))
    for row, scene in zip(things, scenes):
        row[[thing.concept for thing in scene.things]] = 1
    cross_entropy, binary = F.cross_entropy, F.binary_cross_entropy_with_logits
    loss = cross_entropy(logits["cells"].flatten(0, 1), cells.flatten())
    for source in ("", "pooled "):
        loss = loss + 0.2 * cross_entropy(logits[source + "background"], backgrounds)
        loss = loss + 0.2 * cross_entropy(logits[source + "look"], looks)
    loss = loss + 2 * binary(logits["pooled things"], things)
    loss = loss + 0.5 * binary(logits["pooled occupied"], (cells > 0).float())
    right = logits["cells"].argmax(-1) == cells
    return loss, right[cells > 0].float().mean().item()


def cell_grid(scene):
    """Of each cell: 0 for no thing, else 1 + its concept. [64]"""
    grid = torch.zeros(GRID, GRID, dtype=torch.long)
    for thing in scene.things:
        rows, columns = _cells(thing.y, thing.size), _cells(thing.x, thing.size)
        grid[rows, columns] = thing.concept + 1
    return grid.view(-1)


def _cells(start, size):
    """The cells that the thing covers by half or more."""
    return slice((start + CELL // 2) // CELL, (start + size + CELL // 2 - 1) // CELL)


def _heads(x):
    return x.unflatten(-1, (HEADS, -1)).transpose(1, 2)
