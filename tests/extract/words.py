"""Readings of hand-marked sentences: names in square brackets, `[PERSON:Ana Vell]`."""

from __future__ import annotations

import re

import spacy
from spacy.tokens import Doc

from corpus import read_bytes
from graph.extract import read_document
from graph.model import Reading
from graph.nlp import sentences  # noqa: F401  (registers the factory)

_MARK = re.compile(r"\[([A-Z]+):([^\]]+)\]")


def reading(marked: str) -> Reading:
    """Read a text whose names are marked, so that rules are tested apart from the network."""
    plain, spans, at = "", [], 0
    for match in _MARK.finditer(marked):
        plain += marked[at : match.start()]
        spans.append((len(plain), len(plain) + len(match[2]), match[1]))
        plain += match[2]
        at = match.end()
    plain += marked[at:]
    document = read_bytes(plain.encode(), name="text.txt")
    assert document.text == plain, "the marked text must be stored as it is"
    nlp = spacy.blank("en")
    nlp.add_pipe("whence_sentences")
    doc: Doc = nlp(plain)
    ents = [doc.char_span(a, b, label=label, alignment_mode="expand") for a, b, label in spans]
    doc.ents = [span for span in ents if span is not None]
    return read_document(document, doc, pipeline="by-hand", component="by-hand")


def positions(marked: str) -> list[tuple[str, str, str | None, str | None, str]]:
    """Return (person, position, organisation or place, when, polarity) of a marked text."""
    found = reading(marked)
    text = _MARK.sub(r"\2", marked)
    names = [text[m.start : m.end] for m in found.mentions]
    return [
        (
            names[s.subject],
            s.value.text if s.value else "",
            None if s.object is None else names[s.object],
            s.when,
            s.polarity,
        )
        for s in found.statements
    ]
