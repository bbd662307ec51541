"""Scores of claims against the gold.

A claim found is right if its passage meets the gold's, and subject, predicate and object or value
are the gold's; role, speakers, polarity, modality and date are scored among those that are right,
and all together for whole claims. Inverse and symmetric predicates are turned round. A position
may leave out its organisation; a date is right if it contains the gold's or lies in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from benchmarks.claims_found import FoundClaim, GoldSide
from benchmarks.claims_gold import GoldClaim, GoldEvent
from graph.edtf import bounds, compatible, is_date
from graph.names import normal
from graph.ontology import ontology

__all__ = ["ATTRIBUTES", "Errors", "Score", "Tally", "score_document"]

ATTRIBUTES = ("role", "speakers", "polarity", "modality", "date")

_MONTH = timedelta(days=31)


@dataclass(slots=True)
class Score:
    """What was found, what of it is right, what the gold requires, what of that was found."""

    found: int = 0
    right: int = 0
    gold: int = 0
    hit: int = 0

    def add(self, other: Score) -> None:
        """Add the counts of another."""
        self.found += other.found
        self.right += other.right
        self.gold += other.gold
        self.hit += other.hit

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what is required that was found; 0 where nothing is."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Errors:
    """What went wrong in one document, in words; kept for documents that may be looked at."""

    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)
    traps: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """All counts: claims by family and as a whole, attributes (of, right), traps (of, sprung)."""

    claims: Score = field(default_factory=Score)
    whole: Score = field(default_factory=Score)
    families: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    attributes: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    events: Score = field(default_factory=Score)
    traps: int = 0
    sprung: int = 0
    outside: int = 0
    undated: int = 0


@dataclass(frozen=True, slots=True)
class _Told:
    """A claim of the gold with the place of its passage."""

    passage: tuple[int, int]
    claim: GoldClaim


def score_document(
    gold: GoldSide,
    found: Sequence[FoundClaim],
    events: Mapping[str, GoldEvent],
    tally: Tally,
    *,
    happened: Mapping[str, str],
    entities_kinds: Mapping[str, str],
) -> Errors:
    """Score one document into the tally and return what went wrong in it.

    Parameters
    ----------
    happened : mapping of str to str
        The gold's event for each event found.
    entities_kinds : mapping of str to str
        The kind of each event that was found and of which a claim is told here.
    """
    errors = Errors()
    told = [_Told(where, claim) for where, p in gold.anchored.passages for claim in p.claims]
    scored = []
    for claim in found:
        if claim.outside:
            tally.outside += 1
        elif claim.predicate in ("happened-on", "born-on") and _date_of(claim) is None:
            tally.undated += 1
        else:
            scored.append(claim)
    pairs = _assigned(told, scored)
    of_found = {id(scored[j]): told[i] for i, j in pairs.items()}
    of_told = {id(told[i]): scored[j] for i, j in pairs.items()}
    for claim in scored:
        match = of_found.get(id(claim))
        if match is None and _excused(claim, told, gold):
            continue
        family = _family(claim.predicate, claim.kind)
        right = match is not None
        tally.claims.add(Score(found=1, right=right))
        tally.families[family].add(Score(found=1, right=right))
        agreed = right and match is not None and not _wrong_attributes(match.claim, claim, gold)
        tally.whole.add(Score(found=1, right=agreed))
        if not right:
            errors.wrong.append(claim.words)
    for one in told:
        hit = of_told.get(id(one))
        if hit is not None:
            _score_attributes(one.claim, hit, gold, tally, errors)
        if one.claim.optional:
            continue
        kind = events[one.claim.subject].kinds[0] if one.claim.subject in events else None
        family = _family(min(one.claim.predicates), kind)
        tally.claims.add(Score(gold=1, hit=hit is not None))
        tally.families[family].add(Score(gold=1, hit=hit is not None))
        agreed = hit is not None and not _wrong_attributes(one.claim, hit, gold)
        tally.whole.add(Score(gold=1, hit=agreed))
        if hit is None:
            errors.missed.append(_words(one.claim))
    _score_events(told, events, tally, happened, entities_kinds)
    _score_traps(gold, told, found, of_found, events, tally, errors)
    return errors


def settled(gold: GoldSide, found: Sequence[FoundClaim]) -> list[tuple[FoundClaim, bool]]:
    """Return the claims found that the gold settles, each with whether it is right."""
    told = [_Told(where, claim) for where, p in gold.anchored.passages for claim in p.claims]
    dated = ("happened-on", "born-on")
    scored = [c for c in found if not c.outside and (c.predicate not in dated or _date_of(c))]
    right = {id(scored[j]) for j in _assigned(told, scored).values()}
    return [
        (claim, id(claim) in right)
        for claim in scored
        if id(claim) in right or not _excused(claim, told, gold)
    ]


def _assigned(told: Sequence[_Told], found: Sequence[FoundClaim]) -> dict[int, int]:
    """Pair the gold's claims with those found, one to one, best agreement first."""
    fitting = [
        (_agreement(one.claim, claim), not one.claim.optional, -i, -j)
        for i, one in enumerate(told)
        for j, claim in enumerate(found)
        if _meet(one.passage, claim.passage) and _fits(one.claim, claim)
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(fitting, reverse=True):
        if -i not in pairs and -j not in taken:
            pairs[-i] = -j
            taken.add(-j)
    return pairs


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _fits(gold: GoldClaim, found: FoundClaim) -> bool:
    """Whether subject, predicate and object or value are the gold's."""
    predicate = ontology().predicates.get(found.predicate)
    if found.predicate in gold.predicates:
        ends = [(found.subject, found.object)]
        if predicate is not None and predicate.symmetric:
            ends.append((found.object, found.subject))
    elif predicate is not None and predicate.inverse in gold.predicates:
        ends = [(found.object, found.subject)]
    else:
        return False
    position = "position-held" in gold.predicates and found.predicate == "position-held"
    for subject, other in ends:
        same = other == gold.object and (other is not None or not found.has_object)
        if position:
            same = same or gold.object is None or not found.has_object
        if subject == gold.subject and same:
            return _value_fits(gold, found)
    return False


def _value_fits(gold: GoldClaim, found: FoundClaim) -> bool:
    if gold.number is not None:
        return found.value is not None and found.value.number == gold.number
    if gold.value is None or found.predicate not in _valued(gold):
        return True
    if found.predicate in ("happened-on", "born-on"):
        date = _date_of(found)
        return date is not None and _dates_fit(date, gold.value)
    if found.value is None:
        return False
    ours, theirs = f" {normal(gold.value)} ", f" {normal(found.value.text)} "
    return ours in theirs or theirs in ours


def _valued(gold: GoldClaim) -> set[str]:
    known = ontology().predicates
    return {name for name in gold.predicates if known[name].value}


def _date_of(found: FoundClaim) -> str | None:
    given = (found.when, None if found.value is None else found.value.text)
    return next((d for d in given if d is not None and is_date(d)), None)


def _dates_fit(one: str, other: str) -> bool:
    """Whether dates say the same; weeks and months of which one runs over the other's edge do."""
    if compatible(one, other):
        return True
    first, second = bounds(one), bounds(other)
    short = all(
        b.first is not None and b.last is not None and b.last - b.first <= _MONTH
        for b in (first, second)
    )
    return short and first.meets(second)


def _wrong_attributes(gold: GoldClaim, found: FoundClaim, side: GoldSide) -> list[str]:
    return [name for name, right in _attributes(gold, found, side).items() if right is False]


def _attributes(
    gold: GoldClaim, found: FoundClaim, side: GoldSide | None
) -> dict[str, bool | None]:
    """Return of each attribute whether it is right; ``None`` where there is nothing to tell."""
    related = found.predicate not in ("happened-on", "born-on") and not gold.subject_is_event
    date: bool | None = None
    if related and (gold.when is not None or found.when is not None):
        date = (
            gold.when is not None
            and found.when is not None
            and is_date(found.when)
            and _dates_fit(gold.when, found.when)
        )
    return {
        "role": found.role in gold.roles if gold.roles else None,
        "speakers": _heard(gold, side) == found.speakers,
        "polarity": gold.polarity == found.polarity,
        "modality": gold.modality == found.modality,
        "date": date,
    }


def _heard(gold: GoldClaim, side: GoldSide | None) -> tuple[str | None, ...]:
    publisher = None if side is None else side.publisher
    return tuple(s.entity for s in gold.speakers if s.entity is None or s.entity != publisher)


def _agreement(gold: GoldClaim, found: FoundClaim) -> int:
    return sum(right is True for right in _attributes(gold, found, None).values())


def _score_attributes(
    gold: GoldClaim, found: FoundClaim, side: GoldSide, tally: Tally, errors: Errors
) -> None:
    for name, right in _attributes(gold, found, side).items():
        if right is None:
            continue
        tally.attributes[name].add(Score(found=1, right=right, gold=1, hit=right))
        if not right:
            wanted: dict[str, object] = {
                "role": sorted(gold.roles),
                "speakers": _heard(gold, side),
                "polarity": gold.polarity,
                "modality": gold.modality,
                "date": gold.when,
            }
            given = found.when if name == "date" else getattr(found, name)
            errors.attributes.append(f"{name}: {given} for {wanted[name]}: {found.words}")


def _excused(found: FoundClaim, told: Sequence[_Told], gold: GoldSide) -> bool:
    """Whether a claim that is nobody's pair is yet no mistake.

    It says again what the gold says, in all; or it says of an event that is told of here that it
    happened.
    """
    for one in told:
        if not _meet(one.passage, found.passage):
            continue
        if _fits(one.claim, found) and not _wrong_attributes(one.claim, found, gold):
            return True
        happened = found.predicate == "occurred" and found.polarity == "affirmed"
        same = found.subject is not None and one.claim.subject == found.subject
        if happened and same and one.claim.polarity == "affirmed":
            return one.claim.modality == found.modality
    return False


def _family(predicate: str, kind: str | None) -> str:
    known = ontology()
    if kind is not None and kind in known.events:
        return f"event: {known.events[kind].family}"
    found = known.predicates.get(predicate)
    return "other" if found is None else found.family


def _score_events(
    told: Iterable[_Told],
    events: Mapping[str, GoldEvent],
    tally: Tally,
    happened: Mapping[str, str],
    entities_kinds: Mapping[str, str],
) -> None:
    """Score events as nodes: one for each of the gold's, of one of its kinds."""
    required: dict[str, bool] = {}
    for one in told:
        if one.claim.subject in events:
            known = required.get(one.claim.subject, False)
            required[one.claim.subject] = known or not one.claim.optional
    taken: Counter[str] = Counter()
    for entity, kind in sorted(entities_kinds.items()):
        event = happened.get(entity)
        right = event in required and kind in events[event].kinds if event is not None else False
        if event is not None and right:
            taken[event] += 1
            right = taken[event] == 1
        tally.events.add(Score(found=1, right=right))
    for event, needed in required.items():
        if needed:
            tally.events.add(Score(gold=1, hit=taken[event] > 0))


def _score_traps(
    gold: GoldSide,
    told: Sequence[_Told],
    found: Sequence[FoundClaim],
    of_found: Mapping[int, _Told],
    events: Mapping[str, GoldEvent],
    tally: Tally,
    errors: Errors,
) -> None:
    for where, trap in gold.anchored.traps:
        tally.traps += 1
        sprung = []
        for claim in found:
            if not _meet(where, claim.passage):
                continue
            if trap.forbidden:
                bad = any(_forbidden(f, how, claim, events) for f, how in trap.forbidden)
            else:
                start, end = claim.passage
                mostly = 2 * (min(end, where[1]) - max(start, where[0])) >= end - start
                matched = id(claim) in of_found or _excused(claim, told, gold)
                bad = mostly and not matched and not claim.outside
            if bad:
                sprung.append(claim.words)
        tally.sprung += bool(sprung)
        errors.traps += [f"{trap.why}: {words}" for words in sprung]


def _forbidden(
    trap: GoldClaim, how: str, found: FoundClaim, events: Mapping[str, GoldEvent]
) -> bool:
    if found.polarity != trap.polarity:
        return False
    if how == "fact" and found.modality != "asserted":
        return False
    if how == "unattributed" and found.speakers:
        return False
    event = events.get(trap.subject)
    same_event = event is not None and found.subject == trap.subject
    if event is not None and not same_event and found.kind not in event.kinds:
        return False
    if trap.roles and found.role not in trap.roles:
        return False
    if event is not None and not same_event:
        return found.predicate in trap.predicates and found.object == trap.object
    return _fits(trap, found)


def _words(claim: GoldClaim) -> str:
    denied = "NOT " if claim.polarity == "denied" else ""
    parts = (
        claim.subject,
        denied + "|".join(sorted(claim.predicates)),
        "/".join(sorted(claim.roles)),
        claim.value,
        claim.object,
    )
    return " | ".join(part for part in parts if part)
