"""Passages: words with all that is known of them, one column a layer.

Every passage has every column; what a set does not annotate is filled with a value that the loss
leaves out. So passages of all sets can be joined, cut and batched alike.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

#: Fill of integer columns that hold a class: the word teaches nothing.
NONE: Final = -1
#: Fill of ``heads``, which holds distances (0 is the root).
NO_HEAD: Final = -10_000

#: Type, fill and width of each column.
#:
#: ``names`` holds bit masks of allowed labels (0: none, the word teaches nothing), ``heads`` the
#: distance to the head, ``facts`` the shares of happened, did not, open (all 0: none).
COLUMNS: Final[dict[str, tuple[type, float, int]]] = {
    "names": (np.int64, 0, 0),
    "starts": (np.int64, NONE, 0),
    "upos": (np.int64, NONE, 0),
    "tags": (np.int64, NONE, 0),
    "lemmas": (np.int64, NONE, 0),
    "heads": (np.int64, NO_HEAD, 0),
    "rels": (np.int64, NONE, 0),
    "predicates": (np.int64, NONE, 0),
    "events": (np.int64, NONE, 0),
    "facts": (np.float32, 0.0, 3),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate and the BIO role labels of its sentence's words, from word ``start`` on."""

    predicate: int
    start: int
    roles: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one set, in one or more sentences."""

    source: str
    words: tuple[str, ...]
    columns: dict[str, NDArray[Any]]
    frames: tuple[Frame, ...] = ()


def passage(
    source: str,
    words: Sequence[str],
    known: dict[str, Sequence[Any]],
    frames: Sequence[Frame] = (),
) -> Passage:
    """Make a passage; columns that are not given are filled."""
    columns: dict[str, NDArray[Any]] = {}
    for name, (kind, fill, width) in COLUMNS.items():
        shape = (len(words), width) if width else (len(words),)
        if name in known:
            columns[name] = np.asarray(known[name], kind).reshape(shape)
        else:
            columns[name] = np.full(shape, fill, kind)
    assert set(known) <= set(COLUMNS)
    return Passage(source, tuple(words), columns, tuple(frames))


def join(parts: Sequence[Passage]) -> Passage:
    """Return neighbouring passages as one."""
    if len(parts) == 1:
        return parts[0]
    words: list[str] = []
    frames: list[Frame] = []
    for part in parts:
        shift = len(words)
        frames += [Frame(f.predicate + shift, f.start + shift, f.roles) for f in part.frames]
        words += part.words
    columns = {n: np.concatenate([p.columns[n] for p in parts]) for n in COLUMNS}
    return Passage(parts[0].source, tuple(words), columns, tuple(frames))


def cut(whole: Passage, start: int, end: int) -> Passage:
    """Return words ``[start, end)``; arcs and frames that reach outside are left out."""
    columns = {name: column[start:end].copy() for name, column in whole.columns.items()}
    heads = columns["heads"]
    targets = np.arange(len(heads)) + heads
    outside = (heads != NO_HEAD) & ((targets < 0) | (targets >= len(heads)))
    heads[outside] = NO_HEAD
    frames = tuple(
        Frame(f.predicate - start, f.start - start, f.roles)
        for f in whole.frames
        if f.start >= start and f.start + len(f.roles) <= end
    )
    return Passage(whole.source, whole.words[start:end], columns, frames)


def windows(
    document: Sequence[Passage], settings: dict[str, Any], rng: random.Random
) -> list[Passage]:
    """Cut a document into windows of many kinds, each sentence once.

    Parameters
    ----------
    document
        Sentences in order.
    settings
        ``alone``: share of sentences read by themselves; ``torn``: share of documents cut at any
        word instead of between sentences; ``words``: usual most words of a window; ``long``: most
        words of the long ones; ``long_share``: how many of those.
    rng
        Source of chance.
    """
    longest = settings["long"] if rng.random() < settings["long_share"] else settings["words"]
    if rng.random() < settings["torn"]:
        whole = join(document)
        out = []
        at = 0
        while at < len(whole.words):
            size = rng.randint(longest // 4, longest)
            out.append(cut(whole, at, min(at + size, len(whole.words))))
            at += size
        return out
    out = []
    run: list[Passage] = []
    size, most = 0, 0
    for sentence in document:
        if run and size + len(sentence.words) > most:
            out.append(join(run))
            run, size = [], 0
        if not run:
            alone = rng.random() < settings["alone"]
            most = 0 if alone else rng.randint(longest // 3, longest)
        run.append(sentence)
        size += len(sentence.words)
    return [*out, join(run)] if run else out


def augment(text: Passage, settings: dict[str, Any], rng: random.Random) -> Passage:
    """Now and then put a passage in capitals or small letters, or curl its quotes."""
    words = list(text.words)
    columns = text.columns
    chance = rng.random()
    if chance < settings["upper"] + settings["lower"]:
        words = [w.upper() if chance < settings["upper"] else w.lower() for w in words]
        columns = {**columns, "lemmas": np.full(len(words), NONE)}
    if rng.random() < settings["curly"]:
        opened = False
        for i, w in enumerate(words):
            if w in ('"', "``", "''"):
                words[i] = "\u201d" if opened else "\u201c"
                opened = not opened
            else:
                words[i] = w.replace("'", "\u2019")
    return replace(text, words=tuple(words), columns=columns)
