"""Twelve images of the averaged model that show the progress of a run."""

import torch
from PIL import Image

from network import lab
from network.autoencoder import Decoder
from network.sampler import sample

PROMPTS = [
    "a cat on the left and a dog on the right, sunset background",
    "a woman on the left, a cat on the right and a glowing crystal ball in the middle",
    "a rocket above a castle, starry night background",
    "a red apple, white background",
    "pixel art of a robot in the center, blue background",
    "a pencil sketch of a house",
    "a large panda in a meadow",
    "three balloons, blue sky background",
    "a penguin on the left and a snowman on the right, in the snow",
    "a fish below a sailboat, beach background, watercolor",
    "a small star on the left and a large moon on the right, black background",
    "a fox, a mushroom and a tree",
]
COLUMNS = 6
STEPS, GUIDANCE = 12, 3.0


def draw_preview(model, tokenizers, name):
    decoder = Decoder()
    decoder.load_state_dict(lab.load(lab.AUTOENCODER)["dec"])
    noise = torch.randn(len(PROMPTS), 64, 64, generator=torch.Generator().manual_seed(1))
    images = sample(model, decoder, tokenizers, PROMPTS, noise, STEPS, GUIDANCE)
    _save_sheet(images, lab.PREVIEWS / f"{name}.png")


def _save_sheet(images, file):
    side = images.shape[1]
    sheet = Image.new("RGB", (COLUMNS * side, len(images) // COLUMNS * side))
    for i, image in enumerate(images):
        sheet.paste(Image.fromarray(image), (i % COLUMNS * side, i // COLUMNS * side))
    file.parent.mkdir(parents=True, exist_ok=True)
    sheet.save(file)
