"""Forward and backward passes on several threads, one core each.

A batch is cut into slices, and each thread takes the next one when it is done with its last. Splitting every operation
over the cores instead (what OpenMP does) waits for the slowest core thousands of times a step, and beside other busy
processes there is always a slow one. Here the threads meet once a step.
"""

import copy
import threading
from concurrent.futures import ThreadPoolExecutor

import torch


class Replicas:
    """The first is the module itself; the others share its parameters and have gradients of their own."""

    def __init__(self, module, threads):
        self.modules = [module, *(_sharing_copy(module) for _ in range(threads - 1))]
        self._free = list(self.modules)
        self._mine = threading.local()
        self.pool = ThreadPoolExecutor(threads, initializer=self._start_thread)

    def _start_thread(self):
        torch.set_num_threads(1)
        self._mine.module = self._free.pop()

    def gradients(self, loss_of, slices):
        """Sums up the gradients of loss_of(module, slice) in the first module; returns its other results.

        loss_of returns this slice's share of the loss and further results."""
        for module in self.modules:
            module.zero_grad(set_to_none=True)

        def backward(part):
            loss, report = loss_of(self._mine.module, part)
            loss.backward()
            return report

        reports = list(self.pool.map(backward, slices))
        for module in self.modules[1:]:
            _add_gradients(self.modules[0], module)
        return reports


def _sharing_copy(module):
    twin = copy.deepcopy(module)
    for p, q in zip(module.parameters(), twin.parameters()):
        q.data = p.data
    return twin


def _add_gradients(total, other):
    for p, q in zip(total.parameters(), other.parameters()):
        if q.grad is not None:
            p.grad = q.grad if p.grad is None else p.grad.add_(q.grad)
