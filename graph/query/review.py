"""The review queue: pairs that may or may not be one, those first whose decision changes most.

Pure data, for the terminal and for any other view of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.case import Case
from graph.identity.constraints import pair
from graph.identity.resolve import Candidate
from graph.identity.scorer import Reason
from graph.model import Entity, Mention, Span
from graph.query.who import Who

PASSAGES = 3
_LEAST_DOUBT = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPassage:
    """A sentence in which a side of a pair is mentioned.

    ``position`` and ``name`` are offsets in the document's text; ``text`` is the sentence.
    """

    document: str
    title: str
    published: str | None
    position: Span
    name: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two that a pair is about.

    Attributes
    ----------
    entity : Entity
    mentions : tuple of str
        Ids of its mentions, the most telling first: all of the entity, or those of one document
        where the question is whether rules joined them rightly.
    names : tuple of str
        The names that these mentions bear, the most frequent first.
    positions : tuple of str
        What the entity is said to have been, as the texts word it.
    documents : int
        How many documents mention it.
    claims : int
        How many claims it is an end of.
    passages : tuple of NamedPassage
    """

    entity: Entity
    mentions: tuple[str, ...]
    names: tuple[str, ...]
    positions: tuple[str, ...]
    documents: int
    claims: int
    passages: tuple[NamedPassage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPair:
    """Two that may be one, for a person to decide.

    Attributes
    ----------
    left, right : Side
    joined : bool
        Whether rules take them for one at present.
    probability : float
        That they are one, as the scorer sees it.
    reasons : tuple of Reason
        Its summands, the heaviest first.
    why_not : str or None
        What keeps rules from joining them whatever the score.
    weight : float
        Mentions and claims that would move, times the doubt; the queue's order.
    unsure : bool
        Whether somebody looked at the two and left it open.
    """

    left: Side
    right: Side
    joined: bool
    probability: float
    reasons: tuple[Reason, ...]
    why_not: str | None
    weight: float
    unsure: bool


@dataclass(frozen=True, slots=True)
class _Weighed:
    candidate: Candidate
    weight: float
    unsure: bool


def review_queue(
    case: Case, *, limit: int | None = None, about: str | None = None, who: Who | None = None
) -> list[ReviewPair]:
    """Return the pairs that are worth a person's look, in the order of ``weight``.

    Pairs that somebody was unsure about come last. Pairs that somebody decided are not among them.

    Parameters
    ----------
    case : Case
        Its derived tables must be up to date.
    limit : int, optional
        The most pairs to return.
    about : str, optional
        Only pairs with this entity, by its id.
    who : Who, optional
        The resolution of the case, if it is at hand.
    """
    who = who or Who(case)
    by_entity: dict[str, list[Mention]] = defaultdict(list)
    for mention in case.derived.mentions():
        if mention.entity is not None:
            by_entity[mention.entity].append(mention)
    claims = _claim_counts(case)
    unsure = {
        pair_of(who.entity_of.get(one), who.entity_of.get(other)) for one, other in who.what.unsure
    }
    weighed = []
    for candidate in who.resolution.candidates():
        left, right = who.entity_of.get(candidate.left), who.entity_of.get(candidate.right)
        if left is None or right is None or (about is not None and about not in {left, right}):
            continue
        if (left == right) != candidate.joined or _is_decided(who, candidate):
            continue
        sizes = [
            len(_of_side(by_entity[entity], key[0] if candidate.joined else None))
            + (0 if candidate.joined else claims[entity])
            for entity, key in ((left, candidate.left), (right, candidate.right))
        ]
        doubt = max(_LEAST_DOUBT, 4 * candidate.probability * (1 - candidate.probability))
        open_ = pair_of(left, right) in unsure
        weighed.append(_Weighed(candidate, round(min(sizes) * doubt, 4), open_))
    weighed.sort(
        key=lambda w: (
            w.unsure,
            -w.weight,
            -w.candidate.probability,
            w.candidate.left,
            w.candidate.right,
        )
    )
    return _pairs(case, who, weighed[:limit], by_entity, claims)


def pair_of(one: str | None, other: str | None) -> tuple[str, str]:
    """Return two ids in ascending order, an empty one where there is none."""
    low, high = sorted((one or "", other or ""))
    return low, high


def _is_decided(who: Who, candidate: Candidate) -> bool:
    """Whether a person has joined the two, so that no rule is to be doubted."""
    if pair(candidate.left, candidate.right) in who.what.constraints.same:
        return True
    if not candidate.joined:
        return False
    steps = who.resolution.why(candidate.left, candidate.right).steps
    return any(step.how == "decision" for step in steps)


def _pairs(
    case: Case,
    who: Who,
    weighed: Sequence[_Weighed],
    by_entity: dict[str, list[Mention]],
    claims: Counter[str],
) -> list[ReviewPair]:
    wanted = {
        who.entity_of[key]
        for item in weighed
        for key in (item.candidate.left, item.candidate.right)
    }
    entities = {entity.id: entity for entity in case.derived.entities(wanted)}
    groups = case.derived.reprint_groups()
    found = []
    for item in weighed:
        candidate = item.candidate
        sides = []
        for key in (candidate.left, candidate.right):
            entity = entities[who.entity_of[key]]
            mentions = _of_side(by_entity[entity.id], key[0] if candidate.joined else None)
            sides.append(
                _side(case, who, entity, mentions, claims=claims[entity.id], groups=groups)
            )
        found.append(
            ReviewPair(
                left=sides[0],
                right=sides[1],
                joined=candidate.joined,
                probability=candidate.probability,
                reasons=candidate.reasons,
                why_not=candidate.why_not,
                weight=item.weight,
                unsure=item.unsure,
            )
        )
    return found


def _of_side(mentions: Sequence[Mention], document: str | None) -> list[Mention]:
    """Return the mentions of a side, the most telling first."""
    forms = {"named": 0, "nominal": 1, "pronoun": 2}
    own = [m for m in mentions if document is None or m.document == document]
    return sorted(own, key=lambda m: (forms[m.form], -len(m.text), m.document, m.start))


def _side(
    case: Case,
    who: Who,
    entity: Entity,
    mentions: Sequence[Mention],
    *,
    claims: int,
    groups: Mapping[str, str],
) -> Side:
    names = Counter(m.text for m in mentions if m.form == "named")
    first: dict[str, Mention] = {}
    for mention in mentions:  # a reprint shows nothing new
        first.setdefault(groups.get(mention.document, mention.document), mention)
    shown = set(first.values())
    rest = [m for m in mentions if m not in shown]
    return Side(
        entity=entity,
        mentions=tuple(m.id for m in mentions),
        names=tuple(name for name, _ in sorted(names.items(), key=lambda n: (-n[1], n[0]))),
        positions=_positions(case, entity.id),
        documents=len({m.document for m in mentions}),
        claims=claims,
        passages=tuple(_passage(who, m) for m in [*first.values(), *rest][:PASSAGES]),
    )


def _passage(who: Who, mention: Mention) -> NamedPassage:
    document = who.documents[mention.document]
    sentence = next(
        (
            s
            for s in who.readings[mention.document].sentences
            if s.covers(Span(mention.start, mention.end))
        ),
        Span(mention.start, mention.end),
    )
    return NamedPassage(
        document=document.id,
        title=document.title or (document.paths[0] if document.paths else document.id),
        published=document.published,
        position=sentence,
        name=Span(mention.start, mention.end),
        text=document.text[sentence.start : sentence.end],
    )


def _positions(case: Case, entity: str) -> tuple[str, ...]:
    """Return the positions that an entity is said to have held, in the words of the texts."""
    words = {
        " ".join(claim.value.text.split()) + (f" ({claim.when})" if claim.when else "")
        for claim in case.derived.claims(entity)
        if claim.subject == entity
        and claim.polarity == "affirmed"
        and claim.value is not None
        and claim.value.kind == "position"
    }
    return tuple(sorted(words))


def _claim_counts(case: Case) -> Counter[str]:
    counted: Counter[str] = Counter()
    for end in ("subject", "object"):
        rows = case.connection.execute(
            f"SELECT e.public_id, count(*) FROM claim c JOIN entity e ON e.id = c.{end}"  # noqa: S608
            " GROUP BY e.public_id"
        )
        for entity, count in rows.fetchall():
            counted[entity] += count
    return counted
