"""Readings of sentences whose names are marked in square brackets: `[PERSON:Ana Vell]`."""

from __future__ import annotations

import re
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from corpus import read_bytes
from graph.case.checks import check_reading
from graph.extract import read_document
from graph.model import Reading, Statement
from graph.nlp import load

_MARK = re.compile(r"\[([A-Z]+):([^\]]+)\]")


@cache
def _pipeline() -> Language:
    return load(threads=1)


def reading(marked: str) -> Reading:
    """Read a text with the shipped syntax and the marked names, apart from those it would find."""
    plain, spans, at = "", [], 0
    for match in _MARK.finditer(marked):
        plain += marked[at : match.start()]
        spans.append((len(plain), len(plain) + len(match[2]), match[1]))
        plain += match[2]
        at = match.end()
    plain += marked[at:]
    document = read_bytes(plain.encode(), name="text.txt")
    assert document.text == plain, "the marked text must be stored as it is"
    doc: Doc = _pipeline()(plain)
    ents = [doc.char_span(a, b, label=label, alignment_mode="expand") for a, b, label in spans]
    doc.ents = [span for span in ents if span is not None]
    doc._.whence_scores = None  # the marked names are certain
    found = read_document(document, doc, pipeline="by-hand", component="by-hand")
    check_reading(document, found)  # what is read is held to the evidence rule
    return found


def positions(marked: str) -> list[tuple[str, str, str | None, str | None, str]]:
    """Return (person, position, organisation or place, when, polarity) of a marked text.

    What is alleged, planned or supposed is left out.
    """
    found = reading(marked)
    names = [mention.text for mention in found.mentions]
    return [
        (
            names[s.subject],
            s.value.text if s.value else "",
            None if s.object is None else names[s.object],
            s.when,
            s.polarity,
        )
        for s in found.statements
        if s.predicate == "position-held" and s.modality == "asserted"
    ]


def said(marked: str) -> list[str]:
    """Return what a marked text says, a line each, without scores.

    Of an event: `killing: victim Ilo Ferr`, `killing: not perpetrator Lake Guard`, `killing: date
    1988-05`, `killing: place Belm`, `killing: number 12`; of people: `Ana Vell member-of Lake
    Guard`. Behind that, where there are any: the modality in brackets, `@` and the date of a
    relation, and `< Ana Vell` for each speaker, from the outermost in.
    """
    found = reading(marked)
    return [_line(found, statement) for statement in found.statements]


def _line(found: Reading, s: Statement) -> str:
    mention = found.mentions[s.subject]
    value = "" if s.value is None else s.value.text
    if mention.event is not None:
        what = {
            "participant": s.role or "",
            "happened-on": f"date {s.when or s.relative or 'unresolved'}",
            "happened-in": "place",
            "number-affected": f"number {s.value.number:g}" if s.value and s.value.number else "",
        }.get(s.predicate, s.predicate)
        line = f"{mention.event}: {'not ' if s.polarity == 'denied' else ''}{what}"
    else:
        line = f"{mention.text} {'not ' if s.polarity == 'denied' else ''}{s.predicate}"
        line += f" {value}" if value else ""
    if s.object is not None:
        line += f" {found.mentions[s.object].text}"
    if s.modality != "asserted":
        line += f" ({s.modality})"
    if mention.event is None and (s.when or s.relative):
        line += f" @{s.when or s.relative}"
    for speaker in s.speakers:
        who = "?" if speaker.mention is None else found.mentions[speaker.mention].text
        line += f" < {who}"
    return line
