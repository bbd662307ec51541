"""JSON Lines: everything, in the form that other programs and the checks read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from graph.case import Case, StoredDocument
from graph.case.codec import plain
from graph.export.files import write_text


def write(case: Case, folder: Path) -> list[Path]:
    """Write five files, one object a line, sorted by id; equal data give equal bytes.

    Documents that were retracted are written with their reason; nothing else rests on them.
    """
    groups = case.derived.reprint_groups()
    tables: dict[str, Iterable[Mapping[str, Any]]] = {
        "documents": (_document(stored, groups) for stored in case.recorded.documents()),
        "entities": (plain(entity) for entity in case.derived.entities()),
        "mentions": sorted((plain(m) for m in case.derived.mentions()), key=lambda m: m["id"]),
        "claims": (plain(claim) for claim in case.derived.claims()),
        "decisions": (plain(decision) for decision in case.recorded.decisions.all()),
    }
    return [write_text(folder / f"{name}.jsonl", _lines(rows)) for name, rows in tables.items()]


def _lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def _document(stored: StoredDocument, groups: Mapping[str, str]) -> dict[str, Any]:
    fields = plain(stored.document)
    fields["reprint_group"] = groups[stored.document.id]
    fields["added_at"] = stored.added_at
    fields["retracted_at"] = stored.retracted_at
    fields["retraction_reason"] = stored.retraction_reason
    return dict(fields)
