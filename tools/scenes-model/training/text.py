"""Warms both text encoders up on reading captions as layouts: `python -m training.text`. Needs no images.

The transformer then starts from embeddings that already bind things to places."""

import argparse
from dataclasses import asdict

import torch
from torch import nn

from network import lab
from network.layout import LayoutReader, layout_loss
from network.text import Tokenizers, clip_encoder, init_t5, t5_encoder
from scenes.captions import caption
from scenes.scene import make_rng, sample_training_scene
from training.loop import add_run_options, remember_full_rates, restore, set_rate, train
from training.replicas import Replicas
from training.schedule import Run

BATCH, SLICE = 96, 12


class TextEncoders(nn.Module):
    def __init__(self, tokenizers):
        super().__init__()
        self.clip = clip_encoder(tokenizers.clip.tokenizer)
        self.t5 = t5_encoder(tokenizers.t5.tokenizer)
        init_t5(self.t5)
        self.reader = LayoutReader()


class TextTraining:
    def __init__(self, options):
        torch.manual_seed(options.seed)
        self.tokenizers = Tokenizers()
        self.encoders = TextEncoders(self.tokenizers)
        self.optimizers = remember_full_rates([_optimizer(self.encoders)])
        self.seen = 0
        self.run = Run(0, options.samples, options.decay, warm_up=9600)
        if lab.TEXT.exists():
            self._restore(lab.load(lab.TEXT))
        self.rng = make_rng(options.seed, "text", self.seen)
        self.replicas = Replicas(self.encoders, options.threads)

    def _restore(self, checkpoint):
        for part in ("clip", "t5", "reader"):
            getattr(self.encoders, part).load_state_dict(checkpoint[part])
        restore(self.optimizers, checkpoint["optimizers"])
        self.seen, self.run = checkpoint["seen"], Run(**checkpoint["run"])

    def save(self):
        checkpoint = {part: getattr(self.encoders, part).state_dict() for part in ("clip", "t5", "reader")}
        checkpoint["optimizers"] = [optimizer.state_dict() for optimizer in self.optimizers]
        lab.save({**checkpoint, "seen": self.seen, "run": asdict(self.run)}, lab.TEXT)

    def take_step(self):
        scenes = [sample_training_scene(self.rng) for _ in range(BATCH)]
        read = [(scene, caption(scene, self.rng)) for scene in scenes]
        reports = self.replicas.gradients(self._loss, [read[i : i + SLICE] for i in range(0, BATCH, SLICE)])
        norm = nn.utils.clip_grad_norm_(self.encoders.parameters(), 1.0)
        set_rate(self.optimizers, self.run.rate(self.seen))
        self.optimizers[0].step()
        self.seen += BATCH
        loss, right = torch.tensor(reports).mean(0).tolist()
        return {"loss": loss, "cells read right": right, "gradient": norm.item()}

    def _loss(self, encoders, read):
        scenes, captions = zip(*read)
        clip_ids, t5_ids = self.tokenizers(list(captions))
        pooled = encoders.clip(input_ids=clip_ids).pooler_output
        sequence = encoders.t5(input_ids=t5_ids).last_hidden_state
        loss, right = layout_loss(encoders.reader(pooled, sequence), scenes)
        return loss * len(read) / BATCH, (loss.item(), right)


def _optimizer(encoders):
    """The few parameters of the position bias need a high rate."""
    bias = [p for name, p in encoders.named_parameters() if "relative" in name]
    rest = [p for name, p in encoders.named_parameters() if "relative" not in name]
    groups = [{"params": rest, "lr": 2e-3, "weight_decay": 0.01}, {"params": bias, "lr": 2e-2, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    add_run_options(parser, samples=150_000, decay=0.9)
    train(TextTraining(parser.parse_args()))


if __name__ == "__main__":
    main()
