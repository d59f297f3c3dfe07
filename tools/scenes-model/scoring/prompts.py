"""The held-out prompts: unambiguous compositions that no training image shows.

`python -m scoring.prompts` prints them."""

import sys
from dataclasses import dataclass
from itertools import cycle, islice

from scenes.captions import caption
from scenes.scene import Scene, is_held_out, make_rng, sample_scene
from scenes.vocabulary import FLAT_LOOK, LOOKS

ORDERED = ("pair_h", "pair_v", "triple")
SAYS_THE_PLACE = (" left", " right", "center", "centre", "middle", "top", "bottom")
# One round: 16 flat images and three of every other look. Any multiple of it is balanced.
FLAT_ROUND = ["single", "pair_h", "pair_v", "triple"] * 3 + ["single", "pair_h", "single", "count"]
OTHER_ROUND = ["single", "pair_h", "triple", "pair_v"]
ROUND = len(FLAT_ROUND) + 3 * (len(LOOKS) - 1)
DEFAULT_COUNT = 20 * ROUND


@dataclass(frozen=True)
class Prompt:
    text: str
    scene: Scene  # the expected scene
    seed: int  # of the image


def held_out_prompts(count=DEFAULT_COUNT):
    return list(islice(_all_prompts(), count))


def _all_prompts():
    rng = make_rng("held-out prompts")
    counts = cycle(["two", "three"])
    other_layouts = {look: cycle(OTHER_ROUND) for look in range(len(LOOKS)) if look != FLAT_LOOK}
    number = 0
    while True:
        wanted = [(layout, FLAT_LOOK) for layout in FLAT_ROUND]
        wanted += [(next(layouts), look) for look, layouts in other_layouts.items() for _ in range(3)]
        rng.shuffle(wanted)
        for layout, look in wanted:
            scene, text = _clear_prompt(rng, next(counts) if layout == "count" else layout, look)
            yield Prompt(text, scene, 1000 + number)
            number += 1


def _clear_prompt(rng, layout, look):
    while True:
        scene = sample_scene(rng, layout, look)
        text = caption(scene, rng, complete=True)
        if (layout not in ORDERED or is_held_out(scene)) and _is_clear(layout, text):
            return scene, text


def _is_clear(layout, text):
    """"a cat next to a dog" leaves open which is where, and so does "a cat between a dog and a fox"."""
    if layout in ("pair_h", "triple"):
        return " left" in text or " right" in text
    return layout != "single" or any(word in text for word in SAYS_THE_PLACE)


if __name__ == "__main__":
    for prompt in held_out_prompts(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_COUNT):
        print(prompt.text)
