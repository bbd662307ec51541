"""Same and different in the format of nomenklatura's resolver.

One JSON array a line: target, source, judgement (``positive``, ``negative``, ``unsure``), score,
user, timestamp. The ids are those of mentions, which any consumer of an export can look up; what
people joined goes through a canonical id that begins with ``NK-``, as that program wants it.
Names, types and other decisions have no place in the format, and neither has the reason.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.case import Case
from graph.case.decision_values import PAIRS, moment, sides
from graph.case.decisions import decision_id
from graph.exchange.common import Fault, Received
from graph.model import Anchor, Decision, DecisionKind
from graph.query.decisions import Attached
from graph.unions import Unions

UNDATED = "1970-01-01T00:00:00.000000Z"
"""The time given to judgements that have none: any decision with a time outranks them."""

_CANONICAL = "NK-"
_JUDGEMENTS: dict[str, DecisionKind] = {
    "positive": "same",
    "negative": "different",
    "unsure": "unsure",
}
_NAMES = {kind: name for name, kind in _JUDGEMENTS.items()}
_LONGEST_ID = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edge:
    left: str
    right: str
    kind: DecisionKind
    user: str
    at: str


def resolver_lines(case: Case) -> Iterator[str]:
    """Yield what people decided and what holds of it, one edge a line, sorted.

    Decisions that are undone, set aside or not attached are left out: the format cannot say so.
    """
    attached = Attached(case)
    edges: dict[tuple[str, str], _Edge] = {}
    for decision in attached.decisions:
        standing = attached.what.standings[decision.id]
        if decision.kind not in PAIRS or standing.state not in {"in force", "kept"}:
            continue
        for edge in _edges(decision, attached):
            edges[edge.left, edge.right] = edge  # the latest of a pair
    canonical = _canonicals(edges.values())
    rows: dict[tuple[str, str], _Edge] = {}
    for edge in edges.values():
        if edge.kind == "same":
            for end in (edge.left, edge.right):
                rows.setdefault((canonical[end], end), edge)
        else:
            rows[edge.right, edge.left] = edge
    for (target, source), edge in sorted(rows.items()):
        row = [target, source, _NAMES[edge.kind], None, edge.user, edge.at]
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _edges(decision: Decision, attached: Attached) -> Iterator[_Edge]:
    """Yield a decision's judgements as pairs of mention ids, the smaller first."""
    both = sides(decision)
    if both is None:
        return
    ids = [list(attached.ids_at(side)) for side in both]
    pairs: list[tuple[str, str, DecisionKind]] = []
    if decision.kind == "split":
        pairs = [(ids[0][0], other, "same") for other in ids[0][1:]]
        pairs += [(ids[0][0], other, "different") for other in ids[1]]
    else:
        pairs = [(ids[0][0], ids[1][0], decision.kind)]
    for one, other, kind in pairs:
        if one != other:
            low, high = sorted((one, other))
            yield _Edge(
                left=low,
                right=high,
                kind=kind,
                user=decision.decided_by,
                at=decision.created_at,
            )


def _canonicals(edges: Iterable[_Edge]) -> dict[str, str]:
    """Return a canonical id for every id that people joined to another."""
    groups = _joined([edge for edge in edges if edge.kind == "same"])
    return {
        member: _CANONICAL + hashlib.sha256(members[0].encode("utf-8")).hexdigest()[:22]
        for members in groups
        for member in members
    }


def _joined(edges: Iterable[_Edge]) -> list[list[str]]:
    edges = list(edges)
    ids = sorted({end for edge in edges for end in (edge.left, edge.right)})
    number = {name: index for index, name in enumerate(ids)}
    union = Unions(len(ids))
    for edge in edges:
        union.join(number[edge.left], number[edge.right])
    return [[ids[index] for index in members] for members in union.groups().values()]


# -- reading ----------------------------------------------------------------------------------


def read_resolver(lines: Iterable[tuple[int, str]], case: Case) -> Received:
    """Read judgements of a resolver as decisions that hang on places in this case's texts.

    Ids that are no mention of the case are used only to see which mentions they join: two
    mentions with one canonical id are the same. A judgement about ids of which the case knows
    none is a fault; suggestions (``no_judgement``) are passed over.
    """
    faults: list[Fault] = []
    edges: list[tuple[int, _Edge]] = []
    for number, line in lines:
        try:
            edge = _edge(line)
        except ValueError as error:
            faults.append(Fault(line=number, why=str(error)))
        else:
            if edge is not None:
                edges.append((number, edge))
    known = _anchors(case, {end for _, e in edges for end in (e.left, e.right)})
    first: dict[str, str] = {}
    for group in _joined([edge for _, edge in edges if edge.kind == "same"]):
        members = [name for name in group if name in known]
        first.update(dict.fromkeys(group, members[0]) if members else {})
    held = {(d.kind, d.decided_by, d.created_at) for d in case.recorded.decisions.all()}
    held |= {("different", by, at) for kind, by, at in held if kind == "split"}
    held |= {("same", by, at) for kind, by, at in held if kind == "split"}
    found: dict[str, Decision] = {}
    known_already = 0
    for number, edge in edges:
        if (edge.kind, edge.user, edge.at) in held:
            known_already += 1  # it came from this case
            continue
        if edge.kind == "same":
            ends = [(first.get(e), e) for e in (edge.left, edge.right) if e in known]
            missing = first.get(edge.left) is None
        else:
            one, other = (e if e in known else first.get(e) for e in (edge.left, edge.right))
            ends = [(one, other)] if one is not None and other is not None else []
            missing = not ends
        if missing:
            unknown = [end for end in (edge.left, edge.right) if end not in known]
            why = f"the case has no mention with the id {' or '.join(unknown)}"
            faults.append(Fault(line=number, why=why))
        for one, other in ends:
            if one is not None and other is not None and one != other:
                decision = _decision(edge, known[one], known[other])
                found[decision.id] = decision
    return Received(decisions=tuple(found.values()), faults=tuple(faults), known=known_already)


def _edge(line: str) -> _Edge | None:
    """Read one line; ``None`` for one that judges nothing.

    Raises
    ------
    ValueError
        If it is no edge.
    """
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError("it is no JSON") from error
    if isinstance(row, dict):
        names = ("target", "source", "judgement", "score", "user")
        row = [*(row.get(name) for name in names), row.get("timestamp") or row.get("created_at")]
    if not isinstance(row, list) or len(row) < len(("target", "source", "judgement")):
        raise ValueError("it is no edge: target, source, judgement, score, user, timestamp")
    target, source, judgement, _, user, at = [*row, None, None, None][:6]
    for end in (target, source):
        if not isinstance(end, str) or not 0 < len(end) <= _LONGEST_ID:
            raise ValueError("an end of the edge is no id")
    if target == source:
        raise ValueError("both ends of the edge are one id")
    if judgement == "no_judgement":
        return None
    if judgement not in _JUDGEMENTS:
        raise ValueError(f"there is no judgement {str(judgement)[:40]!r}")
    low, high = sorted((target, source))
    return _Edge(
        left=low,
        right=high,
        kind=_JUDGEMENTS[judgement],
        user=" ".join(user.split()) if isinstance(user, str) and user.strip() else "unknown",
        at=moment(at) or UNDATED,
    )


def _decision(edge: _Edge, one: Anchor, other: Anchor) -> Decision:
    value = {"sides": [1, 1]}
    targets = (one, other)
    return Decision(
        id=decision_id(edge.kind, targets, value=value, decided_by=edge.user, created_at=edge.at),
        kind=edge.kind,
        targets=targets,
        value=value,
        reason=None,
        decided_by=edge.user,
        created_at=edge.at,
    )


def _anchors(case: Case, ids: Iterable[str]) -> dict[str, Anchor]:
    """Return the places of those ids that are mentions of the case."""
    rows = case.connection.execute(
        "SELECT m.public_id, d.text_sha256, m.start, m.stop, m.text FROM mention m"
        " JOIN document d ON d.id = m.document"
        " WHERE m.public_id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(ids)),),
    )
    return {
        row[0]: Anchor(text_sha256=row[1], start=row[2], end=row[3], exact=row[4]) for row in rows
    }
