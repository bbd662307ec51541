"""Texts with known entities for measuring who is who: the sample gold, and Meantime's news.

A corpus comes with two kinds of readings: of the gold's own mentions, which shows the joining by
itself, and of the program's, which shows the whole way. Keys of mentions are document, start and
end, in code points.
"""

from __future__ import annotations

import gzip
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.gold import load_gold
from benchmarks.scoring import in_prose
from corpus.copies import reprint_groups
from graph.build import build
from graph.case import Case
from graph.extract.aliases import with_aliases
from graph.extract.chains import coreference
from graph.identity.profiles import Source
from graph.model import FoundMention, Reading
from graph.ontology import ontology

Key = tuple[str, int, int]

_TYPES = {"PER": "PERSON", "ORG": "ORG", "LOC": "GPE", "PRO": "PRODUCT", "FIN": "PRODUCT"}
_COUNTED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT"})
_MARKED_SENTENCES = 6
_CHAIN = re.compile(r"^(?:cross_|intra_)+")
_NO_NAMES = frozenset(
    "i he she it we they you his her its our their your my this that these those who".split()
) | (ontology().positions.heads - {"general"})
_INSIDE = frozenset("of de and the for &".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Documents with known entities.

    Attributes
    ----------
    entities : mapping of Key to str
        The entity of each gold mention that is a name.
    gold, found : mapping of str to Reading
        By document id: with the gold's names as mentions, and as the program reads them.
    """

    entities: Mapping[Key, str]
    gold: Mapping[str, Reading]
    found: Mapping[str, Reading]
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Documents as the program reads them: by path, id, text, set-aside spans and reading."""

    ids: Mapping[str, str]
    texts: Mapping[str, str]
    readings: Mapping[str, Reading]
    sources: Mapping[str, Source]
    set_aside: Mapping[str, tuple[object, ...]]


def read_folder(folder: Path) -> Read:
    """Read all documents of a folder."""
    with (
        tempfile.TemporaryDirectory() as place,
        Case.open(Path(place) / "identity.whence", create=True) as case,
    ):
        build([folder], case)
        stored = {s.document.id: s.document for s in case.recorded.documents()}
        readings = {s.document.id: case.recorded.reading(s) for s in case.recorded.documents()}
    groups = reprint_groups(stored[d] for d in sorted(stored))
    return Read(
        ids={path: d.id for d in stored.values() for path in d.paths},
        texts={d.id: d.text for d in stored.values()},
        readings={key: reading for key, reading in readings.items() if reading is not None},
        sources={d.id: Source(text=d.text, group=groups.get(d.id, d.id)) for d in stored.values()},
        set_aside={d.id: d.set_aside for d in stored.values()},
    )


def samples(read: Read, split: str) -> Corpus:
    """Return one part of the sample gold, from :func:`read_folder` of its documents."""
    entities: dict[Key, str] = {}
    gold: dict[str, Reading] = {}
    for document in load_gold(split):
        key = read.ids[document.file]
        marks = in_prose(document.align(read.texts[key]), read.set_aside[key])  # type: ignore[arg-type]
        named = [m for m in marks if m.form == "named" and m.entity is not None]
        text = read.texts[key]
        entities.update({place(key, m.start, text[m.start : m.end]): str(m.entity) for m in named})
        gold[key] = _reading(read, key, [(m.start, m.end, m.type) for m in named])
    return Corpus(
        entities=entities,
        gold=gold,
        found={key: read.readings[key] for key in gold},
        sources=read.sources,
    )


def place(document: str, start: int, text: str) -> Key:
    """Return the key of a mention; a full stop behind "Inc." may or may not belong to a name."""
    return document, start, start + len(text.rstrip("."))


def _reading(read: Read, key: str, spans: list[tuple[int, int, str]]) -> Reading:
    text, there = read.texts[key], read.readings[key]
    mentions = [
        FoundMention(
            start=start,
            end=end,
            text=text[start:end],
            type=kind,
            form="named",
            score=1.0,
            component="gold",
        )
        for start, end, kind in sorted(spans)
    ]
    mentions, equated = with_aliases(text, mentions)
    places = {(m.start, m.end): i for i, m in enumerate(mentions)}
    old = {
        i: places[m.start, m.end]
        for i, m in enumerate(there.mentions)
        if (m.start, m.end) in places
    }
    statements = tuple(
        replace(s, subject=old[s.subject], object=None if s.object is None else old[s.object])
        for s in there.statements
        if s.subject in old and (s.object is None or s.object in old)
    )
    return replace(
        there,
        mentions=tuple(mentions),
        chains=coreference(mentions, equated),
        statements=statements,
    )


def write_meantime(data: Path, folder: Path) -> None:
    """Write the texts of Meantime as files of a folder, one a document."""
    with gzip.open(data / "meantime" / "texts_train.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            name = row["conll_doc"].replace("/", "__") + ".txt"
            (folder / name).write_text(row["text"], encoding="utf-8")


def meantime(read: Read, data: Path, stories: tuple[str, ...]) -> Corpus:
    """Return some of Meantime's stories ("airbus", "apple", "gm"); names only.

    The gold marks whole phrases. A name is the run of capitalised words that holds the phrase's
    head, without what another marked phrase, or a word for an office, takes up before it. Only the
    headline and the first sentences of each article are marked in full (behind them, only what the
    story is about), so both kinds of readings end there; articles without any mark are left out.
    The gold has no nationalities.
    """
    rows: dict[str, list[dict[str, object]]] = defaultdict(list)
    path = data / "meantime" / "entity_mentions_train.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            rows[row["conll_doc_key"]].append(row)
    tokens = _tokens(data)
    marked: dict[str, int] = {}
    entities: dict[Key, str] = {}
    gold: dict[str, Reading] = {}
    for document in sorted(tokens):
        if document.split("/")[0].removeprefix("corpus_") not in stories or not rows[document]:
            continue
        key = read.ids[document.replace("/", "__") + ".txt"]
        places = _places(tokens[document], read.texts[key])
        spans: dict[tuple[int, int], tuple[str, str]] = {}
        of_document = [r for r in rows[document] if int(str(r["sent_id"])) < _MARKED_SENTENCES]
        for row in of_document:
            found = _name(row, tokens[document], of_document)
            if found is None:
                continue
            first, last = places.get(found[0]), places.get(found[-1])
            if first is None or last is None:
                continue
            spans.setdefault(
                (first[0], last[1]),
                (_TYPES[str(row["mention_type"])], _CHAIN.sub("", str(row["coref_chain"]))),
            )
        kept: list[tuple[int, int, str]] = []
        for (start, end), (kind, entity) in sorted(
            spans.items(), key=lambda item: (item[0][0], -item[0][1])
        ):
            if kept and start < kept[-1][1]:
                continue
            kept.append((start, end, kind))
            entities[place(key, start, read.texts[key][start:end])] = entity
        gold[key] = _reading(read, key, kept)
        marked[key] = max(
            (end for (sentence, _), (_, end) in places.items() if sentence < _MARKED_SENTENCES),
            default=0,
        )
    return Corpus(
        entities=entities,
        gold=gold,
        found={key: _until(read.readings[key], marked[key]) for key in gold},
        sources=read.sources,
    )


Tokens = dict[tuple[int, int], str]


def _until(reading: Reading, end: int) -> Reading:
    """Return a reading of the beginning of a text: only that much of it is marked."""
    kept = [i for i, m in enumerate(reading.mentions) if m.end <= end and m.type in _COUNTED]
    new = {old: i for i, old in enumerate(kept)}
    return replace(
        reading,
        mentions=tuple(reading.mentions[i] for i in kept),
        chains=tuple(
            chain
            for old in reading.chains
            if len(chain := tuple(new[i] for i in old if i in new)) > 1
        ),
        statements=tuple(
            replace(
                s,
                subject=new[s.subject],
                object=None if s.object is None else new[s.object],
                speakers=(),
            )
            for s in reading.statements
            if s.subject in new and (s.object is None or s.object in new)
        ),
    )


def _tokens(data: Path) -> dict[str, Tokens]:
    found: dict[str, Tokens] = defaultdict(dict)
    path = data / "meantime" / "meantime_en_train.conll.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) >= 4 and not line.startswith("#"):
                found[cells[0]][int(cells[1]), int(cells[2])] = cells[3]
    return found


def _places(tokens: Tokens, text: str) -> dict[tuple[int, int], tuple[int, int]]:
    """Find each token in the detokenised text, in order."""
    places: dict[tuple[int, int], tuple[int, int]] = {}
    at = 0
    for key in sorted(tokens):
        start = text.find(tokens[key], at, at + 60)
        if start >= 0:
            places[key] = (start, start + len(tokens[key]))
            at = start + len(tokens[key])
    return places


def _name(
    row: dict[str, object], tokens: Tokens, others: list[dict[str, object]]
) -> list[tuple[int, int]] | None:
    sentence = int(str(row["sent_id"]))
    numbers: list[int] = sorted(row["tokens_number"])  # type: ignore[call-overload]
    if "," in str(row["tokens_str"]).split() and row["mention_type"] != "LOC":
        numbers = numbers[: str(row["tokens_str"]).split().index(",")]
    head = int(str(row["mention_head_id"]))
    if head not in numbers:  # it counts the first such word of the sentence
        same = [n for n in numbers if tokens.get((sentence, n)) == row["mention_head"]]
        head = same[0] if same else head
    word = tokens.get((sentence, head), "")
    if head not in numbers or not _is_capital(word) or word.casefold() in _NO_NAMES:
        return None
    first = last = head
    while first - 1 in numbers and _goes_on(tokens, sentence, first - 1, numbers, back=True):
        first -= 1
    while last + 1 in numbers and _goes_on(tokens, sentence, last + 1, numbers, back=False):
        last += 1
    nested = {
        number
        for other in others
        if int(str(other["sent_id"])) == sentence and len(other["tokens_number"]) < len(numbers)  # type: ignore[arg-type]
        for number in other["tokens_number"]  # type: ignore[attr-defined]
        if head not in other["tokens_number"]  # type: ignore[operator]
    }
    words = ontology().positions
    while first < head and (
        (first in nested and row["mention_type"] == "PER")
        or (
            tokens[sentence, first].casefold() in words.heads | words.modifiers | {"the", "a"}
            and row["mention_type"] == "PER"
        )
        or tokens[sentence, first].casefold() in {"the", "a", "an"} | _INSIDE
    ):
        first += 1
    return [(sentence, number) for number in range(first, last + 1)]


def _is_capital(token: str) -> bool:
    return any(c.isupper() for c in token)


def _goes_on(tokens: Tokens, sentence: int, number: int, numbers: list[int], *, back: bool) -> bool:
    token = tokens.get((sentence, number), "")
    if _is_capital(token) or token.isdigit():
        return True
    beyond = number - 1 if back else number + 1
    further = tokens.get((sentence, beyond), "")
    return token.casefold() in _INSIDE and beyond in numbers and _is_capital(further)
