"""Where people's decisions come into what is derived: names and types of entities, ranks of claims.

*Same*, *different* and *split* come in earlier, as constraints on the clusters; what people add
and correct, as statements of the readings (:mod:`graph.derive.by_hand`). This is the one place for
all others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from typing import Literal

from graph.derive.by_hand import PERSON, maker
from graph.derive.claims import supported
from graph.identity import MentionKey
from graph.identity.decided import Decided, OfEntity, Verdict
from graph.model import Claim, Entity, EventSummary, Evidence, Reading
from graph.names import normal
from graph.ontology import ontology

_STRIKE = frozenset({"wrong", "corrected"})


def latest(given: Iterable[OfEntity], owner: Mapping[MentionKey, str]) -> dict[str, OfEntity]:
    """Return by entity the name or type that was given last; ``given`` has earlier ones first."""
    return {owner[one.mention]: one for one in given if one.mention in owner}


def named(
    entities: Iterable[Entity], what: Decided, owner: Mapping[MentionKey, str]
) -> tuple[Entity, ...]:
    """Return the entities with the names and types that people gave them.

    The name that an entity would have had becomes an alias.
    """
    names, types = latest(what.renamed, owner), latest(what.retyped, owner)
    return tuple(
        _named(
            _typed(entity, types[entity.id].value if entity.id in types else entity.type),
            names[entity.id].value if entity.id in names else entity.name,
        )
        for entity in entities
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """That a decision is about a claim.

    ``part`` is ``judged``; ``struck``: passages of the claim were set aside by it; or ``made``: a
    passage of the claim is there by it.
    """

    claim: str
    decision: str
    part: Literal["judged", "struck", "made"]


def about_entities(
    what: Decided, readings: Mapping[str, Reading], owner: Mapping[MentionKey, str]
) -> tuple[tuple[str, str], ...]:
    """Return entities and the decisions in force about who they are, their names and types.

    A name that somebody added counts too.
    """
    found = {
        (owner[key], decision)
        for decision, keys in what.pairs.items()
        if what.standings[decision].state == "in force"
        for key in keys
        if key in owner
    }
    for given in (what.renamed, what.retyped):
        found |= {(entity, one.decision) for entity, one in latest(given, owner).items()}
    for (document, index), entity in owner.items():
        component, decision = maker(readings[document].mentions[index].component, "")
        if component == PERSON:
            found.add((entity, decision))
    return tuple(sorted(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Claims with the ranks that people gave them, and which decisions those were."""

    claims: tuple[Claim, ...]
    rulings: tuple[Ruling, ...]


def judged(
    claims: Iterable[Claim],
    entities: Sequence[Entity],
    what: Decided,
    owner: Mapping[MentionKey, str],
    *,
    made_at: Mapping[str, str],
    reprint_groups: Mapping[str, str],
) -> Judged:
    """Return the claims with the ranks that follow from people's decisions.

    A claim whose end was given a type that cannot stand there is deprecated; it is not dropped,
    for the words stand in the text. A verdict outranks that, and the latest about a passage the
    others: passages that are *wrong* or read otherwise (*corrected*) count no more; a claim with
    no other is deprecated, and keeps them. *Right* prefers a claim, *unsure* leaves it as it is.

    Parameters
    ----------
    claims, entities : iterable
    what : Decided
    owner : mapping of MentionKey to str
        The entity of each mention.
    made_at : mapping of str to str
        When each decision was made.
    reprint_groups : mapping of str to str
        Each document's group.
    """
    types = {entity.id: entity for entity in entities}
    retyped = latest(what.retyped, owner)
    by_subject: dict[str, list[Verdict]] = defaultdict(list)
    for verdict in what.verdicts:
        for subject in sorted({owner[key] for key in verdict.subjects if key in owner}):
            by_subject[subject].append(verdict)
    found: list[Claim] = []
    rulings: set[Ruling] = set()
    for claim in claims:
        why = _impossible(claim, types, retyped)
        if why is not None:
            claim = replace(claim, rank="deprecated", deprecated_reason=why)
        about = [v for v in by_subject.get(claim.subject, ()) if _same_claim(v, claim, owner)]
        ranked, ruled = _ruled(claim, about, made_at, reprint_groups)
        found.append(ranked)
        rulings |= ruled
    return Judged(claims=tuple(found), rulings=tuple(sorted(rulings, key=astuple)))


def _same_claim(verdict: Verdict, claim: Claim, owner: Mapping[MentionKey, str]) -> bool:
    """Whether a verdict is about what a claim says, in whatever passage."""
    value = verdict.value
    for name in ("predicate", "role", "polarity"):
        if value.get(name) not in {None, getattr(claim, name)}:
            return False
    if "when" in value and value["when"] != claim.when:
        return False
    if "value" in value and _words(value["value"]) != _words(
        None if claim.value is None else {"kind": claim.value.kind, "text": claim.value.text}
    ):
        return False
    if (verdict.objects is None) != (claim.object is None):
        return False
    return verdict.objects is None or claim.object in {owner.get(k) for k in verdict.objects}


def _words(value: Mapping[str, object] | None) -> tuple[object, str] | None:
    return None if value is None else (value.get("kind"), normal(str(value.get("text"))))


def _covers(verdict: Verdict, evidence: Evidence, made_at: Mapping[str, str]) -> bool:
    """Whether a verdict is about a passage; what a person made, only later verdicts are about."""
    if evidence.generated_by.component == PERSON:
        made_by = evidence.generated_by.version
        if verdict.decision.id == made_by:
            return False
        if verdict.decision.created_at < made_at.get(made_by, ""):
            return False
    if " ".join(evidence.quote.exact.split()) in verdict.quotes:
        return True
    return any(
        evidence.document == document
        and evidence.position.start < end
        and start < evidence.position.end
        for document, start, end in verdict.passages
    )


def _ruled(
    claim: Claim,
    about: Sequence[Verdict],
    made_at: Mapping[str, str],
    reprint_groups: Mapping[str, str],
) -> tuple[Claim, set[Ruling]]:
    """Return a claim as the verdicts about it leave it, and which of them these were."""
    rulings = {
        Ruling(claim=claim.id, decision=e.generated_by.version, part="made")
        for e in claim.evidence
        if e.generated_by.component == PERSON
    }
    last: dict[int, Verdict] = {}
    for verdict in about:
        for place, evidence in enumerate(claim.evidence):
            if _covers(verdict, evidence, made_at):
                last[place] = verdict
                rulings.add(Ruling(claim=claim.id, decision=verdict.decision.id, part="judged"))
    struck = [place for place, verdict in last.items() if verdict.verdict in _STRIKE]
    rulings |= {
        Ruling(claim=claim.id, decision=last[place].decision.id, part="struck") for place in struck
    }
    by_time = sorted(last.values(), key=lambda v: (v.decision.created_at, v.decision.id))
    if struck and len(struck) == len(claim.evidence):
        return (
            replace(claim, rank="deprecated", deprecated_reason=_reason(by_time[-1])),
            rulings,
        )
    if struck:
        kept = [e for place, e in enumerate(claim.evidence) if place not in struck]
        claim = supported(claim, kept, reprint_groups)
        by_time = [v for v in by_time if v.verdict not in _STRIKE]
    if by_time and by_time[-1].verdict == "right":
        claim = replace(claim, rank="preferred", deprecated_reason=None)
    return claim, rulings


def _reason(verdict: Verdict) -> str:
    decision = verdict.decision
    said = "says that it is wrong" if verdict.verdict == "wrong" else "corrected it"
    why = f": {decision.reason}" if decision.reason else ""
    return f"{decision.decided_by} {said} ({decision.created_at[:10]}){why}"


def _impossible(
    claim: Claim, entities: Mapping[str, Entity], retyped: Mapping[str, OfEntity]
) -> str | None:
    """Return why the ontology forbids a claim since somebody gave one of its ends a type."""
    predicate = ontology().predicates.get(claim.predicate)
    if predicate is None:
        return None
    for end, allowed in ((claim.subject, predicate.subject), (claim.object, predicate.object)):
        if end is not None and end in retyped and entities[end].type not in allowed:
            kind = ontology().types[entities[end].type].label
            return (
                f"{entities[end].name} was said to be of the type {kind}"
                f" ({retyped[end].decision}), which cannot stand in this claim"
            )
    return None


def _typed(entity: Entity, kind: str) -> Entity:
    if kind == entity.type:
        return entity
    summary = EventSummary(kind=None, when=None, location=None, disputed=False)
    return replace(entity, type=kind, event=summary if kind == "EVENT" else None)


def _named(entity: Entity, name: str) -> Entity:
    if name == entity.name:
        return entity
    others = (entity.name, *(alias for alias in entity.aliases if alias != name))
    return replace(entity, name=name, aliases=others)
