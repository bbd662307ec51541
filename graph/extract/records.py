"""What records and tables say: "Place of birth: X" below "Name: Y", and columns with such heads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.extract.drafts import Draft, Point, When
from graph.extract.lines import LineFinder
from graph.extract.relation_drafts import COMPONENT
from graph.extract.time import time_expressions
from graph.extract.titles import TitleReader
from graph.extract.tools import Tools
from graph.extract.vocabulary import relation_words
from graph.extract.way import Stance
from graph.model import EndSpan, Span, Value
from graph.ontology import ontology

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_ABOUT = frozenset({"PERSON", "ORG", "FAC"})
_UNSURE = re.compile(
    r"[?]|\b(?:unknown|none|not|former|formerly|possibly|alleged|suspected|n/a)\b", re.I
)
_EMPLOYERS = frozenset({"employed-by", "member-of"})
_YEAR = re.compile(r"(?:1[89]|20)\d\d\b")
_WORTH = 0.88
_FAR = 400


class RecordFinder(LineFinder):
    """Finds what the records and tables of one document say of those whom they are about.

    Parameters
    ----------
    tools : Tools
    """

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._titles = TitleReader(tools.doc, tools.mentions)
        words = relation_words()["records"]
        self._names, self._keys = frozenset(words["names"]), dict(words["keys"])
        self._turned = frozenset(words["turned"]["predicates"])
        known = sorted({*self._names, *self._keys}, key=len, reverse=True)
        self._pair = re.compile(
            r"(?:^|(?<=\n)|(?<=[.;|] ))[ \t>*•|-]*(?P<key>" + "|".join(map(re.escape, known)) + r")"
            r"[ \t*]*:[ \t*]*(?P<value>[^\n;|]+)",
            re.I,
        )
        self._next = re.compile(r"\.\s+[A-Z][A-Za-z ]{1,30}:")

    def find(self) -> Iterator[Draft]:
        """Yield what the document says, in text order."""
        yield from self._records()
        yield from self._tables()

    # -- "Key: value" ---------------------------------------------------------------------------

    def _records(self) -> Iterator[Draft]:
        about: int | None = None
        last, at = -_FAR, 0
        while (found := self._pair.search(self._text, at)) is not None:
            key = found["key"].lower()
            cut = self._next.search(found["value"])
            start = found.start("value")
            end = start + (cut.start() + 1 if cut is not None else len(found["value"]))
            apart = self._text[max(last, 0) : found.start("key")]
            if last < 0 or not self._is_one(apart):
                about = self._above(found.start("key"))
            named = self._whole(start, end, _ABOUT) if key in self._names else None
            if named is not None and (about is None or key not in self._keys):
                about = named
            elif about is not None and key in self._keys:
                words = Span(found.start("key"), found.end("key"))
                yield from self._facts(about, key, start, end, words)
            last = at = end

    def _is_one(self, apart: str) -> bool:
        """Whether between two keys there are only other keys with their values."""
        return (
            all(
                not line.strip(" .;|>*•-\t") or re.match(r"[\W]*[A-Z][^:\n]{0,40}:", line)
                for line in apart.split("\n")
            )
            and "\n\n\n" not in apart
        )

    def _above(self, at: int) -> int | None:
        """Return whoever the line above a record names and nothing else."""
        start = self._text.rfind("\n", 0, at) + 1
        before = [line for line in self._lines if line.span.end < start]
        if not before or self._text[before[-1].span.end : start].count("\n") > 2:
            return None
        line = before[-1]
        return self._whole(line.span.start, line.span.end, _ABOUT)

    # -- tables ---------------------------------------------------------------------------------

    def _tables(self) -> Iterator[Draft]:
        header: list[str] = []
        for line in self._lines:
            cells = _cells(line.text, line.span.start)
            if len(cells) < 2:
                header = []
                continue
            heads = [self._text[start:end].strip(" *").lower() for start, end in cells]
            if any(h in self._names for h in heads) and sum(h in self._keys for h in heads):
                header = heads
                continue
            if len(cells) != len(header):
                continue  # without a heading, or a cell is missing: which one is not known
            column = next(i for i, head in enumerate(header) if head in self._names)
            about = self._whole(*cells[column], _ABOUT)
            if about is None:
                continue
            for number, (key, (start, end)) in enumerate(zip(header, cells, strict=True)):
                if key in self._keys and number != column:
                    place = self._mentions[about]
                    yield from self._facts(about, key, start, end, Span(place.start, place.end))

    # -- what they say --------------------------------------------------------------------------

    def _whole(self, start: int, end: int, kinds: frozenset[str]) -> int | None:
        """Return the only name of some kinds in a stretch that has no other words but titles."""
        found = self._lister.within(start, end, *kinds)
        if len(found) != 1:
            return None
        mention = self._mentions[found[0]]
        before = self._text[start : mention.start]
        after = self._text[mention.end : end].strip(" .,*|\t#:")
        bare = mention.type != "PERSON" or any(
            entry.person == found[0] for entry in self._lister.entries(start, end)
        )
        plain = before.strip(" #*|\t").lower() in {"", "the"} or mention.type == "PERSON"
        return found[0] if bare and plain and not after[:1].isalnum() else None

    def _facts(self, about: int, key: str, start: int, end: int, at: Span) -> Iterator[Draft]:
        value = self._text[start:end]
        predicate = self._keys[key]
        if _UNSURE.search(value):
            return
        kind = self._mentions[about].type
        if predicate == "lives-in" and kind in {"ORG", "FAC"}:
            predicate = "located-in"
        if predicate == "born-on":
            yield from self._born(about, start, end, at)
            predicate = "born-in" if key == "born" else ""
        if predicate == "position-held":
            yield from self._post(about, start, end, at)
            return
        if predicate == "holder":
            yield from self._holders(about, start, end, at)
            return
        known = ontology().predicates.get(predicate)
        if known is None:
            return
        allowed = (
            known.subject if key in self._turned or predicate in self._turned else known.object
        )
        others = self._lister.within(start, end, *allowed)
        if predicate in {"lives-in", "born-in", "located-in"}:
            others = [i for i in others if self._mentions[i].type in _PLACES][-1:]
        elif predicate in _EMPLOYERS:
            others = others[:1]
        elif not all(self._mentions[i].type in known.subject for i in others):
            return
        for other in others:
            one, two = (other, about) if predicate in self._turned else (about, other)
            if self._ends.same(one, two):
                continue
            said = predicate
            if predicate in _EMPLOYERS and kind == "PERSON":
                said = "member-of" if self._has(other, "members") else predicate
            if self._mentions[one].type in ontology().predicates[said].subject:
                yield self._draft_of(one, said, two, about, at)

    def _born(self, about: int, start: int, end: int, at: Span) -> Iterator[Draft]:
        dates = [
            (Span(found.start, found.end), found.when)
            for found in time_expressions(self._text, start, end)
            if found.when is not None
        ]
        year = _YEAR.match(self._text, start, end)
        if not dates and year is not None:
            dates = [(Span(*year.span()), year[0])]
        for span, when in dates[:1]:
            if self._mentions[about].type == "PERSON":
                yield Draft(
                    subject=self._words(about, about, at),
                    predicate="born-on",
                    value=Value(kind="date", text=when),
                    value_words=span,
                    when=When(span=span, when=when, relative=None),
                    trigger=at,
                    stance=Stance(),
                    score=_WORTH * self._ends.sure(about),
                    rule="record",
                    component=COMPONENT,
                )

    def _post(self, about: int, start: int, end: int, at: Span) -> Iterator[Draft]:
        first = next((t.i for t in self._doc if t.idx >= start and not t.is_space), None)
        title = None if first is None else self._titles.starting_at(first)
        if title is None or title.start != first or self._mentions[about].type != "PERSON":
            return
        last = self._doc[title.end - 1]
        span = Span(self._doc[title.start].idx, last.idx + len(last))
        if span.end > end:
            return
        owner = title.owner
        yield Draft(
            subject=self._words(about, about, at),
            predicate="position-held",
            object=None if owner is None else self._point(self._ends.at(owner)),
            value=Value(kind="position", text=" ".join(self._text[span.start : span.end].split())),
            value_words=span,
            trigger=span,
            stance=Stance(),
            score=_WORTH * self._ends.sure(about),
            rule="record",
            component="whence_positions",
        )

    def _holders(self, about: int, start: int, end: int, at: Span) -> Iterator[Draft]:
        """Read "Director: X" in what is recorded of a body."""
        if self._mentions[about].type != "ORG":
            return
        words = self._text[at.start : at.end]
        several = words.endswith("s") and not words.endswith("ss")
        at = Span(at.start, at.end - several)  # "Directors: X, Y": each is a director
        post = " ".join(self._text[at.start : at.end].split())
        for entry in self._lister.entries(start, end):
            yield Draft(
                subject=self._point(self._ends.at(entry.person)),
                predicate="position-held",
                object=self._words(about, about, at),
                value=Value(kind="position", text=post),
                value_words=at,
                trigger=at,
                stance=Stance(),
                score=_WORTH * self._ends.sure(about) * self._ends.sure(entry.person),
                rule="record",
                component="whence_positions",
            )

    def _words(self, mention: int, about: int, at: Span) -> Point:
        """Return an end; far from its name the key stands for whom the record is about."""
        name = self._mentions[mention]
        span = Span(name.start, name.end)
        key = self._doc.char_span(at.start, at.end, alignment_mode="expand")
        sentence = None if key is None else key.sent
        near = sentence is not None and sentence.start_char <= name.start < sentence.end_char
        if mention != about or near:
            return Point(mention=span, words=EndSpan(start=span.start, end=span.end))
        return Point(mention=span, words=EndSpan(start=at.start, end=at.end, via=span))

    def _draft_of(self, one: int, predicate: str, two: int, about: int, at: Span) -> Draft:
        return Draft(
            subject=self._words(one, about, at),
            predicate=predicate,
            object=self._words(two, about, at),
            trigger=at,
            stance=Stance(),
            score=_WORTH * self._ends.sure(one) * self._ends.sure(two),
            rule="record",
            component=COMPONENT,
        )


def _cells(text: str, start: int) -> list[tuple[int, int]]:
    """Return the places of the cells of a row, without the bars at its ends."""
    if "|" not in text and "\t" not in text:
        return []
    left = len(text) - len(text.lstrip(" |"))
    inner = text.rstrip(" |")
    found, at = [], left
    for match in re.finditer(r"\s*[|\t]\s*|$", inner[left:]):
        found.append((start + at, start + left + match.start()))
        at = left + match.end()
    return [(a, b) for a, b in found if a < b]
