"""Reading a case for the views: rows of its tables as records, many at once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from graph.case import Case
from graph.edtf import when_words
from graph.explore.passages import CONTEXT, MARKS, cut, smooth
from graph.explore.web.records import (
    ClaimCard,
    DocumentCard,
    EntityCard,
    Named,
    PassageCard,
    Piece,
    Voice,
)
from graph.explore.words import flat, speaker_words, way
from graph.model import Entity, WhenceError
from graph.ontology import ontology
from graph.query.rulings import Ruling, rulings
from graph.query.words import NO_DATE

_DOCUMENT = (
    "d.id AS row, d.public_id, d.title, d.publisher, d.published, d.media_type, d.language,"
    " d.content_sha256, d.retracted_at,"
    " (SELECT min(path) FROM source WHERE document = d.id) AS path"
)
_ENTITY = (
    "e.id AS row, e.public_id, e.name, e.type, e.aliases, e.mention_count, e.document_count,"
    " e.independent_sources, coalesce(s.claims, 0) AS claims"
    " FROM entity e LEFT JOIN standing s ON s.entity = e.id"
)


class NotThere(WhenceError):
    """What an address names is not in the case."""


class Desk:
    """One open case, to be read from one thread.

    Parameters
    ----------
    db : sqlite3.Connection
        Opened for reading, rows as `sqlite3.Row`.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    @property
    def case(self) -> Case:
        """The same, for what asks a whole case; nothing can be written through it."""
        return Case(Path(), self.db)

    # -- one by its id ------------------------------------------------------------------------

    def entity_row(self, public_id: str) -> int:
        """Return the row of the entity with this id, or one of whose mentions has it."""
        row = self.db.execute(
            "SELECT id FROM entity WHERE public_id = ?1 UNION ALL"
            " SELECT entity FROM mention WHERE public_id = ?1 AND entity IS NOT NULL LIMIT 1",
            (public_id,),
        ).fetchone()
        if row is None:
            raise NotThere("W270", "No entity of this case has this id. Look for its name instead.")
        return int(row[0])

    def entity(self, public_id: str) -> Entity:
        """Return the entity with this id, or one of whose mentions has it."""
        row = self.entity_row(public_id)
        known = self.db.execute("SELECT public_id FROM entity WHERE id = ?", (row,)).fetchone()[0]
        return next(iter(self.case.derived.entities([known])))

    def claim_row(self, public_id: str) -> int:
        """Return the row of a claim."""
        row = self.db.execute("SELECT id FROM claim WHERE public_id = ?", (public_id,)).fetchone()
        if row is None:
            raise NotThere(
                "W271",
                "No claim of this case has this id. It may have gone with a document that was"
                " withdrawn, or its entities are joined differently now. Look for their names.",
            )
        return int(row[0])

    def document_row(self, public_id: str) -> int:
        """Return the row of a document."""
        row = self.db.execute(
            "SELECT id FROM document WHERE public_id = ?", (public_id,)
        ).fetchone()
        if row is None:
            raise NotThere("W272", "No document of this case has this id. See the ledger.")
        return int(row[0])

    # -- many by their rows -------------------------------------------------------------------

    def named(self, rows: Iterable[int]) -> dict[int, Named]:
        """Return entities by name."""
        return {
            row["id"]: Named(id=row["public_id"], name=flat(row["name"]), type=row["type"])
            for row in self.db.execute(
                "SELECT id, public_id, name, type FROM entity"
                " WHERE id IN (SELECT value FROM json_each(?))",
                (_listed(rows),),
            )
        }

    def entities(
        self, rows: Sequence[int], matched: Mapping[int, str] | None = None
    ) -> list[EntityCard]:
        """Return entities in the order given."""
        found = self.db.execute(
            f"SELECT {_ENTITY} WHERE e.id IN (SELECT value FROM json_each(?))",  # noqa: S608
            (_listed(rows),),
        )
        cards = {row["row"]: _entity(row, (matched or {}).get(row["row"])) for row in found}
        return [cards[row] for row in rows if row in cards]

    def documents(self, rows: Iterable[int]) -> dict[int, DocumentCard]:
        """Return documents, without their texts."""
        return {
            row["row"]: _document(row)
            for row in self.db.execute(
                f"SELECT {_DOCUMENT} FROM document d"  # noqa: S608
                " WHERE d.id IN (SELECT value FROM json_each(?))",
                (_listed(rows),),
            )
        }

    def claims(self, rows: Sequence[int], *, quotes: int = 1) -> list[ClaimCard]:
        """Return claims in the order given, each with the first of its passages.

        Parameters
        ----------
        rows : sequence of int
        quotes : int
            How many passages of each to give.
        """
        asked = _listed(rows)
        found = {
            row["id"]: row
            for row in self.db.execute(
                "SELECT c.*, (SELECT count(*) FROM evidence WHERE claim = c.id) AS passages,"
                " EXISTS (SELECT 1 FROM dispute WHERE one = c.id)"
                " OR EXISTS (SELECT 1 FROM dispute WHERE other = c.id) AS disputed"
                " FROM claim c WHERE c.id IN (SELECT value FROM json_each(?))",
                (asked,),
            )
        }
        ends = {row["subject"] for row in found.values()}
        ends |= {row["object"] for row in found.values() if row["object"] is not None}
        names = self.named(ends)
        said = self.passages(rows, each=quotes) if quotes else {}
        decided = rulings(self.db, (row["public_id"] for row in found.values()))
        return [
            _claim(found[row], names, said.get(row, []), decided.get(found[row]["public_id"], []))
            for row in dict.fromkeys(rows)
            if row in found
        ]

    def passages(
        self, claims: Sequence[int], *, each: int, skip: int = 0, around: int = 0
    ) -> dict[int, list[PassageCard]]:
        """Return passages by the row of their claim.

        Parameters
        ----------
        claims : sequence of int
        each, skip : int
            How many of each claim, and how many to pass over.
        around : int
            Code points of context on each side.
        """
        rows = self.db.execute(
            "SELECT p.place, e.claim, e.document, e.start, e.stop, e.body FROM ("
            "SELECT id, row_number() OVER (PARTITION BY claim ORDER BY id) AS place FROM evidence"
            " WHERE claim IN (SELECT value FROM json_each(:claims))) p"
            " JOIN evidence e ON e.id = p.id WHERE p.place > :skip AND p.place <= :skip + :each"
            " ORDER BY e.claim, p.place",
            {"claims": _listed(claims), "skip": skip, "each": each},
        ).fetchall()
        cards = self.documents({row["document"] for row in rows})
        found: dict[int, list[PassageCard]] = {}
        for row in rows:
            card = self._passage(row, cards[row["document"]], number=row["place"], around=around)
            found.setdefault(row["claim"], []).append(card)
        return found

    def _passage(
        self, row: sqlite3.Row, document: DocumentCard, *, number: int, around: int
    ) -> PassageCard:
        body = json.loads(row["body"])
        start, stop, exact = row["start"], row["stop"], body["quote"]["exact"]
        before, after = "", ""
        stands = True
        if around:
            before, here, after = self.words(row["document"], start, stop, around=around)
            stands = here == exact
        made = body["generated_by"]
        return PassageCard(
            number=number,
            document=document,
            page=body["page"],
            start=start,
            end=stop,
            before=before,
            pieces=[Piece(**piece) for piece in cut(exact, self._marks(row, body))],
            after=after,
            stands=stands,
            voices=[_voice(link) for link in body["attributed_to"]],
            modality=body["modality"],
            score=body["score"],
            made_by=" ".join(
                str(made[part]) for part in ("component", "version", "rule") if made[part]
            ),
            source=body["independence_group"],
        )

    def _marks(
        self, row: sqlite3.Row, body: Mapping[str, Any]
    ) -> Iterable[tuple[int, int, str, str]]:
        for kind in MARKS:
            span = body["spans"][kind]
            if span is not None:
                via = ""
                if span["via"] is not None:
                    words = self._slice(row["document"], span["via"]["start"], span["via"]["end"])
                    via = flat(words)[:80]
                yield span["start"] - row["start"], span["end"] - row["start"], kind, via

    def words(
        self, document: int, start: int, stop: int, *, around: int = CONTEXT
    ) -> tuple[str, str, str]:
        """Return the words before, in and after a stretch of a document's text."""
        left = max(0, start - around)
        text = self._slice(document, left, stop + around)
        before, here, after = (
            text[: start - left],
            text[start - left : stop - left],
            text[stop - left :],
        )
        if left > 0:
            before = "…" + before[_first_break(before) :]
        if len(after) == around:
            after = after[: len(after) - _first_break(after[::-1])] + "…"
        return smooth(before), here, smooth(after)

    def _slice(self, document: int, start: int, stop: int) -> str:
        row = self.db.execute(
            "SELECT substr(text, ?, ?) FROM document WHERE id = ?",
            (start + 1, stop - start, document),
        ).fetchone()
        return str(row[0])

    def tally(self, what: str) -> dict[str, int]:
        """Return the counts that were made when the case was derived."""
        rows = self.db.execute("SELECT name, count FROM tally WHERE what = ?", (what,))
        return {row[0]: row[1] for row in rows}


def relation(predicate: str, polarity: str) -> str:
    """Return a predicate in words, its polarity included."""
    known = ontology().predicates.get(predicate)
    if known is None:
        words = predicate.replace("-", " ")
        return f"not: {words}" if polarity == "denied" else words
    return known.denied_label if polarity == "denied" else known.label


def pages(total: int, size: int) -> int:
    """Return how many pages of ``size`` hold ``total``; at least one."""
    return max(1, -(-total // size))


def _listed(rows: Iterable[int]) -> str:
    return json.dumps(list(rows))


def _entity(row: sqlite3.Row, matched: str | None) -> EntityCard:
    name = flat(row["name"]) or "(no name)"
    aliases = [flat(alias) for alias in json.loads(row["aliases"])]
    return EntityCard(
        id=row["public_id"],
        name=name,
        type=row["type"],
        aliases=[alias for alias in aliases if alias and alias != name],
        mentions=row["mention_count"],
        documents=row["document_count"],
        independent_sources=row["independent_sources"],
        claims=row["claims"],
        matched=matched,
    )


def _document(row: sqlite3.Row) -> DocumentCard:
    path = row["path"] or ""
    return DocumentCard(
        id=row["public_id"],
        title=flat(row["title"] or "") or path.rpartition("/")[2] or row["public_id"],
        path=path,
        publisher=flat(row["publisher"] or "") or None,
        published=row["published"],
        published_words=when_words(row["published"]) if row["published"] else "",
        media_type=row["media_type"],
        language=row["language"],
        content_sha256=row["content_sha256"],
        retracted=row["retracted_at"],
    )


def _claim(
    row: sqlite3.Row,
    names: Mapping[int, Named],
    quotes: list[PassageCard],
    decided: list[Ruling],
) -> ClaimCard:
    value = json.loads(row["value"]) if row["value"] else None
    when = row["at"]
    words = when_words(when) if when else ""
    if not words and value is not None and value["kind"] == "position":
        words = NO_DATE
    shown = None
    if value is not None:
        shown = when_words(value["text"]) if value["kind"] == "date" else flat(value["text"])
    return ClaimCard(
        id=row["public_id"],
        subject=names[row["subject"]],
        predicate=row["predicate"],
        relation=relation(row["predicate"], row["polarity"]),
        role=flat(row["role"]) if row["role"] else None,
        object=None if row["object"] is None else names[row["object"]],
        value=shown,
        value_kind=None if value is None else value["kind"],
        when=when,
        when_words=words,
        polarity=row["polarity"],
        kind=row["kind"],
        modalities=json.loads(row["modalities"]),
        independent_sources=row["independent_sources"],
        passages=row["passages"],
        score=row["score"],
        rank=row["rank"],
        deprecated_reason=row["deprecated_reason"],
        disputed=bool(row["disputed"]),
        quotes=quotes,
        rulings=decided,
    )


def _voice(link: Mapping[str, Any]) -> Voice:
    return Voice(
        name=flat(speaker_words(link)),
        entity=link["entity"],
        how=link["how"],
        way=way(link["how"]) if link["name"] else "",
    )


def _first_break(text: str) -> int:
    for at, character in enumerate(text[:40]):
        if character.isspace():
            return at + 1
    return 0
