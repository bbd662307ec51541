"""The views of a claim and of a document: the passages, and the whole text they stand in."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from bisect import bisect_right
from itertools import pairwise
from pathlib import Path

from graph.decide import user_name
from graph.explore.web.desk import Desk
from graph.explore.web.records import ClaimPage, DocumentPage, Picture, Stretch

PASSAGES = 60
AGAINST = 20
AROUND = 360
CLAIMS_IN_DOCUMENT = 60
NAMES_IN_DOCUMENT = 40
NO_ORIGINAL = (
    "The file is not where it was read from, or it has been changed since, so its pages cannot be"
    " shown as pictures. The text below is what was read from it."
)
MAX_ORIGINAL = 200 * 1024 * 1024
"""Bytes of an original file that is still read to be shown."""


def claim(desk: Desk, *, id: str) -> ClaimPage:
    """Return a claim, its passages, what stands against it, and what else is said of its ends."""
    row = desk.claim_row(id)
    card = desk.claims([row], quotes=0)[0]
    against = [
        found[0]
        for found in desk.db.execute(
            "SELECT other, weight FROM dispute WHERE one = ?1 UNION"
            " SELECT one, weight FROM dispute WHERE other = ?1 ORDER BY 2 DESC, 1 LIMIT ?2",
            (row, AGAINST),
        )
    ]
    ends = desk.db.execute("SELECT subject, object FROM claim WHERE id = ?", (row,)).fetchone()
    beside = [
        found[0]
        for found in desk.db.execute(
            "SELECT id FROM edge WHERE ?2 IS NOT NULL AND id <> ?3 AND"
            " (subject = ?1 AND object = ?2 OR subject = ?2 AND object = ?1)"
            " ORDER BY independent_sources DESC, score DESC, id LIMIT ?4",
            (ends["subject"], ends["object"], row, AGAINST),
        )
        if found[0] not in against
    ]
    return ClaimPage(
        claim=card,
        passages=desk.passages([row], each=PASSAGES, around=AROUND)[row],
        against=desk.claims(against),
        beside=desk.claims(beside),
        before=desk.claims(_others(desk, row, mine="made", theirs="struck")),
        after=desk.claims(_others(desk, row, mine="struck", theirs="made")),
        user=user_name(),
    )


def _others(desk: Desk, row: int, *, mine: str, theirs: str) -> list[int]:
    """Return the claims that corrections of a claim led to, or came from."""
    rows = desk.db.execute(
        "SELECT DISTINCT b.claim FROM ruling a JOIN ruling b ON b.decision = a.decision"
        " WHERE a.claim = ?1 AND a.part = ?2 AND b.part = ?3 AND b.claim <> ?1"
        " ORDER BY 1 LIMIT ?4",
        (row, mine, theirs, AGAINST),
    )
    return [found[0] for found in rows]


def document(
    desk: Desk,
    *,
    id: str,
    claim: str | None = None,
    passage: int | None = None,
    page: int = 1,
) -> DocumentPage:
    """Return a whole document; the passages of a claim in it, or of all its claims, are marked.

    Parameters
    ----------
    desk : Desk
    id : str
    claim : str, optional
        Mark this claim's passages only.
    passage : int, optional
        Where, in code points, the passage begins that was asked for: it is marked as ``here``.
    page : int
        Which of the document's claims to list.
    """
    row = desk.document_row(id)
    card = desk.documents([row])[row]
    stored = desk.db.execute("SELECT * FROM document WHERE id = ?", (row,)).fetchone()
    only = None if claim is None else desk.claim_row(claim)
    spans = desk.db.execute(
        "SELECT DISTINCT v.start, v.stop FROM evidence v JOIN claim c ON c.id = v.claim"
        " WHERE v.document = ?1"
        " AND CASE WHEN ?2 IS NULL THEN c.rank <> 'deprecated' ELSE v.claim = ?2 END"
        " ORDER BY v.start, v.stop",
        (row, only),
    ).fetchall()
    total, claims = _claims(desk, row, page)
    reprints = [
        found[0]
        for found in desk.db.execute(
            "SELECT document FROM reprint WHERE document <> ?1 AND reprint_group ="
            " (SELECT reprint_group FROM reprint WHERE document = ?1) ORDER BY document LIMIT 50",
            (row,),
        )
    ]
    paths = [
        found[0]
        for found in desk.db.execute(
            "SELECT DISTINCT path FROM source WHERE document = ? ORDER BY path LIMIT 50", (row,)
        )
    ]
    pages = json.loads(stored["pages"])
    return DocumentPage(
        document=card,
        authors=json.loads(stored["authors"]),
        paths=paths,
        added_at=stored["added_at"],
        reprints=list(desk.documents(reprints).values()),
        pieces=_pieces(
            stored["text"],
            [(span["start"], span["stop"]) for span in spans],
            here=passage,
            pages=pages,
        ),
        pages=len(pages),
        claims=desk.claims(claims),
        claim_total=total,
        names=desk.entities(_names(desk, row)),
        aside=desk.claims(_aside(desk, row)),
        retraction=stored["retraction_reason"],
        picture=_picture(desk, row, pages, next((s for s in spans if s[0] == passage), None))
        if stored["media_type"] == "application/pdf"
        else None,
    )


def original(desk: Desk, row: int) -> Path | None:
    """Return the file that a document was read from, if it is there and its bytes are the same."""
    found = desk.db.execute(
        "SELECT s.root, s.path, d.content_sha256 FROM source s JOIN document d ON d.id = s.document"
        " WHERE d.id = ? ORDER BY s.path",
        (row,),
    )
    for root, path, sha256 in found:
        file = Path(root, path)
        try:
            if file.stat().st_size > MAX_ORIGINAL:
                continue
            if hashlib.sha256(file.read_bytes()).hexdigest() == sha256:
                return file
        except OSError:
            continue
    return None


def _picture(desk: Desk, row: int, pages: list[int], span: sqlite3.Row | None) -> Picture:
    start, end = (None, None) if span is None else (span["start"], span["stop"])
    return Picture(
        page=max(1, bisect_right(pages, start or 0)),
        start=start,
        end=end,
        why_not=None if original(desk, row) else NO_ORIGINAL,
    )


def _aside(desk: Desk, row: int) -> list[int]:
    """Return the claims of a document that people have set aside."""
    rows = desk.db.execute(
        "SELECT claim, min(start) FROM evidence WHERE document = ? AND claim IN"
        " (SELECT id FROM claim WHERE rank = 'deprecated') GROUP BY claim ORDER BY 2, 1 LIMIT ?",
        (row, CLAIMS_IN_DOCUMENT),
    ).fetchall()
    return [found[0] for found in rows]


def _claims(desk: Desk, row: int, page: int) -> tuple[int, list[int]]:
    held = desk.db.execute("SELECT claims FROM holding WHERE document = ?", (row,)).fetchone()
    rows = desk.db.execute(
        "SELECT v.claim, min(v.start) FROM evidence v JOIN edge c ON c.id = v.claim"
        " WHERE v.document = ? GROUP BY v.claim ORDER BY 2, 1 LIMIT ? OFFSET ?",
        (row, CLAIMS_IN_DOCUMENT, (page - 1) * CLAIMS_IN_DOCUMENT),
    ).fetchall()
    return (held[0] if held else 0), [found[0] for found in rows]


def _names(desk: Desk, row: int) -> list[int]:
    rows = desk.db.execute(
        "SELECT entity, count(*) FROM mention WHERE document = ? AND entity IS NOT NULL"
        " GROUP BY entity ORDER BY 2 DESC, 1 LIMIT ?",
        (row, NAMES_IN_DOCUMENT),
    ).fetchall()
    return [found[0] for found in rows]


def _pieces(
    text: str, spans: list[tuple[int, int]], *, here: int | None, pages: list[int]
) -> list[Stretch]:
    """Cut a text at passages and pages. A page's piece is empty and says its number."""
    cuts = {0, len(text), *(at for span in spans for at in span), *pages}
    edges = sorted(cut for cut in cuts if 0 <= cut <= len(text))
    starts = sorted(spans)
    reach, furthest = [], 0
    for _, stop in starts:
        furthest = max(furthest, stop)
        reach.append(furthest)
    target = next((span for span in starts if span[0] == here), None)
    pieces, marked = [], False
    numbers = {start: number for number, start in enumerate(pages, 1)}
    for left, right in pairwise(edges):
        if left in numbers:
            pieces.append(Stretch(text="", start=left, mark="page", number=numbers[left]))
        place = bisect_right(starts, (left, len(text))) - 1
        inside = place >= 0 and reach[place] > left
        mark = "passage" if inside else None
        if target is not None and target[0] <= left < target[1]:
            mark = "on" if marked else "here"
            marked = True
        pieces.append(Stretch(text=text[left:right], start=left, mark=mark))
    return pieces
