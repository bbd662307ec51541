"""The file: in use, erased, of another version."""

from __future__ import annotations

import pickle
import sqlite3

import pytest

import graph.case.case as case_module
from corpus import sha256_text
from graph.case import Case, schema
from graph.case.codec import dump
from graph.derive import refresh
from graph.model import Anchor, EvidenceError, WhenceError
from graph.query.find import UnknownName
from tests.making import case_of, document_and_reading

SECRET = "Mayor [PERSON:Ana Vell] of [GPE:Belm] spoke of the amber room."
OTHER = "It rained in [GPE:Belm]."


def test_a_case_in_use_is_not_called_damaged(tmp_path, monkeypatch):
    path = tmp_path / "c.whence"
    case_of(path, a=SECRET).close()
    monkeypatch.setattr(schema, "BUSY_SECONDS", 0.0)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(WhenceError, match="in use") as caught:
            Case.open(path)
        assert "damaged" not in str(caught.value)
    finally:
        other.close()


def test_a_case_that_cannot_be_written_is_not_called_damaged(tmp_path):
    path = tmp_path / "c.whence"
    case_of(path, a=SECRET).close()
    (tmp_path / "c.whence-wal").mkdir()
    with pytest.raises(WhenceError, match="cannot be written") as caught:
        Case.open(path)
    assert "damaged" not in str(caught.value)


def test_no_case_can_be_made_below_a_file(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(WhenceError, match="W215"):
        Case.open(tmp_path / "file" / "c.whence", create=True)


def test_erasing_while_another_program_reads_says_so_and_is_finished_later(tmp_path, monkeypatch):
    monkeypatch.setattr(case_module, "_ERASE_SECONDS", 0.0)
    path = tmp_path / "c.whence"
    with case_of(path, a=SECRET, b=OTHER) as case:
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT text FROM document").fetchall()
        with pytest.raises(WhenceError, match="Close other programs"):
            case.erase(document_and_reading(SECRET)[0].id)
        assert case.recorded.erase_pending
        with Case.open(path) as still:
            assert still.recorded.erase_pending
        reader.close()
    with Case.open(path) as case:
        assert not case.recorded.erase_pending
        refresh(case)
        left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert b"amber room" not in left and b"rained" in left


def test_a_decision_that_partly_hangs_on_an_erased_text_loses_its_words(tmp_path):
    with case_of(tmp_path / "c.whence", a=SECRET, b=OTHER) as case:
        texts = [document_and_reading(marked)[0].text for marked in (SECRET, OTHER)]
        anchors = [Anchor(text_sha256=sha256_text(t), start=0, end=2, exact=t[:2]) for t in texts]
        for name, targets in (("dec-1", anchors), ("dec-2", anchors[:1]), ("dec-3", anchors[1:])):
            case.connection.execute(
                "INSERT INTO decision (public_id, kind, targets, value, reason, decided_by,"
                " created_at) VALUES (?, 'note', ?, '\"amber\"', 'amber', 'me', 'now')",
                (name, dump(tuple(targets))),
            )
        case.erase(document_and_reading(SECRET)[0].id)
        kept = {decision.id: decision for decision in case.recorded.decisions.all()}
    assert sorted(kept) == ["dec-1", "dec-3"]
    assert (kept["dec-1"].targets, kept["dec-1"].value) == (tuple(anchors[1:]), None)
    assert kept["dec-1"].reason is None
    assert kept["dec-3"].reason == "amber"


def test_another_version_of_the_program_derives_anew(tmp_path, monkeypatch):
    with case_of(tmp_path / "c.whence", a=SECRET) as case:
        assert not refresh(case)
        monkeypatch.setattr("graph.case.derived.__version__", "99.0")
        assert refresh(case)
        assert not refresh(case)


@pytest.mark.parametrize(
    "error", [WhenceError("W1", "a"), EvidenceError("W2", "b"), UnknownName("x", ["y"])]
)
def test_errors_travel_between_processes(error):
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (str(again), again.__dict__) == (str(error), error.__dict__)


def test_paths_near_what_was_asked_for_are_offered(tmp_path):
    with case_of(tmp_path / "c.whence", harbour=SECRET, weather=OTHER) as case:
        with pytest.raises(WhenceError, match=r"Close to it: harbour\.txt"):
            case.recorded.document("harbor.txt")
        with pytest.raises(WhenceError, match="W223"):
            case.recorded.restore("weather.txt")


def test_an_empty_file_is_no_case_and_is_left_as_it_is(tmp_path):
    empty = tmp_path / "notes.txt"
    empty.touch()
    with pytest.raises(WhenceError, match="W212"):
        Case.open(empty)
    assert empty.stat().st_size == 0
