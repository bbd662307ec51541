"""Entries of lists of people: "1. X. Born on 2 May 1961 in Y; place of birth: Z."

What has no subject of its own in a paragraph that begins with a name is said of its bearer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from graph.extract.drafts import Draft, Point, When
from graph.extract.protagonist import topics
from graph.extract.relation_drafts import COMPONENT, RelationDrafts
from graph.extract.syntax import case_words, children, text_of
from graph.extract.tools import Tools
from graph.extract.way import Stance
from graph.model import EndSpan, Span, Value

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_PLACE = re.compile(r"\b(?:place of birth|born in|POB)\s*:\s*(?:the\s+)?", re.I)
_WORTH = 0.88


class EntryFinder(RelationDrafts):
    """Finds what the entries of one document's lists of people say of their births.

    Parameters
    ----------
    tools : Tools
    """

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, {})
        self._topics = topics(tools.doc, tools.ends)
        self._starting = {mention.start: i for i, mention in enumerate(self._mentions)}

    def find(self) -> Iterator[Draft]:
        """Yield what the document says, in text order."""
        for sentence in self._doc.sents:
            about = self._topics.get(sentence.start)
            first = next((t for t in sentence if not t.is_space), None)
            if about is None or first is None:
                continue
            if first.lower_ == "born" and first.tag_ == "VBN" and _is_bare(first):
                yield from self._born(about, first)
                for place in _PLACE.finditer(text_of(self._doc), first.idx, sentence.end_char):
                    named = self._starting.get(place.end())
                    if named is not None and self._mentions[named].type in _PLACES:
                        yield self._said(about, first, place=named)

    def _born(self, about: int, verb: Token) -> Iterator[Draft]:
        when = self._times.of(verb)
        if when is not None:
            yield self._said(about, verb, when=when)
        for child in children(verb, "obl", "nmod"):
            place = self._ends.named(child)
            if case_words(child) not in {"in", "at", "near"} or place is None:
                continue
            if self._mentions[place].type in _PLACES:
                yield self._said(about, verb, place=place)

    def _said(
        self, about: int, verb: Token, *, when: When | None = None, place: int | None = None
    ) -> Draft:
        name = self._mentions[about]
        span, at = Span(name.start, name.end), Span(verb.idx, verb.idx + len(verb))
        far = name.start < verb.sent.start_char
        words = EndSpan(start=at.start, end=at.end, via=span)
        sure = self._ends.sure(about)
        value = None
        if when is not None:
            text = text_of(self._doc)[when.span.start : when.span.end]
            value = Value(kind="date", text=when.when or " ".join(text.split()))
        return Draft(
            subject=Point(
                mention=span, words=words if far else EndSpan(start=span.start, end=span.end)
            ),
            predicate="born-in" if when is None else "born-on",
            object=None if place is None else self._point(self._ends.at(place)),
            value=value,
            value_words=None if when is None else when.span,
            when=when,
            trigger=at,
            stance=Stance(),
            score=_WORTH * sure * (1.0 if place is None else self._ends.sure(place)),
            rule="entry",
            component=COMPONENT,
        )


def _is_bare(verb: Token) -> bool:
    """Whether "Born in Y." stands by itself: "Born in Y, he left" says of whom it is said."""
    others = any(t.pos_ in {"VERB", "AUX"} and t != verb for t in verb.sent)
    return verb.dep_ == "ROOT" and not others
