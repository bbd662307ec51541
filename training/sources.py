"""Sources of examples: the sets of passages, and how much of each a round reads."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import spacy

from graph.nlp.features import WordPieces, word_features
from training import data as sets
from training import frames, naming, syntax, treebanks, written
from training.happenings import happenings
from training.heldout import texts as heldout_texts
from training.labels import Sentence, allowed, split_words
from training.passages import Passage, augment, cut, passage, windows
from training.sentences import sentences as own_sentences
from training.tasks import Example
from training.treebanks import Document, Inventory
from training.weak import EVENT_NOUNS

_START, _END = 101, 102

#: Sets of names whose sentences stand in document order and are split well.
_IN_ORDER = ("gmb", "re_docred", "wikigold")


class Source(Protocol):
    """A set as the trainer reads it: again and again, each time in a new order."""

    name: str

    def items(self, epoch: int) -> Sequence[Any]:
        """Return what is read in one pass over the set; the same for the same number."""

    def size(self, item: Any) -> int:
        """Return the size of an item, in words."""

    def example(self, item: Any, rng: random.Random) -> Example:
        """Put an item in numbers."""


class PassageSource:
    """Documents of passages."""

    def __init__(
        self,
        name: str,
        documents: Sequence[Document],
        config: dict[str, Any],
        pieces: WordPieces,
        labels: Inventory,
    ) -> None:
        self.name = name
        self.documents = documents
        self.config = config
        self.pieces = pieces
        self.labels = labels
        self._made: tuple[int, list[Passage]] = (-1, [])

    def items(self, epoch: int) -> list[Passage]:
        """Return the windows of all documents in a new order."""
        if self._made[0] == epoch:
            return self._made[1]
        rng = random.Random(f"{self.config['seed']} {self.name} {epoch}")
        found = [w for d in self.documents for w in windows(d, self.config["windows"], rng)]
        rng.shuffle(found)
        self._made = (epoch, found)
        return found

    def size(self, item: Passage) -> int:
        """Return the number of words."""
        return len(item.words)

    def example(self, item: Passage, rng: random.Random) -> Example:
        """Put a passage in numbers, changed a little."""
        text = augment(item, self.config["augment"], rng)
        return example(text, self.pieces, self.config, len(self.labels.rels), rng)


def example(
    text: Passage,
    wordpieces: WordPieces,
    config: dict[str, Any],
    labels: int,
    rng: random.Random,
) -> Example:
    """Put a passage in numbers; words past the most pieces of a window are left out.

    ``labels`` is the number of labels of arcs.
    """
    limit = config["train"]["max_pieces"]
    found = wordpieces(text.words)
    size, kept = 2, 0
    for word in found:
        if size + len(word) > limit:
            break
        size += len(word)
        kept += 1
    if kept < len(found):
        text = cut(text, 0, kept)
    pieces, owner = [_START], [0]
    for number, word in enumerate(found[:kept], 1):
        pieces += word
        owner += [number] * len(word)
    targets = {
        "names": naming.target(text.columns["names"]),
        "syntax": syntax.target(text),
        "frames": frames.target(text, labels, rng, config["augment"]["wrong_arcs"]),
    }
    return Example(
        (*pieces, _END),
        (*owner, 0),
        tuple(word_features(word) for word in text.words),
        {name: value for name, value in targets.items() if value is not None},
    )


def named_passage(sentence: Sentence) -> Passage:
    """Return a sentence of a names set as a passage."""
    columns: dict[str, Any] = {"names": allowed(sentence, EVENT_NOUNS)}
    if sentence.source in _IN_ORDER:
        columns["starts"] = [1] + [0] * (len(sentence.words) - 1)
    return passage(sentence.source, sentence.words, columns)


def names_documents(data: Path, config: dict[str, Any]) -> dict[str, list[Document]]:
    """Read the sets of names; words are split as the run-time tokenizer splits them."""
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

    found: dict[str, list[Document]] = defaultdict(list)
    for source in (
        sets.gmb(data), sets.crossner(data, keep), sets.wikigold(data), sets.uner_pud(data),
        sets.re_docred(data, range(split["re_docred_documents"])), sets.wnut17(data),
        sets.btc(data), own_sentences(config["own"]["sentences"], config["seed"]),
    ):  # fmt: skip
        for sentence in source:
            if " ".join(sentence.words) in heldout or not sentence.words:
                continue
            text = named_passage(split_words(sentence, parts))
            documents = found[text.source]
            # Runs of neighbours stand in for documents where the set has no borders.
            if text.source in _IN_ORDER and documents and len(documents[-1]) < 12:
                documents[-1].append(text)
            else:
                documents.append([text])
    return dict(found)


def all_documents(
    data: Path, config: dict[str, Any], labels: Inventory
) -> dict[str, list[Document]]:
    """Read every training set."""
    found = names_documents(data, config)
    found["ewt"] = treebanks.ewt(data, labels)
    found["gum"] = treebanks.gum(data, labels)
    usual = treebanks.usual_tags(found["ewt"] + found["gum"], labels)
    found["geneva"] = treebanks.geneva(data, usual)
    found["meantime"] = treebanks.meantime(data)
    found["written"] = list(written.names())
    own = list(happenings(config["own"]["events"], config["seed"]))
    found["events"] = [own[i : i + 3] for i in range(0, len(own), 3)]
    return found


def divide(
    documents: dict[str, list[Document]], every: int
) -> tuple[dict[str, list[Document]], dict[str, list[Document]]]:
    """Keep one document in ``every`` of each set, for calibration."""
    train = {n: [d for i, d in enumerate(all_) if i % every] for n, all_ in documents.items()}
    return train, {n: all_[::every] for n, all_ in documents.items()}


def stretch(source: Source, first: float, last: float) -> Iterator[Any]:
    """Yield the items between two points, counted in readings of the set from its start.

    Stretches that follow on each other yield every item of every reading once.
    """
    epoch = int(first)
    while epoch < last:
        items = source.items(epoch)
        sizes = [source.size(item) for item in items]
        total = sum(sizes)
        at = 0
        for item, size in zip(items, sizes, strict=True):
            if first <= epoch + at / total < last:
                yield item
            at += size
        epoch += 1


def round_examples(
    sources: Sequence[Source], shares: dict[str, float], number: int, rounds: int, seed: int
) -> list[Example]:
    """Return the examples of one round."""
    found: list[Example] = []
    for source in sources:
        rng = random.Random(f"{seed} {source.name} round {number}")
        share = shares.get(source.name, 0.0)
        for item in stretch(source, share * number / rounds, share * (number + 1) / rounds):
            found.append(source.example(item, rng))
    return found
