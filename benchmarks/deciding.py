"""What one decision costs on a larger case: many copies of a case, each with names of its own.

``python -m benchmarks.deciding CASE --times N``: the letters of names are changed in each copy, so
the copies tell of other people and places; their length is kept, so every offset holds.
"""

from __future__ import annotations

import argparse
import random
import re
import string
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.memory import peak
from corpus import document_id, sha256_text
from graph import decide
from graph.case import Case
from graph.case.documents import StoredDocument
from graph.derive import derive, refresh
from graph.derive.memo import Memo
from graph.model import Reading, Statement

_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC"})
_WORD = re.compile(r"\b[A-Z][^\W\d_]{2,}\b")
_VOWELS = "aeiou"
_OTHERS = "".join(letter for letter in string.ascii_lowercase if letter not in _VOWELS)


def main() -> None:
    """Make the case, decide twice, and print how long what follows takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", type=Path)
    parser.add_argument("--times", type=int, default=20)
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        Case.open(Path(folder) / "large.whence", create=True) as large,
    ):
        with Case.open(asked.case) as small:
            _fill(large, small, asked.times)
        refresh(large)
        counts = {
            table: large.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("document", "mention", "entity", "claim")
        }
        print(", ".join(f"{table}: {count:,}" for table, count in counts.items()))
        claim, memo = next(iter(large.derived.claims())), Memo()
        for verdict, what in (("wrong", "the first decision"), ("right", "a verdict after it")):
            began = time.process_time()
            decide.judge(large, claim, verdict, by="measured")
            found = derive(
                ((s, large.recorded.reading(s)) for s in large.recorded.documents()),
                large.recorded.decisions.all(),
                memo=memo,
            )
            worked_out = time.process_time()
            large.derived.replace(found, revision=large.recorded.revision)
            written = time.process_time()
            print(
                f"{what}: {worked_out - began:.1f} s of the processor to work out what follows,"
                f" {written - worked_out:.1f} s to write it"
            )
        print(f"{peak():,} MB")


def _fill(large: Case, small: Case, times: int) -> None:
    stored = [one for one in small.recorded.documents() if one.retracted_at is None]
    readings = {one.document.id: small.recorded.reading(one) for one in stored}
    names = _names(stored, readings)
    for number in range(times):
        change = _changing(names, random.Random(number)) if number else str
        for one in stored:
            reading = readings[one.document.id]
            if reading is None:
                continue
            text = change(one.document.text)
            content = sha256_text(f"{number} {text}")
            publisher = one.document.publisher
            document = replace(
                one.document,
                id=document_id(content),
                content_sha256=content,
                text_sha256=sha256_text(text),
                text=text,
                paths=(f"{number}/{one.document.paths[0]}",),
                publisher=None if publisher is None else change(publisher),
                authors=tuple(change(author) for author in one.document.authors),
            )
            read = replace(
                reading,
                text_sha256=document.text_sha256,
                mentions=tuple(replace(m, text=text[m.start : m.end]) for m in reading.mentions),
                statements=tuple(_stated(s, change) for s in reading.statements),
            )
            large.recorded.add(document, read, root="", path=document.paths[0])


def _stated(statement: Statement, change: Callable[[str], str]) -> Statement:
    if statement.value is None:
        return statement
    return replace(statement, value=replace(statement.value, text=change(statement.value.text)))


def _names(stored: list[StoredDocument], readings: dict[str, Reading | None]) -> set[str]:
    """Return the words of names that are no other words of the texts."""
    found = {
        word
        for reading in readings.values()
        for mention in (reading.mentions if reading else ())
        if mention.form == "named" and mention.type in _NAMED
        for word in _WORD.findall(mention.text)
    }
    plain = {word for one in stored for word in re.findall(r"\b[a-z]+\b", one.document.text)}
    return {word for word in found if word.casefold() not in plain}


def _changing(names: set[str], chance: random.Random) -> Callable[[str], str]:
    """Return what gives names other letters: vowels for vowels, consonants for consonants."""
    table = str.maketrans(dict(_pairs(chance)))
    return lambda text: _WORD.sub(
        lambda found: found[0].translate(table) if found[0] in names else found[0], text
    )


def _pairs(chance: random.Random) -> Iterator[tuple[str, str]]:
    for letters in (_VOWELS, _OTHERS):
        others = chance.sample(letters, len(letters))
        for old, new in zip(letters, others, strict=True):
            yield from ((old, new), (old.upper(), new.upper()))


if __name__ == "__main__":
    main()
