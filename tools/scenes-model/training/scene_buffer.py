"""Rendered scenes as latents. New ones replace the oldest; each use of a scene has a new caption."""

import numpy as np
import torch

from network import lab
from network.autoencoder import Encoder, to_input
from network.transformer import pack
from scenes.captions import caption
from scenes.renderer import Renderer
from scenes.scene import make_rng, sample_training_scene

CAPACITY = 36_000
AT_ONCE = 100


class SceneBuffer:
    def __init__(self, seed):
        self.renderer = Renderer()
        self.scene_rng, self.batch_rng = make_rng(seed, "scenes"), make_rng(seed, "batches")
        self.encoder = Encoder().to(memory_format=torch.channels_last)
        self.encoder.load_state_dict(lab.load(lab.AUTOENCODER)["enc"])
        self.latents = torch.empty(CAPACITY, 16, 16, 16, dtype=torch.float16)
        self.scenes = []
        self.oldest = 0

    def fill(self, count):
        for _ in range(count // AT_ONCE):
            self.add(AT_ONCE)

    @torch.no_grad()
    def add(self, count):
        scenes = [sample_training_scene(self.scene_rng) for _ in range(count)]
        images = to_input(np.stack([self.renderer.render(scene) for scene in scenes]))
        latents = self.encoder(images).half()
        for scene, latent in zip(scenes, latents):
            self.latents[self._place(scene)] = latent

    def _place(self, scene):
        if len(self.scenes) < CAPACITY:
            self.scenes.append(scene)
            return len(self.scenes) - 1
        place = self.oldest
        self.scenes[place] = scene
        self.oldest = (place + 1) % CAPACITY
        return place

    def batch(self, count):
        """-> tokens [count,64,64], scenes, captions"""
        chosen = [self.batch_rng.randrange(len(self.scenes)) for _ in range(count)]
        scenes = [self.scenes[i] for i in chosen]
        return pack(self.latents[chosen].float()), scenes, [caption(scene, self.batch_rng) for scene in scenes]
