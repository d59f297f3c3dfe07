"""The loop that every training shares: steps until the run is over, progress lines, and regular checkpoints.

SIGTERM ends it early with a checkpoint. A pause (SIGSTOP, SIGCONT) does not change the result."""

import signal
import time

import numpy as np

SECONDS_BETWEEN_CHECKPOINTS = 400
STEPS_BETWEEN_LINES = 50


def train(training):
    """training: has a run, how many samples it has seen, take_step() -> named figures, and save()."""
    stop = []
    signal.signal(signal.SIGTERM, lambda *_: stop.append(True))
    saved, figures, first, cpu = time.monotonic(), [], training.seen, time.process_time()
    while not training.run.is_over(training.seen) and not stop:
        figures.append(training.take_step())
        if len(figures) == STEPS_BETWEEN_LINES:
            speed = (training.seen - first) / (time.process_time() - cpu)
            print(_line(training, figures, speed), flush=True)
            figures, first, cpu = [], training.seen, time.process_time()
        if time.monotonic() - saved > SECONDS_BETWEEN_CHECKPOINTS:
            training.save()
            saved = time.monotonic()
    training.save()


def _line(training, figures, speed):
    means = {name: np.nanmean([each[name] for each in figures]) for name in figures[0]}
    parts = [f"seen {training.seen}", f"rate {training.run.rate(training.seen):.3f}"]
    parts += [f"{name} {mean:.4f}" for name, mean in means.items()]
    return "  ".join([*parts, f"samples a CPU second {speed:.1f}"])


def add_run_options(parser, samples, decay):
    parser.add_argument("--samples", type=int, default=samples, help="of a new run; an unfinished one keeps its own")
    parser.add_argument("--decay", type=float, default=decay, help="share of a new run over which the rate falls")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)


def set_rate(optimizers, rate):
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["lr"] = group["full_rate"] * rate


def remember_full_rates(optimizers):
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group["full_rate"] = group["lr"]
    return optimizers


def restore(optimizers, states):
    """With the rates that the optimizers were made with, not those of the run before."""
    for optimizer, state in zip(optimizers, states):
        rates = [group["full_rate"] for group in optimizer.param_groups]
        optimizer.load_state_dict(state)
        for group, rate in zip(optimizer.param_groups, rates):
            group["full_rate"] = rate
