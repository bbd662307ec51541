"""ECB+: news in which events are marked, and which of them are one, within and across documents.

Cybulska and Vossen, *Using a sledgehammer to crack a nut?* (LREC 2014). Only the sentences that the
set's own list names are fully annotated; nothing else counts.
"""

from __future__ import annotations

import csv
import zipfile
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from benchmarks.outside.layers import written
from graph.model import Span

_ENDS = frozenset(".!?”\"'")


@dataclass(frozen=True, slots=True)
class Story:
    """A document: its text, its annotated sentences, and each event's place and chain.

    A chain's name holds across documents of one topic.
    """

    name: str
    text: str
    sentences: tuple[Span, ...]
    events: tuple[tuple[Span, str], ...]


def topics(archive: Path, listed: Path) -> dict[str, list[str]]:
    """Return the names of the documents with annotated sentences, by topic, in order."""
    found: dict[str, set[str]] = defaultdict(set)
    for topic, document in _sentences(listed):
        found[topic].add(f"{topic}/{topic}_{document}.xml")
    with zipfile.ZipFile(archive) as packed:
        there = set(packed.namelist())
    return {
        topic: sorted(names & there)
        for topic, names in sorted(found.items(), key=lambda item: int(item[0]))
    }


def stories(archive: Path, listed: Path, names: Collection[str]) -> Iterator[Story]:
    """Yield documents."""
    annotated = _sentences(listed)
    with zipfile.ZipFile(archive) as packed:
        for name in names:
            topic, _, rest = name.partition("/")
            document = rest.removesuffix(".xml").partition("_")[2]
            yield parse(packed.read(name), rest, annotated[topic, document])


def _sentences(listed: Path) -> dict[tuple[str, str], set[int]]:
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    with listed.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["Topic"], row["File"]].add(int(row["Sentence Number"]))
    return found


def parse(data: bytes, name: str, annotated: Collection[int]) -> Story:
    """Return the story in a CAT file."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    text = ""
    place: dict[str, Span] = {}
    sentence_of: dict[str, int] = {}
    rows: dict[int, list[etree._Element]] = defaultdict(list)
    for token in root.iter("token"):
        rows[int(token.get("sentence", "0"))].append(token)
    sentences = {}
    for number, tokens in sorted(rows.items()):
        words, spans = written([token.text or "" for token in tokens])
        if text:
            text += " " if text[-1] in _ENDS else "\n"
        for token, span in zip(tokens, spans, strict=True):
            key = token.get("t_id", "")
            place[key] = Span(len(text) + span.start, len(text) + span.end)
            sentence_of[key] = number
        sentences[number] = Span(len(text), len(text) + len(words))
        text += words
    chains = _chains(root)
    events = []
    for mark in root.iterfind("Markables/*"):
        anchors = [a.get("t_id", "") for a in mark.iter("token_anchor")]
        if not anchors or not str(mark.tag).startswith(("ACTION", "NEG_ACTION")):
            continue
        if sentence_of[anchors[0]] in annotated:
            key = mark.get("m_id", "")
            span = Span(place[anchors[0]].start, place[anchors[-1]].end)
            events.append((span, chains.get(key, f"{name} {key}")))
    return Story(
        name=name,
        text=text,
        sentences=tuple(span for number, span in sentences.items() if number in annotated),
        events=tuple(events),
    )


def _chains(root: etree._Element) -> dict[str, str]:
    """Return the chain of each mark, those across documents by the name they all share."""
    found: dict[str, str] = {}
    for relation in root.iterfind("Relations/*"):
        tag = str(relation.tag)
        if tag not in {"CROSS_DOC_COREF", "INTRA_DOC_COREF"}:
            continue
        name = relation.get("note") or f"{root.get('doc_name')} {relation.get('r_id')}"
        for source in relation.iter("source"):
            found[source.get("m_id", "")] = name
    return found
