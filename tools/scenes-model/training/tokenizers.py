"""Builds both tokenizers from the grammar, in the file formats of FLUX.1's own: `python -m training.tokenizers`.

CLIP's is a byte-level BPE without upper case; T5's a unigram model, one piece for each known word, letters otherwise.
Only a model from scratch needs new ones: weights belong to the tokenizers that they were trained with."""

import json
import math
import re
import string
from collections import Counter

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from network.lab import TOKENIZERS
from network.text import CLIP_END, CLIP_LENGTH, CLIP_START, T5_LENGTH
from scenes.captions import caption
from scenes.scene import make_rng, sample_scene
from scenes.vocabulary import BACKGROUNDS, CONCEPTS, LOOKS, WORDS

CAPTIONS = 30_000
SMALL_WORDS = {"a", "an", "the", "and", "with", "of", "to", "is", "it", "one"}
CLIP_PIECES = 760
CLIP_PATTERN = r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
SPACES = Regex(r"\s+")
SPACE_MARK = "▁"
PAD, END, UNKNOWN = "<pad>", "</s>", "<unk>"


def phrases():
    """All words of the grammar except relations."""
    yield from (word for concept in CONCEPTS for word in [*concept.words, concept.plural])
    for key in ("filler_adjectives", "filler_prefixes", "filler_suffixes"):
        yield from WORDS[key]
    yield from (phrase for background in BACKGROUNDS for phrase in background.phrases)
    yield from (phrase for look in LOOKS for phrase in [*look.phrases, *look.prefix])


def known_words():
    other = [word for group in ("counts", "sizes") for words in WORDS[group].values() for word in words]
    relations = [relation for each in WORDS["relations"].values() for relation in each]
    of_relations = {word for relation in relations for word in re.findall(r"[a-z]{2,}", relation)}
    return set(_words([*phrases(), *other])) | of_relations | SMALL_WORDS


def word_counts():
    rng = make_rng("tokenizers")
    captions = [caption(sample_scene(rng), rng) for _ in range(CAPTIONS)]
    return Counter(_words([*captions, *list(phrases()) * 30]))


def _words(texts):
    return (word for text in texts for word in re.findall(r"[a-z0-9-]+", text.lower()))


def clip_tokenizer(counts, known):
    """BPE over the known words; ids as CLIP has them: bytes, bytes at a word's end, merges, start, end."""
    learner = _clip_shell(models.BPE(end_of_word_suffix="</w>"))
    corpus = [word for word in known for _ in range(min(counts[word], 200))]
    trainer = trainers.BpeTrainer(vocab_size=CLIP_PIECES, end_of_word_suffix="</w>", show_progress=False)
    learner.train_from_iterator(sorted(corpus), trainer)
    merges = [tuple(merge) for merge in json.loads(learner.to_str())["model"]["merges"]]
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    pieces = [*alphabet, *(letter + "</w>" for letter in alphabet), *(a + b for a, b in merges), CLIP_START, CLIP_END]
    vocabulary = {piece: i for i, piece in enumerate(dict.fromkeys(pieces))}
    bpe = models.BPE(
        vocab=vocabulary,
        merges=merges,
        unk_token=CLIP_END,
        continuing_subword_prefix="",
        end_of_word_suffix="</w>",
        fuse_unk=False,
    )
    tokenizer = _clip_shell(bpe)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([CLIP_START, CLIP_END])
    tokenizer.post_processor = processors.RobertaProcessing(
        (CLIP_END, vocabulary[CLIP_END]),
        (CLIP_START, vocabulary[CLIP_START]),
        trim_offsets=False,
        add_prefix_space=False,
    )
    return tokenizer, vocabulary, merges


def _clip_shell(model):
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(SPACES, " "), normalizers.Lowercase()]
    )
    split = pre_tokenizers.Split(Regex(CLIP_PATTERN), "removed", invert=True)
    as_bytes = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([split, as_bytes])
    return tokenizer


def t5_tokenizer(counts, known):
    total = sum(counts.values())
    by_count = sorted(known, key=lambda word: (-counts[word], word))
    pieces = [(PAD, 0.0), (END, 0.0), (UNKNOWN, 0.0), (SPACE_MARK, -9.0)]
    pieces += [(SPACE_MARK + word, math.log(max(counts[word], 3) / total)) for word in by_count]
    pieces += [(mark, -7.0) for mark in ",.!?;:-'\"()&/"]
    pieces += [(letter, -12.0) for letter in string.ascii_lowercase + string.digits]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=2, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(SPACES, " "), normalizers.Strip(), normalizers.Lowercase()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=SPACE_MARK, prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace(replacement=SPACE_MARK, prepend_scheme="always")
    tokenizer.add_special_tokens([PAD, END, UNKNOWN])
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"$A {END}", pair=f"$A {END} $B {END}", special_tokens=[(END, 1)]
    )
    return tokenizer


def save(tokenizer, component, config):
    folder = TOKENIZERS / component
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    _write_json(folder / "tokenizer_config.json", config)
    special = {key: value for key, value in config.items() if key.endswith("_token")}
    _write_json(folder / "special_tokens_map.json", special)
    return folder


def _write_json(file, value, **options):
    file.write_text(json.dumps(value, **{"indent": 2, **options}), encoding="utf-8")


def main():
    counts, known = word_counts(), known_words()
    clip, vocabulary, merges = clip_tokenizer(counts, known)
    folder = save(
        clip,
        "tokenizer",
        {
            "tokenizer_class": "CLIPTokenizer",
            "model_max_length": CLIP_LENGTH,
            "add_prefix_space": False,
            "do_lower_case": True,
            "errors": "replace",
            "bos_token": CLIP_START,
            "eos_token": CLIP_END,
            "unk_token": CLIP_END,
            "pad_token": CLIP_END,
        },
    )
    _write_json(folder / "vocab.json", vocabulary, indent=None, ensure_ascii=False)
    lines = ["#version: 0.2", *(" ".join(merge) for merge in merges)]
    (folder / "merges.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    save(
        t5_tokenizer(counts, known),
        "tokenizer_2",
        {
            "tokenizer_class": "T5TokenizerFast",
            "model_max_length": T5_LENGTH,
            "extra_ids": 0,
            "additional_special_tokens": [],
            "eos_token": END,
            "unk_token": UNKNOWN,
            "pad_token": PAD,
        },
    )


if __name__ == "__main__":
    main()
