"""Claims that cannot both hold, listed side by side; which of them is right, nobody here says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from graph.edtf import bounds, disjoint
from graph.model import Claim
from graph.names import normal

Kind = Literal["polarity", "date", "number", "holder"]

_DATED = frozenset({"happened-on", "born-on"})
_AT_LEAST = re.compile(r"\b(?:at least|more than|over|no fewer than|above|upwards of)\b", re.I)
_AT_MOST = re.compile(r"\b(?:at most|up to|fewer than|less than|under|no more than)\b", re.I)
_ABOUT = re.compile(r"\b(?:about|around|some|nearly|almost|roughly|approximately|dozens)\b", re.I)
_NEAR = 0.1
_ONE_HOLDER = frozenset(
    "president premier chancellor king queen emperor minister governor mayor chair chairman"
    " chairwoman chairperson director head chief commander speaker secretary-general pope"
    " ombudsman rector warden superintendent".split()
)
_HANDOVER_DAYS = 366
_SAID = frozenset({"asserted", "alleged"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two claims that cannot both hold, and in what: their polarity, date, number, or holder."""

    kind: Kind
    claims: tuple[Claim, Claim]


def contradictions(claims: Iterable[Claim]) -> list[Contradiction]:
    """Return the pairs of claims that cannot both hold, by kind and id.

    What is only planned or supposed contradicts nothing. Dates and numbers that say the same less
    precisely do not differ, and neither do terms of office that meet in the year of a handover.
    """
    said = [c for c in claims if _SAID & set(c.modalities)]
    found = [*_polarity(said), *_dates(said), *_numbers(said), *_holders(said)]
    return sorted(found, key=lambda c: (c.kind, c.claims[0].id, c.claims[1].id))


def _pair(kind: Kind, one: Claim, other: Claim) -> Contradiction:
    first, second = sorted((one, other), key=lambda claim: claim.id)
    return Contradiction(kind=kind, claims=(first, second))


def _polarity(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    by_key: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    about: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        value = None if claim.value is None else normal(claim.value.text)
        by_key[claim.subject, claim.predicate, claim.role, claim.object, value].append(claim)
        about[claim.subject].append(claim)
    for group in by_key.values():
        for one, other in combinations(group, 2):
            if one.polarity != other.polarity and not _apart(one, other):
                yield _pair("polarity", one, other)
    for claim in claims:
        if claim.predicate == "occurred" and claim.polarity == "denied":
            affirmed = [other for other in about[claim.subject] if other.polarity == "affirmed"]
            for other in _denied_with_it(claim, affirmed):
                yield _pair("polarity", claim, other)


def _denied_with_it(denial: Claim, affirmed: Sequence[Claim]) -> list[Claim]:
    """Return what a flat denial of an event denies: whatever its own passage names of it.

    That the event happened is denied by the claim's key already; where nobody says just that, and
    the passage names nothing of it, the surest claim about the event stands for it.
    """
    told = [other for other in affirmed if other.predicate != "occurred"]
    passages = [f" {normal(evidence.quote.exact)} " for evidence in denial.evidence]
    named = [
        other
        for other in told
        if any(f" {words} " in passage for words in _words_of(other) for passage in passages)
    ]
    if named or len(told) < len(affirmed):
        return named
    return sorted(told, key=lambda c: (-c.independent_sources, -c.score, c.id))[:1]


def _words_of(claim: Claim) -> set[str]:
    """Return the words that claim's passages use for its object or value."""
    found = set() if claim.value is None else {normal(claim.value.text)}
    for evidence in claim.evidence:
        span = evidence.spans.object
        if span is not None and span.via is None:
            begin = evidence.position.start
            found.add(normal(evidence.quote.exact[span.start - begin : span.end - begin]))
    return found - {""}


def _apart(one: Claim, other: Claim) -> bool:
    return one.when is not None and other.when is not None and disjoint(one.when, other.when)


def _grouped(claims: Sequence[Claim], predicates: frozenset[str]) -> Iterator[list[Claim]]:
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.predicate in predicates and claim.polarity == "affirmed":
            groups[claim.subject, claim.predicate].append(claim)
    yield from groups.values()


def _dates(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    for group in _grouped(claims, _DATED):
        for one, other in combinations(group, 2):
            if _apart(one, other):
                yield _pair("date", one, other)


def _numbers(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    for group in _grouped(claims, frozenset({"number-affected"})):
        for one, other in combinations(group, 2):
            first, second = _range(one), _range(other)
            if first is None or second is None:
                continue
            if first[1] < second[0] or second[1] < first[0]:
                yield _pair("number", one, other)


def _range(claim: Claim) -> tuple[float, float] | None:
    """Return the least and the most that a claim's number may mean."""
    value = claim.value
    if value is None or value.number is None:
        return None
    if _AT_LEAST.search(value.text):
        return value.number, float("inf")
    if _AT_MOST.search(value.text):
        return 0.0, value.number
    slack = value.number * _NEAR if _ABOUT.search(value.text) else 0.0
    return value.number - slack, value.number + slack


def _holders(claims: Sequence[Claim]) -> Iterator[Contradiction]:
    posts: dict[tuple[str | None, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.predicate != "position-held" or claim.polarity == "denied":
            continue
        if claim.value is None or claim.object is None or claim.when is None:
            continue
        post = normal(claim.value.text)
        if post.split()[-1:] and post.split()[-1] in _ONE_HOLDER and "deputy" not in post:
            posts[claim.object, post].append(claim)
    for group in posts.values():
        for one, other in combinations(group, 2):
            if one.subject != other.subject and _overlap(one.when or "", other.when or ""):
                yield _pair("holder", one, other)


def _overlap(one: str, other: str) -> bool:
    """Whether two terms have more in common than the year of a handover."""
    first, second = bounds(one), bounds(other)
    begins = [day for day in (first.first, second.first) if day is not None]
    ends = [day for day in (first.last, second.last) if day is not None]
    if not begins or not ends:
        return bool(begins) != bool(ends) and _open_alike(one, other)
    return (min(ends) - max(begins)).days > _HANDOVER_DAYS


def _open_alike(one: str, other: str) -> bool:
    """Whether two open terms end, or begin, at different times and both stay open."""
    return one != other and one.startswith("..") == other.startswith("..")
