"""Measures the errors of the judge itself on real renderings: `python -m scoring.self_check [PROMPTS]`.

Each held-out scene is rendered correctly, then with two of its things swapped, with one thing replaced by
another, and with one left out. The first must pass, the others must not.
"""

import sys
from dataclasses import replace

from scenes.scene import make_rng
from scenes.vocabulary import CONCEPTS, LOOKS
from scoring.judge import Judge
from scoring.prompts import DEFAULT_COUNT, held_out_prompts


def swapped(scene, rng):
    if len(scene.things) < 2 or scene.things[0].concept == scene.things[1].concept:
        return None
    a, b = rng.sample(range(len(scene.things)), 2)
    things = list(scene.things)
    things[a] = replace(scene.things[a], concept=scene.things[b].concept)
    things[b] = replace(scene.things[b], concept=scene.things[a].concept)
    return replace(scene, things=tuple(things))


def one_replaced(scene, rng):
    things = list(scene.things)
    which = rng.randrange(len(things))
    others = [c for c in range(len(CONCEPTS)) if c != things[which].concept]
    things[which] = replace(things[which], concept=rng.choice(others))
    return replace(scene, things=tuple(things))


def one_missing(scene, rng):
    things = list(scene.things)
    things.pop(rng.randrange(len(things)))
    return replace(scene, things=tuple(things))


def main(count):
    judge, rng = Judge(), make_rng("self-check")
    wrong_ones = {"two swapped": swapped, "one replaced": one_replaced, "one missing": one_missing}
    tallies = {}

    def tally(kind, look, passed):
        for row in (LOOKS[look].title, "all"):
            tallies.setdefault(kind, {}).setdefault(row, []).append(passed)

    for prompt in held_out_prompts(count):
        scene = prompt.scene
        verdict = judge.verdict(judge.renderer.render(scene), scene)
        tally("as asked", scene.look, verdict.scene)
        tally("background", scene.look, verdict.background)
        for kind, spoil in wrong_ones.items():
            if spoilt := spoil(scene, rng):
                tally(kind, scene.look, judge.verdict(judge.renderer.render(spoilt), scene).scene)

    columns = ["all", *(look.title for look in LOOKS)]
    print("| rendering | must be | " + " | ".join(columns) + " |\n" + "|---" * (len(columns) + 2) + "|")
    for kind, shares in tallies.items():
        must = "at most 5%" if kind in wrong_ones else "at least 98%"
        print(f"| {kind} | {must} | " + " | ".join(_share(shares.get(column, [])) for column in columns) + " |")


def _share(passed):
    return f"{100 * sum(passed) / len(passed):.1f}% of {len(passed)}" if passed else ""


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_COUNT)
