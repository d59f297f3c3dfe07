"""The share of held-out prompts that are drawn right: `python -m scoring.score --url http://localhost:8080`.

Right means: every thing that the prompt names is at its place, by scoring.judge. Backgrounds are judged by themselves.
"""

import argparse
import json
import math
from pathlib import Path

from scenes.scene import LARGE, NORMAL, SMALL
from scenes.vocabulary import FLAT_LOOK, LOOKS
from scoring.judge import Judge
from scoring.prompts import DEFAULT_COUNT, ROUND, held_out_prompts
from scoring.sources import Checkpoint, Folder, Service

SIZE_NAMES = {SMALL: "small ones and those in rows", NORMAL: "without a size", LARGE: "large ones"}
FLAT_CATEGORIES = {
    "one thing": ("single",),
    "two things": ("pair_h", "pair_v"),
    "left and right": ("pair_h",),
    "above and below": ("pair_v",),
    "three in a row": ("triple",),
    "two or three of a kind": ("two", "three"),
}


def rows(prompts):
    """(name of the row, which prompts it is about)"""
    flat = {i for i, prompt in enumerate(prompts) if prompt.scene.look == FLAT_LOOK}
    for name, layouts in FLAT_CATEGORIES.items():
        yield "flat: " + name, [i for i in sorted(flat) if prompts[i].scene.layout in layouts]
    yield "flat: all", sorted(flat)
    for look in range(len(LOOKS)):
        if look != FLAT_LOOK:
            yield LOOKS[look].title + ": all", [i for i, prompt in enumerate(prompts) if prompt.scene.look == look]


def score(source, prompts, judge, steps, guidance):
    verdicts = []
    for prompt, image in zip(prompts, source.draw(prompts, steps, guidance)):
        verdicts.append(judge.verdict(image, prompt.scene))
    return verdicts


def share(flags):
    """With the half-width of its 95% interval (Wilson's), in percent."""
    n, p, z = len(flags), sum(flags) / len(flags), 1.96
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return f"{100 * p:.1f} ± {100 * half:.1f}"


def table(prompts, runs):
    """runs: name of the column -> verdicts. In percent."""
    yield "| % right | prompts | " + " | ".join(f"{run}: scene | background" for run in runs) + " |"
    yield "|---" * (2 + 2 * len(runs)) + "|"
    for name, chosen in rows(prompts):
        if chosen:
            cells = []
            for verdicts in runs.values():
                cells += [share([verdicts[i].scene for i in chosen]), share([verdicts[i].background for i in chosen])]
            yield f"| {name} | {len(chosen)} | " + " | ".join(cells) + " |"


def thing_table(prompts, runs):
    """The same for single things in the flat look, by size. In percent."""
    yield "| % of things right, flat | things | " + " | ".join(runs) + " |"
    yield "|---" * (2 + len(runs)) + "|"
    for size, name in SIZE_NAMES.items():
        chosen = [
            (i, n)
            for i, prompt in enumerate(prompts)
            for n, thing in enumerate(prompt.scene.things)
            if prompt.scene.look == FLAT_LOOK and thing.size == size
        ]
        if chosen:
            cells = [share([verdicts[i].things[n] for i, n in chosen]) for verdicts in runs.values()]
            yield f"| {name} | {len(chosen)} | " + " | ".join(cells) + " |"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--url", help="URL of a running service")
    source.add_argument("--model", help="model folder to run locally")
    source.add_argument("--checkpoint", help="training checkpoint to run locally with torch")
    parser.add_argument("--steps", type=int, nargs="+", default=[8, 20])
    parser.add_argument("--guidance", type=float, nargs="+", default=[None], help="default: the service's default")
    help_prompts = f"multiples of {ROUND} represent every category in proportion"
    parser.add_argument("--prompts", type=int, default=DEFAULT_COUNT, help=help_prompts)
    parser.add_argument("--json", type=Path, help="write each prompt's verdict to this file")
    options = parser.parse_args()

    source = _source(options)
    prompts, judge, runs = held_out_prompts(options.prompts), Judge(), {}
    for guidance in options.guidance:
        for steps in options.steps:
            name = f"{steps} steps" + (f", guidance {guidance:g}" if guidance is not None else "")
            runs[name] = score(source, prompts, judge, steps, guidance)
    print("\n".join([*table(prompts, runs), "", *thing_table(prompts, runs)]))
    if options.json:
        options.json.write_text(json.dumps(_details(prompts, runs), indent=1))


def _source(options):
    if options.url:
        return Service(options.url)
    return Folder(options.model) if options.model else Checkpoint(options.checkpoint)


def _details(prompts, runs):
    return [
        {
            "prompt": prompt.text,
            "look": LOOKS[prompt.scene.look].title,
            "layout": prompt.scene.layout,
            "sizes": [thing.size for thing in prompt.scene.things],
            "runs": {
                run: {"things": verdicts[i].things, "background": verdicts[i].background}
                for run, verdicts in runs.items()
            },
        }
        for i, prompt in enumerate(prompts)
    ]


if __name__ == "__main__":
    main()
