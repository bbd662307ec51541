"""Positions that go on from others: "was mayor of Y, ambassador to Z and, from 2001, head of W"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.extract.drafts import Draft, When
from graph.extract.posts import PostFinder
from graph.extract.syntax import text_of
from graph.extract.time import time_expressions
from graph.extract.titles import Title
from graph.model import Span

_LATER = frozenset("later then subsequently afterwards also now today previously formerly".split())
_LEADS_TO_DATE = frozenset({"from", "since", "in", "after", "until"})


class FollowingPostFinder(PostFinder):
    """Finds positions along the words, and those that go on from any that were found.

    Parameters
    ----------
    tools : Tools
    """

    def going_on(self, drafts: Sequence[Draft]) -> Iterator[Draft]:
        """Yield what goes on from positions: "was mayor of Y, ambassador to Z and head of W"."""
        todo = [d for d in drafts if d.predicate == "position-held" and d.value_words is not None]
        while todo:
            following = self._next(todo.pop())
            if following is not None:
                todo.append(following)
                yield following

    def _next(self, draft: Draft) -> Draft | None:
        subject = draft.subject.words
        if subject.end > draft.trigger.start or draft.stance.polarity == "denied":
            return None
        read = self._following(draft)
        if read is None:
            return None
        title, when = read
        owner = None if title.owner is None else self._ends.at(title.owner)
        return self._draft(
            draft.subject,
            title,
            draft.stance,
            when,
            owner=owner,
            rule=f"{draft.rule.removesuffix('-on')}-on",
            score=draft.score * 0.97,
        )

    def _following(self, draft: Draft) -> tuple[Title, When | None] | None:
        """Return the title that goes on from a draft's, with the date before it."""
        doc = self._doc
        ends = [draft.trigger.end]
        if draft.object is not None and draft.object.words.start > draft.trigger.start:
            ends.append(draft.object.words.end)
        span = doc.char_span(max(ends) - 1, max(ends), alignment_mode="expand")
        if span is None:
            return None
        at, stop = span.end, span[0].sent.end
        at, _ = self._date(at, stop)
        joined = at
        while joined < stop and doc[joined].lower_ in {",", "and", "as"} | _LATER:
            joined += 1
        words = {token.lower_ for token in doc[at:joined]}
        if not words & {",", "and"}:
            return None
        begin, when = self._date(joined, stop)
        while begin < stop and doc[begin].lower_ in {",", "as"}:
            begin += 1
        if begin < stop and doc[begin].lower_ == "the":
            return None
        title = self._starting(begin) if begin < stop else None
        if title is None or title.phrase < begin:
            return None
        close = self._titles.close_of(title)
        strong = title.owner is not None or title.end - title.start > 1
        if "and" not in words and not (strong and self._list_goes_on(close, stop)):
            return None
        if close < stop and doc[close].text == "," and self._is_person_at(close + 1):
            return None  # "mayor of Y, and police chief of Z, X"
        if any(self._is_named_person(token) for token in doc[at:close]):
            return None
        return title, when

    def _is_person_at(self, at: int) -> bool:
        while at < len(self._doc) and self._doc[at].lower_.rstrip(".") in self._titles.words.ranks:
            at += 1
        return at < len(self._doc) and self._is_named_person(self._doc[at])

    def _list_goes_on(self, at: int, stop: int) -> bool:
        """Whether "and" with a further title follows what stands between commas."""
        at, _ = self._date(at, stop)
        while at < stop and self._doc[at].lower_ in {",", "and"} | _LATER:
            if self._doc[at].lower_ == "and":
                begin, _ = self._date(at + 1, stop)
                return self._starting(begin) is not None
            at += 1
        return False

    def _date(self, at: int, stop: int) -> tuple[int, When | None]:
        """Return the token after the date at a token, and that date as what lasts."""
        doc = self._doc
        if at >= stop:
            return at, None
        begin = at
        while begin < stop and doc[begin].lower_ in {",", "("}:
            begin += 1
        lead = begin < stop and doc[begin].lower_ in _LEADS_TO_DATE
        places = {doc[begin].idx, doc[begin + lead].idx if begin + lead < stop else -1}
        sentence = doc[at].sent
        for found in time_expressions(text_of(doc), sentence.start_char, sentence.end_char):
            if found.start in places:
                while begin < stop and doc[begin].idx < found.end:
                    begin += 1
                if begin < stop and doc[begin].text == ")":
                    begin += 1
                when = found.when
                if when is not None and "/" not in when and doc[at + lead - 1].lower_ != "until":
                    when = f"{when}/.."
                return begin, When(
                    span=Span(found.start, found.end), when=when, relative=found.relative
                )
        return at, None
