"""The learning rate of a run by the number of samples seen, so that pauses and restarts do not change it."""

from dataclasses import dataclass

LAST = 0.02  # of the full rate


@dataclass(frozen=True)
class Run:
    start: int  # samples seen when it began
    samples: int  # that it sees
    decay: float  # the share of the run, at its end, over which the rate falls
    warm_up: int = 2400

    def progress(self, seen):
        return (seen - self.start) / self.samples

    def is_over(self, seen):
        return self.progress(seen) >= 1

    def rate(self, seen):
        """Between 0 and 1: warms up, holds, and falls linearly to LAST."""
        left = max(0.0, 1 - self.progress(seen)) / self.decay
        return min(1.0, (seen - self.start + 1) / self.warm_up) * (LAST + (1 - LAST) * min(1.0, left))
