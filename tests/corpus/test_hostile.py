"""Whatever the bytes are, a reader gives a sound document or a `CorpusError`, and soon."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import CorpusError, Document, read_bytes
from corpus.plain import clean
from tests.corpus.builders import column, mail, pdf, word

NAMES = ("a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.eml", "noextension")
SEEDS = (
    b"The judge signed.\n\nExit mobile version\n",
    "# Ünter\n\n- a [b](c)\n\n| a |\n|---|\n| b |\n".encode(),
    b"<html><head><title>A fire</title></head><body><p>He left.</p><nav>Home</nav></body></html>",
    pdf([column(["The judge signed.", "He left."])]),
    word("The judge signed.", "He left."),
    mail("He left.\n\n> Who?\n-- \nAna\n", From="a@b.c", Subject="s").as_bytes(),
)


def check(document: Document) -> None:
    text = document.text
    assert text.strip()
    assert clean(text) == text
    assert all(0 <= s.start < s.end <= len(text) for s in document.set_aside)
    assert all(
        a.end <= b.start for a, b in zip(document.set_aside, document.set_aside[1:], strict=False)
    )
    assert list(document.pages) == sorted(document.pages)
    assert all(0 <= page <= len(text) for page in document.pages)
    assert len(document.body()) == len(text)


def attempt(data: bytes, name: str) -> None:
    try:
        check(read_bytes(data, name))
    except CorpusError as error:
        assert str(error).startswith(f"[{error.code}] ")
        assert error.remedy


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=300), st.sampled_from(NAMES))
def test_any_bytes(data: bytes, name: str) -> None:
    attempt(data, name)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(SEEDS), st.sampled_from(NAMES), st.data())
def test_any_damage(seed: bytes, name: str, data: st.DataObject) -> None:
    damaged = bytearray(seed)
    for _ in range(data.draw(st.integers(0, 6))):
        place = data.draw(st.integers(0, len(damaged) - 1))
        damaged[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(damaged)))
    attempt(bytes(damaged[:cut] if data.draw(st.booleans()) else damaged), name)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.sampled_from(("a.txt", "a.md", "a.html", "a.eml")))
def test_any_text(text: str, name: str) -> None:
    attempt(text.encode("utf-8", "surrogatepass"), name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"x" * 400_000),
        ("a.txt", b"a@" * 100_000),
        ("a.txt", b"By " + b"Aa y " * 2_000),
        ("a.txt", (b"By " + b"Aa Bb and " * 14 + b"!\n") * 300),
        ("a.txt", (b"share | x " * 40 + b"!\n") * 300),
        ("a.txt", (b"(photo " * 55 + b"\n") * 300),
        ("a.txt", b"\n" * 400_000 + b"a"),
        ("a.md", b"[" * 100_000),
        ("a.md", b">" * 20_000 + b" a"),
        ("a.md", b"*a_ " * 30_000),
        ("a.md", b"---\na: " + b"[" * 15_000 + b"\n---\nHe left."),
        ("a.html", b"<div>" * 30_000 + b"He left."),
        ("a.html", b"<" * 200_000),
        ("a.html", b"<!--" * 50_000),
        ("a.html", b"<p title='" + b"x" * 1_000_000 + b"'>He left."),
        ("a.eml", b"From: a@b.c\nSubject: " + b"=?utf-8?q?x?= " * 30_000 + b"\n\nHe left."),
        ("a.eml", b"From: " + b'"a" <a@b.c>, ' * 20_000 + b"\n\nHe left."),
    ],
    ids=lambda value: value[:12].decode() if isinstance(value, bytes) else value,
)
def test_time_is_bounded(name: str, data: bytes) -> None:
    started = time.process_time()
    attempt(data, name)
    assert time.process_time() - started < 5
