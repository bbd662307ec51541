from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter

import pytest

from benchmarks.gold import SAMPLES, load_gold

MANIFEST = tomllib.loads((SAMPLES / "manifest.toml").read_text(encoding="utf-8"))
ROWS = MANIFEST["document"]
FORMATS = {"txt", "md", "html", "pdf", "docx", "eml"}
KEYS = {"file", "title", "genre", "language", "format", "split", "fiction", "sha256"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_manifest_names_the_file_as_it_is(row):
    data = (SAMPLES / "documents" / row["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == row["sha256"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_manifest_row_is_whole(row):
    assert row.keys() >= KEYS
    assert row.keys() <= KEYS | {"publisher", "date", "gold"}
    assert row["fiction"] is True
    assert row["format"] == row["file"].rsplit(".", 1)[-1]
    assert row["split"] in ("tune", "frozen")
    assert re.fullmatch(r"\d{4}(-\d\d){0,2}", row.get("date", "2000"))


def test_manifest_lists_every_document():
    there = {p.name for p in (SAMPLES / "documents").iterdir()}
    assert there == {row["file"] for row in ROWS}


def test_every_format_occurs():
    assert {row["format"] for row in ROWS} == FORMATS


def test_a_third_is_frozen_and_spread():
    with_gold = [row for row in ROWS if "gold" in row]
    frozen = [row for row in with_gold if row["split"] == "frozen"]
    assert len(frozen) * 3 == len(with_gold)
    assert {row["format"] for row in frozen} == FORMATS
    assert max(Counter(row["genre"] for row in frozen).values()) == 1


def test_reprints_are_in_one_split():
    splits = {row["file"]: row["split"] for row in ROWS}
    assert splits["dispatch-zamidi-arrest.txt"] == splits["northline-zamidi-reprint.html"]


def test_what_cannot_be_read_has_no_gold():
    assert [row["file"] for row in ROWS if "gold" not in row] == ["persian-note.txt"]
    (note,) = [d for d in load_gold() if d.file == "persian-note.txt"]
    assert note.language == "fa"
    assert note.align(note.path.read_text(encoding="utf-8")) == []


def test_documents_stay_small():
    assert sum((SAMPLES / "documents" / row["file"]).stat().st_size for row in ROWS) < 400_000
