"""Trains transformer and text encoders together: `python -m training.joint --samples 150000`.

Starts from the text encoders of training.text or continues from the checkpoint. The same command resumes a run that was
killed, and starts another run after a finished one.
"""

import argparse
import copy
from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import nn

from network import lab
from network.layout import LayoutReader, layout_loss
from network.model import Model, prepare_for_training
from network.text import Tokenizers
from scenes.captions import caption
from scenes.scene import make_rng, sample_training_scene
from training.flow import IDS, draw_slices, target
from training.loop import add_run_options, remember_full_rates, restore, set_rate, train
from training.muon import Muon
from training.preview import draw_preview
from training.replicas import Replicas
from training.scene_buffer import SceneBuffer
from training.schedule import Run

BATCH, SLICE = 40, 10
NEW_SCENES = 9  # a step
FIRST_SCENES = 2400  # before the first step
AVERAGING = 0.997  # of the weights that are exported: over the last 13,000 samples or so
MATRIX_RATE, OTHER_RATE = 2e-3, 1e-3


@dataclass(frozen=True)
class Recipe:
    """The differences between the first run and later ones, whose text encoders are nearly trained."""

    text_rate: float
    layout_weight: float
    extra_captions: int  # a step, for the layout reader only


FIRST = Recipe(text_rate=1e-3, layout_weight=0.4, extra_captions=64)
FURTHER = Recipe(text_rate=4e-4, layout_weight=0.2, extra_captions=0)


class Trainee(nn.Module):
    def __init__(self, model, reader):
        super().__init__()
        self.model, self.reader = model, reader


class Training:
    def __init__(self, options):
        torch.manual_seed(options.seed)
        self.tokenizers = Tokenizers()
        self.trainee = Trainee(prepare_for_training(Model(self.tokenizers)), LayoutReader())
        self.average = copy.deepcopy(self.trainee.model).requires_grad_(False)
        self.step = self.seen = 0
        self.run = Run(0, options.samples, options.decay)
        checkpoint = lab.load(lab.FLUX) if lab.FLUX.exists() else None
        if checkpoint:
            self.step, self.seen, self.run = checkpoint["step"], checkpoint["seen"], Run(**checkpoint["run"])
        if options.cool_down:
            self.run = Run(self.seen, options.cool_down, decay=1, warm_up=1)
        elif self.run.is_over(self.seen):
            self.run = Run(self.seen, options.samples, options.decay)
        self.recipe = FIRST if self.run.start == 0 else FURTHER
        self.optimizers = _optimizers(self.trainee, self.recipe.text_rate)
        if checkpoint:
            self._restore(checkpoint)
        else:
            self._start_from_text()
        self.distil_from = options.distil_from
        # from here on, random numbers depend only on the seed and the step
        torch.manual_seed(options.seed + 1_000_003 * self.step)
        self.rng = make_rng(options.seed, self.step)
        self.buffer = SceneBuffer((options.seed, self.step))
        self.buffer.fill(FIRST_SCENES)
        self.replicas = Replicas(self.trainee, options.threads)

    def _start_from_text(self):
        text = lab.load(lab.TEXT)
        for model in (self.trainee.model, self.average):
            model.clip.load_state_dict(text["clip"])
            model.t5.load_state_dict(text["t5"])
        self.trainee.reader.load_state_dict(text["reader"])

    def _restore(self, checkpoint):
        self.trainee.model.load_state_dict(checkpoint["model"])
        self.average.load_state_dict(checkpoint["ema"])
        self.trainee.reader.load_state_dict(checkpoint["reader"])
        restore(self.optimizers, checkpoint["optimizers"])

    def save(self):
        checkpoint = {
            "model": self.trainee.model.state_dict(),
            "ema": self.average.state_dict(),
            "reader": self.trainee.reader.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "step": self.step,
            "seen": self.seen,
            "run": asdict(self.run),
        }
        lab.save(checkpoint, lab.FLUX)
        draw_preview(self.average, self.tokenizers, f"preview_{self.seen:07d}")

    def take_step(self):
        drawn = self.buffer.batch(BATCH)
        more_scenes = self.replicas.pool.submit(self.buffer.add, NEW_SCENES)
        guided = self.run.progress(self.seen) >= self.distil_from
        slices = list(draw_slices(*drawn, guided, SLICE))
        captions_each = self.recipe.extra_captions // len(slices)
        extra = [[sample_training_scene(self.rng) for _ in range(captions_each)] for _ in slices]
        extra = [(scenes, [caption(scene, self.rng) for scene in scenes]) for scenes in extra]
        reports = self.replicas.gradients(self._loss, zip(slices, extra))
        norm = nn.utils.clip_grad_norm_(self.trainee.model.parameters(), 1.0)
        self._update()
        more_scenes.result()
        flow, layout, cells = np.nanmean(reports, 0)
        return {"loss": flow, "layout loss": layout, "cells read right": cells, "gradient": norm.item()}

    def _loss(self, trainee, work):
        part, (extra_scenes, extra_captions) = work
        wanted = target(part, self.average, self.tokenizers)
        captions = part.captions + extra_captions
        pooled, sequence = trainee.model.encode(*self.tokenizers(captions))
        rows = len(part.captions)
        velocity = trainee.model.velocity(part.noisy, part.sigma, part.guidance, pooled[:rows], sequence[:rows], IDS)
        error = ((velocity - wanted) ** 2).mean((1, 2))
        told = [i for i, text in enumerate(captions) if text]
        scenes = part.scenes + extra_scenes
        reading, right = layout_loss(trainee.reader(pooled[told], sequence[told]), [scenes[i] for i in told])
        share = rows / part.batch
        loss = error.sum() / part.batch + self.recipe.layout_weight * share * reading
        plain = error[part.guidance == 1]
        return loss, (plain.mean().item(), reading.item(), right)

    def _update(self):
        set_rate(self.optimizers, self.run.rate(self.seen))
        muon, adam = self.optimizers
        muon.step(self.replicas.pool.map)
        adam.step()
        self.step += 1
        self.seen += BATCH
        # the average of a new model must not remember how it was initialised
        keep = min(AVERAGING, (1 + self.step) / (20 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.parameters()), list(self.trainee.model.parameters()), 1 - keep)


def _optimizers(trainee, text_rate):
    """Muon for the matrices inside the blocks, AdamW for the rest."""
    matrices, others = [], []
    for name, p in trainee.model.dit.named_parameters():
        inside = p.ndim == 2 and "transformer_blocks" in name and "norm" not in name
        (matrices if inside else others).append(p)
    text = [*trainee.model.clip.parameters(), *trainee.model.t5.parameters(), *trainee.reader.parameters()]
    muon = Muon(matrices, lr=MATRIX_RATE)
    adam = torch.optim.AdamW(
        [{"params": others, "lr": OTHER_RATE}, {"params": text, "lr": text_rate}], betas=(0.9, 0.98), weight_decay=0.01
    )
    return remember_full_rates((muon, adam))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_run_options(parser, samples=150_000, decay=0.5)
    parser.add_argument("--distil-from", type=float, default=0.4, help="share of the run before guidance is distilled")
    help_cool_down = "pass once: end the run after this many samples, with a falling rate from now on"
    parser.add_argument("--cool-down", type=int, metavar="SAMPLES", help=help_cool_down)
    train(Training(parser.parse_args()))


if __name__ == "__main__":
    main()
