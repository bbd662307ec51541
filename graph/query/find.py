"""Finding entities by name and passages by words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from graph.case import Case
from graph.model import Entity, WhenceError
from graph.names import normal

_ENOUGH = 70.0


class UnknownName(WhenceError):
    """No entity has the name; ``close`` holds names that are near."""

    def __init__(self, name: str, close: Sequence[str]) -> None:
        near = f" Close to it: {'; '.join(close)}." if close else ""
        super().__init__("W230", f"Nobody and nothing is called {name!r} in this case.{near}")
        self.close = tuple(close)


class AmbiguousName(WhenceError):
    """Several entities have the name; ``entities`` holds them."""

    def __init__(self, name: str, entities: Sequence[Entity]) -> None:
        super().__init__(
            "W231", f"{name!r} fits {len(entities)} entities. Give one of their ids instead."
        )
        self.entities = tuple(entities)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextHit:
    """A document whose text holds the words that were asked for; ``snippet`` shows where."""

    document: str
    title: str | None
    path: str | None
    snippet: str


def find_entity(case: Case, name: str) -> Entity:
    """Return the entity with a name, an alias or an id (of itself or of one of its mentions).

    A name that is spelt in full goes before longer names that contain it.

    Raises
    ------
    UnknownName, AmbiguousName
    """
    exact = case.derived.named(name)
    if not exact:
        wanted = set(normal(name).split())
        within = sorted(
            {
                entity
                for form, entity in case.derived.names()
                if wanted and wanted <= set(form.split())
            }
        )
        exact = list(case.derived.entities(within))
    if not exact:
        raise UnknownName(name, suggestions(case, name))
    if len(exact) > 1:
        raise AmbiguousName(name, sorted(exact, key=lambda e: (-e.mention_count, e.id)))
    return exact[0]


def suggestions(case: Case, name: str, *, limit: int = 5) -> list[str]:
    """Return names of the case that are spelt nearly like this one, nearest first."""
    forms = dict(case.derived.names())
    close = process.extract(normal(name), sorted(forms), scorer=fuzz.WRatio, limit=limit * 2)
    ids = [forms[form] for form, score, _ in close if score >= _ENOUGH]
    named = {entity.id: entity.name for entity in case.derived.entities(ids)}
    return list(dict.fromkeys(named[i] for i in ids))[:limit]


def search_texts(case: Case, words: str, *, limit: int = 20) -> list[TextHit]:
    """Return the documents in whose title or text all the words stand, best first.

    The words are taken as plain words, never as a query language; retracted documents are left
    out. In ``snippet`` the words found stand between U+2068 and U+2069.
    """
    quoted = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
    if not quoted:
        return []
    rows = case.connection.execute(
        "SELECT d.public_id, d.title, (SELECT min(path) FROM source WHERE document = d.id),"
        " snippet(document_words, 1, char(8296), char(8297), ' … ', 24)"
        " FROM document_words w JOIN document d ON d.id = w.rowid"
        " WHERE document_words MATCH ? AND d.retracted_at IS NULL"
        " ORDER BY rank, d.public_id LIMIT ?",
        (quoted, limit),
    )
    return [
        TextHit(document=row[0], title=row[1], path=row[2], snippet=" ".join(row[3].split()))
        for row in rows
    ]
