"""What people keep of the network: views under a name, and notes. Decisions, so undone at will."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from graph.case import Case
from graph.decide import keep_view, note
from graph.explore.web import bodies as ask
from graph.explore.web.acts import Act, by, recorded
from graph.explore.web.desk import Desk, NotThere
from graph.explore.web.records import KeptViews, Note, Recorded
from graph.explore.words import flat

NOTES_SHOWN = 200


def kept_views(desk: Desk) -> KeptViews:
    """Return the views that were kept and not taken back, the latest first."""
    rows = desk.db.execute(
        "SELECT * FROM decision WHERE kind = 'view' AND undone_at IS NULL"
        " AND json_extract(value, '$.address') IS NOT NULL ORDER BY created_at DESC, public_id"
    )
    return KeptViews(views=[_note(row) for row in rows])


def notes(desk: Desk, entities: Iterable[int]) -> dict[int, list[Note]]:
    """Return the notes on some entities: those that hang on a mention of theirs."""
    wanted = set(entities)
    found: dict[int, list[Note]] = defaultdict(list)
    for row in desk.db.execute(
        "SELECT * FROM decision WHERE kind = 'note' AND undone_at IS NULL"
        " AND json_extract(value, '$.text') IS NOT NULL ORDER BY created_at DESC LIMIT ?",
        (NOTES_SHOWN,),
    ).fetchall():
        for owner in _owners(desk, json.loads(row["targets"])) & wanted:
            found[owner].append(_note(row))
    return found


def _owners(desk: Desk, targets: Iterable[Mapping[str, Any]]) -> set[int]:
    """Return the entities of the mentions that stand at the first place that has one."""
    for target in targets:
        rows = desk.db.execute(
            "SELECT m.entity FROM document d JOIN mention m ON m.document = d.id"
            " WHERE d.text_sha256 = ? AND d.retracted_at IS NULL AND m.start < ? AND m.stop > ?"
            " AND m.entity IS NOT NULL",
            (target["text_sha256"], target["end"], target["start"]),
        ).fetchall()
        if rows:
            return {row[0] for row in rows}
    return set()


def _note(row: Mapping[str, Any]) -> Note:
    value = json.loads(row["value"])
    return Note(
        id=row["public_id"],
        text=flat(value.get("text") or ""),
        address=value.get("address"),
        by=flat(row["decided_by"]),
        at=row["created_at"],
    )


def _keep(case: Case, body: ask.KeepView) -> Recorded:
    return recorded(keep_view(case, body.name, body.address, by=by(body)))


def _write(case: Case, body: ask.WriteNote) -> Recorded:
    entity = Desk(case.connection).entity(body.id)
    return recorded(note(case, entity, body.text, by=by(body)))


def _take_back(case: Case, body: ask.TakeBack) -> Recorded:
    held = case.recorded.decisions.find(body.id)
    if held.kind not in ("view", "note"):
        raise NotThere("W279", f"{body.id} is neither a note nor a kept view.")
    return recorded(case.recorded.decisions.undo(body.id, decided_by=by(body)))


ACTS = (
    Act(name="keep_view", path="/network/keep", asks=ask.KeepView, run=_keep,
        summary="Keep a view of the network under a name"),
    Act(name="write_note", path="/network/note", asks=ask.WriteNote, run=_write,
        summary="Write a note on an entity"),
    Act(name="take_back", path="/network/take-back", asks=ask.TakeBack, run=_take_back,
        summary="Take a note or a kept view back"),
)  # fmt: skip
