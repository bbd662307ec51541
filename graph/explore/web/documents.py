"""The views in which documents are added, withdrawn, and seen as pictures of their pages."""

from __future__ import annotations

import json

from corpus import Limits
from corpus.sniffing import EXTENSIONS
from graph.decide import user_name
from graph.explore.web.claim import NO_ORIGINAL, original
from graph.explore.web.desk import Desk, NotThere
from graph.explore.web.picture import Page, Pictures
from graph.explore.web.records import Box, IntakePage, PagePicture, RetractPage
from graph.explore.web.writing import Writer

SHOWN = 60
_WAITING = 200
_LONGEST = 4_000


def intake(desk: Desk, writer: Writer) -> IntakePage:
    """Return where added files are kept, and which of them are still to be read."""
    waiting = writer.intake.waiting()
    return IntakePage(
        folder=str(writer.intake.folder),
        waiting=[file.name for file in waiting[:_WAITING]],
        documents=desk.db.execute("SELECT count(*) FROM document").fetchone()[0],
        most_bytes=Limits().max_bytes,
        endings=sorted(EXTENSIONS),
        work=writer.work(),
    )


def retract(desk: Desk, *, id: str) -> RetractPage:
    """Return what would go with a document: what rests on it alone."""
    row = desk.document_row(id)
    card = desk.documents([row])[row]
    stored = desk.db.execute(
        "SELECT text_sha256, retraction_reason FROM document WHERE id = ?", (row,)
    ).fetchone()
    claims = _rows(
        desk,
        "SELECT DISTINCT e.claim FROM evidence e JOIN edge c ON c.id = e.claim"
        " WHERE e.document = ?1 AND NOT EXISTS (SELECT 1 FROM evidence o"
        " WHERE o.claim = e.claim AND o.document <> ?1) ORDER BY 1",
        row,
    )
    every = desk.db.execute("SELECT claims FROM holding WHERE document = ?", (row,)).fetchone()
    entities = _rows(
        desk,
        "SELECT m.entity FROM mention m WHERE m.document = ?1 AND m.entity IS NOT NULL"
        " GROUP BY m.entity HAVING NOT EXISTS (SELECT 1 FROM mention o"
        " WHERE o.entity = m.entity AND o.document <> ?1) ORDER BY count(*) DESC, m.entity",
        row,
    )
    reprints = _rows(
        desk,
        "SELECT r.document FROM reprint r JOIN document d ON d.id = r.document"
        " WHERE r.document <> ?1 AND d.retracted_at IS NULL AND r.reprint_group ="
        " (SELECT reprint_group FROM reprint WHERE document = ?1) ORDER BY 1 LIMIT 50",
        row,
    )
    decisions = desk.db.execute(
        "SELECT count(*) FROM decision WHERE undone_at IS NULL AND kind <> 'note'"
        " AND instr(targets, ?) > 0",
        (stored["text_sha256"],),
    ).fetchone()[0]
    return RetractPage(
        document=card,
        retraction=stored["retraction_reason"],
        claims=desk.claims(claims[:SHOWN]),
        claim_total=len(claims),
        weakened=(every[0] if every else 0) - len(claims),
        entities=desk.entities(entities[:SHOWN]),
        entity_total=len(entities),
        reprints=list(desk.documents(reprints).values()),
        decisions=decisions,
        user=user_name(),
    )


def picture(
    desk: Desk, *, id: str, page: int = 1, start: int | None = None, end: int | None = None
) -> PagePicture:
    """Return a page of a PDF as a picture: its size, and boxes round the words of a passage."""
    row = desk.document_row(id)
    card = desk.documents([row])[row]
    words = _passage(desk, row, start, end)
    drawn, why_not = drawing(desk, row, page, words)
    stored = desk.db.execute("SELECT pages FROM document WHERE id = ?", (row,)).fetchone()[0]
    return PagePicture(
        document=card,
        page=page,
        pages=drawn.pages if drawn else len(json.loads(stored)),
        width=drawn.width if drawn else 0,
        height=drawn.height if drawn else 0,
        boxes=[
            Box(left=1000 * b[0], top=1000 * b[1], width=1000 * b[2], height=1000 * b[3])
            for b in drawn.boxes
        ]
        if drawn
        else [],
        words=words,
        why_not=why_not,
    )


def picture_file(
    desk: Desk, *, id: str, page: int = 1, start: int | None = None, end: int | None = None
) -> bytes:
    """Return the picture itself, as PNG."""
    row = desk.document_row(id)
    drawn, why_not = drawing(desk, row, page, _passage(desk, row, start, end))
    if drawn is None:
        raise NotThere("W291", why_not or NO_ORIGINAL)
    return drawn.png


def drawing(desk: Desk, row: int, page: int, words: str) -> tuple[Page | None, str | None]:
    """Return a page as a picture, or why there is none."""
    stored = desk.db.execute(
        "SELECT media_type, content_sha256 FROM document WHERE id = ?", (row,)
    ).fetchone()
    if stored["media_type"] != "application/pdf":
        return None, "Only PDF files have pages that can be shown as pictures."
    file = original(desk, row)
    if file is None:
        return None, NO_ORIGINAL
    drawn = _pictures.page(file, stored["content_sha256"], page, words)
    if drawn is None:
        return None, f"Page {page} of this file cannot be drawn. The text is what was read from it."
    return drawn, None


def _passage(desk: Desk, row: int, start: int | None, end: int | None) -> str:
    if start is None or end is None or not start < end or end - start > _LONGEST:
        return ""
    return desk.words(row, start, end, around=0)[1]


_pictures = Pictures()


def _rows(desk: Desk, query: str, row: int) -> list[int]:
    return [found[0] for found in desk.db.execute(query, (row,))]
