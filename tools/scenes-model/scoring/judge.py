"""Judges whether an image shows a scene. It has no learnt part: it compares with renderings.

At each place that the scene names, the image is compared with all 48 things, and with nothing, as they would look
at that place on the image's own background and in the requested look. The nearest must be the right one.
A place may be off by an eighth of the image's side along the axes that the layout leaves free.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from scenes.looks import apply_look, block_means, watercolor
from scenes.renderer import Renderer
from scenes.scene import SIDE, make_rng
from scenes.vocabulary import BACKGROUNDS, CONCEPTS, LOOKS

NOTHING = len(CONCEPTS)
OFFSETS = (-16, -8, 0, 8, 16)
FREE_AXES = {"single": "xy", "pair_v": "x", "pair_h": "y", "triple": "y", "two": "y", "three": "y"}
# Side of the blocks whose means are compared: fine enough to tell things apart, coarse enough to forgive soft edges.
THING_BLOCK, BACKGROUND_BLOCK = 4, 8


@dataclass(frozen=True)
class Verdict:
    things: tuple[bool, ...]
    background: bool

    @property
    def scene(self):
        """Every requested thing is at its place."""
        return all(self.things)


class Judge:
    def __init__(self):
        self.renderer = Renderer()
        self._templates = lru_cache(maxsize=20_000)(self._render_templates)
        self._backgrounds = lru_cache(maxsize=None)(self._render_backgrounds)

    def verdict(self, image, scene):
        """image: uint8 [128, 128, 3]."""
        image = image.astype(np.float32)
        background = self._nearest_background(image, scene)
        nearest = [self._nearest_thing(image, scene, thing, background) for thing in scene.things]
        things = tuple(found == thing.concept for found, thing in zip(nearest, scene.things))
        return Verdict(things, _looks_like(scene.look, background) == _looks_like(scene.look, scene.background))

    def _nearest_thing(self, image, scene, thing, background):
        best = np.full(len(CONCEPTS) + 1, np.inf)
        for x, y in _allowed_places(scene.layout, thing):
            seen = block_means(image[y : y + thing.size, x : x + thing.size], THING_BLOCK)
            templates = self._templates(scene.look, background, thing.size, x, y)
            best = np.minimum(best, ((templates - seen) ** 2).mean((1, 2, 3)))
        return int(best.argmin())

    def _nearest_background(self, image, scene):
        """Compares the blocks that no thing covers; each block may match a different drawing of the background."""
        free = np.ones((SIDE, SIDE, 1), np.float32)
        for thing in scene.things:
            free[thing.y : thing.y + thing.size, thing.x : thing.x + thing.size] = 0
        free = block_means(free, BACKGROUND_BLOCK)[..., 0] == 1
        seen = block_means(image, BACKGROUND_BLOCK)
        distances = [
            ((drawings - seen) ** 2).mean(-1).min(0)[free].mean() for drawings in self._backgrounds(scene.look)
        ]
        return int(np.argmin(distances))

    def _render_templates(self, look, background, size, x, y):
        """[48 things and nothing, blocks, blocks, 3]"""
        area = np.mean(self.renderer.backgrounds[background], 0)[y : y + size, x : x + size]
        pasted = [self.renderer.paste(area, concept, size) for concept in range(len(CONCEPTS))]
        return np.stack([block_means(_in_look(each, look), THING_BLOCK) for each in [*pasted, area]])

    def _render_backgrounds(self, look):
        """For each background [drawings, blocks, blocks, 3]."""
        return [
            np.stack([block_means(_in_look(drawing, look), BACKGROUND_BLOCK) for drawing in drawings])
            for drawings in self.renderer.backgrounds
        ]


def _in_look(area, look):
    name = LOOKS[look].name
    # paper soaks up paint in one of several patterns; halfway is near to each of them
    return watercolor(area, 0.5) if name == "watercolor" else apply_look(area, name, make_rng(0))


def _looks_like(look, background):
    """A pencil sketch has no colours, so that its plain backgrounds are all one."""
    one_for_all = LOOKS[look].name == "pencil sketch" and BACKGROUNDS[background].plain
    return "paper" if one_for_all else background


def _allowed_places(layout, thing):
    free = FREE_AXES[layout]
    for dx in OFFSETS if "x" in free else (0,):
        for dy in OFFSETS if "y" in free else (0,):
            x, y = thing.x + dx, thing.y + dy
            if 0 <= x <= SIDE - thing.size and 0 <= y <= SIDE - thing.size:
                yield x, y
