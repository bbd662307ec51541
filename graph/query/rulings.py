"""What people decided about claims and entities, in words: who, what and when."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.case import Case
from graph.edtf import when_words
from graph.query.wording import decision_words

_VERDICTS = {
    "right": "judged right by {by} on {day}",
    "wrong": "judged wrong by {by} on {day}",
    "unsure": "left open by {by} on {day}",
}
_PARTS = {
    ("correction", "judged"): "read otherwise by {by} on {day}",
    ("correction", "struck"): "read otherwise by {by} on {day}",
    ("correction", "made"): "corrected by {by} on {day}",
    ("addition", "made"): "added by {by} on {day}",
}
_ORDER = {"judged": 0, "struck": 1, "made": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a person decided about a claim.

    Attributes
    ----------
    decision, kind : str
    verdict : str or None
        ``right``, ``wrong`` or ``unsure``, if it is a verdict.
    part : str
        ``judged``; ``struck``: passages were set aside by it; or ``made``: a passage of the claim
        is there by it.
    by, at : str
        Who decided, and when.
    reason : str or None
    words : str
        "judged right by Ann Ho on 2 May 2024".
    """

    decision: str
    kind: str
    verdict: str | None
    part: str
    by: str
    at: str
    reason: str | None
    words: str


def rulings(db: sqlite3.Connection, claims: Iterable[str]) -> dict[str, list[Ruling]]:
    """Return what was decided about claims, by their ids, the latest decision last.

    A decision that has several parts in a claim is told once, by the one that says most.
    """
    rows = db.execute(
        "SELECT c.public_id AS claim, r.part, d.public_id, d.kind, d.value, d.decided_by,"
        " d.created_at, d.reason FROM claim c JOIN ruling r ON r.claim = c.id"
        " JOIN decision d ON d.public_id = r.decision"
        " WHERE c.public_id IN (SELECT value FROM json_each(?)) ORDER BY d.created_at, d.public_id",
        (json.dumps(list(claims)),),
    ).fetchall()
    found: dict[str, dict[str, sqlite3.Row]] = defaultdict(dict)
    for row in rows:
        held = found[row["claim"]].get(row["public_id"])
        if held is None or _ORDER[held["part"]] < _ORDER[row["part"]]:
            found[row["claim"]][row["public_id"]] = row
    return {claim: [_ruling(row) for row in held.values()] for claim, held in found.items()}


def entity_rulings(case: Case, entity: str) -> list[Ruling]:
    """Return what was decided of who an entity is, its name and its type, the latest first."""
    rows = case.connection.execute(
        "SELECT r.decision FROM entity e JOIN entity_ruling r ON r.entity = e.id"
        " JOIN decision d ON d.public_id = r.decision WHERE e.public_id = ?"
        " ORDER BY d.created_at DESC, d.public_id",
        (entity,),
    ).fetchall()
    found = []
    for row in rows:
        made = case.recorded.decisions.find(row[0])
        by, day = " ".join(made.decided_by.split()), when_words(made.created_at[:10])
        found.append(
            Ruling(
                decision=made.id,
                kind=made.kind,
                verdict=None,
                part="judged",
                by=by,
                at=made.created_at,
                reason=made.reason,
                words=f"{decision_words(made)}: decided by {by} on {day}",
            )
        )
    return found


def _ruling(row: sqlite3.Row) -> Ruling:
    value = json.loads(row["value"])
    verdict = value.get("verdict") if row["kind"] == "verdict" and value else None
    words = _VERDICTS.get(verdict or "") or _PARTS.get((row["kind"], row["part"]))
    words = words or "decided by {by} on {day}"
    by, day = " ".join(row["decided_by"].split()), when_words(row["created_at"][:10])
    return Ruling(
        decision=row["public_id"],
        kind=row["kind"],
        verdict=verdict,
        part=row["part"],
        by=by,
        at=row["created_at"],
        reason=row["reason"],
        words=words.replace("{day}", day).replace("{by}", by),
    )
