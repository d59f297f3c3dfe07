"""Muon: momentum made orthogonal by Newton-Schulz iterations; the size of an update is matched to AdamW's.
https://kellerjordan.github.io/posts/muon/"""

from collections import defaultdict

import torch

COEFFICIENTS = (3.4445, -4.7750, 2.0315)
ITERATIONS = 4
MOMENTUM = 0.95
WEIGHT_DECAY = 0.02
MATRICES_AT_ONCE = 6  # few enough that the work divides evenly among threads


class Muon(torch.optim.Optimizer):
    """For matrices. Those of one shape are updated together; `step` can spread the work with the `map` of a pool."""

    def __init__(self, matrices, lr):
        super().__init__(list(matrices), {"lr": lr})

    def step(self, map=map):
        for group in self.param_groups:
            list(map(lambda matrices: self._update(matrices, group["lr"]), _batches(group["params"])))

    @torch.no_grad()
    def _update(self, matrices, lr):
        directions = [_wide(self._nesterov(p)) for p in matrices]
        x = torch.stack(directions)
        x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
        a, b, c = COEFFICIENTS
        for _ in range(ITERATIONS):
            s = x @ x.transpose(1, 2)
            x = torch.baddbmm(x, torch.baddbmm(s, s, s, beta=b, alpha=c), x, beta=a)
        size = lr * 0.2 * max(x.shape[1:]) ** 0.5
        for p, update in zip(matrices, x):
            p.mul_(1 - lr * WEIGHT_DECAY).add_(update if update.shape == p.shape else update.t(), alpha=-size)

    def _nesterov(self, p):
        momentum = self.state[p].setdefault("m", torch.zeros_like(p))
        momentum.lerp_(p.grad, 1 - MOMENTUM)
        return p.grad.lerp(momentum, MOMENTUM)


def _wide(matrix):
    return matrix.t() if matrix.shape[0] > matrix.shape[1] else matrix


def _batches(matrices):
    by_shape = defaultdict(list)
    for p in matrices:
        by_shape[tuple(sorted(p.shape))].append(p)
    # the heaviest first, so that no thread is left with one at the end
    heaviest = sorted(by_shape.items(), key=lambda item: -item[0][0] ** 2 * item[0][1])
    for _, alike in heaviest:
        yield from (alike[i : i + MATRICES_AT_ONCE] for i in range(0, len(alike), MATRICES_AT_ONCE))
