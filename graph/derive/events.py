"""Events of a case: which mentions of several documents mean one event, and what to call it.

Mentions join only where kind, participants, time and place agree. A person is killed or dies once,
so there the victim is enough unless dates or places differ; whoever is arrested twice needs dates.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus import Document
from graph.derive.claims import THRESHOLD, dated
from graph.edtf import compatible, disjoint, most_precise, when_words
from graph.identity import MentionKey
from graph.identity.constraints import Pair
from graph.model import Claim, Entity, EventSummary, Reading, Value
from graph.ontology import EventKind, ontology
from graph.unions import Unions

_ONCE = frozenset({"killing", "execution", "death", "disappearance"})
_MOST_NAMES = 2


@dataclass(slots=True)
class _Profile:
    """What a document says of one event, ends given by the number of their group."""

    kind: str
    parts: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    people: set[int] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)
    places: set[int] = field(default_factory=set)

    def add(self, other: _Profile) -> None:
        for role, people in other.parts.items():
            self.parts[role] |= people
        self.people |= other.people
        self.dates |= other.dates
        self.places |= other.places


def joined(
    documents: Mapping[str, Document],
    readings: Mapping[str, Reading],
    groups: Sequence[tuple[MentionKey, ...]],
    different: Iterable[Pair] = (),
) -> list[tuple[MentionKey, ...]]:
    """Return the groups of mentions, those joined that tell of one event in several documents.

    Parameters
    ----------
    documents, readings : mapping by document id
    groups : sequence of tuples of MentionKey
        Entities as names and chains give them.
    different : iterable of Pair
        Mentions that people said are of two events: nothing joins them.

    Notes
    -----
    The order of the documents makes no difference: groups are met in ascending order.
    """
    group_of = {key: number for number, group in enumerate(groups) for key in group}
    profiles = _profiles(documents, readings, groups, group_of)
    union = Unions(len(groups))
    apart = [
        (group_of[a], group_of[b]) for a, b in sorted(different) if a in group_of and b in group_of
    ]
    meeting: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for number in sorted(profiles):
        profile = profiles[number]
        for role in _patient_roles(ontology().events[profile.kind]):
            for person in profile.parts[role]:
                meeting[profile.kind, role, person].append(number)
    for key in sorted(meeting):
        for number in meeting[key]:
            for other in meeting[key]:
                one, two = union.find(number), union.find(other)
                is_person = key[2] in profiles[one].people
                if one < two and _agree(profiles[one], profiles[two], is_person=is_person):
                    if any({union.find(a), union.find(b)} == {one, two} for a, b in apart):
                        continue
                    union.join(one, two)
                    profiles[one].add(profiles[two])
    return sorted(
        tuple(sorted(key for member in members for key in groups[member]))
        for members in union.groups().values()
    )


def described(
    entities: Sequence[Entity],
    claims: Sequence[Claim],
    readings: Mapping[str, Reading],
    owner: Mapping[MentionKey, str],
) -> tuple[Entity, ...]:
    """Return the entities, events with a name that people can read and a summary of their claims.

    A name that the documents use themselves stays.
    """
    kinds_of = _kinds(readings, owner)
    named = {e for (d, i), e in owner.items() if readings[d].mentions[i].form == "named"}
    names = {entity.id: entity.name for entity in entities}
    about: dict[str, list[Claim]] = defaultdict(list)
    denied = {claim.subject for claim in claims if claim.polarity == "denied"}
    for claim in claims:
        if claim.polarity == "affirmed" and claim.subject in kinds_of:
            about[claim.subject].append(claim)
    return tuple(
        _event(
            entity,
            kinds_of[entity.id],
            about[entity.id],
            names,
            named=entity.id in named,
            is_denied=entity.id in denied,
        )
        if entity.id in kinds_of
        else entity
        for entity in entities
    )


def _kinds(readings: Mapping[str, Reading], owner: Mapping[MentionKey, str]) -> dict[str, str]:
    """Return the kind of each entity that is an event: the one that most of its mentions name."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for (document, index), entity in owner.items():
        kind = readings[document].mentions[index].event
        if kind is not None:
            counted[entity][kind] += 1
    return {
        entity: min(votes, key=lambda kind: (-votes[kind], kind))
        for entity, votes in counted.items()
    }


def _event(
    entity: Entity,
    kind: str,
    claims: Sequence[Claim],
    names: Mapping[str, str],
    *,
    named: bool,
    is_denied: bool,
) -> Entity:
    dates = {c.when for c in claims if c.predicate == "happened-on" and c.when is not None}
    places = {names[c.object] for c in claims if c.predicate == "happened-in" and c.object}
    when = most_precise(dates)
    place = min(places) if len(places) == 1 else None
    summary = EventSummary(
        kind=kind,
        when=when,
        location=place,
        disputed=(bool(dates) and when is None) or len(places) > 1,
    )
    title = entity.name
    if not named:
        title = _as_said(_title(kind, claims, names, when, place), claims, is_denied=is_denied)
    return replace(entity, name=title, event=summary)


def _title(
    kind: str,
    claims: Sequence[Claim],
    names: Mapping[str, str],
    when: str | None,
    place: str | None,
) -> str:
    parts: dict[str, Counter[str]] = defaultdict(Counter)
    numbers: Counter[str] = Counter()
    for claim in claims:
        if claim.predicate == "participant" and claim.role and claim.object:
            parts[claim.role][names[claim.object]] += len(claim.evidence)
        elif claim.predicate == "number-affected" and claim.value is not None:
            numbers[_counted(claim.value)] += len(claim.evidence)
    slots = {role: _listed(people) for role, people in parts.items()}
    slots |= {f"{role}s": slots[role] for role, people in parts.items() if len(people) > 1}
    if place is not None:
        slots["place"] = place
    if len(numbers) == 1:
        slots["number"] = next(iter(numbers))
    title = ontology().events[kind].title(slots)
    if title == ontology().events[kind].label and when is not None:
        return f"{title} ({when_words(when)})"
    return title


def _counted(value: Value) -> str:
    """Return a number with what is counted, such as `12 people`."""
    unit = value.unit or ("person" if value.number == 1 else "people")
    text = value.text[:1].lower() + value.text[1:]
    return text if unit in text else f"{text} {unit}"


def _as_said(title: str, claims: Sequence[Claim], *, is_denied: bool) -> str:
    """Return an event's label, saying so where nobody states that it happened."""
    ways = {modality for claim in claims for modality in claim.modalities}
    if "asserted" in ways or not (ways or is_denied):
        return title
    if not ways:
        return f"{title} (denied)"
    words = "alleged" if "alleged" in ways else "planned" if "planned" in ways else "possible"
    return f"{words} {title}"


def _listed(people: Counter[str]) -> str:
    ordered = sorted(people, key=lambda name: (-people[name], name))
    if len(ordered) <= _MOST_NAMES:
        return " and ".join(ordered)
    more = len(ordered) - _MOST_NAMES
    return f"{', '.join(ordered[:_MOST_NAMES])} and {more} other{'s' if more > 1 else ''}"


def _profiles(
    documents: Mapping[str, Document],
    readings: Mapping[str, Reading],
    groups: Sequence[tuple[MentionKey, ...]],
    group_of: Mapping[MentionKey, int],
) -> dict[int, _Profile]:
    found: dict[int, _Profile] = {}
    for number, group in enumerate(groups):
        votes = Counter(k for d, i in group if (k := readings[d].mentions[i].event) is not None)
        if votes:
            found[number] = _Profile(kind=min(votes, key=lambda kind: (-votes[kind], kind)))
    for document in sorted(readings):
        for statement in readings[document].statements:
            profile = found.get(group_of.get((document, statement.subject), -1))
            if profile is None or statement.polarity == "denied" or statement.score < THRESHOLD:
                continue
            if statement.modality in {"planned", "hypothetical"}:
                continue
            other = None
            if statement.object is not None:
                other = group_of.get((document, statement.object))
            when = dated(statement, documents[document]).when
            if statement.predicate == "participant" and statement.role and other is not None:
                profile.parts[statement.role].add(other)
                if readings[document].mentions[statement.object or 0].type == "PERSON":
                    profile.people.add(other)
            elif statement.predicate == "happened-on" and when is not None:
                profile.dates.add(when)
            elif statement.predicate == "happened-in" and other is not None:
                profile.places.add(other)
    return found


def _patient_roles(kind: EventKind) -> list[str]:
    """Return the roles of those to whom it happens: by them an event is known."""
    return [role for role, places in kind.roles.items() if "ARG1" in places]


def _agree(one: _Profile, two: _Profile, *, is_person: bool) -> bool:
    """Whether two events of one kind with a patient in common can be, and plainly are, the same."""
    if any(disjoint(a, b) for a in one.dates for b in two.dates):
        return False
    if one.places and two.places and not one.places & two.places:
        return False
    if one.kind in _ONCE and is_person:
        return True
    enough = len("2018-01") if is_person else len("2018-01-17")
    return any(
        compatible(a, b) and min(len(a), len(b)) >= enough for a in one.dates for b in two.dates
    )
