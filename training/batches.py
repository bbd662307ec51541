"""From sentences to numbered batches: the mix of an epoch, augmentation, padding."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray

from graph.nlp.features import WordPieces, word_features
from graph.nlp.labels import LABELS
from training import data as sets
from training.heldout import texts as heldout_texts
from training.labels import Mark, Sentence, allowed, split_words
from training.sentences import sentences as own_sentences
from training.weak import EVENT_NOUNS

_START, _END = 101, 102


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence in numbers."""

    pieces: tuple[int, ...]
    owner: tuple[int, ...]
    look: tuple[tuple[int, int, int, int], ...]
    masks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded arrays of several examples."""

    pieces: NDArray[np.int64]
    owner: NDArray[np.int64]
    look: NDArray[np.int64]
    allowed: NDArray[np.bool_]


def load_sentences(data: Path, config: dict[str, Any]) -> dict[str, list[Sentence]]:
    """Read all training sets; words are split as the run-time tokenizer splits them."""
    split = config["split"]
    heldout = heldout_texts(data)

    def keep(stem: str, number: int) -> bool:
        return not (stem == split["crossner_heldout"] and number % 2)

    tokenizer = spacy.blank("en").tokenizer
    known: dict[str, list[str]] = {}

    def parts(word: str) -> list[str]:
        if word not in known:
            known[word] = [t.text for t in tokenizer(word)]
        return known[word]

    by_set: dict[str, list[Sentence]] = defaultdict(list)
    for source in (
        sets.gmb(data), sets.gum(data), sets.crossner(data, keep), sets.wikigold(data),
        sets.uner_pud(data), sets.re_docred(data, range(split["re_docred_documents"])),
        sets.wnut17(data), sets.btc(data),
        own_sentences(config["own"]["sentences"], config["seed"]),
    ):  # fmt: skip
        for sentence in source:
            if " ".join(sentence.words) not in heldout:
                by_set[sentence.source].append(split_words(sentence, parts))
    return dict(by_set)


def divide(
    by_set: dict[str, list[Sentence]], every: int
) -> tuple[dict[str, list[Sentence]], list[Sentence]]:
    """Take one sentence in ``every`` out of each set, for calibration."""
    train = {name: [s for i, s in enumerate(all_) if i % every] for name, all_ in by_set.items()}
    kept = [s for all_ in by_set.values() for s in all_[::every]]
    return train, kept


def epoch(
    by_set: dict[str, list[Sentence]],
    config: dict[str, Any],
    rng: random.Random,
    *,
    mix: dict[str, float],
) -> list[Sentence]:
    """Draw the sentences of one epoch: of each set so many thousand words, or all if 0."""
    chosen: list[Sentence] = []
    for name in sorted(by_set):
        pool = list(by_set[name])
        if name in config["context"]["sets"]:
            pool = joined(pool, config["context"]["words"], rng)
        pool *= config["repeat"].get(name, 1)
        rng.shuffle(pool)
        limit = mix[name] * 1000
        words = 0
        for sentence in pool:
            if limit and words >= limit:
                break
            words += len(sentence.words)
            chosen.append(sentence)
    return chosen


def joined(sentences: Sequence[Sentence], most: int, rng: random.Random) -> list[Sentence]:
    """Join runs of neighbouring sentences, about half of all, into passages.

    The reader sees several sentences at a time in a document but must also read a single one.
    """
    out: list[Sentence] = []
    run: list[Sentence] = []
    target = 0
    for sentence in sentences:
        size = sum(len(s.words) for s in run)
        if run and size + len(sentence.words) > target:
            out.append(join(run))
            run = []
        if not run:
            target = 0 if rng.random() < 0.3 else rng.randint(most // 3, most)
        run.append(sentence)
    return [*out, join(run)] if run else out


def join(sentences: Sequence[Sentence]) -> Sentence:
    """Return neighbouring sentences of one set as one."""
    words: list[str] = []
    marks: list[Mark] = []
    for sentence in sentences:
        marks += [
            Mark(m.start + len(words), m.end + len(words), m.types, m.optional)
            for m in sentence.marks
        ]
        words += sentence.words
    first = sentences[0]
    return Sentence(first.source, tuple(words), tuple(marks), first.annotated)


def augment(sentence: Sentence, config: dict[str, Any], rng: random.Random) -> Sentence:
    """Now and then put a sentence in capitals or small letters, or curl its quotes."""
    words = list(sentence.words)
    chance = rng.random()
    if chance < config["augment"]["upper"]:
        words = [w.upper() for w in words]
    elif chance < config["augment"]["upper"] + config["augment"]["lower"]:
        words = [w.lower() for w in words]
    if rng.random() < config["augment"]["curly"]:
        opened = False
        for i, w in enumerate(words):
            if w in ('"', "``", "''"):
                words[i] = "\u201d" if opened else "\u201c"
                opened = not opened
            else:
                words[i] = w.replace("'", "\u2019")
    return Sentence(sentence.source, tuple(words), sentence.marks, sentence.annotated)


def example(sentence: Sentence, wordpieces: WordPieces, limit: int) -> Example:
    """Put a sentence in numbers; words past ``limit`` pieces are left out."""
    masks = allowed(sentence, EVENT_NOUNS)
    pieces, owner, look = [_START], [0], []
    for number, (word, found) in enumerate(
        zip(sentence.words, wordpieces(sentence.words), strict=True), 1
    ):
        if len(pieces) + len(found) >= limit:
            break
        pieces += found
        owner += [number] * len(found)
        look.append(word_features(word))
    pieces.append(_END)
    owner.append(0)
    return Example(tuple(pieces), tuple(owner), tuple(look), tuple(masks[: len(look)]))


def pad(examples: Sequence[Example]) -> Batch:
    """Pad examples to one size, a multiple of 8 pieces."""
    size = -(-max(len(e.pieces) for e in examples) // 8) * 8
    words = max(len(e.look) for e in examples)
    batch = Batch(
        np.zeros((len(examples), size), np.int64),
        np.zeros((len(examples), size), np.int64),
        np.zeros((len(examples), words, 4), np.int64),
        np.zeros((len(examples), words, len(LABELS)), np.bool_),
    )
    bits = np.arange(len(LABELS))
    for row, e in enumerate(examples):
        batch.pieces[row, : len(e.pieces)] = e.pieces
        batch.owner[row, : len(e.owner)] = e.owner
        batch.look[row, : len(e.look)] = e.look
        batch.allowed[row, : len(e.masks)] = (np.array(e.masks)[:, None] >> bits) & 1
    return batch


def batches(examples: list[Example], budget: int, rng: random.Random) -> Iterator[list[Example]]:
    """Yield groups of examples of like length, at most ``budget`` padded pieces each."""
    ordered = sorted(examples, key=lambda e: len(e.pieces) + rng.random() * 4)
    groups: list[list[Example]] = [[]]
    longest = 0
    for e in ordered:
        longest = max(longest, -(-len(e.pieces) // 8) * 8)
        if groups[-1] and longest * (len(groups[-1]) + 1) > budget:
            groups.append([])
            longest = -(-len(e.pieces) // 8) * 8
        groups[-1].append(e)
    rng.shuffle(groups)
    yield from groups
