"""The words of the world. The export puts the same vocabulary.json beside the model, for prompt completion."""

import json
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent.parent / "vocabulary.json"
WORDS = json.loads(FILE.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Concept:
    name: str
    emoji: str
    words: list[str]
    plural: str


@dataclass(frozen=True)
class Background:
    name: str
    kind: str
    phrases: list[str]

    @property
    def plain(self):
        return self.kind == "flat"


@dataclass(frozen=True)
class Look:
    name: str
    weight: int
    phrases: list[str]
    prefix: list[str]

    @property
    def title(self):
        return "flat" if self.name == "none" else self.name


CONCEPTS = [Concept(**c) for c in WORDS["concepts"]]
BACKGROUNDS = [Background(**b) for b in WORDS["backgrounds"]]
LOOKS = [Look(**look) for look in WORDS["styles"]]
FLAT_LOOK = 0
