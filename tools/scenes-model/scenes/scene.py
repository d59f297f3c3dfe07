"""A scene: one to three things in a layout, on a background, in a look. Also which compositions are held out."""

import random
import zlib
from dataclasses import dataclass

from scenes.vocabulary import BACKGROUNDS, CONCEPTS, LOOKS

SIDE = 128
# Places and sizes are multiples of the side of a token, so that a thing of one size has the same tokens wherever it
# stands. (The middle one of three does not fit; it stands half a token off.)
TOKEN = 16
SMALL, NORMAL, LARGE = 48, 64, 80
ROW_OF_THREE = (0, 40, 80)
LAYOUT_WEIGHTS = {"single": 22, "pair_h": 22, "pair_v": 12, "triple": 36, "two": 4, "three": 4}
THINGS_NAMED = {"single": 1, "pair_h": 2, "pair_v": 2, "triple": 3, "two": 1, "three": 1}
PLACE_WEIGHTS = {"center": 60, "left": 10, "right": 10, "top": 10, "bottom": 10}
SIZES = {"small": SMALL, "": NORMAL, "large": LARGE}
# Things without a vertical position stand on this line. Captions determine each position; the model would mix random
# ones.
GROUND = 96
SIZED_SHARE = 0.3  # of the training scenes that must have a small or large thing
PAIR_SIZE_WEIGHTS = {("", ""): 70, ("small", "large"): 9, ("large", "small"): 9, ("small", ""): 6, ("", "small"): 6}


@dataclass(frozen=True)
class Thing:
    concept: int  # index into CONCEPTS
    x: int
    y: int
    size: int  # side of its square, pixels
    size_word: str = ""  # "small", "large" or unspecified


@dataclass(frozen=True)
class Scene:
    layout: str
    things: tuple[Thing, ...]
    background: int
    look: int
    seed: int  # of the rendering
    place: str = ""  # of a single thing


def is_held_out(scene):
    """Whether an ordered pair in the scene belongs to the tenth of all pairs that is never rendered for training."""
    relation = {"pair_h": "lr", "triple": "lr", "pair_v": "tb"}.get(scene.layout)
    if relation is None:
        return False
    names = [CONCEPTS[thing.concept].name for thing in scene.things]
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    return any(zlib.crc32(f"{relation}:{a}:{b}".encode()) % 10 == 0 for a, b in pairs)


def sample_training_scene(rng):
    """Never held out. Small and large things are shown more often than they are asked for: each size of a thing has
    to be learnt by itself, and those sizes lag behind."""
    must_say_a_size = rng.random() < SIZED_SHARE
    while True:
        scene = sample_scene(rng)
        says_a_size = any(thing.size_word for thing in scene.things)
        if not is_held_out(scene) and (says_a_size or not must_say_a_size):
            return scene


def sample_scene(rng, layout=None, look=None):
    if layout is None:
        layout = weighted(rng, LAYOUT_WEIGHTS)
    concepts = rng.sample(range(len(CONCEPTS)), THINGS_NAMED[layout])
    background = rng.randrange(len(BACKGROUNDS))
    if look is None:
        look = rng.choices(range(len(LOOKS)), [each.weight for each in LOOKS])[0]
    seed = rng.randrange(1 << 30)
    place = ""
    if layout == "single":
        place = weighted(rng, PLACE_WEIGHTS)
        things = [_single(rng, concepts[0], place)]
    elif layout in ("triple", "three"):
        things = _row_of_three(concepts if layout == "triple" else concepts * 3)
    else:
        things = _pair(rng, layout, concepts if layout != "two" else concepts * 2)
    return Scene(layout, tuple(things), background, look, seed, place)


def weighted(rng, weights):
    return rng.choices(list(weights), list(weights.values()))[0]


def _single(rng, concept, place):
    large = 25 if place == "center" else 0
    word = weighted(rng, {"": 58, "small": 17, "large": large})
    size = SIZES[word]
    end = SIDE - size
    x = {"left": 0, "right": end}.get(place, _middle(size))
    y = {"top": 0, "bottom": end}.get(place, GROUND - size)
    return Thing(concept, x, y, size, word)


def _pair(rng, layout, concepts):
    words = ("", "") if layout == "two" else weighted(rng, PAIR_SIZE_WEIGHTS)
    sizes = [SIZES[word] for word in words]
    ends = (0, SIDE - sizes[1])
    things = []
    for concept, word, size, end in zip(concepts, words, sizes, ends):
        if layout == "pair_v":
            things.append(Thing(concept, _middle(size), end, size, word))
        else:
            things.append(Thing(concept, end, GROUND - size, size, word))
    return things


def _row_of_three(concepts):
    return [Thing(concept, x, GROUND - SMALL, SMALL) for concept, x in zip(concepts, ROW_OF_THREE)]


def _middle(size):
    """The token nearest to the middle, the left one of two that are equally near."""
    return (SIDE - size) // 2 // TOKEN * TOKEN


def make_rng(*seeds):
    """A generator for these numbers together, so that streams that differ in one number have nothing in common."""
    return random.Random(":".join(map(str, seeds)))
