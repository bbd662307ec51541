"""Who belongs to what by the form of a list: members below a heading, "Present: X, Y (Z)".

A heading that names one body and its members says that those listed below it are of it. In minutes
of a committee those present are its members, unless a body of their own stands behind them. Behind
the names of a list stand the bodies that those named come from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.extract.drafts import Draft, Point
from graph.extract.lines import Entry, Line, LineFinder
from graph.extract.relation_drafts import COMPONENT
from graph.extract.tools import Tools
from graph.extract.vocabulary import relation_words
from graph.extract.way import Stance
from graph.model import EndSpan, Span

_MOST = 110
_CLAUSE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LABEL = re.compile(r"(?:^|(?<=[.;] )|(?<=\n))[ \t#*]*(?P<label>[A-Z][A-Za-z ]{2,30}?)[ *]*:[ *]*")
_CONSISTS = re.compile(
    r"\b(?:consist(?:s|ed) of|compris(?:es|ed)|(?:is|was) (?:made up|composed) of)"
    r"(?: the following(?: \w+)?)?\s*:?\s*$"
)
_TAIL = re.compile(
    r"(?:[\s,]*held (?:on|at|in|by))?[\s:,.;()–—\d-]*(?:\b[A-Z]\w+\b[\s:,.;()–—\d-]*){0,3}"
)
_LEAD = r"[\W\d]*(?:the |our |list of |current )*"
_OF = (
    r"(?:,? (?:\w+ )?(?:of|for|at|in)|,|\s*[–—-])(?: an?)?"
    r"(?: (?:directors|trustees|governors|management) of)?"
    r"(?: (?:the |its |an? )?(?:\w+ )?(?:meeting|session) of)? (?:the )?(?:[\w ]{3,20}, )?"
)
_SHORT = re.compile(r"[A-Z]{1,4}")  # "X (QAT)": a nation, a party or anything else
_GAP = 2


class RosterFinder(LineFinder):
    """Finds who belongs to what in the lists of one document.

    Parameters
    ----------
    tools : Tools
    """

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        words = relation_words()["rosters"]
        self._words = {kind: _any_of(words[kind]) for kind in ("members", "staff", "minutes")}
        self._present = frozenset(words["present"])
        self._apart = frozenset(words["apart"])
        self._never = _any_of(words["never"])

    def find(self) -> Iterator[Draft]:
        """Yield what the document says, in text order."""
        met: int | None = None
        taken: set[int] = set()
        for number, line in enumerate(self._lines):
            heading = self._heading(line)
            if heading is not None:
                body, kind, end = heading
                if kind == "minutes":
                    met = body
                else:
                    predicate = "member-of" if kind == "members" else "employed-by"
                    for entry in self._below(number, end):
                        taken.add(entry.person)
                        yield self._said(entry, predicate, body, "roster")
        for label, span in self._labelled():
            word = label.lower().strip()
            apart = word in self._apart
            if not apart and word not in self._present:
                continue
            for entry in self._lister.entries(*span):
                own = self._lister.body_behind(entry)
                if own is not None:
                    taken.add(entry.person)
                    yield self._from(entry, own, "listed-body")
                elif not apart and met is not None and entry.person not in taken:
                    taken.add(entry.person)
                    yield self._said(entry, "member-of", met, "minutes")
        yield from self._unlabelled(taken)

    # -- headings -------------------------------------------------------------------------------

    def _heading(self, line: Line) -> tuple[int, str, int] | None:
        """Return the body that a heading names, what it lists of it, and where the list begins."""
        colon = line.text.find(":")
        text = line.text[:colon] if colon >= 0 else line.text
        start, stop = line.span.start, line.span.start + len(text)
        bodies = self._lister.within(start, stop, "ORG")
        if len(text) > _MOST or len(bodies) != 1 or self._never.search(text):
            return None
        body, end = bodies[0], line.span.start + (colon + 1 if colon >= 0 else len(line.text))
        name = self._mentions[body]
        before = self._text[start : name.start]
        after = self._text[name.end : stop]
        for kind, words in self._words.items():
            ahead = re.fullmatch(_LEAD + words.pattern + _OF, before, re.I)
            if ahead is not None and _TAIL.fullmatch(after):
                return body, kind, end
            behind = re.fullmatch(r"(?:['’]s)?[\s,–—-]*" + words.pattern + r"\W*", after, re.I)
            if kind != "minutes" and behind and re.fullmatch(_LEAD, before, re.I):
                return body, kind, end
        if colon >= 0 and _CONSISTS.fullmatch(after.strip()) and re.fullmatch(_LEAD, before, re.I):
            return body, "members", end
        return None

    def _below(self, number: int, end: int) -> Iterator[Entry]:
        """Yield those listed behind a heading on its line, or else one a line below it."""
        heading = self._lines[number]
        if self._text[end : heading.span.end].strip():
            if not self._is_told(end, heading.span.end):
                yield from self._lister.entries(end, heading.span.end)
            return
        for line in self._lines[number + 1 :]:
            first = self._first(line)
            leads = first is not None and self._leads(line, first.person)
            if first is None or not leads or self._is_told(line.span.start, line.span.end):
                return
            yield first

    def _first(self, line: Line) -> Entry | None:
        return next(self._lister.entries(line.span.start, line.span.end), None)

    def _leads(self, line: Line, person: int) -> bool:
        before = self._text[line.span.start : self._mentions[person].start]
        return not re.search(r"[,;:]", before)

    def _is_told(self, start: int, end: int) -> bool:
        """Whether a stretch has a clause, and so is no list."""
        tokens = self._doc.char_span(start, end, alignment_mode="contract")
        return tokens is None or any(
            t.tag_ in _CLAUSE and t.dep_ not in {"acl:relcl", "aux", "cop"} for t in tokens
        )

    # -- labels and plain lists -----------------------------------------------------------------

    def _labelled(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Yield labels, each with what stands behind it, or on the marked lines below it."""
        found = list(_LABEL.finditer(self._text))
        plain = [  # "Attendees" by itself on a line
            (line.text.strip(), line.span.end, line.span.start)
            for line in self._lines
            if line.text.strip(" #*\t").lower() in self._apart | self._present
        ]
        labels = [(m["label"], m.end(), m.start()) for m in found]
        starts = sorted(labels + plain, key=lambda s: s[1])
        for number, (label, start, _) in enumerate(starts):
            until = starts[number + 1][2] if number + 1 < len(starts) else len(self._text)
            end = self._text.find("\n", start)
            end = min(until, len(self._text) if end < 0 else end)
            if self._text[start:end].strip():
                if not self._is_told(start, end):
                    yield label, (start, end)
                continue
            for line in self._lines:
                if line.span.start >= end and line.span.end <= until:
                    first = self._first(line)
                    if first is None or self._is_told(line.span.start, line.span.end):
                        break
                    yield label, (line.span.start, line.span.end)

    def _unlabelled(self, taken: set[int]) -> Iterator[Draft]:
        """Read lines next to each other, and remarks of one sentence, that all are "X, Y"."""
        run: list[tuple[Entry, int]] = []
        for line in (*self._lines, None):
            entry = None if line is None else self._first(line)
            body = None if entry is None else self._lister.body_behind(entry)
            fits = line is not None and entry is not None and body is not None
            fits = fits and body is not None and not self._has(body, "publishers")
            if fits and line is not None and entry is not None and body is not None:
                whole = self._mentions[body].end + _MOST // 3 >= line.span.end
                if whole and not self._is_told(line.span.start, line.span.end):
                    run.append((entry, body))
                    continue
            yield from self._run(run, taken)
            run = []
        for sentence in self._doc.sents:
            remarked = list(self._remarked(sentence.start_char, sentence.end_char))
            teaching = len(remarked) == 1 and self._has(remarked[0][1], "schools")
            yield from self._run(remarked, taken, least=1 if teaching else _GAP)

    def _remarked(self, start: int, end: int) -> Iterator[tuple[Entry, int]]:
        """Yield X and Y of "X (Y)", with titles before them or not."""
        for person in self._lister.within(start, end, "PERSON"):
            entry = Entry(person, self._mentions[person].end, end)
            body = self._lister.body_behind(entry)
            short = body is not None and _SHORT.fullmatch(self._mentions[body].text)
            if body is not None and not short and self._text[entry.start :].lstrip()[:1] == "(":
                yield entry, body

    def _run(
        self, run: Sequence[tuple[Entry, int]], taken: set[int], *, least: int = _GAP
    ) -> Iterator[Draft]:
        if len(run) >= least:
            for entry, body in run:
                if entry.person not in taken:
                    taken.add(entry.person)
                    yield self._from(entry, body, "listed-body")

    # -- drafts ---------------------------------------------------------------------------------

    def _from(self, entry: Entry, body: int, rule: str) -> Draft:
        predicate = "member-of" if self._has(body, "members") else "employed-by"
        return self._said(entry, predicate, body, rule)

    def _said(self, entry: Entry, predicate: str, body: int, rule: str) -> Draft:
        person, name = self._mentions[entry.person], self._mentions[body]
        words = EndSpan(start=name.start, end=name.end)
        apart = self._text[min(name.end, person.start) : max(name.start, person.end)]
        if apart.count("\n") > 1:  # the passage is the item: its line stands for the heading
            line = next(li for li in self._lines if li.span.end >= person.end)
            at = line.mark or Span(person.start, person.end)
            words = EndSpan(start=at.start, end=at.end, via=Span(name.start, name.end))
        sure = self._ends.sure(entry.person) * self._ends.sure(body)
        return Draft(
            subject=self._point(self._ends.at(entry.person)),
            predicate=predicate,
            object=Point(mention=Span(name.start, name.end), words=words),
            trigger=Span(person.start, person.end),
            stance=Stance(),
            score=0.88 * sure,
            rule=rule,
            component=COMPONENT,
        )


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b", re.I)
