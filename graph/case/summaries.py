"""Summaries of the derived tables: counted once, when they are written, and read many times."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.case.packed import write_packed
from graph.case.places import write_places
from graph.edtf import bounds
from graph.names import normal

_VOWELS = re.compile(r"[aeiouy]")
_TWICE = re.compile(r"(.)\1+")
_ALIKE = str.maketrans({"q": "k", "c": "k", "z": "s", "w": "v"})
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ß": "ss", "æ": "ae",
        "œ": "oe", "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ـ": "", "'": "", "ʿ": "", "ʾ": "",
    }
)  # fmt: skip
_BATCH = 20_000
_CACHE_KIB = 400_000
"""Memory for pages meanwhile: rows are written out of order, and a small cache would thrash."""
OPEN = ("0000-01-01", "9999-12-31")
"""What stands for an open beginning and an open end: they sort before and after every day."""


def folded(name: str) -> str:
    """Return a normal form without the letters that keyboards lack, nor apostrophes.

    Examples
    --------
    >>> folded("novak łos")
    'novak los'
    """
    return name.translate(_LETTERS)


def skeleton(name: str) -> str:
    """Return the consonants of a normal form's words: what spellings of one name have in common.

    The first letter of a word is kept even if it is a vowel.

    Examples
    --------
    >>> skeleton("youssef haddad"), skeleton("yusef hadad")
    ('ysf hd', 'ysf hd')
    """
    found = []
    for word in name.split():
        kept = word[0] + _VOWELS.sub("", word[1:].replace("h", "") or "")
        found.append(_TWICE.sub(r"\1", kept.translate(_ALIKE)))
    return " ".join(found)


def summarise(connection: sqlite3.Connection) -> None:
    """Fill the summary tables from the other derived tables, inside the caller's transaction.

    Notes
    -----
    One pass over the evidence, and counting by indexes for the rest: near linear in the claims.
    """
    usual = connection.execute("PRAGMA cache_size").fetchone()[0]
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    try:
        _fill(connection)
    finally:
        connection.execute(f"PRAGMA cache_size = {usual}")


def _fill(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO claim_source"
        " SELECT claim, json_extract(body, '$.independence_group') FROM evidence ORDER BY claim"
    )
    for statement in _COUNTS:
        connection.execute(statement)
    _dates(connection)
    _names(connection)
    _voices(connection)
    write_packed(connection)
    write_places(connection)
    connection.execute("INSERT INTO tally SELECT 'all', 'joined', count(*) FROM place")


_COUNTS = (
    "INSERT INTO standing"
    " SELECT entity, count(*), sum(independent_sources = 1), sum(polarity = 'denied') FROM ("
    "SELECT subject AS entity, independent_sources, polarity FROM edge UNION ALL"
    " SELECT object, independent_sources, polarity FROM edge"
    " WHERE object IS NOT NULL AND object <> subject) GROUP BY entity",
    "INSERT INTO holding SELECT d.id, coalesce(c.many, 0), coalesce(m.many, 0) FROM document d"
    " LEFT JOIN (SELECT v.document, count(DISTINCT v.claim) AS many FROM evidence v"
    " JOIN edge c ON c.id = v.claim GROUP BY v.document) c ON c.document = d.id"
    " LEFT JOIN (SELECT document, count(DISTINCT entity) AS many FROM mention"
    " GROUP BY document) m ON m.document = d.id",
    "INSERT INTO tally SELECT 'type', type, count(*) FROM entity GROUP BY type",
    "INSERT INTO tally SELECT 'predicate', predicate, count(*) FROM edge GROUP BY predicate",
    "INSERT INTO tally SELECT 'kind', kind, count(*) FROM edge GROUP BY kind",
    "INSERT INTO tally SELECT 'single', predicate, count(*) FROM edge"
    " WHERE independent_sources = 1 GROUP BY predicate",
    "INSERT INTO tally SELECT 'all', 'entity', count(*) FROM entity",
    "INSERT INTO tally SELECT 'all', 'printed', count(DISTINCT reprint_group) FROM reprint",
    "INSERT INTO tally SELECT 'all', 'mention', count(*) FROM mention",
    "INSERT INTO tally SELECT 'all', 'claim', count(*) FROM edge",
    "INSERT INTO tally SELECT 'all', 'evidence', count(*) FROM evidence v"
    " JOIN edge c ON c.id = v.claim",
    "INSERT INTO tally SELECT 'all', 'single', count(*) FROM edge WHERE independent_sources = 1",
)


_YEARS = (
    "INSERT INTO tally SELECT 'year', 'first', year FROM (SELECT CAST(substr(min(first), 1, 4)"
    " AS INTEGER) AS year FROM dated WHERE first > '0000-01-01') WHERE year IS NOT NULL",
    "INSERT INTO tally SELECT 'year', 'last', year FROM (SELECT CAST(substr(max(last), 1, 4)"
    " AS INTEGER) AS year FROM dated WHERE last < '9999-12-31') WHERE year IS NOT NULL",
)


def _dates(connection: sqlite3.Connection) -> None:
    rows = connection.execute(
        "SELECT id, coalesce(at, json_extract(value, '$.text')) FROM edge"
        " WHERE at IS NOT NULL OR json_extract(value, '$.kind') = 'date'"
    )
    while batch := rows.fetchmany(_BATCH):
        connection.executemany(
            "INSERT INTO dated VALUES (?, ?, ?)",
            ((row[0], *days) for row in batch if (days := _days(row[1])) is not None),
        )

    for statement in _YEARS:
        connection.execute(statement)


def _days(when: str) -> tuple[str, str] | None:
    """Return the first and last day that a date may mean, in the form in which they sort."""
    try:
        known = bounds(when)
    except ValueError:
        return None
    first, last = known.first, known.last
    return first.isoformat() if first else OPEN[0], last.isoformat() if last else OPEN[1]


def _names(connection: sqlite3.Connection) -> None:
    rows = connection.execute("SELECT normal, entity FROM entity_name")
    while batch := rows.fetchmany(_BATCH):
        connection.executemany(
            "INSERT INTO name_words (normal, skeleton, entity) VALUES (?, ?, ?)",
            ((folded(row[0]), skeleton(folded(row[0])), row[1]) for row in batch),
        )


def _voices(connection: sqlite3.Connection) -> None:
    """Write down whose words each claim rests on, and whether on theirs alone."""
    numbers: dict[str, int] = {}
    names: dict[str, str] = {}
    claims: Counter[int] = Counter()
    alone: Counter[int] = Counter()
    told: list[tuple[int, int, bool]] = []
    for claim, chains in _chains(connection):
        heard = set()
        for chain in chains:
            key, name = innermost(chain)
            if key is not None and key not in numbers:
                numbers[key] = len(numbers) + 1
                names[key] = name
            heard.add(None if key is None else numbers[key])
        for speaker in heard - {None}:
            only = len(heard) == 1
            claims[speaker] += 1  # type: ignore[index]
            alone[speaker] += only  # type: ignore[index]
            told.append((speaker, claim, only))  # type: ignore[arg-type]
        if len(told) >= _BATCH:
            connection.executemany("INSERT INTO voice VALUES (?, ?, ?)", told)
            told.clear()
    connection.executemany("INSERT INTO voice VALUES (?, ?, ?)", told)
    connection.executemany(
        "INSERT INTO speaker VALUES (?, ?, ?, (SELECT id FROM entity WHERE public_id = ?), ?, ?)",
        (
            (number, key, names[key], key, claims[number], alone[number])
            for key, number in numbers.items()
        ),
    )


def _chains(connection: sqlite3.Connection) -> Iterator[tuple[int, list[list[dict[str, Any]]]]]:
    """Yield each claim's row and the chains of speakers of its passages."""
    rows = connection.execute(
        "SELECT claim, json_extract(body, '$.attributed_to') FROM evidence"
        " WHERE claim IN (SELECT id FROM edge) ORDER BY claim"
    )
    at: int | None = None
    chains: list[list[dict[str, Any]]] = []
    for claim, chain in rows:
        if claim != at:
            if at is not None:
                yield at, chains
            at, chains = claim, []
        chains.append(json.loads(chain))
    if at is not None:
        yield at, chains


def innermost(chain: Iterable[Mapping[str, Any]]) -> tuple[str | None, str]:
    """Return a key for the innermost speaker who is known, and the name to show."""
    for speaker in reversed(list(chain)):
        name = " ".join(str(speaker["name"] or "").split())
        if speaker["entity"] is not None:
            return str(speaker["entity"]), name
        if name and speaker["how"] in {"publisher", "author"}:
            return f"name:{normal(name)}", name
    return None, ""
