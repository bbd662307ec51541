"""Positions beside names: titles before them, appositions, "X, who was the mayor of Y, ...".

The rules work on words and mentions alone and take only what is plain. Where the words could mean
another person, a list of people, a candidate, or a position not held, they take nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from graph.extract.syntax import text_of
from graph.extract.time import time_expressions
from graph.extract.title_syntax import TitleSyntax
from graph.extract.titles import ARTICLES, POSSESSIVE, Title, TitleReader
from graph.model import EndSpan, FoundMention, Polarity, Span, Value

_ENDS = frozenset('.,;:()!–—"”')
_CLAUSE_ENDS = _ENDS | {"when", "until", "since", "and", "but", "who", "while", "before", "after"}
_COPULA = frozenset({"is", "was", "became", "remains", "remained"})
_AND = frozenset({"and", "or", "nor", "&"})
# After these a name and what stands beside it may be of two people: "the wife of the mayor, X".
_DIVIDING = _AND | {"of", "to", "for", "than", "like", "unlike", "as"}
_NAME_OF_ANOTHER = _AND | {"of", "about", "like", "unlike", "than", "as"}
_OF_NO_PLACE = frozenset("judge justice professor attorney ambassador envoy general pope".split())
_DENYING = frozenset({"no", "not", "never", "non"})
_MEANWHILE = frozenset({"later", "then", "now", "today", "subsequently", "formerly", "previously"})
_LEAD = re.compile(r"(?:(?i:in|during)\s+|\()?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One position that a passage gives to a person; spans are in code points of the text.

    ``presupposed`` is true where the sentence takes the position for granted ("Mayor X"), false
    where it states it ("X was the mayor").
    """

    subject: int
    object: int | None
    value: Value
    value_span: Span
    object_span: EndSpan | None
    when: str | None
    when_span: Span | None
    polarity: Polarity
    presupposed: bool
    rule: str
    score: float


class PositionFinder:
    """Finds positions in one document.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        Words and sentence starts; no syntax is needed.
    mentions : sequence of FoundMention
        In text order.
    """

    def __init__(self, doc: Doc, mentions: Sequence[FoundMention]) -> None:
        self._doc = doc
        self._mentions = mentions
        self._titles = TitleReader(doc, mentions)
        self._words = self._titles.words
        self._syntax = TitleSyntax(doc, self._titles)

    def find(self) -> Iterator[Position]:
        """Yield what the document says plainly, in the order of the people's mentions."""
        for index, mention in enumerate(self._mentions):
            if mention.type == "PERSON" and index in self._titles.tokens:
                yield from self._title_before_name(index)
                yield from self._apposition_before(index)
                yield from self._after(index)

    # -- before the name ----------------------------------------------------------------------

    def _title_before_name(self, person: int) -> Iterator[Position]:
        """Read "Interior Minister X", "the former judge X", "Tavian President X"."""
        doc = self._doc
        start, end = self._titles.tokens[person]
        title = self._titles.ending_at(start)
        if title is None or self._blocked(title.phrase) or self._goes_on(end):
            return
        article = doc[title.phrase - 1].lower_ if title.phrase > 0 else ""
        bare = title.owner is None and title.phrase == title.start
        if title.end - title.start > 1 and self._syntax.is_read_as_title(title, person):
            bare = False
        if bare and article in ARTICLES and doc[title.start].text[:1].islower():
            return  # "the president X wanted": the name need not be the title's bearer
        if title.owner is None:
            title = replace(title, owner=self._owner_after(end, title))
        yield self._position(person, title, rule="title-before-name", score=0.96)

    def _owner_after(self, end: int, title: Title) -> int | None:
        """Return the body of "Prosecutor X of the Y", the place of "Bishop X of Y"."""
        doc = self._doc
        if end + 1 >= len(doc) or doc[end].lower_ != "of":
            return None
        first = end + 2 if doc[end + 1].lower_ in ARTICLES else end + 1
        owner = self._titles.starting.get(first)
        if owner is None:
            return None
        kind = self._mentions[owner].type
        head = doc[title.end - 1].lower_
        ruled = kind == "GPE" and head not in self._words.weak_heads | _OF_NO_PLACE
        return owner if kind == "ORG" or ruled else None

    def _apposition_before(self, person: int) -> Iterator[Position]:
        """Read "Tavia's judiciary chief, X, ..." and "the mayor, X, ..."."""
        doc = self._doc
        start, end = self._titles.tokens[person]
        if start < 2 or doc[start - 1].text != "," or not self._closes(end):
            return
        title = self._titles.ending_at(start - 1)
        if title is None or self._blocked(title.phrase) or self._at_head(title):
            return
        first = title.phrase
        definite = title.owner is not None or title.phrase < title.start
        while first > 0 and doc[first - 1].lower_ in ARTICLES:
            first -= 1
            definite = definite or doc[first].lower_ == "the"
        if doc[first].lower_ in {"a", "an"} or (first > 0 and doc[first - 1].text in POSSESSIVE):
            definite = first > 0 and doc[first - 1].text in POSSESSIVE
        if not definite or self._divided(first):
            return
        yield self._position(person, title, rule="apposition-before", score=0.93)

    # -- after the name -----------------------------------------------------------------------

    def _after(self, person: int) -> Iterator[Position]:
        """Read "X, head of the Y, ...", "X, who was the mayor, ...", "X was the mayor"."""
        doc = self._doc
        token = self._titles.tokens[person][1]
        if token >= len(doc):
            return
        rule = "apposition"
        if doc[token].text in {",", "("}:
            another = self._name_of_another(person)
            if another and not self._is_in_list(person):
                return
            token += 1
            linked = self._link_of_clause(token)
            if linked is not None:
                token, rule = linked, "relative-clause"
        else:
            return
        polarity: Polarity = "affirmed"
        if rule != "apposition" and token < len(doc) and doc[token].lower_ in {"not", "never"}:
            token, polarity = token + 1, "denied"
        article = token < len(doc) and doc[token].lower_ in ARTICLES
        bare_the = token < len(doc) and doc[token].lower_ == "the"
        common = token + (token < len(doc) and doc[token].lower_ in ARTICLES)
        owned = common + 1 < len(doc) and doc[common + 1].text in POSSESSIVE
        if owned and doc[common].pos_ == "NOUN":
            token, bare_the = common + 2, False  # "the country's first governor"
        while token < len(doc) and (
            doc[token].lower_ in ARTICLES
            or self._syntax.is_said_of_head(doc[token])
            or doc[token].lower_ in self._words.status
            or (doc[token].text == "-" and doc[token - 1].lower_ in self._words.status)
        ):
            token += 1
        title = self._titles.starting_at(token)
        if title is None:
            return
        apposed = rule == "apposition" and self._syntax.is_apposed(person, title)
        if another and not apposed:
            return
        closing, when = self._dated(self._titles.close_of(title))
        if rule == "apposition":
            lone = bare_the and title.end - title.start == 1 and title.owner is None
            followed = self._next_title(closing) is not None
            closed = self._closes(closing) or self._syntax.has_body_beside(title)
            closed = closed or (not article and self._is_before_and(closing))
            closed = closed or (apposed and self._syntax.goes_on_with_others(closing))
            if (lone and when is None) or not (when or followed or closed):
                return
        elif not self._ends_clause(closing):
            return
        yield self._position(person, title, rule=rule, score=0.94, polarity=polarity, when=when)
        while rule == "apposition" and (following := self._next_title(closing)) is not None:
            title, when = following
            closing, after = self._dated(self._titles.close_of(title))
            yield self._position(person, title, rule="apposition", score=0.9, when=when or after)

    def _is_in_list(self, person: int) -> bool:
        """Whether only "and" before a name makes it one of several."""
        first = self._before_own_title(person)
        return first > 0 and self._doc[first - 1].lower_ in _AND

    def _dated(self, closing: int) -> tuple[int, tuple[str, Span] | None]:
        """Return the date that stands at a token, if one does, and the token after it."""
        doc, when = self._doc, self._date_at(closing)
        while when is not None and closing < len(doc) and doc[closing].idx < when[1].end:
            closing += 1
        return closing, when

    def _next_title(self, closing: int) -> tuple[Title, tuple[str, Span] | None] | None:
        """Read ", later Minister of X (2009 to 2013)" and "and since 2016 president of Y".

        Only a word or date that says when leads to a further title of the same person; without
        one, the title may be that of the next person in a list.
        """
        doc, at = self._doc, closing
        while at < len(doc) and (doc[at].text == "," or doc[at].lower_ == "and"):
            at += 1
        told = at
        while told < len(doc) and doc[told].lower_ in _MEANWHILE:
            told += 1
        begin, when = self._dated(told)
        joined = at > closing and doc[at - 1].lower_ == "and"
        if begin == at and not joined:
            return None
        title = self._titles.starting_at(begin)
        if title is None or (begin == at and title.owner is None):
            return None
        end = self._titles.close_of(title)
        if end < len(doc) and end in self._titles.starting:
            return None  # "and judge X": the title of the next
        return title, when

    def _date_at(self, token: int) -> tuple[str, Span] | None:
        """Return the date that begins at a token, after "in" or a bracket perhaps."""
        doc = self._doc
        if token >= len(doc):
            return None
        sentence, begin = doc[token].sent, doc[token].idx
        for found in time_expressions(text_of(doc), sentence.start_char, sentence.end_char):
            led = found.start >= begin and _LEAD.fullmatch(text_of(doc), begin, found.start)
            if led and found.when is not None:
                closed = text_of(doc).startswith(")", found.end) and text_of(doc)[begin] == "("
                return found.when, Span(begin, found.end + closed)
        return None

    def _link_of_clause(self, token: int) -> int | None:
        """Return the token after "who was", "who had been", "who is now"."""
        words = [t.lower_ for t in self._doc[token : token + 4]]
        if len(words) < 3 or words[0] != "who":
            return None
        if words[1] in {"has", "had"} and words[2] == "been":
            return token + 3
        if words[1] in _COPULA:
            return token + (3 if words[2] in {"now", "then"} else 2)
        return None

    # -- what the words around a name say ------------------------------------------------------

    def _before_own_title(self, person: int) -> int:
        """Return the first token of a name with its own title and article."""
        start = self._titles.tokens[person][0]
        while start > 0 and not self._doc[start].is_sent_start:
            lower = self._doc[start - 1].lower_.rstrip(".")
            words = self._words
            if lower not in ARTICLES | words.heads | words.modifiers | words.status | words.ranks:
                break
            start -= 1
        return start

    def _name_of_another(self, person: int) -> bool:
        """Whether what follows the name may be said of another: "the father of X, a judge"."""
        first = self._before_own_title(person)
        if first == 0 or self._doc[first].is_sent_start:
            return False
        before = self._doc[first - 1].lower_
        according = before == "to" and first > 1 and self._doc[first - 2].lower_ == "according"
        return before in _NAME_OF_ANOTHER or before in POSSESSIVE or according

    def _divided(self, first: int) -> bool:
        """Whether the title before a comma may be another's: "the son of the mayor, X"."""
        if first == 0 or self._doc[first].is_sent_start:
            return False
        if self._doc[first - 1].lower_ in _DIVIDING:
            return True
        named = self._titles.ending.get(first - 1)
        return self._doc[first - 1].text == "," and named is not None and self._is_person(named)

    def _blocked(self, start: int) -> bool:
        """Whether words before the title say that it is not, or not surely, held."""
        near, next_to = (
            f" {' '.join(t.lower_ for t in self._doc[max(0, start - reach) : start])} "
            for reach in (4, 2)
        )
        near = near.replace(" - ", "-").replace("-", " - ")
        next_to = next_to.replace(" - ", "-").replace("-", " - ")
        return any(
            f" {word} ".replace("-", " - ") in (next_to if word in _DENYING else near)
            for word in self._words.blockers
        )

    def _at_head(self, title: Title) -> bool:
        """Whether "at the head of Y, X" tells where X is."""
        before = " ".join(
            token.lower_ for token in self._doc[max(0, title.start - 2) : title.start]
        )
        return self._doc[title.start].lower_ == "head" and before == "at the"

    def _goes_on(self, end: int) -> bool:
        """Whether a longer name goes on after the person's: "Judge X Foundation"."""
        if end >= len(self._doc) or self._doc[end].is_sent_start:
            return False
        follows = self._doc[end]
        return follows.is_title and follows.is_alpha

    def _closes(self, token: int) -> bool:
        """Whether a phrase ends at ``token`` and no list of people goes on after it."""
        doc = self._doc
        if token >= len(doc) or doc[token].is_space:
            return True
        if doc[token].text in POSSESSIVE or doc[token].text not in _ENDS:
            return False
        if doc[token].text != "," or token + 1 >= len(doc):
            return True
        follows = token + 1 + (doc[token + 1].lower_ in _AND)
        if follows > token + 1 and (follows >= len(doc) or doc[follows].pos_ in {"VERB", "AUX"}):
            return doc.has_annotation("DEP")  # "the mayor, X, and was seen"
        named = self._titles.starting.get(token + 1)
        in_list = named is not None and self._is_person(named)
        return doc[token + 1].lower_ not in _AND and not in_list

    def _is_before_and(self, token: int) -> bool:
        """Whether ", and" follows: "X, mayor of Y, and Z", where a third would have an article."""
        words = [word.lower_ for word in self._doc[token : token + 2]]
        return words == [",", "and"]

    def _ends_clause(self, token: int) -> bool:
        doc = self._doc
        if token >= len(doc) or doc[token].is_space:
            return True
        return doc[token].text in _ENDS or doc[token].lower_ in _CLAUSE_ENDS

    def _is_person(self, mention: int) -> bool:
        return self._mentions[mention].type == "PERSON"

    # -- the position itself ------------------------------------------------------------------

    def _position(
        self,
        person: int,
        title: Title,
        *,
        rule: str,
        score: float,
        polarity: Polarity = "affirmed",
        when: tuple[str, Span] | None = None,
    ) -> Position:
        doc, owner = self._doc, title.owner
        last = doc[title.end - 1]
        span = Span(doc[title.start].idx, last.idx + len(last))
        if owner is not None and span.covers(self._span(owner)):
            span = Span(span.start, self._cut_before(self._mentions[owner].start, span.start))
        named = [self._mentions[i].score for i in (person, owner) if i is not None]
        return Position(
            subject=person,
            object=owner,
            value=Value(
                kind="position", text=" ".join(text_of(doc)[span.start : span.end].split())
            ),
            value_span=span,
            object_span=None
            if owner is None
            else EndSpan(start=self._mentions[owner].start, end=self._mentions[owner].end),
            when=when[0] if when else None,
            when_span=when[1] if when else None,
            polarity=polarity,
            presupposed=rule != "relative-clause",
            rule=rule,
            score=round(score * min(named), 4),
        )

    def _span(self, mention: int) -> Span:
        return Span(self._mentions[mention].start, self._mentions[mention].end)

    def _cut_before(self, owner_start: int, start: int) -> int:
        """End of "head" in "head of the Y": before the preposition that leads to the owner."""
        head = text_of(self._doc)[start:owner_start]
        lead = re.compile(r"\s+(?:of|at|for|in|to|on)\s+(?:the\s+|an?\s+)?$")
        return start + len(lead.sub("", head).rstrip())
