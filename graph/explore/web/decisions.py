"""The views of decisions: all of them as they stand, and one with what it did."""

from __future__ import annotations

from collections import Counter

from graph.decide import user_name
from graph.explore.web.desk import Desk, NotThere, pages
from graph.explore.web.records import (
    Count,
    DecisionPage,
    DecisionRow,
    DecisionsPage,
    Work,
)
from graph.explore.web.writing import Writer
from graph.query.decisions import Shown, standing_decisions
from graph.query.wording import decision_words

PAGE = 40
SHOWN = 40
STATES: dict[str, str] = {
    "in force": "In force",
    "kept": "Kept",
    "set aside": "Set aside",
    "unattached": "Not found in the texts now",
    "undone": "Undone",
}


def decisions(desk: Desk, *, state: str | None = None, page: int = 1) -> DecisionsPage:
    """Return what people decided, the latest first."""
    shown = [one for one in reversed(standing_decisions(desk.case)) if not _is_undoing(one)]
    counted = Counter(one.standing.state for one in shown)
    wanted = [one for one in shown if state in {None, one.standing.state}]
    return DecisionsPage(
        rows=[_row(one) for one in wanted[(page - 1) * PAGE : page * PAGE]],
        states=[
            Count(id=name, words=words, count=counted[name])  # type: ignore[index]
            for name, words in STATES.items()
            if counted[name]  # type: ignore[index]
        ],
        state=state,
        total=len(wanted),
        page=page,
        pages=pages(len(wanted), PAGE),
        user=user_name(),
    )


def decision(desk: Desk, *, id: str) -> DecisionPage:
    """Return one decision and the claims that it made, changed or judged."""
    for one in standing_decisions(desk.case):
        if one.decision.id == id:
            break
    else:
        raise NotThere("W271", "No decision of this case has this id. See the list of decisions.")
    parts: dict[str, list[int]] = {"made": [], "struck": [], "judged": []}
    for claim, part in desk.db.execute(
        "SELECT claim, part FROM ruling WHERE decision = ? ORDER BY claim LIMIT ?", (id, 3 * SHOWN)
    ):
        parts[part].append(claim)
    judged = [claim for claim in parts["judged"] if claim not in parts["struck"]]
    entities = {entity for side in one.sides for entity in side}
    return DecisionPage(
        decision=_row(one),
        made=desk.claims(parts["made"]),
        struck=desk.claims(parts["struck"]),
        judged=desk.claims(judged),
        about=desk.entities([desk.entity_row(entity) for entity in sorted(entities)[:SHOWN]]),
        user=user_name(),
    )


def work(desk: Desk, writer: Writer) -> Work:
    """Return what the program is doing."""
    return writer.work()


def _is_undoing(shown: Shown) -> bool:
    return isinstance(shown.decision.value, dict) and "undoes" in shown.decision.value


def _row(shown: Shown) -> DecisionRow:
    made = shown.decision
    return DecisionRow(
        id=made.id,
        kind=made.kind,
        words=decision_words(made),
        state=shown.standing.state,
        state_words=STATES[shown.standing.state],
        why=shown.standing.why,
        against=shown.standing.against,
        by=made.decided_by,
        at=made.created_at,
        reason=made.reason,
        undone_at=made.undone_at,
    )
