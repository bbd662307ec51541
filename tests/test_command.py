"""The command as people use it, over the sample documents and over bad input."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.case import Case
from graph.cli import main
from graph.cli.common import count_of
from tests.making import case_of

SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "samples" / "documents"


def whence(*arguments: object, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, without a terminal."""
    done = subprocess.run(
        [sys.executable, "-m", "graph.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=600,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A case of the sample documents; tests that change it copy it first."""
    case = tmp_path_factory.mktemp("built") / "sample.whence"
    whence("build", SAMPLES, "--case", case)
    return case


@pytest.fixture
def case(built, tmp_path) -> Path:
    """A copy to change."""
    return Path(shutil.copy(built, tmp_path / "c.whence"))


def ledger(case: Path) -> dict[str, dict[str, object]]:
    told = json.loads(whence("status", case, "--json").stdout)
    return {line["path"]: line for line in told["ledger"]}


def exported(case: Path, folder: Path) -> dict[str, bytes]:
    whence("export", case, "--format", "jsonl", "--output", folder)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_build_reads_every_sample_and_says_what_it_could_not(built):
    told = ledger(built)
    assert len(told) == len(list(SAMPLES.iterdir()))
    assert {line["outcome"] for line in told.values()} == {"read"}
    assert "fa" in str(told["persian-note.txt"]["reason"])


def test_what_cannot_be_read_yields_no_names_but_is_found_by_its_words(built):
    import corpus

    note = SAMPLES / "persian-note.txt"
    word = max(corpus.read(note).text.split(), key=len)
    assert corpus.read(note).id in whence("search", built, word).stdout
    mentions = sqlite3.connect(built).execute(
        "SELECT count(*) FROM mention m JOIN document d ON d.id = m.document WHERE d.language = 'fa'"
    )
    assert mentions.fetchone() == (0,)


def test_verify_holds_every_passage(built):
    assert "stand in their documents" in whence("verify", built).stdout


def test_verify_fails_with_a_list_when_a_passage_does_not_stand(case):
    with sqlite3.connect(case) as db:
        db.execute("DROP TRIGGER document_text_is_kept")
        db.execute("UPDATE document SET text = replace(text, 'Korvali', 'Nobody1')")
    done = whence("verify", case, code=1)
    assert "does not stand" in done.stdout


def test_a_second_run_reads_nothing_and_changes_nothing(case, tmp_path):
    before = exported(case, tmp_path / "before")
    done = whence("build", SAMPLES, "--case", case)
    assert f"{len(list(SAMPLES.iterdir()))} unchanged" in done.stdout
    assert exported(case, tmp_path / "after") == before


def test_order_and_processes_make_no_difference(built, tmp_path):
    files = sorted(SAMPLES.iterdir(), reverse=True)
    other = tmp_path / "other.whence"
    for half in (files[::2], files[1::2]):
        whence("build", *half, "--case", other, "--workers", "1")
    stamped = {"documents.jsonl"}  # added_at differs
    one, two = exported(built, tmp_path / "one"), exported(other, tmp_path / "two")
    assert {n: d for n, d in one.items() if n not in stamped} == {
        n: d for n, d in two.items() if n not in stamped
    }


def test_a_changed_file_takes_the_place_of_what_it_held(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    file, case = folder / "note.txt", tmp_path / "c.whence"
    first = "Mayor Hamid Korvali opened the new market hall in Belqara on Tuesday."
    file.write_text(first, encoding="utf-8")
    whence("build", folder, "--case", case)
    file.write_text("It rained in Belqara all day long.", encoding="utf-8")
    whence("build", folder, "--case", case)
    told = json.loads(whence("status", case, "--json").stdout)
    assert (told["documents"], told["retracted"]) == (2, 1)
    assert "Korvali" not in exported(case, tmp_path / "x")["mentions.jsonl"].decode()
    file.write_text(first, encoding="utf-8")
    whence("build", folder, "--case", case)
    told = json.loads(whence("status", case, "--json").stdout)
    assert (told["documents"], told["retracted"]) == (2, 1)
    assert "Korvali" in exported(case, tmp_path / "y")["mentions.jsonl"].decode()


def test_bad_files_are_lines_in_the_ledger_and_stop_nothing(tmp_path):
    folder = tmp_path / "folder"
    (folder / "deep").mkdir(parents=True)
    text = "Prime Minister Ilyas Tarvan spoke in Belqara."
    (folder / "good.txt").write_text(text, encoding="utf-8")
    (folder / "deep" / "twin.txt").write_text(text, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 nothing more")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    (folder / ("n" * 120 + "<script>.txt")).write_text("It rained.", encoding="utf-8")
    case = tmp_path / "c.whence"
    whence("build", folder, "--case", case)
    told = {path: line["outcome"] for path, line in ledger(case).items()}
    assert sorted(told.values()) == [
        "duplicate",
        "failed",
        "failed",
        "failed",
        "read",
        "read",
        "unsupported",
    ]
    assert all(line["reason"] for line in ledger(case).values() if line["outcome"] != "read")
    whence("verify", case)


def test_a_killed_run_loses_nothing_and_the_next_goes_on(tmp_path):
    case = tmp_path / "c.whence"
    run = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "graph.cli",
            "build",
            str(SAMPLES),
            "--case",
            str(case),
            "--workers",
            "1",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 120
    while time.monotonic() < until and run.poll() is None and _documents(case) < 3:
        time.sleep(0.05)
    run.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    run.wait()
    kept = _documents(case)
    assert 0 < kept < len(list(SAMPLES.iterdir()))
    whence("verify", case)
    done = whence("build", SAMPLES, "--case", case)
    assert f"{kept} unchanged" in done.stdout
    assert _documents(case) == len(list(SAMPLES.iterdir()))


def _documents(case: Path) -> int:
    if not case.exists():
        return 0
    try:
        with sqlite3.connect(f"file:{case}?mode=ro", uri=True) as db:
            return int(db.execute("SELECT count(*) FROM document").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def test_retract_is_exact_and_can_be_taken_back(case, tmp_path):
    before = exported(case, tmp_path / "before")
    whence("retract", case, "northline-brief.txt", "--reason", "The author withdrew it.")
    after = exported(case, tmp_path / "after")
    (document,) = [
        row
        for row in map(json.loads, after["documents.jsonl"].splitlines())
        if row["paths"] == ["northline-brief.txt"]
    ]
    assert document["retraction_reason"] == "The author withdrew it."
    for name in ("mentions.jsonl", "claims.jsonl"):
        assert document["id"] not in after[name].decode()
    assert "northline-brief.txt: retracted" not in whence("build", SAMPLES, "--case", case).stdout
    assert ledger(case)["northline-brief.txt"]["outcome"] == "retracted"
    whence("retract", case, document["id"], "--undo")
    assert exported(case, tmp_path / "again") == before
    assert "needs a reason" in whence("retract", case, document["id"], code=2).stderr


def test_erase_leaves_no_word_of_the_document_in_the_file(case):
    words = [b"Northline", b"northline-brief"]
    whence("erase", case, "northline-brief.txt", "--yes")
    left = b"".join(path.read_bytes() for path in case.parent.glob("c.whence*"))
    text = (SAMPLES / "northline-brief.txt").read_bytes()
    sentences = [s.strip() for s in text.split(b".") if len(s.strip()) > 25]
    assert sentences
    assert not [s for s in sentences if s in left]
    assert words[1] not in left
    whence("verify", case)


def test_explore_and_report_write_whole_pages(built, tmp_path):
    page, report = tmp_path / "page.html", tmp_path / "report.md"
    whence("explore", built, "--output", page)
    assert "Hamid Korvali" in page.read_text(encoding="utf-8")
    near = tmp_path / "near.html"
    whence("explore", built, "--output", near, "--about", "Hamid Korvali", "--depth", "1")
    assert near.stat().st_size < page.stat().st_size
    whence("report", built, "--about", "Hamid Korvali", "--format", "md", "--output", report)
    assert "[^1]" in report.read_text(encoding="utf-8")
    html = tmp_path / "report.html"
    whence("report", built, "--about", "Hamid Korvali", "--format", "html", "--output", html)
    assert "Content-Security-Policy" in html.read_text(encoding="utf-8")


def test_graphml_is_read_back_by_networkx(built, tmp_path):
    import networkx as nx

    whence("export", built, "--format", "graphml", "--output", tmp_path)
    view = nx.read_graphml(tmp_path / "graph.graphml", force_multigraph=True)
    assert view.number_of_edges() > 0
    assert all(json.loads(fields["evidence"]) for *_, fields in view.edges(data=True))


def test_a_name_that_fits_several_lists_them_and_exits_2(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    case = tmp_path / "c.whence"
    for name, first in (("a", "Hamid"), ("b", "Elena")):
        (folder / f"{name}.txt").write_text(
            f"President {first} Korvali arrived in Belqara on Monday.", encoding="utf-8"
        )
    whence("build", folder, "--case", case)
    done = whence("report", case, "--about", "Korvali", "--output", tmp_path / "r.html", code=2)
    assert "Hamid Korvali" in done.stderr and "Elena Korvali" in done.stderr
    assert not (tmp_path / "r.html").exists()
    done = whence(
        "report", case, "--about", "Hamid Korvaly", "--output", tmp_path / "r.html", code=2
    )
    assert "Hamid Korvali" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("status", "{tmp}/none.whence"), "whence build"),
        (("build", "{tmp}/nothing", "--case", "{tmp}/c.whence"), "no file or folder"),
        (("status", "{tmp}"), "one file"),
        (("verify", __file__), "not a case"),
    ],
)
def test_errors_say_what_to_do_next(tmp_path, arguments, says):
    done = whence(*(a.format(tmp=tmp_path) for a in arguments), code=2)
    assert says in done.stderr.replace("\n", " ")
    assert "Traceback" not in done.stderr


def test_a_newer_case_is_refused_with_a_message(case):
    with sqlite3.connect(case) as db:
        db.execute("PRAGMA user_version = 99")
    assert "newer Whence" in whence("status", case, code=2).stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no such bits")
def test_a_case_is_its_owners_alone(built):
    assert stat.S_IMODE(built.stat().st_mode) == 0o600


def test_help_teaches(built):
    for command in (
        "build",
        "status",
        "verify",
        "search",
        "explore",
        "report",
        "export",
        "retract",
        "erase",
    ):
        assert command in whence("--help").stdout
        assert len(whence(command, "--help").stdout) > 200


# -- in this process, over cases made by hand -------------------------------------------------

TEXT = "Mayor [PERSON:Ana Vell] of [GPE:Belm] spoke."


@pytest.fixture
def small(tmp_path) -> Path:
    """A case of two documents, one of which is also a file."""
    path = tmp_path / "small.whence"
    case_of(path, a=TEXT, b="It rained in [GPE:Belm].").close()
    return path


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command in this process; return what it prints, and hold its exit code."""

    def running(*arguments: object, code: int = 0) -> tuple[str, str]:
        monkeypatch.setattr(sys, "argv", ["whence", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        told = capsys.readouterr()
        assert (ended.value.code or 0) == code, told
        return " ".join(told.out.split()), " ".join(told.err.split())

    return running


def test_no_output_is_written_over_the_case_or_a_document(small, tmp_path, run, monkeypatch):
    source = tmp_path / "a.jsonl"
    source.write_text("mine", encoding="utf-8")
    with Case.open(small) as case:
        case.connection.execute(
            "UPDATE source SET root = ?, path = 'a.jsonl' WHERE path = 'a.txt'", (str(tmp_path),)
        )
    link = tmp_path / "link.html"
    link.symlink_to(source)
    monkeypatch.chdir(tmp_path)
    about = ("--about", "Ana Vell", "--output")
    before = small.read_bytes()
    for output in (small, "small.whence", f"{small}-wal", source, link, tmp_path):
        for command in (("explore", small, "--output"), ("report", small, *about)):
            _, said = run(*command, output, code=2)
            assert "--output" in said
    for name in ("a.jsonl", "claims.jsonl"):
        source.rename(tmp_path / name)
        with Case.open(small) as case:
            case.connection.execute("UPDATE source SET path = ? WHERE path LIKE '%.jsonl'", (name,))
        source = tmp_path / name
        assert "not written over" in run("export", small, "--output", tmp_path, code=2)[1]
        assert source.read_text(encoding="utf-8") == "mine"
    assert len(before) == len(small.read_bytes())
    run("verify", small)


def test_what_cannot_be_written_is_one_line(small, run, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for command in ("explore", "export"):
        told, said = run(command, small, "--output", tmp_path / "file" / "page", code=2)
        assert not told and "cannot be written" in said and "Traceback" not in said


def test_a_report_takes_its_format_from_the_ending(small, run, tmp_path):
    for name, options, is_page in (
        ("r.md", (), False),
        ("r.html", (), True),
        ("s.md", ("--format", "html"), True),
    ):
        run("report", small, "--about", "Ana Vell", "--output", tmp_path / name, *options)
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert ("<!doctype html>" in text.lower()) is is_page


def test_erasing_without_anybody_to_ask_needs_yes(small, run, monkeypatch):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False)
    assert "--yes" in run("erase", small, "a.txt", code=2)[1]
    assert "Ana Vell" in run("search", small, "Mayor")[0]
    run("erase", small, "a.txt", "--yes")
    assert "No document" in run("search", small, "Mayor")[0]


def test_retracting_tells_what_changed_why_and_where_else_the_text_stands(tmp_path, run):
    case = tmp_path / "c.whence"
    long = " ".join(f"The council met for the {n}th time in the old hall." for n in range(20, 40))
    case_of(case, a=f"{TEXT} {long}", b=f"{TEXT} {long} It rained.").close()
    assert "not retracted" in run("retract", case, "a.txt", "--undo", code=2)[1]
    told, _ = run("retract", case, "a.txt", "--reason", "The author withdrew it.")
    assert "The same text is also in b.txt (doc-" in told
    assert "-2 mentions" in told and "-1 passage." in told
    assert "The author withdrew it." in run("status", case)[0]
    (line, _) = json.loads(run("status", case, "--json")[0])["ledger"]
    assert (line["outcome"], line["reason"]) == ("retracted", "The author withdrew it.")
    (withdrawn,) = json.loads(run("status", case, "--json")[0])["retractions"]
    assert withdrawn["reason"] == "The author withdrew it."
    assert "+2 mentions" in run("retract", case, "a.txt", "--undo")[0]


def test_a_build_of_nothing_leaves_no_case(tmp_path, run):
    document = tmp_path / "a.txt"
    document.write_text("It rained.", encoding="utf-8")
    case = tmp_path / "c.whence"
    assert "no file or folder" in run("build", tmp_path / "no", "--case", case, code=2)[1]
    assert "W241" in run("build", document, "--case", case, "--pipeline", "no_such", code=2)[1]
    assert sorted(tmp_path.iterdir()) == [document]


def test_a_build_without_a_document_is_no_success(tmp_path, run, monkeypatch):
    import graph.build
    from tests.case.test_ledger import NoNames

    monkeypatch.setattr(graph.build, "Reader", NoNames)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"")
    case = tmp_path / "c.whence"
    told, said = run("build", folder, "--case", case, code=1)
    assert "Next" not in told and "no document" in said
    (folder / "b.txt").write_text("It rained.", encoding="utf-8")
    assert "Next" in run("build", folder, "--case", case)[0]
    (folder / "b.txt").unlink()
    assert "1 gone" in run("build", folder, "--case", case)[0]
    assert "no longer in the folder" in run("status", case)[0]


def test_numbers_and_nouns_agree(small, run):
    assert "1 passage of 1 claim" in run("verify", small)[0]
    assert count_of(1, "entity") == "1 entity"
    assert count_of(0, "entity") == "0 entities"
    assert count_of(-1, "claim", sign=True) == "-1 claim"


@pytest.mark.parametrize("command", ["build", "erase"])
def test_help_has_no_lines_that_break_early(command, run, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys, "argv", ["whence", command, "-h"])
    with pytest.raises(SystemExit):
        main()
    lines = [line.strip() for line in capsys.readouterr().out.split("Arguments")[0].splitlines()]
    for line, after in zip(lines, lines[1:], strict=False):
        if line and after and not after.startswith("╭"):
            assert len(line) + len(after.split()[0]) >= 77, line
