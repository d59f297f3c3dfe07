"""Captions of a scene. A caption may omit details unless it must be complete."""

import string

from scenes.vocabulary import BACKGROUNDS, CONCEPTS, FLAT_LOOK, LOOKS, WORDS

RELATIONS = WORDS["relations"]
LEAVES_OUT = 0.12  # how often a detail is omitted
SOUNDS_LIKE_A_CONSONANT = ("unicorn", "ufo")
TAKES_NO_COMMA = ("on", "in", "at", "under", "against", "with", "by")


def caption(scene, rng, complete=False):
    """A sentence in the grammar; complete: includes every distinguishing detail and no clutter."""
    leaves_out = 0 if complete else LEAVES_OUT
    body = _body(scene, rng, leaves_out)
    background = _background(scene, rng, leaves_out)
    look = _look(scene, rng, leaves_out)
    if look and LOOKS[scene.look].prefix and rng.random() < 0.22:
        text = rng.choice(LOOKS[scene.look].prefix) + " " + body + background
    else:
        if not complete and rng.random() < 0.06:
            body = rng.choice(WORDS["filler_prefixes"]) + " " + body
        text = body + (look + background if rng.random() < 0.2 else background + look)
    return text if complete else _clutter(text, rng)


def _body(scene, rng, leaves_out):
    first = CONCEPTS[scene.things[0].concept]
    if scene.layout in ("two", "three"):
        count = rng.choice(WORDS["counts"][scene.layout])
        tail = rng.choice([" side by side", " in a row", " next to each other"]) if rng.random() < 0.15 else ""
        return f"{count} {first.plural}{tail}"
    nouns = [_noun(thing, rng, rng.random() < leaves_out) for thing in scene.things]
    if scene.layout == "single":
        unsaid = scene.place == "center" and rng.random() < 0.6 or rng.random() < leaves_out
        return nouns[0] if unsaid else nouns[0] + " " + rng.choice(RELATIONS["single_" + scene.place])
    if rng.random() < leaves_out * 0.7:
        return _loosely(scene.layout, nouns, rng)
    return rng.choice(RELATIONS[scene.layout]).format(**dict(zip("abc", nouns)))


def _loosely(layout, nouns, rng):
    if layout == "triple":
        return "{}, {} and {}".format(*nouns)
    words = ["over", "above"] if layout == "pair_v" else ["and", "and", "with"]
    return f"{nouns[0]} {rng.choice(words)} {nouns[1]}"


def _noun(thing, rng, size_unsaid):
    words = CONCEPTS[thing.concept].words
    noun = words[0] if rng.random() < 0.6 else rng.choice(words)
    if thing.size_word and not size_unsaid:
        noun = rng.choice(WORDS["sizes"][thing.size_word]) + " " + noun
    elif rng.random() < 0.06:
        noun = rng.choice(WORDS["filler_adjectives"]) + " " + noun
    article = rng.random()
    if article < 0.8:
        return with_article(noun)
    return "the " + noun if article < 0.86 else noun


def with_article(noun):
    vowel = noun[0] in "aeiou" and not noun.startswith(SOUNDS_LIKE_A_CONSONANT)
    return ("an " if vowel else "a ") + noun


def _background(scene, rng, leaves_out):
    if rng.random() < leaves_out * 1.5:
        return ""
    phrase = rng.choice(BACKGROUNDS[scene.background].phrases)
    return (rng.choice([" ", ", "]) if phrase.split()[0] in TAKES_NO_COMMA else ", ") + phrase


def _look(scene, rng, leaves_out):
    """The flat look is the default, so it is seldom named; any other look nearly always is."""
    said = rng.random() < 0.15 if scene.look == FLAT_LOOK else rng.random() >= leaves_out * 0.5
    return ", " + rng.choice(LOOKS[scene.look].phrases) if said else ""


def _clutter(text, rng):
    """Filler words of real prompts; also garbage, so that unknown pieces are learnt as neutral."""
    if rng.random() < 0.05:
        text += ", " + rng.choice(WORDS["filler_suffixes"])
    if rng.random() < 0.03:
        words = text.split(" ")
        garbage = "".join(rng.choice(string.ascii_lowercase) for _ in range(rng.randrange(2, 8)))
        words.insert(rng.randrange(len(words) + 1), garbage)
        text = " ".join(words)
    return text
