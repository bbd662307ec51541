"""Deciding: from entities as people see them to decisions that hang on places in texts.

Every function that decides records one decision and returns it; nothing is derived anew until
:func:`told` or :func:`graph.derive.refresh` is called. The derived tables must be up to date.
"""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.case import Case
from graph.case.codec import plain
from graph.case.decision_values import PAIRS, VERDICTS, sides
from graph.derive import refresh
from graph.model import (
    Anchor,
    Claim,
    Decision,
    EndSpan,
    Entity,
    Evidence,
    Mention,
    Span,
    WhenceError,
)
from graph.query.decisions import Attached, Shown, standing_decisions
from graph.query.review import ReviewPair

WITNESSES = 8
"""The most places that stand for one entity in a decision about it."""

MAX_PASSAGES = 300
"""The most passages of a claim that a verdict hangs on."""

MAX_SPLIT = 400
"""The most mentions on each side of a split, and of an entity whose type is given."""

PairKind = Literal["same", "different", "unsure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A decision that was recorded, how it stands, and which others it has set aside."""

    shown: Shown
    set_aside: tuple[Shown, ...]


def user_name() -> str:
    """Return the name by which the operating system knows who is at work."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def told(case: Case, record: Callable[[], Decision]) -> Told:
    """Record a decision, derive anew, and say what came of it.

    Parameters
    ----------
    case : Case
    record : callable
        One of the functions below, its arguments bound.
    """
    before = {s.decision.id for s in standing_decisions(case) if s.standing.state == "set aside"}
    decision = record()
    refresh(case)
    after = standing_decisions(case)
    (shown,) = (s for s in after if s.decision.id == decision.id)
    return Told(
        shown=shown,
        set_aside=tuple(
            s
            for s in after
            if s.standing.state == "set aside"
            and s.decision.id not in before
            and s.decision.id != decision.id
        ),
    )


def decide_pair(
    case: Case,
    kind: PairKind,
    one: Entity,
    other: Entity,
    *,
    by: str,
    reason: str | None = None,
) -> Decision:
    """Record whether two entities are the same.

    The decision also hangs on the places of those that say the contrary of the two, so that it
    is known to be about the same two, and later.

    Raises
    ------
    WhenceError
        If the two are one entity already.
    """
    if one.id == other.id:
        more = (
            f"To take mentions out of it: whence split CASE {one.id}"
            if kind == "different"
            else "There is nothing to decide."
        )
        raise WhenceError("W275", f"Both are one entity, {one.name} ({one.id}). {more}")
    left, right = witnesses(case, one), witnesses(case, other)
    attached = Attached(case, also=(*left, *right))
    for decision in attached.decisions:
        both = sides(decision) if decision.kind in PAIRS else None
        if both is None or decision.undone_at is not None or decision.kind == kind:
            continue
        a, b = (attached.entities_at(side) for side in both)
        if one.id in a and other.id in b:
            left, right = _with(left, both[0]), _with(right, both[1])
        elif one.id in b and other.id in a:
            left, right = _with(left, both[1]), _with(right, both[0])
    return _add_pair(case, kind, left, right, by=by, reason=reason)


def decide_review(
    case: Case, kind: PairKind, asked: ReviewPair, *, by: str, reason: str | None = None
) -> Decision:
    """Record the answer to a question of the review queue.

    Where rules have joined the two, *different* is about the mentions of the two documents that
    the question shows; what else belongs to which side, rules find out anew.
    """
    if asked.left.entity.id != asked.right.entity.id:
        return decide_pair(case, kind, asked.left.entity, asked.right.entity, by=by, reason=reason)
    mentions = {mention.id: mention for mention in case.derived.mentions(asked.left.entity.id)}
    left, right = (
        _anchors(case, [mentions[i] for i in side.mentions[:WITNESSES]])
        for side in (asked.left, asked.right)
    )
    return _add_pair(case, kind, left, right, by=by, reason=reason)


def decide_mentions(
    case: Case,
    kind: PairKind,
    entity: Entity,
    sides: tuple[Sequence[str], Sequence[str]],
    *,
    by: str,
    reason: str | None = None,
) -> Decision:
    """Record whether mentions on two sides, which rules have joined, are one.

    Parameters
    ----------
    case : Case
    kind : str
    entity : Entity
        The one that all of them belong to.
    sides : tuple of sequences of str
        The ids of the mentions on each side.

    Raises
    ------
    WhenceError
        If a mention is not of the entity, or stands on both sides.
    """
    mentions = {mention.id: mention for mention in case.derived.mentions(entity.id)}
    left, right = sides
    if not {*left, *right} <= set(mentions) or set(left) & set(right):
        raise WhenceError("W275", f"These are not two groups of mentions of {entity.name}.")
    return _add_pair(
        case,
        kind,
        _anchors(case, [mentions[i] for i in left[:WITNESSES]]),
        _anchors(case, [mentions[i] for i in right[:WITNESSES]]),
        by=by,
        reason=reason,
    )


def split(
    case: Case, entity: Entity, out: Iterable[str], *, by: str, reason: str | None = None
) -> Decision:
    """Record that some mentions of an entity are somebody or something else.

    Parameters
    ----------
    case : Case
    entity : Entity
    out : iterable of str
        The ids of the mentions to take out.

    Raises
    ------
    WhenceError
        If a mention is not of the entity, or none would be left.
    """
    mentions = _best_first(case, entity)
    wanted = set(out)
    foreign = wanted - {mention.id for mention in mentions}
    if foreign or not wanted:
        raise WhenceError(
            "W276",
            f"{', '.join(sorted(foreign)) or 'Nothing'} is no mention of {entity.name}."
            f" To list its mentions: whence split CASE {entity.id}",
        )
    if len(wanted) == len(mentions):
        raise WhenceError("W276", f"These are all mentions of {entity.name}; one must stay.")
    if len(wanted) > MAX_SPLIT:
        raise WhenceError("W276", f"At most {MAX_SPLIT} mentions can be taken out at once.")
    moving = [mention for mention in mentions if mention.id in wanted]
    staying = [mention for mention in mentions if mention.id not in wanted][:MAX_SPLIT]
    left, right = _anchors(case, moving), _anchors(case, staying)
    right = tuple(anchor for anchor in right if anchor not in left)  # in a copy of the text
    if not right:
        raise WhenceError(
            "W276", "The same text stands in another document: take its mentions out as well."
        )
    return _add_pair(case, "split", left, right, by=by, reason=reason)


def rename(
    case: Case, entity: Entity, name: str, *, by: str, reason: str | None = None
) -> Decision:
    """Record by which name an entity goes."""
    value = {"name": " ".join(name.split())}
    return case.recorded.decisions.add(
        "rename", witnesses(case, entity), value=value, reason=reason, decided_by=by
    )


def retype(
    case: Case, entity: Entity, kind: str, *, by: str, reason: str | None = None
) -> Decision:
    """Record of which type an entity is."""
    targets = _anchors(case, _best_first(case, entity)[:MAX_SPLIT])
    return case.recorded.decisions.add(
        "retype", targets, value={"type": kind.upper()}, reason=reason, decided_by=by
    )


def judge(
    case: Case, claim: Claim, verdict: str, *, by: str, reason: str | None = None
) -> Decision:
    """Record whether a claim is right, wrong or unsure; it hangs on its passages."""
    if verdict not in VERDICTS:
        raise WhenceError("W277", f"A verdict is one of {', '.join(VERDICTS)}, not {verdict!r}.")
    targets = [
        anchor for e in claim.evidence[:MAX_PASSAGES] for anchor in passage_anchors(case, claim, e)
    ]
    value = {"verdict": verdict, **read_of(claim), "each": 2 if claim.object is None else 3}
    return case.recorded.decisions.add(
        "verdict", targets, value=value, reason=reason, decided_by=by
    )


def passage_anchors(case: Case, claim: Claim, evidence: Evidence) -> tuple[Anchor, ...]:
    """Return the places by which a claim's passage is found again: itself, and its ends."""
    document = case.recorded.document(evidence.document).document
    ends = [evidence.spans.subject, evidence.spans.object if claim.object else None]
    places = [evidence.position, *(_words(end) for end in ends if end is not None)]
    return tuple(
        Anchor(
            text_sha256=document.text_sha256,
            start=place.start,
            end=place.end,
            exact=document.text[place.start : place.end],
        )
        for place in places
    )


def read_of(claim: Claim) -> dict[str, object]:
    """Return what a decision says of a claim to find it again, beside the places."""
    return {
        "predicate": claim.predicate,
        "role": claim.role,
        "polarity": claim.polarity,
        "value": None if claim.value is None else plain(claim.value),
        "when": claim.when,
    }


def note(case: Case, entity: Entity, text: str, *, by: str, reason: str | None = None) -> Decision:
    """Record words of one's own about an entity; they change nothing that is derived."""
    return case.recorded.decisions.add(
        "note", witnesses(case, entity), value={"text": text.strip()}, reason=reason, decided_by=by
    )


def keep_view(case: Case, name: str, address: str, *, by: str) -> Decision:
    """Record a view of the explorer under a name, by its address."""
    value = {"text": " ".join(name.split()), "address": address}
    return case.recorded.decisions.add("view", (), value=value, decided_by=by)


def witnesses(case: Case, entity: Entity) -> tuple[Anchor, ...]:
    """Return the places that stand for an entity in a decision: the best of each document first.

    Names come before other mentions, and the name that the entity goes by before others; one
    document gives a second place only when all have given one.
    """
    mentions = _best_first(case, entity)
    first: dict[str, Mention] = {}
    for mention in mentions:
        first.setdefault(mention.document, mention)
    rest = [mention for mention in mentions if first[mention.document] is not mention]
    return _anchors(case, [*first.values(), *rest][:WITNESSES])


def _best_first(case: Case, entity: Entity) -> list[Mention]:
    forms = {"named": 0, "nominal": 1, "pronoun": 2}
    return sorted(
        case.derived.mentions(entity.id),
        key=lambda m: (forms[m.form], m.text != entity.name, -len(m.text), m.document, m.start),
    )


def _anchors(case: Case, mentions: Sequence[Mention]) -> tuple[Anchor, ...]:
    hashes = dict(
        case.connection.execute(
            "SELECT public_id, text_sha256 FROM document"
            " WHERE public_id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted({mention.document for mention in mentions})),),
        ).fetchall()
    )
    found = (
        Anchor(text_sha256=hashes[m.document], start=m.start, end=m.end, exact=m.text)
        for m in mentions
    )
    return tuple(dict.fromkeys(found))


def _with(side: tuple[Anchor, ...], more: Iterable[Anchor]) -> tuple[Anchor, ...]:
    return tuple(dict.fromkeys((*side, *more)))


def _words(end: EndSpan) -> Span:
    return end.via or Span(end.start, end.end)


def _add_pair(
    case: Case,
    kind: PairKind | Literal["split"],
    left: Sequence[Anchor],
    right: Sequence[Anchor],
    *,
    by: str,
    reason: str | None,
) -> Decision:
    return case.recorded.decisions.add(
        kind,
        (*left, *right),
        value={"sides": [len(left), len(right)]},
        reason=reason,
        decided_by=by,
    )
