"""Who holds which post by the form of a list: "President, X; Secretary, Y", "Director: X".

Between a comma only what stands so twice on its line is a list of officers; a colon is enough
where nothing but the name, or a remark about it, follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.extract.drafts import Draft, Point
from graph.extract.offices import COMPONENT
from graph.extract.syntax import text_of
from graph.extract.titles import Title, TitleReader
from graph.extract.tools import Finder, Tools
from graph.extract.way import Stance
from graph.model import EndSpan, Span, Value

_LINK = re.compile(
    r"\s*(?P<by>[,:–—]| -)\s+(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rev|Cllr|Sir|Dame)\.?\s+)*"
)
_BEGIN = re.compile(r"(?:^|[;:.\n•*|-]|\d\))[ \t]*(?:(?:the|hon|honorary)\b\.?\s+)?$", re.I)
_END = re.compile(r"\s*(?:[;.(\n]|$)")
_REMARK = re.compile(r",\s+(?:formerly|former|born|appointed|since|who|an?|the)\b")
_LEAST = 2
_WORTH = 0.9


class ListedPostFinder(Finder):
    """Finds the posts that the lists of one document give.

    Parameters
    ----------
    tools : Tools
    """

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._titles = TitleReader(tools.doc, tools.mentions)

    def find(self) -> Iterator[Draft]:
        """Yield positions in text order."""
        found = [
            (line, person, title, by)
            for person in self._titles.tokens
            if self._mentions[person].type == "PERSON"
            for line, title, by in self._before(person)
        ]
        for line, person, title, by in found:
            several = sum(other == line and link == by for other, _, _, link in found)
            if by == ":" or several >= _LEAST:
                yield self._draft(person, title)

    def _before(self, person: int) -> Iterator[tuple[int, Title, str]]:
        """Yield the title before a name that a comma or colon divides from it."""
        text, mention = text_of(self._doc), self._mentions[person]
        first = self._titles.tokens[person][0]
        for back in range(first - 2, max(-1, first - 9), -1):
            token = self._doc[back]
            title = self._titles.starting_at(back)
            if title is None or title.start != back or not _BEGIN.search(text[: token.idx][-12:]):
                continue
            last = self._doc[self._titles.close_of(title) - 1]
            link = _LINK.fullmatch(text, last.idx + len(last), mention.start)
            if link is None:
                continue
            ends = _END.match(text, mention.end)
            if ends is None and not (link["by"] == ":" and _REMARK.match(text, mention.end)):
                continue
            yield text.count("\n", 0, token.idx), title, link["by"].strip()
            return

    def _draft(self, person: int, title: Title) -> Draft:
        first, last = self._doc[title.start], self._doc[title.end - 1]
        words = Span(first.idx, last.idx + len(last))
        text = " ".join(text_of(self._doc)[words.start : words.end].split())
        return Draft(
            subject=self._point(person),
            predicate="position-held",
            object=None if title.owner is None else self._point(title.owner),
            value=Value(kind="position", text=text),
            value_words=words,
            trigger=words,
            stance=Stance(),
            score=_WORTH * self._mentions[person].score,
            rule="listed-post",
            component=COMPONENT,
        )

    def _point(self, index: int) -> Point:
        mention = self._mentions[index]
        return Point(
            mention=Span(mention.start, mention.end),
            words=EndSpan(start=mention.start, end=mention.end),
        )
