"""The views that list what deserves doubt: contradictions, single sources, speakers, reprints."""

from __future__ import annotations

import json

from graph.explore.web.desk import Desk, NotThere, pages, relation
from graph.explore.web.records import (
    ContradictionsPage,
    Count,
    Dispute,
    Holding,
    LedgerPage,
    LedgerRow,
    SinglePage,
    SourceGroup,
    SourcesPage,
    SpeakerCard,
    SpeakerPage,
    SpeakersPage,
    Standing,
)

PAGE = 40
DISPUTES = 20
PRINTED = 50
"""Documents of one text that are listed."""
_DISPUTE = {
    "polarity": "Affirmed and denied",
    "number": "Two numbers",
    "date": "Two dates",
    "holder": "Two holders of one post",
}


def contradictions(desk: Desk, *, page: int = 1) -> ContradictionsPage:
    """Return claims at odds, those first whose weaker side has the most independent sources."""
    total = desk.db.execute("SELECT count(*) FROM dispute").fetchone()[0]
    rows = desk.db.execute(
        "SELECT kind, one, other FROM dispute ORDER BY weight DESC, id LIMIT ? OFFSET ?",
        (DISPUTES, (page - 1) * DISPUTES),
    ).fetchall()
    wanted = list(dict.fromkeys(claim for row in rows for claim in (row["one"], row["other"])))
    cards = dict(zip(wanted, desk.claims(wanted), strict=True))
    return ContradictionsPage(
        disputes=[
            Dispute(
                kind=row["kind"],
                words=_DISPUTE[row["kind"]],
                one=cards[row["one"]],
                other=cards[row["other"]],
            )
            for row in rows
        ],
        total=total,
        page=page,
        pages=pages(total, DISPUTES),
    )


def single_source(desk: Desk, *, page: int = 1) -> SinglePage:
    """Return how much is claimed on the word of one source, by whom it is about."""
    totals = desk.tally("all")
    total = desk.db.execute("SELECT count(*) FROM standing WHERE single > 0").fetchone()[0]
    rows = desk.db.execute(
        "SELECT entity, claims, single FROM standing WHERE single > 0"
        " ORDER BY single DESC, entity LIMIT ? OFFSET ?",
        (PAGE, (page - 1) * PAGE),
    ).fetchall()
    names = desk.named(row["entity"] for row in rows)
    return SinglePage(
        standings=[
            Standing(entity=names[row["entity"]], claims=row["claims"], single=row["single"])
            for row in rows
        ],
        predicates=[
            Count(id=name, words=relation(name, "affirmed"), count=count)
            for name, count in sorted(desk.tally("single").items(), key=lambda item: -item[1])
        ],
        claims=totals.get("claim", 0),
        single=totals.get("single", 0),
        page=page,
        pages=pages(total, PAGE),
    )


def speakers(desk: Desk, *, page: int = 1) -> SpeakersPage:
    """Return whose words claims rest on, those first on whom alone most rests."""
    total = desk.db.execute("SELECT count(*) FROM speaker").fetchone()[0]
    rows = desk.db.execute(
        "SELECT id FROM speaker ORDER BY alone DESC, claims DESC, id LIMIT ? OFFSET ?",
        (PAGE, (page - 1) * PAGE),
    ).fetchall()
    return SpeakersPage(
        speakers=[speaker_card(desk, row[0]) for row in rows],
        total=total,
        page=page,
        pages=pages(total, PAGE),
    )


def speaker(desk: Desk, *, id: int, alone: bool = True, page: int = 1) -> SpeakerPage:
    """Return the claims that rest on one speaker, on their words alone or not."""
    card = speaker_card(desk, id)
    total = card.alone if alone else card.claims
    rows = desk.db.execute(
        "SELECT claim FROM voice WHERE speaker = ? AND alone >= ? ORDER BY claim LIMIT ? OFFSET ?",
        (id, int(alone), PAGE, (page - 1) * PAGE),
    ).fetchall()
    return SpeakerPage(
        speaker=card,
        alone=alone,
        claims=desk.claims([row[0] for row in rows]),
        total=total,
        page=page,
        pages=pages(total, PAGE),
    )


def speaker_card(desk: Desk, row: int) -> SpeakerCard:
    """Return one speaker by their number."""
    found = desk.db.execute("SELECT * FROM speaker WHERE id = ?", (row,)).fetchone()
    if found is None:
        raise NotThere("W273", "No speaker has this number. See the list of speakers.")
    entity = found["entity"]
    return SpeakerCard(
        id=row,
        name=found["name"],
        entity=None if entity is None else desk.named([entity])[entity],
        claims=found["claims"],
        alone=found["alone"],
    )


def sources(desk: Desk, *, page: int = 1) -> SourcesPage:
    """Return the documents by groups of reprints, the largest groups first."""
    documents = desk.db.execute("SELECT count(*) FROM reprint").fetchone()[0]
    total = desk.tally("all").get("printed", 0)
    groups = desk.db.execute(
        "SELECT reprint_group FROM reprint GROUP BY reprint_group"
        " ORDER BY count(*) DESC, reprint_group LIMIT ? OFFSET ?",
        (PAGE, (page - 1) * PAGE),
    ).fetchall()
    members: dict[str, list[Holding]] = {group: [] for (group,) in groups}
    rows = desk.db.execute(
        "SELECT r.reprint_group, r.document, h.claims, h.entities FROM reprint r"
        " JOIN holding h ON h.document = r.document JOIN document d ON d.id = r.document"
        " WHERE r.reprint_group IN (SELECT value FROM json_each(?))"
        " ORDER BY d.published IS NULL, d.published, d.public_id",
        (json.dumps(list(members)),),
    ).fetchall()
    cards = desk.documents(row["document"] for row in rows)
    for row in rows:
        group = members[row["reprint_group"]]
        if len(group) < PRINTED:
            document = cards[row["document"]]
            group.append(Holding(document=document, claims=row["claims"], names=row["entities"]))
    shown = [SourceGroup(id=group, documents=held) for group, held in members.items()]
    return SourcesPage(
        groups=shown,
        documents=documents,
        total=total,
        page=page,
        pages=pages(total, PAGE),
    )


def ledger(desk: Desk, *, outcome: str | None = None, page: int = 1) -> LedgerPage:
    """Return every file that was given, and what happened to it."""
    told = (
        "CASE WHEN s.outcome IN ('read', 'duplicate')"
        " AND s.document IN (SELECT id FROM document WHERE retracted_at IS NOT NULL)"
        " THEN 'retracted' ELSE s.outcome END"
    )
    base = " FROM source s LEFT JOIN document d ON d.id = s.document"
    counts = dict(
        desk.db.execute(
            f"SELECT {told}, count(*) FROM source s GROUP BY 1 ORDER BY 2 DESC, 1"  # noqa: S608
        ).fetchall()
    )
    rows = desk.db.execute(
        f"SELECT s.root, s.path, {told} AS outcome, coalesce(d.retraction_reason, s.reason)"
        f" AS reason, d.public_id, d.title, s.seen_at{base}"
        f" WHERE ?1 IS NULL OR {told} = ?1 ORDER BY s.root, s.path LIMIT ?2 OFFSET ?3",
        (outcome, 2 * PAGE, (page - 1) * 2 * PAGE),
    ).fetchall()
    total = counts.get(outcome, 0) if outcome else sum(counts.values())
    return LedgerPage(
        rows=[
            LedgerRow(
                path=row["path"],
                root=row["root"],
                outcome=row["outcome"],
                reason=row["reason"],
                document=row["public_id"],
                title=row["title"],
                seen_at=row["seen_at"],
            )
            for row in rows
        ],
        outcomes=[Count(id=name, words=name, count=count) for name, count in counts.items()],
        outcome=outcome,
        total=total,
        page=page,
        pages=pages(total, 2 * PAGE),
    )
