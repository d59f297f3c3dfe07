"""Draws scenes: emoji sprites from the system's font, over a few drawings of each background, through a look."""

import random

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from scenes.backgrounds import draw_background
from scenes.looks import apply_look
from scenes.scene import LARGE, NORMAL, SMALL
from scenes.vocabulary import BACKGROUNDS, CONCEPTS, LOOKS

FONT = "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"  # Debian: fonts-noto-color-emoji
FONT_SIZE = 109  # the only size that the font has bitmaps of
MARGIN = 3
PLAIN_DRAWINGS, SCENIC_DRAWINGS = 4, 10


class Renderer:
    def __init__(self):
        self.sprites = [_sprite(concept.emoji) for concept in CONCEPTS]
        rng = random.Random(7)
        self.backgrounds = [
            [draw_background(b.name, rng) for _ in range(PLAIN_DRAWINGS if b.plain else SCENIC_DRAWINGS)]
            for b in BACKGROUNDS
        ]

    def render(self, scene):
        """The image of a scene, uint8 [128, 128, 3]."""
        rng = random.Random(scene.seed)
        image = rng.choice(self.backgrounds[scene.background]).copy()
        for thing in scene.things:
            area = np.s_[thing.y : thing.y + thing.size, thing.x : thing.x + thing.size]
            image[area] = self.paste(image[area], thing.concept, thing.size)
        image = apply_look(image, LOOKS[scene.look].name, rng)
        return np.ascontiguousarray(image.clip(0, 255).astype(np.uint8))

    def paste(self, area, concept, size):
        colour, see_through = self.sprites[concept][size]
        return area * see_through + colour


def _sprite(emoji):
    """By size: colours multiplied by their opacity, and how much of the background shows through."""
    font = ImageFont.truetype(FONT, FONT_SIZE)
    glyph = Image.new("RGBA", (136, 128), (0, 0, 0, 0))
    ImageDraw.Draw(glyph).text((0, 0), emoji, font=font, embedded_color=True)
    glyph = glyph.crop(glyph.getbbox())
    side = max(glyph.size) + 2 * MARGIN
    square = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    square.paste(glyph, ((side - glyph.width) // 2, (side - glyph.height) // 2))
    scaled = {}
    for size in (SMALL, NORMAL, LARGE):
        pixels = np.asarray(square.convert("RGBa").resize((size, size), Image.LANCZOS), np.float32)
        scaled[size] = (pixels[..., :3].copy(), 1 - pixels[..., 3:] / 255)
    return scaled
