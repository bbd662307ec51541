"""Positions people are said to hold: titles before names, appositions, "X was the mayor of Y".

The rules work on words and mentions alone and take only what is plain. Where the words could be
a list of different people, a candidate, or a position not held, they take nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from graph.extract.years import years_after
from graph.model import EndSpan, FoundMention, Polarity, Span, Value
from graph.ontology import ontology

MAX_POSITION_WORDS = 8
_ENDS = frozenset('.,;:)!?–—"”')
_CLAUSE_ENDS = _ENDS | frozenset(
    {"when", "until", "from", "since", "in", "at", "during", "between", "by"}
)
_COPULA = frozenset({"is", "was", "became", "remains", "remained"})
_ARTICLES = frozenset({"the", "a", "an"})
_PLACE_WORDS = frozenset({"of", "at", "for", "in", "to", "on"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One position that a passage gives to a person; spans are in code points of the text."""

    subject: int
    object: int | None
    value: Value
    value_span: Span
    object_span: EndSpan | None
    when: str | None
    when_span: Span | None
    polarity: Polarity
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class _Title:
    """Tokens ``[start, end)`` that name a position, and the organisation or place it belongs to."""

    start: int
    end: int
    object: int | None


class PositionFinder:
    """Finds positions in one document.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        Words only; no syntax is needed.
    mentions : sequence of FoundMention
        In text order.
    """

    def __init__(self, doc: Doc, mentions: Sequence[FoundMention]) -> None:
        self._doc = doc
        self._mentions = mentions
        self._words = ontology().positions
        self._tokens: dict[int, tuple[int, int]] = {}
        self._starting: dict[int, int] = {}
        self._ending: dict[int, int] = {}
        for index, mention in enumerate(mentions):
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is not None:
                self._tokens[index] = (span.start, span.end)
                if mention.type != "DATE":
                    self._starting[span.start] = self._ending[span.end] = index

    def find(self) -> Iterator[Position]:
        """Yield what the document says plainly, in the order of the people's mentions."""
        for index, mention in enumerate(self._mentions):
            if mention.type == "PERSON" and index in self._tokens:
                start, end = self._tokens[index]
                yield from self._before(index, start, end)
                yield from self._after(index, end)

    # -- title before the name ----------------------------------------------------------------

    def _before(self, person: int, start: int, end: int) -> Iterator[Position]:
        last = start
        comma = last > 1 and self._doc[last - 1].text == ","
        if comma:
            if not self._closes(end):
                return
            last -= 1
        title = self._title_ending_at(last)
        if title is None or self._blocked(title.start):
            return
        belongs = title.object is not None or self._introduced(title.start)
        if comma and not belongs:
            return
        rule = "apposition-before" if comma else "title-before-name"
        yield from self._position(person, title, rule=rule, score=0.93 if comma else 0.96)

    def _title_ending_at(self, end: int) -> _Title | None:
        """Read backwards a position that ends before token ``end``."""
        doc, words = self._doc, self._words
        start, found_object, head = end, None, end - 1
        if head < 0:
            return None
        if doc[head].lower_ not in words.heads:
            head, found_object = self._head_of_phrase(end)
            if head < 0:
                return None
        start = head
        while start > 0 and end - start < MAX_POSITION_WORDS:
            before = doc[start - 1]
            joins = before.text == "-" and start > 1 and self._is_part(doc[start - 2])
            if joins and not before.whitespace_ and not doc[start - 2].whitespace_:
                if doc[start - 2].lower_ in words.status or self._blocks(doc[start - 2]):
                    break
                start -= 2
            elif self._is_part(before) and start - 1 not in self._inside_person():
                start -= 1
            else:
                break
        owner = start
        while owner > 0 and doc[owner - 1].lower_ in words.status | {"-"}:
            owner -= 1
        if owner > 0 and doc[owner - 1].text in _POSSESSIVE:
            owner -= 1
        place = self._ending.get(owner)
        if place is not None and found_object is None and self._may_own(place):
            found_object = place
        inside = [i for i in range(start, end) if i in self._starting]
        if found_object is None and inside and self._may_own(self._starting[inside[0]]):
            place = self._starting[inside[0]]
            after = self._tokens[place][1]
            if inside[0] == start and after < end:
                found_object, start = place, after
        title = _Title(start, end, found_object)
        return title if self._is_strong(title, head) else None

    def _head_of_phrase(self, end: int) -> tuple[int, int | None]:
        """Find the head of "Secretary of State" or "head of the Y" that ends at ``end``."""
        doc = self._doc
        for back in range(end - 1, max(-1, end - MAX_POSITION_WORDS), -1):
            if doc[back].lower_ == "of" and back > 0:
                if doc[back - 1].lower_ not in self._words.heads:
                    return -1, None
                first = back + 2 if doc[back + 1].lower_ in _ARTICLES else back + 1
                owner = self._starting.get(first)
                if owner is not None and not self._is_office_mention(owner):
                    whole = self._tokens[owner][1] == end and self._may_own(owner)
                    return (back - 1, owner) if whole else (-1, None)
                plain = all(self._is_office_word(doc[i]) for i in range(first, end))
                return (back - 1, None) if first < end and plain else (-1, None)
            if not (doc[back].is_alpha or doc[back].text in {"-", "and", "&"}):
                break
        return -1, None

    # -- position after the name --------------------------------------------------------------

    def _after(self, person: int, end: int) -> Iterator[Position]:
        doc = self._doc
        if end >= len(doc):
            return
        token = end
        polarity: Polarity = "affirmed"
        rule = "copula"
        opening = doc[token].text
        if opening in {",", "("}:
            token += 1
            rule = "apposition"
            if (
                token + 1 < len(doc)
                and doc[token].lower_ == "who"
                and doc[token + 1].lower_ in _COPULA
            ):
                token, rule = token + 2, "relative-clause"
        elif doc[token].lower_ in _COPULA and not self._embedded(person):
            token += 1
        else:
            return
        if rule != "apposition" and token < len(doc) and doc[token].lower_ in {"not", "never"}:
            token, polarity = token + 1, "denied"
        while token < len(doc) and (
            doc[token].lower_ in _ARTICLES
            or doc[token].lower_ in self._words.status - {"his", "her", "their", "its", "whose"}
            or (doc[token].text == "-" and doc[token - 1].lower_ in self._words.status)
        ):
            token += 1
        title = self._title_starting_at(token)
        if title is None:
            return
        closing, known = self._close_of(title)
        if rule == "apposition" and not self._closes(closing):
            return
        if rule != "apposition" and not self._ends_clause(closing, known_years=known is not None):
            return
        score = {"apposition": 0.94, "relative-clause": 0.94, "copula": 0.92}[rule]
        yield from self._position(
            person, title, rule=rule, score=score, polarity=polarity, years=known
        )

    def _title_starting_at(self, start: int) -> _Title | None:
        """Read forwards "Interior Minister", "head of the Y", "Y's minister of justice"."""
        doc, found_object = self._doc, None
        owner = self._starting.get(start)
        if owner is not None and self._may_own(owner):
            after = self._tokens[owner][1]
            if after < len(doc) and doc[after].text in _POSSESSIVE:
                after += 1
            found_object, start = owner, after
            while start < len(doc) and doc[start].lower_ in self._words.status | {"-"}:
                start += 1
        end = start
        while (
            end < len(doc)
            and end - start < MAX_POSITION_WORDS
            and (self._is_part(doc[end]) or (doc[end].text == "-" and end > start))
        ):
            end += 1
        head = end - 1
        if head < start or doc[head].lower_ not in self._words.heads:
            return None
        if any(i in self._inside_person() for i in range(start, end)):
            return None
        if end < len(doc) and doc[end].lower_ in _PLACE_WORDS:
            first = end + 1
            while first < len(doc) and doc[first].lower_ in _ARTICLES | self._words.status:
                first += 1
            owner = self._starting.get(first)
            if owner is not None and self._may_own(owner) and not self._is_office_mention(owner):
                if found_object is None:
                    found_object = owner
                return self._strong(_Title(start, end, found_object), head)
            last = first
            while last < len(doc) and last - first < 5 and self._is_office_word(doc[last]):
                last += 1
            if doc[end].lower_ == "of" and last > first:
                end = last
        return self._strong(_Title(start, end, found_object), head)

    def _close_of(self, title: _Title) -> tuple[int, tuple[str, Span] | None]:
        """Return the token after the position, its object and its years, and the years."""
        token = title.end
        if title.object is not None:
            start, end = self._tokens[title.object]
            if start >= title.end:
                token = end
        known = years_after(self._doc, token)
        if known is None:
            return token, None
        when, last = known
        final = self._doc[last - 1]
        return last, (when, Span(self._doc[token].idx, final.idx + len(final)))

    # -- what both share ----------------------------------------------------------------------

    def _position(
        self,
        person: int,
        title: _Title,
        *,
        rule: str,
        score: float,
        polarity: Polarity = "affirmed",
        years: tuple[str, Span] | None = None,
    ) -> Iterator[Position]:
        doc = self._doc
        span = Span(doc[title.start].idx, doc[title.end - 1].idx + len(doc[title.end - 1]))
        owner = title.object
        if owner is not None:
            its = Span(self._mentions[owner].start, self._mentions[owner].end)
            if span.covers(its):
                span = Span(span.start, self._cut_before(its.start, span.start))
        text = re.sub(r"\s+", " ", doc.text[span.start : span.end])
        named = [self._mentions[i].score for i in (person, owner) if i is not None]
        yield Position(
            subject=person,
            object=owner,
            value=Value(kind="position", text=text),
            value_span=span,
            object_span=None
            if owner is None
            else EndSpan(start=self._mentions[owner].start, end=self._mentions[owner].end),
            when=years[0] if years else None,
            when_span=years[1] if years else None,
            polarity=polarity,
            rule=rule,
            score=round(score * min(named), 4),
        )

    def _cut_before(self, owner_start: int, start: int) -> int:
        """End of "head" in "head of the Y": before the preposition that leads to the owner."""
        head = self._doc.text[start:owner_start]
        return start + len(re.sub(r"\s+(?:of|at|for|in|to|on)\s+(?:the\s+)?$", "", head).rstrip())

    def _is_part(self, token: Token) -> bool:
        words = self._words
        return token.lower_ in words.heads or token.lower_ in words.modifiers

    def _is_office_word(self, token: Token) -> bool:
        index = token.i
        if token.lower_ in {"and", "&"}:
            return (
                index + 1 < len(self._doc) and self._doc[index + 1].lower_ in self._words.modifiers
            )
        return token.lower_ in self._words.modifiers

    def _is_office_mention(self, mention: int) -> bool:
        """Whether a "name" is but a word of an office, such as "State" in "head of State"."""
        start, end = self._tokens[mention]
        return all(self._doc[i].lower_ in self._words.modifiers for i in range(start, end))

    def _is_strong(self, title: _Title, head: int) -> bool:
        """Whether the words are a position by themselves: "judge", but not bare "head"."""
        if title.end <= title.start:
            return False
        if all(self._doc[i].lower_ in self._words.ranks for i in range(title.start, title.end)):
            return False
        alone = head == title.start and title.end - head == 1
        return not (
            alone and self._doc[head].lower_ in self._words.weak_heads and title.object is None
        )

    def _strong(self, title: _Title, head: int) -> _Title | None:
        return title if self._is_strong(title, head) else None

    def _may_own(self, mention: int) -> bool:
        return self._mentions[mention].type in ontology().predicates["position-held"].object

    def _inside_person(self) -> frozenset[int]:
        return frozenset(
            token
            for index, (start, end) in self._tokens.items()
            if self._mentions[index].type == "PERSON"
            for token in range(start, end)
        )

    def _introduced(self, start: int) -> bool:
        """Whether "the", a possessive or a status word stands before the position."""
        return start > 0 and (
            self._doc[start - 1].lower_ in _ARTICLES | self._words.status
            or self._doc[start - 1].text in _POSSESSIVE
        )

    def _blocks(self, token: Token) -> bool:
        return token.lower_ in self._words.blockers

    def _blocked(self, start: int) -> bool:
        first = max(0, start - 3)
        near = [self._doc[i] for i in range(first, start)]
        joined = " ".join(token.lower_ for token in near).replace(" - ", "-")
        return any(self._blocks(token) for token in near) or any(
            word in joined.split() for word in self._words.blockers
        )

    def _embedded(self, person: int) -> bool:
        """Whether the person is not the clause's subject ("aides of X was ...", "if X was ...")."""
        start = self._tokens[person][0]
        if start == 0:
            return False
        before = self._doc[start - 1].lower_
        return before in _PLACE_WORDS | ontology().speech.hypothetical | {"by", "with", "and", "or"}

    def _closes(self, token: int) -> bool:
        """Whether a phrase ends at ``token`` and no list of people goes on after it."""
        doc = self._doc
        if token >= len(doc) or doc[token].is_space:
            return True
        if doc[token].text in _POSSESSIVE:
            return False
        if doc[token].text not in _ENDS:
            return False
        follows = doc[token + 1].lower_ if token + 1 < len(doc) else ""
        return not (doc[token].text == "," and follows in {"and", "or", "&"})

    def _ends_clause(self, token: int, *, known_years: bool = False) -> bool:
        doc = self._doc
        if token >= len(doc) or doc[token].is_space or known_years:
            return True
        return doc[token].text in _ENDS or doc[token].lower_ in _CLAUSE_ENDS | {"and", "but", "who"}
