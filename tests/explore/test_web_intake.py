"""Files that come in through the browser: kept safely, read apart, none lost."""

from __future__ import annotations

import os
import signal
import stat
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.explore.web.picture import _lines
from graph.explore.web.uploads import MAX_NAME, folder_of, safe_name
from tests.explore.deciding import Person, small_case

TEXT = b"Governor Ilo Brand of Arn resigned on 4 May 1991. Kasim Brand spoke in Arn."


@pytest.fixture
def person(tmp_path):
    found = Person(small_case(tmp_path / "small.whence"))
    yield found
    found.close()


def send(person, name, body, **headers):
    return person.client.post(
        "/api/documents",
        params={"name": name},
        content=body,
        headers={"Content-Type": "application/octet-stream", **headers},
    )


@given(st.text(max_size=300))
def test_any_name_becomes_one_that_a_folder_can_hold(given_name):
    name = safe_name(given_name)
    assert name and name == safe_name(name)
    assert not set(name) & set('/\\:*?"<>|\0') and name.isprintable()
    assert not name.startswith(".") and name not in {".", ".."} and name == name.strip()
    assert len(name.encode()) <= MAX_NAME


@pytest.mark.parametrize(
    "given_name, name",
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\papers\\note.txt", "note.txt"),
        ("con.txt", "_con.txt"),
        ("....", "document"),
        ("اسناد.pdf", "اسناد.pdf"),
        ("a\u202etxt.exe", "a txt.exe"),
    ],
)
def test_names_are_made_safe(given_name, name):
    assert safe_name(given_name) == name


def test_files_are_kept_for_their_owner_only_and_none_is_written_over(person):
    kept = [send(person, name, body).json()["name"] for name, body in (
        ("../note.txt", b"one"), ("note.txt", b"two"), ("note.txt", b"one"), (".x/.y", b"three"),
    )]  # fmt: skip
    assert kept == ["note.txt", "note (2).txt", "note.txt", "y"]
    folder = folder_of(person.app.state.writer.path)
    assert folder.name == "small.documents" and folder.parent == person.app.state.writer.path.parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {f.name: f.read_bytes() for f in folder.iterdir()} == {
        "note.txt": b"one", "note (2).txt": b"two", "y": b"three"}  # fmt: skip
    assert all(stat.S_IMODE(f.stat().st_mode) == 0o600 for f in folder.iterdir())
    assert set(person.get("/intake")["waiting"]) == {"note.txt", "note (2).txt", "y"}


def test_what_is_too_large_empty_or_from_elsewhere_is_not_kept(person):
    intake = person.app.state.writer.intake
    intake.most = 1000
    assert "larger" in send(person, "big.txt", b"x" * 1001).json()["error"]["message"]
    assert "empty" in send(person, "none.txt", b"").json()["error"]["message"]
    assert send(person, "a.txt", b"x", Origin="http://evil.example").status_code == 403
    assert person.client.post("/api/documents?name=a.txt", json={}).status_code == 415
    assert list(intake.folder.iterdir()) == []


def test_a_link_in_the_folder_is_neither_followed_nor_read(person, tmp_path):
    intake = person.app.state.writer.intake
    send(person, "note.txt", b"one")
    (tmp_path / "secret.txt").write_text("secret")
    (intake.folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert person.get("/intake")["waiting"] == ["note.txt"]


def test_files_are_read_with_their_outcomes_told_even_if_the_reader_is_killed(person):
    send(person, "governor.txt", TEXT)
    send(person, "table.xlsx", b"PK\x03\x04 no such thing")
    assert person.post("/reading").status_code == 200
    intake = person.app.state.writer.intake
    end = time.monotonic() + 120
    while intake.pid is None and time.monotonic() < end:
        time.sleep(0.01)
    os.kill(intake.pid, signal.SIGKILL)
    now = person.wait(seconds=400)
    assert now["reading"]["outcomes"]["read"] == 1 and now["reading"]["error"] is None
    faults = {one["path"]: one["outcome"] for one in now["reading"]["faults"]}
    assert faults["table.xlsx"] in {"failed", "unsupported"}
    assert person.get("/intake")["waiting"] == []
    rows = {row["path"]: row["outcome"] for row in person.get("/ledger")["rows"]}
    assert rows["governor.txt"] == "read" and rows["table.xlsx"] == faults["table.xlsx"]
    assert person.entity("Ilo Brand")["mentions"] >= 1


def test_a_file_that_kills_its_reader_is_noted_and_stops_no_other(person, monkeypatch):
    from graph.explore.web import uploads

    intake = person.app.state.writer.intake
    real = uploads.Worker.carry_out

    def carry_out(self, order):
        if any(file.name == "deadly.txt" for file in order.files):
            raise uploads.Died
        yield from real(self, order)

    monkeypatch.setattr(uploads.Worker, "carry_out", carry_out)
    send(person, "deadly.txt", b"x")
    send(person, "governor.txt", TEXT)
    intake.read()
    now = person.wait(seconds=400)
    outcomes = now["reading"]["outcomes"]  # the texts made by hand are read by this reader too
    assert (outcomes["failed"], outcomes["read"]) == (1, 1)
    rows = {row["path"]: row for row in person.get("/ledger")["rows"]}
    assert "died" in rows["deadly.txt"]["reason"] and rows["governor.txt"]["outcome"] == "read"


def test_rectangles_of_one_line_become_one_box():
    line, hyphen, next_line = (10, 50, 90, 60), (89, 54, 94, 56), (5, 30, 40, 41)
    assert list(_lines([line, hyphen, next_line])) == [(10, 50, 94, 60), next_line]
    assert list(_lines([])) == []
