"""Seventeen backgrounds: ten plain colours and seven drawn places. Images are float32 [128, 128, 3], 0 to 255."""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

SIDE = 128
PLAIN = {
    "white": (248, 248, 248),
    "black": (18, 18, 20),
    "red": (214, 48, 48),
    "blue": (48, 92, 214),
    "green": (58, 168, 78),
    "yellow": (246, 214, 60),
    "purple": (136, 66, 188),
    "orange": (244, 140, 40),
    "pink": (248, 160, 196),
    "grey": (140, 144, 150),
}


def draw_background(name, rng):
    background = _plain(PLAIN[name], rng) if name in PLAIN else PLACES[name](rng)
    return np.asarray(background, np.float32)


def _plain(colour, rng):
    colour = np.array(colour, np.float32) + rng.uniform(-6, 6)
    return _gradient([(0, colour + 5), (1, colour - 5)])


def _gradient(stops):
    """From top to bottom through (height from 0 to 1, colour)."""
    heights = [height for height, _ in stops]
    colours = np.array([colour for _, colour in stops], np.float32)
    column = np.stack([np.interp(np.linspace(0, 1, SIDE), heights, colours[:, c]) for c in range(3)], -1)
    return np.repeat(column[:, None, :], SIDE, 1).astype(np.float32)


def _canvas(stops):
    image = Image.fromarray(_gradient(stops).astype(np.uint8))
    return image, ImageDraw.Draw(image)


def _dots(draw, rng, count, size, colours, top=0, bottom=SIDE):
    for _ in range(count):
        x, y = rng.randrange(SIDE), rng.randrange(top, bottom)
        draw.ellipse([x, y, x + size, y + size], fill=colours if isinstance(colours, tuple) else rng.choice(colours))


def _sky(rng):
    image, _ = _canvas([(0, (70, 150, 235)), (1, (178, 222, 250))])
    clouds = Image.new("L", image.size, 0)
    draw = ImageDraw.Draw(clouds)
    for _ in range(3):
        left, middle = rng.randrange(0, SIDE), rng.randrange(6, SIDE - 24)
        for dx, dy, r in ((0, 0, 9), (11, -4, 11), (23, 0, 8), (12, 4, 9)):
            x, y = left + dx, middle + dy
            draw.ellipse([x - r, y - r * 0.7, x + r, y + r * 0.7], fill=210)
    image.paste((255, 255, 255), mask=clouds.filter(ImageFilter.GaussianBlur(1.5)))
    return image


def _sunset(rng):
    horizon = 0.72
    sky = [(0, (86, 44, 120)), (0.35, (214, 74, 96)), (0.6, (250, 150, 70)), (horizon, (255, 214, 120))]
    image, draw = _canvas([*sky, (horizon + 0.001, (70, 44, 90)), (1, (36, 26, 56))])
    x, y, r = rng.choice([24, 48, 80, 104]), int(SIDE * 0.66), 15
    draw.pieslice([x - r, y - r, x + r, y + r], 156, 384, fill=(255, 236, 150))
    draw.rectangle([0, int(SIDE * horizon), SIDE, SIDE], fill=(64, 40, 86))
    return image


def _night(rng):
    image, draw = _canvas([(0, (10, 12, 48)), (1, (40, 40, 104))])
    for _ in range(34):
        x, y = rng.randrange(SIDE), rng.randrange(SIDE)
        size = rng.choice([0, 1, 1])
        draw.ellipse([x, y, x + size, y + size], fill=(255, 250, 214))
    return image


def _meadow(rng):
    sky = [(0, (130, 200, 250)), (0.5, (206, 236, 250))]
    image, draw = _canvas([*sky, (0.501, (120, 196, 84)), (1, (62, 148, 52))])
    shift, y = rng.choice([0, 20, 40]), SIDE // 2
    draw.ellipse([-30 - shift, y - 14, 90 - shift, y + 40], fill=(116, 190, 82))
    draw.ellipse([50 + shift, y - 10, 180 + shift, y + 50], fill=(104, 182, 76))
    flowers = [(255, 255, 255), (255, 224, 90), (250, 150, 190)]
    _dots(draw, rng, 12, 3, flowers, y + 16, SIDE - 3)
    return image


def _beach(rng):
    sky = [(0, (110, 196, 246)), (0.42, (206, 238, 250))]
    sea = [(0.421, (34, 140, 196)), (0.64, (80, 200, 214))]
    image, draw = _canvas([*sky, *sea, (0.641, (250, 232, 178)), (1, (232, 200, 136))])
    y = int(SIDE * 0.63)
    for x in range(-10 + rng.choice([0, 8]), SIDE, 16):
        draw.ellipse([x, y - 2, x + 15, y + 4], fill=(246, 252, 252))
    return image


def _snow(rng):
    sky = [(0, (150, 178, 210)), (0.6, (206, 220, 236))]
    image, draw = _canvas([*sky, (0.601, (236, 242, 250)), (1, (250, 252, 255))])
    shift, y = rng.choice([0, 16, 32]), int(SIDE * 0.6)
    draw.polygon([(-shift, y), (32 - shift, y - 34), (66 - shift, y)], fill=(120, 146, 184))
    draw.polygon([(58 + shift, y), (96 + shift, y - 42), (136 + shift, y)], fill=(132, 156, 192))
    _dots(draw, rng, 26, 2, (255, 255, 255))
    return image


def _city(rng):
    image, draw = _canvas([(0, (18, 10, 44)), (0.7, (82, 22, 110)), (1, (170, 36, 130))])
    x = -rng.randrange(0, 10)
    while x < SIDE:
        width, height = rng.choice([16, 20, 24]), rng.choice([44, 60, 76, 92])
        neon = rng.choice([(255, 60, 190), (60, 220, 250), (150, 80, 255)])
        draw.rectangle([x, SIDE - height, x + width - 2, SIDE], fill=(22, 16, 46), outline=neon)
        light = rng.choice([(255, 220, 110), (90, 230, 255), (255, 110, 210)])
        for top in range(SIDE - height + 6, SIDE - 4, 9):
            for left in range(x + 4, x + width - 5, 6):
                if rng.random() < 0.55:
                    draw.rectangle([left, top, left + 2, top + 3], fill=light)
        x += width
    return image


PLACES = {
    "sky": _sky,
    "sunset": _sunset,
    "night": _night,
    "meadow": _meadow,
    "beach": _beach,
    "snow": _snow,
    "city": _city,
}
