"""The four looks, as filters over a flat image. Images are float32 [height, width, 3], 0 to 255."""

import numpy as np
from PIL import Image, ImageFilter

BLOCK = 4  # of pixel art
COLOUR_STEP = 255 / 7
PAPER = np.array([252, 248, 238], np.float32)
SHADING = 0.4  # of a pencil sketch
WASHES = 6  # how many patterns of paper there are for watercolors


def apply_look(image, look, rng):
    if look == "pixel art":
        return pixel_art(image)
    if look == "pencil sketch":
        return pencil_sketch(image)
    if look == "watercolor":
        return watercolor(image, wash(rng.randrange(WASHES), *image.shape[:2]))
    return image


def pixel_art(image):
    blocks = block_means(image, BLOCK)
    blocks = np.round(blocks / COLOUR_STEP) * COLOUR_STEP
    return np.repeat(np.repeat(blocks, BLOCK, 0), BLOCK, 1)


def pencil_sketch(image):
    """A colour dodge of the grey image by its blurred negative, where flat areas turn white and edges stay; over it
    the grey itself, as shading: lines alone say too little of what they surround."""
    grey = image @ np.array([0.299, 0.587, 0.114], np.float32)
    negative = _image(255 - grey).filter(ImageFilter.GaussianBlur(3))
    dodge = np.minimum(255, grey * 256 / (256 - np.asarray(negative, np.float32)))
    lines = 255 * (dodge / 255) ** 1.6
    sketch = ((1 - SHADING) * lines + SHADING * grey) * 0.92 + 12
    return np.stack([sketch, sketch * 0.985, sketch * 0.96], -1).clip(0, 255)


def watercolor(image, water):
    """water: how thin the paint is, 0 to 1, [height, width, 1] or one number."""
    blurred = _image(image).filter(ImageFilter.MedianFilter(5)).filter(ImageFilter.GaussianBlur(0.8))
    blurred = np.asarray(blurred, np.float32)
    across = np.abs(np.diff(blurred, axis=1, append=blurred[:, -1:])).max(-1, keepdims=True)
    down = np.abs(np.diff(blurred, axis=0, append=blurred[-1:])).max(-1, keepdims=True)
    thinness = 0.30 + 0.22 * water
    return (blurred * (1 - thinness) + PAPER * thinness - 0.35 * (across + down).clip(0, 60)).clip(0, 255)


def wash(number, height, width):
    noise = np.random.RandomState(number).rand(height // 8 + 2, width // 8 + 2)
    smooth = _image(noise * 255).resize((width, height), Image.BICUBIC)
    return np.asarray(smooth, np.float32)[..., None] / 255


def block_means(image, side):
    height, width, channels = image.shape
    return image.reshape(height // side, side, width // side, side, channels).mean((1, 3))


def _image(values):
    return Image.fromarray(values.clip(0, 255).astype(np.uint8))
