"""The model's images of held-out prompts: `python -m release.contact_sheet MODEL_FOLDER FILE.png`.

The first prompts of the scorer, in its order, without selection."""

import argparse

from PIL import Image, ImageDraw

from release.onnx_pipeline import OnnxPipeline
from scoring.prompts import held_out_prompts

COLUMNS, SIDE, GAP, TEXT_HEIGHT = 6, 128, 8, 58
LINE_LENGTH, LINE_HEIGHT = 24, 11


def sheet(images, captions):
    rows = -(-len(images) // COLUMNS)
    image = Image.new("RGB", (COLUMNS * (SIDE + GAP) + GAP, rows * (SIDE + TEXT_HEIGHT) + GAP), (255, 255, 255))
    draw = ImageDraw.Draw(image)
    for i, (tile, caption) in enumerate(zip(images, captions)):
        x, y = GAP + i % COLUMNS * (SIDE + GAP), GAP + i // COLUMNS * (SIDE + TEXT_HEIGHT)
        image.paste(Image.fromarray(tile), (x, y))
        for number, line in enumerate(_lines(caption)):
            draw.text((x, y + SIDE + 2 + number * LINE_HEIGHT), line, fill=(0, 0, 0))
    return image


def _lines(text):
    lines = [""]
    for word in text.split(" "):
        if len(lines[-1]) + len(word) > LINE_LENGTH:
            lines.append("")
        lines[-1] = (lines[-1] + " " + word).strip()
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model")
    parser.add_argument("file")
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--guidance", type=float, default=3.5)
    parser.add_argument("--prompts", type=int, default=36)
    options = parser.parse_args()
    prompts = held_out_prompts(options.prompts)
    texts, seeds = [prompt.text for prompt in prompts], [prompt.seed for prompt in prompts]
    sheet(OnnxPipeline(options.model)(texts, options.steps, options.guidance, seeds), texts).save(options.file)


if __name__ == "__main__":
    main()
