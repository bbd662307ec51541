"""Names on what the reader never saw.

Strict micro F1 of spans and types (seqeval) on

- the odd sentences (from 0) of CrossNER politics dev: PERSON, ORG, LOC, EVENT, where LOC takes in
  GPE and FAC and EVENT takes in elections; and the recall of named events that are no elections;
- GUM open dev, mentions headed by a proper noun: PERSON, ORG, LOC, EVENT;
- UNER EWT dev: PER, ORG, LOC;
- Worldwide newswire (text not open, so only measured on): PERSON, ORG, LOC, where facilities are
  a type of their own and left out; also by region of the newspaper.

Words are the sets' own; what the reader splits further is joined again, so a span that begins
or ends inside a word of the set counts as the whole word.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from seqeval.metrics import classification_report
from seqeval.scheme import IOB2
from spacy.tokens import Doc

from graph.nlp.decode import calibration
from graph.nlp.encoder import Encoder
from graph.nlp.names import Names
from graph.nlp.weights import Weights
from training.data import bio_spans, gum_sentences, nationalities, open_text, rows

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence of a measuring set: its words, gold spans, and where it is from."""

    words: list[str]
    gold: list[Span]
    group: str = ""


def _mapped(tags: Iterable[str], names: dict[str, str]) -> list[Span]:
    return [(s, e, names[k]) for s, e, k in bio_spans(tags) if k in names]


def politics(data: Path) -> Iterator[Item]:
    """Odd sentences of CrossNER politics dev."""
    names = {
        "politician": "PERSON", "person": "PERSON", "politicalparty": "ORG",
        "organisation": "ORG", "country": "LOC", "location": "LOC", "election": "EVENT",
        "event": "EVENT",
    }  # fmt: skip
    for number, sentence in enumerate(rows(data / "crossner/politics_dev.txt")):
        if number % 2:
            yield Item([r[0] for r in sentence], _mapped((r[1] for r in sentence), names))


def politics_events(data: Path) -> list[list[Span]]:
    """Named events that are no elections, sentence by sentence as in ``politics``."""
    return [
        _mapped((r[1] for r in sentence), {"event": "EVENT"})
        for number, sentence in enumerate(rows(data / "crossner/politics_dev.txt"))
        if number % 2
    ]


def gum_dev(data: Path) -> Iterator[Item]:
    """Named mentions of GUM open dev."""
    known = nationalities(data)
    coarse = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC",
              "EVENT": "EVENT"}  # fmt: skip
    for words, marks, _ in gum_sentences(data / "gum/gum_dev_open.conllu.gz", known):
        yield Item(
            words,
            [(m.start, m.end, coarse[m.types[0]]) for m in marks if m.types[0] in coarse],
        )


def uner_ewt(data: Path) -> Iterator[Item]:
    """UNER EWT dev."""
    names = {"PER": "PERSON", "ORG": "ORG", "LOC": "LOC"}
    for sentence in rows(data / "uner_ewt/en_ewt-ud-dev.iob2"):
        yield Item([r[1] for r in sentence], _mapped((r[2] for r in sentence), names))


def worldwide(data: Path) -> Iterator[Item]:
    """Worldwide newswire, paragraphs, grouped by region."""
    folder = data / "worldwide_newswire"
    regions: dict[str, str] = {}
    region = ""
    for line in open_text(folder / "regions.txt"):
        if line.endswith(":"):
            region = line[:-1]
        elif line and not line.startswith("#"):
            regions[line.strip()] = region
    names = {"Person": "PERSON", "Organization": "ORG", "Location": "LOC"}
    group = ""
    block: list[list[str]] = []
    for line in [*open_text(folder / "worldwide_train.conll.gz"), ""]:
        if line.startswith("# doc = "):
            name = line[8:].lower()
            fits = [p for p in regions if name.startswith(p.lower())]
            group = regions[max(fits, key=len)] if fits else "other"
        elif line.strip():
            block.append(line.split("\t"))
        elif block:
            yield Item([r[0] for r in block], _mapped((r[1] for r in block), names), group)
            block = []


SETS = {
    "crossner politics dev, odd": politics,
    "gum open dev, named": gum_dev,
    "uner_ewt dev": uner_ewt,
    "worldwide newswire": worldwide,
}
_COARSE = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC",
           "EVENT": "EVENT"}  # fmt: skip


def predict(
    encoder: Encoder,
    items: list[Item],
    *,
    facilities: bool,
    together: int = 40,
    consistent: bool = True,
) -> list[list[Span]]:
    """Return the coarse spans found in each item, in its own words.

    ``together`` items make one Doc: many where they follow each other in a document, one where
    they are single sentences.
    """
    nlp = spacy.blank("en")
    read = Names(calibration(encoder.weights.meta(), "names"), agree=consistent)
    known: dict[str, list[str]] = {}
    out: list[list[Span]] = []
    for first in range(0, len(items), together):
        words: list[str] = []
        owner: list[tuple[int, int]] = []
        starts: list[bool] = []
        for number, item in enumerate(items[first : first + together]):
            for i, word in enumerate(item.words):
                if word not in known:
                    known[word] = [t.text for t in nlp.tokenizer(word)] or [word]
                for part in known[word]:
                    starts.append(i == 0 and (not owner or owner[-1][0] != number))
                    owner.append((number, i))
                    words.append(part)
        doc = Doc(nlp.vocab, words=words, sent_starts=starts)
        found: list[list[Span]] = [[] for _ in items[first : first + together]]
        for name in read(encoder(doc)).ents:
            kind = _COARSE.get(name.label_)
            if kind is None or (name.label_ == "FAC" and not facilities):
                continue
            number, begin = owner[name.start]
            _, last = owner[name.end - 1]
            if not found[number] or found[number][-1][1] <= begin:
                found[number].append((begin, last + 1, kind))
        out += found
    return out


def tags(size: int, spans: list[Span], kinds: set[str]) -> list[str]:
    """Return IOB2 tags."""
    found = ["O"] * size
    for start, end, kind in spans:
        if kind in kinds:
            found[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
    return found


def report(items: list[Item], found: list[list[Span]]) -> dict[str, Any]:
    """Return precision, recall and F1 (in per cent) over all and per type."""
    kinds = {k for item in items for _, _, k in item.gold}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        raw = classification_report(
            [tags(len(i.words), i.gold, kinds) for i in items],
            [tags(len(i.words), f, kinds) for i, f in zip(items, found, strict=True)],
            mode="strict", scheme=IOB2, output_dict=True, zero_division=0,
        )  # fmt: skip
    return {
        name.replace("micro avg", "all"): {
            "p": round(100 * float(row["precision"]), 1),
            "r": round(100 * float(row["recall"]), 1),
            "f": round(100 * float(row["f1-score"]), 1),
            "n": int(row["support"]),
        }
        for name, row in raw.items()
        if not name.startswith(("macro", "weighted"))
    }


def measure(data: Path, weights: Weights, only: str = "", without: str = "") -> dict[str, Any]:
    """Return the scores of one model on all sets, or on some by part of their name."""
    encoder = Encoder(weights, layers=("names",), threads=1)
    out: dict[str, Any] = {}
    for name, read in SETS.items():
        if only not in name or (without and without in name):
            continue
        items = list(read(data))
        found = predict(
            encoder,
            items,
            facilities=read is not worldwide,
            together=1 if read is politics else 40,
        )
        out[name] = report(items, found)
        if read is politics:
            events = politics_events(data)
            hits = sum(s in f for g, f in zip(events, found, strict=True) for s in g)
            total = sum(map(len, events))
            out[name]["event, no election"] = {"r": round(100 * hits / total, 1), "n": total}
        groups: dict[str, list[int]] = defaultdict(list)
        for i, item in enumerate(items):
            if item.group:
                groups[item.group].append(i)
        for group, which in sorted(groups.items()):
            part = report([items[i] for i in which], [found[i] for i in which])
            out[name][f"region {group}"] = part["all"]
    return out
