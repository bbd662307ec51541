from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus import CorpusError, Limits, UnreadableFile, UnsupportedFormat, read
from corpus.folder import LedgerEntry, read_all, walk


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


STORY = b"The judge signed the order on Monday, the inquiry heard."


def test_walk_is_sorted_and_passes_over_hidden_files(tmp_path: Path) -> None:
    write(tmp_path, {"b.txt": b"1", "a/z.txt": b"2", "a/b/y.txt": b"3", ".git/c": b"4", ".x": b"5"})
    assert [f.name for f in walk([tmp_path])] == ["b.txt", "a/z.txt", "a/b/y.txt"]
    assert [f.name for f in walk([tmp_path / "a", tmp_path / "b.txt"])] == [
        "z.txt",
        "b/y.txt",
        "b.txt",
    ]


def test_walk_gives_each_file_once_and_each_name_once(tmp_path: Path) -> None:
    write(tmp_path, {"one/a.txt": b"1", "two/a.txt": b"2", "x/two/a.txt": b"3"})
    sources = [
        tmp_path / "one",
        tmp_path / "two",
        tmp_path / "one" / "a.txt",
        tmp_path / "x" / "two",
    ]
    assert [f.name for f in walk(sources)] == ["a.txt", "two/a.txt", "two-2/a.txt"]


def test_walk_refuses_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="there is no"):
        list(walk([tmp_path / "missing"]))


def test_walk_follows_no_link_out_of_the_folder_and_no_loop(tmp_path: Path) -> None:
    secret = write(tmp_path, {"outside/secret.txt": b"secret"}) / "outside" / "secret.txt"
    inside = write(tmp_path / "in", {"a.txt": STORY, "sub/b.txt": b"2"})
    (inside / "sub" / "loop").symlink_to(inside)
    (inside / "self").symlink_to(inside / "self")
    (inside / "out.txt").symlink_to(secret)
    (inside / "outdir").symlink_to(tmp_path / "outside")
    (inside / "also.txt").symlink_to(inside / "a.txt")
    os.mkfifo(inside / "pipe")
    assert [f.name for f in walk([inside])] == ["a.txt", "sub/b.txt"]
    problems = {f.name: f.problem for f in walk([inside], problems=True) if f.problem}
    assert set(problems) == {"out.txt", "outdir", "pipe", "self"}
    entries = [entry for entry, _ in read_all(walk([inside], problems=True))]
    assert {e.path for e in entries if e.outcome == "failed"} == set(problems)
    assert not any("secret" in str(d.text) for _, d in read_all(walk([inside])) if d)


def test_walk_survives_names_that_are_not_utf8(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_bytes(STORY)
    except OSError:
        (tmp_path / "caf\u00e9.txt").write_bytes(STORY)
    ((entry, document),) = read_all(walk([tmp_path]))
    assert entry.outcome == "read"
    assert document is not None
    entry.path.encode("utf-8")


def ledger(folder: Path, **options: object) -> dict[str, LedgerEntry]:
    return {e.path: e for e, _ in read_all(walk([folder]), **options)}  # type: ignore[arg-type]


def test_ledger_has_one_line_a_file(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a.txt": STORY,
            "b/copy.txt": STORY,
            "c.png": b"\x89PNG\r\n\x1a\n" + bytes(50),
            "d.csv": b"a,b\n1,2\n",
            "e.txt": b"",
            "f.pdf": b"%PDF-1.4 broken",
            "g.txt": b"  \n\t\n",
        },
    )
    found = ledger(tmp_path)
    assert {name: e.outcome for name, e in found.items()} == {
        "a.txt": "read",
        "b/copy.txt": "duplicate",
        "c.png": "unsupported",
        "d.csv": "unsupported",
        "e.txt": "failed",
        "f.pdf": "failed",
        "g.txt": "failed",
    }
    assert found["b/copy.txt"].reason == "same bytes as a.txt"
    assert found["b/copy.txt"].document == found["a.txt"].document
    assert "W106" in str(found["e.txt"].reason)
    assert "OCR" in str(found["c.png"].reason)
    assert all(e.content_sha256 for e in found.values())


def test_ledger_knows_what_was_read_before(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": STORY, "b.txt": STORY + b" More.", "c.txt": STORY})
    first = ledger(tmp_path)
    known = {first["a.txt"].content_sha256}
    again = ledger(tmp_path, known=known)
    assert {n: e.outcome for n, e in again.items()} == {
        "a.txt": "unchanged",
        "b.txt": "read",
        "c.txt": "unchanged",
    }
    assert again["a.txt"].document == first["a.txt"].document


def test_document_of_several_files_names_all_paths(tmp_path: Path) -> None:
    write(tmp_path, {"z.txt": STORY, "a/b.txt": STORY})
    documents = [d for _, d in read_all(walk([tmp_path])) if d]
    assert [d.paths for d in documents] == [("a/b.txt", "z.txt")]


def test_notes_stand_in_the_ledger(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": "Le général Núñez a nié les faits.".encode("cp1252")})
    assert ledger(tmp_path)["a.txt"].reason == "encoding guessed: cp1252"


def test_one_large_file_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": STORY * 100, "b.txt": STORY})
    found = ledger(tmp_path, limits=Limits(max_bytes=1_000))
    assert (found["a.txt"].outcome, found["b.txt"].outcome) == ("failed", "read")
    assert "W103" in str(found["a.txt"].reason)


def test_read_raises_corpus_errors_for_paths(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.txt", Path("a\0b.txt")):
        with pytest.raises(CorpusError, match="W102"):
            read(path)
    write(tmp_path, {"sub/a.txt": STORY})
    assert read(tmp_path / "sub" / "a.txt").paths == ("a.txt",)
    assert read(tmp_path / "sub" / "a.txt", name="sub/a.txt").paths == ("sub/a.txt",)
    with pytest.raises(UnsupportedFormat, match=r"\*\.exe"):
        read(write(tmp_path, {"a.exe": b"plain words"}) / "a.exe")
