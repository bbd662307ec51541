"""Finding by a few letters: names in any spelling, and the words of texts, with counts."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from graph.case.summaries import folded, skeleton
from graph.names import normal

COUNTED = 2_000
"""Hits that are counted at most; where there are more, the count says so."""
_ALIKE = 78.0
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameHits:
    """Entities whose names fit, best first; ``counted`` of them by type, ``more`` if not all."""

    rows: tuple[int, ...]
    matched: Mapping[int, str]
    types: Mapping[str, int]
    counted: int
    more: bool
    alike: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TextHits:
    """Documents whose words fit, best first, each with a snippet; and their years."""

    rows: tuple[int, ...]
    snippets: Mapping[int, str]
    years: Mapping[str, int] = field(default_factory=dict)
    counted: int = 0
    more: bool = False


def names(
    db: sqlite3.Connection, words: str, *, types: Sequence[str] = (), limit: int = 20, skip: int = 0
) -> NameHits:
    """Return the entities with a name or alias in which all the words begin a word.

    Where none does, those whose consonants are the same and whose letters are nearly so.

    Parameters
    ----------
    db : sqlite3.Connection
    words : str
        Any words; case, accents, hyphens and curly quotes do not matter.
    types : sequence of str
        Only entities of these types.
    limit, skip : int
    """
    asked = folded(normal(words))
    hits = _matches(db, "normal", _WORD.findall(asked))
    alike = False
    if not hits:
        close = _matches(db, "skeleton", _WORD.findall(skeleton(asked)))
        hits = [hit for hit in close if fuzz.ratio(asked, hit[1]) >= _ALIKE]
        alike = bool(hits)
    best: dict[int, tuple[float, str]] = {}
    for entity, name in hits:
        fit = 3.0 if name == asked else 2.0 if name.startswith(asked) else 1.0
        if alike:
            fit = fuzz.ratio(asked, name) / 100
        if entity not in best or fit > best[entity][0]:
            best[entity] = fit, name
    rows = db.execute(
        "SELECT e.id, e.type, coalesce(s.claims, 0), e.mention_count FROM entity e"
        " LEFT JOIN standing s ON s.entity = e.id WHERE e.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(best)),),
    ).fetchall()
    counts = Counter(row[1] for row in rows)
    kept = [row for row in rows if not types or row[1] in types]
    kept.sort(key=lambda row: (-best[row[0]][0], -row[2], -row[3], row[0]))
    return NameHits(
        rows=tuple(row[0] for row in kept[skip : skip + limit]),
        matched={entity: name for entity, (_, name) in best.items()},
        types=dict(counts),
        counted=len(kept),
        more=len(hits) >= COUNTED,
        alike=alike,
    )


def texts(
    db: sqlite3.Connection,
    words: str,
    *,
    first: str | None = None,
    last: str | None = None,
    limit: int = 20,
    skip: int = 0,
) -> TextHits:
    """Return the documents in whose title or text all the words stand, best first.

    The words are taken as plain words, never as a query language; words in double quotes stand
    together. Retracted documents are left out. In a snippet the words found stand between U+2068
    and U+2069.

    Parameters
    ----------
    db : sqlite3.Connection
    words : str
    first, last : str, optional
        ISO days: only documents that may be of a day from the one to the other.
    limit, skip : int
    """
    match = plain_match(words)
    if not match:
        return TextHits(rows=(), snippets={})
    found = db.execute(
        "SELECT d.id, substr(d.published, 1, 4) FROM document d JOIN (SELECT rowid AS id, rank"
        " FROM document_words WHERE document_words MATCH :match ORDER BY rank LIMIT :most) w"
        " ON w.id = d.id WHERE d.retracted_at IS NULL"
        " AND (:first IS NULL OR d.published || '~' >= :first)"
        " AND (:last IS NULL OR d.published <= :last)"
        " ORDER BY w.rank, d.id",
        {"match": match, "most": COUNTED, "first": first, "last": last},
    ).fetchall()
    rows = [row[0] for row in found[skip : skip + limit]]
    return TextHits(
        rows=tuple(rows),
        snippets=snippets(db, match, rows),
        years=dict(sorted(Counter(row[1] or "" for row in found).items())),
        counted=len(found),
        more=len(found) >= COUNTED,
    )


def plain_match(words: str) -> str:
    """Return an FTS5 query for plain words: what stands in double quotes stays together."""
    parts = re.findall(r'"([^"]*)"|([^\s"]+)', words)
    kept = [part for pair in parts for part in pair if _WORD.search(part)]
    return " ".join(f'"{part}"' for part in kept)


def snippets(db: sqlite3.Connection, match: str, rows: Sequence[int]) -> dict[int, str]:
    """Return where in these documents the words stand, with some words around them."""
    found = {}
    for row in rows:  # one by one: by its row a document is found at once
        for (text,) in db.execute(
            "SELECT snippet(document_words, 1, char(8296), char(8297), ' … ', 28)"
            " FROM document_words WHERE document_words MATCH ? AND rowid = ?",
            (match, row),
        ):
            found[row] = " ".join(text.split())
    return found


def _matches(db: sqlite3.Connection, column: str, words: Sequence[str]) -> list[tuple[int, str]]:
    if not words:
        return []
    match = f"{column} : (" + " ".join(f'"{word}" *' for word in words) + ")"
    rows = db.execute(
        "SELECT entity, normal FROM name_words WHERE name_words MATCH ? LIMIT ?",
        (match, COUNTED),
    )
    return [(int(row[0]), row[1]) for row in rows]
