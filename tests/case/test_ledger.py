"""What happened to each file, over several runs, without the network."""

from __future__ import annotations

from pathlib import Path

import pytest

import graph.build
from corpus import Document, Limits, UnsupportedFormat
from graph.build import Outcome, build
from graph.case import Case
from graph.extract import unread
from graph.model import Reading, WhenceError


class NoNames:
    """Reads every text as one without names."""

    version = "none"

    def __init__(self, pipeline: str | None = None) -> None:
        self.pipeline = pipeline

    def read(self, document: Document) -> Reading:
        """Return an empty reading, or fail as the text asks for."""
        if "crash" in document.text:
            raise KeyError("a bug")
        if "refuse" in document.text:
            raise WhenceError("W299", "It is refused.")
        return unread(document, pipeline=self.version, why="no names")


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(graph.build, "Reader", NoNames)


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "folder"
    made.mkdir()
    return made


@pytest.fixture
def case(folder):
    with Case.open(folder.parent / "c.whence", create=True) as opened:
        yield opened


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def run(case: Case, *sources: Path, limits: Limits | None = None) -> dict[str, str]:
    """Build and return each file's outcome."""
    told: list[Outcome] = []
    summary = build(
        sources,
        case,
        workers=1,
        limits=limits,
        progress=lambda outcome, done, total: told.append(outcome),
    )
    assert sum(summary.outcomes.values()) == len(told)
    return {outcome.path: outcome.outcome for outcome in told}


def ledger(case: Case) -> dict[str, str]:
    return {line.path: line.outcome for line in case.recorded.ledger()}


def active(case: Case) -> list[str]:
    return sorted(s.document.text.strip() for s in case.recorded.documents() if not s.retracted_at)


def test_a_bug_or_a_refusal_in_one_file_stops_nothing(case, folder):
    for name, text in (("a", "crash here"), ("b", "It rained."), ("c", "refuse this")):
        write(folder / f"{name}.txt", text)
    assert run(case, folder) == {"a.txt": "failed", "b.txt": "read", "c.txt": "failed"}
    reasons = {line.path: line.reason or "" for line in case.recorded.ledger()}
    assert "KeyError" in reasons["a.txt"] and "W299" in reasons["c.txt"]


def test_a_copy_of_a_file_that_gives_no_document_has_its_own_outcome(case, folder, monkeypatch):
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        write(folder / name, "It rained.")
    real = graph.work.read_noted

    def unless_a_or_b(path, *, name, limits):
        if name in ("a.txt", "b.txt"):
            raise UnsupportedFormat("the name is no good", "Give it another")
        return real(path, name=name, limits=limits)

    monkeypatch.setattr(graph.work, "read_noted", unless_a_or_b)
    expected = {"a.txt": "unsupported", "b.txt": "unsupported", "c.txt": "read"}
    assert run(case, folder) == {**expected, "d.txt": "duplicate"}
    assert all(line.document for line in case.recorded.ledger() if line.outcome == "read")
    assert not [x for x in case.recorded.ledger() if x.outcome == "unsupported" and x.document]


def test_copies_of_a_broken_file_all_fail(case, folder):
    for name in ("a.txt", "b.txt"):
        write(folder / name, "crash here")
    for _ in range(2):
        assert run(case, folder) == {"a.txt": "failed", "b.txt": "failed"}
    with pytest.raises(ValueError, match="no document"):
        case.recorded.note(
            root="/t", path="x", content_sha256="0" * 64, outcome="read", reason=None
        )


def test_a_file_that_cannot_be_opened_keeps_what_it_held(case, folder):
    write(folder / "a.txt", "It rained all day long.")
    run(case, folder)
    assert run(case, folder, limits=Limits(max_bytes=5)) == {"a.txt": "failed"}
    (line,) = case.recorded.ledger()
    assert line.outcome == "failed" and line.reason and line.document
    assert active(case) == ["It rained all day long."]
    assert run(case, folder) == {"a.txt": "unchanged"}
    assert ledger(case) == {"a.txt": "read"}


def test_a_file_that_now_holds_something_unreadable_no_longer_holds_the_text(case, folder):
    write(folder / "a.txt", "It rained.")
    run(case, folder)
    write(folder / "a.txt", "crash here")
    assert run(case, folder) == {"a.txt": "failed"}
    assert active(case) == []


def test_a_file_that_is_gone_is_noted_and_its_document_stays(case, folder):
    write(folder / "a.txt", "It rained.")
    write(folder / "b.txt", "It snowed.")
    run(case, folder)
    (folder / "a.txt").unlink()
    for _ in range(2):
        assert run(case, folder) == {"a.txt": "gone", "b.txt": "unchanged"}
    assert ledger(case) == {"a.txt": "gone", "b.txt": "read"}
    assert "stays in the case" in (case.recorded.ledger()[0].reason or "")
    assert active(case) == ["It rained.", "It snowed."]
    write(folder / "a.txt", "It rained.")
    assert run(case, folder) == {"a.txt": "unchanged", "b.txt": "unchanged"}
    assert ledger(case) == {"a.txt": "read", "b.txt": "read"}


def test_a_folder_that_is_not_given_again_is_left_alone(case, folder):
    write(folder / "a.txt", "It rained.")
    run(case, folder)
    (folder / "a.txt").unlink()
    other = folder.parent / "folder2"
    other.mkdir()
    write(other / "b.txt", "It snowed.")
    assert run(case, other) == {"b.txt": "read"}
    assert ledger(case) == {"a.txt": "read", "b.txt": "read"}


def test_a_renamed_file_that_changes_takes_its_old_text_with_it(case, folder):
    write(folder / "a.txt", "It rained.")
    run(case, folder)
    (folder / "a.txt").rename(folder / "b.txt")
    assert run(case, folder) == {"b.txt": "unchanged"}
    assert ledger(case) == {"b.txt": "read"}
    write(folder / "b.txt", "It snowed.")
    assert run(case, folder) == {"b.txt": "read"}
    assert active(case) == ["It snowed."]


def test_a_file_given_by_itself_and_then_with_its_folder_is_one_line(case, folder):
    deep = folder / "deep"
    deep.mkdir()
    file = write(deep / "a.txt", "It rained.")
    run(case, file)
    write(file, "It snowed.")
    run(case, folder)
    assert ledger(case) == {"deep/a.txt": "read"}
    assert active(case) == ["It snowed."]


def test_the_last_copy_left_is_no_duplicate(case, folder):
    for name in ("a.txt", "b.txt"):
        write(folder / name, "It rained.")
    assert run(case, folder) == {"a.txt": "read", "b.txt": "duplicate"}
    (folder / "a.txt").unlink()
    assert run(case, folder) == {"b.txt": "unchanged"}
    assert ledger(case) == {"b.txt": "read"}


def test_only_the_case_and_its_own_files_are_passed_over(folder):
    write(folder / "case.txt", "It rained.")
    write(folder / "case-notes.txt", "It snowed.")
    write(folder / "case.v1.backup", "not a document")
    with Case.open(folder / "case", create=True) as case:
        write(folder / "case.v1.backup.txt", "It hailed.")
        assert run(case, folder) == dict.fromkeys(
            ("case-notes.txt", "case.txt", "case.v1.backup.txt"), "read"
        )
