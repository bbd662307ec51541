"""Lines of a text and whom they begin with: what lists, records and tables are read by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.extract.ends import Ends
from graph.extract.relation_drafts import RelationDrafts
from graph.extract.tools import Tools
from graph.extract.vocabulary import relation_words
from graph.model import FoundMention, Span
from graph.ontology import ontology

_MARK = re.compile(r"[ \t]*(?P<mark>(?:[-*•–·]|\(?\d{1,3}[.)])[ \t]+)?")
_PART = re.compile(r"[,;]|\band\b|\n|&|\bund\b")
_OPENS = re.compile(r"\s*(?P<open>[,(–—|-]|of|from)\s*(?:(?:of|from|for) )?(?:the )?")
_SHORT = re.compile(r"\w{1,5}\.")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank; ``mark`` is the bullet or number before it, if there is one."""

    span: Span
    text: str
    mark: Span | None


def lines(text: str) -> tuple[Line, ...]:
    """Return the lines of a text, without those that are blank."""
    found, at = [], 0
    for text_of in text.split("\n"):
        if text_of.strip():
            mark = _MARK.match(text_of)
            place = None
            if mark is not None and mark["mark"] is not None:
                place = Span(
                    at + mark.start("mark"), at + mark.start("mark") + len(mark["mark"].rstrip())
                )
            found.append(Line(Span(at, at + len(text_of)), text_of, place))
        at += len(text_of) + 1
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody in a list, and the words up to the next in it."""

    person: int
    start: int
    end: int


class Lister:
    """Reads who is listed between two places of one document.

    Parameters
    ----------
    text : str
    ends : Ends
    """

    def __init__(self, text: str, ends: Ends) -> None:
        self._text = text
        self._ends = ends
        self._mentions: Sequence[FoundMention] = ends.mentions
        known = ontology().positions
        address = relation_words()["rosters"]["titles"]
        self._titles = frozenset({*known.ranks, *known.heads, *known.modifiers, *address})

    def within(self, start: int, end: int, *kinds: str) -> list[int]:
        """Return the mentions inside a stretch, of the kinds given if any are."""
        return [
            index
            for index, mention in enumerate(self._mentions)
            if start <= mention.start and mention.end <= end
            if not kinds or mention.type in kinds
        ]

    def entries(self, start: int, end: int) -> Iterator[Entry]:
        """Yield those who stand in a stretch at the beginning of an item of it."""
        heads = [i for i in self.within(start, end, "PERSON") if self._begins(i, start)]
        for number, index in enumerate(heads):
            last = number + 1 == len(heads)
            until = end if last else self._mentions[heads[number + 1]].start
            yield Entry(index, self._mentions[index].end, until)

    def _begins(self, person: int, start: int) -> bool:
        """Whether nothing but titles stands between a separator and a name."""
        before = self._text[start : self._mentions[person].start]
        part = _PART.split(before)[-1]
        if before.count("(") > before.count(")"):
            return False
        part = _MARK.sub("", part, count=1).strip(" |\t")
        return all(
            word.strip(".,").lower() in self._titles or _SHORT.fullmatch(word)
            for word in part.split()
        )

    def body_behind(self, entry: Entry) -> int | None:
        """Return the body of "X, Y" and "X (Y)" where nothing else stands behind a name."""
        behind = self._text[entry.start : entry.end]
        for index in self.within(entry.start, entry.end, "ORG"):
            mention = self._mentions[index]
            between = behind[: mention.start - entry.start]
            after = behind[mention.end - entry.start :]
            opens = _OPENS.fullmatch(between)
            if opens is None:
                return None
            if opens["open"] == "(":
                return index if after.lstrip().startswith(")") else None
            return index if self._closes(after, mention.end) else None
        return None

    def _closes(self, after: str, at: int) -> bool:
        """Whether an item ends behind a name, or after a place behind it."""
        plain = r"\s*(?:[;.,|]|\band\b|&|$)"
        place = re.match(r"\s*(?:,|\bin\b)\s*", after)
        if place is not None:
            for index in self.within(at, at + len(after), "GPE", "LOC"):
                if self._mentions[index].start == at + place.end():
                    after = after[self._mentions[index].end - at :]
        return re.match(plain, after) is not None

    def has(self, mention: int, table: str) -> bool:
        """Whether a name has a word of a table of words in names."""
        known = set(relation_words()[table]["words"])
        return bool(known & set(re.findall(r"\w+", self._mentions[mention].text.lower())))


class LineFinder(RelationDrafts):
    """What finds relations by the lines of one document.

    Parameters
    ----------
    tools : Tools
    """

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools, {})
        self._text = tools.doc.text
        self._lines = lines(self._text)
        self._lister = Lister(self._text, tools.ends)
