"""What both formats share: files of lines that may hold anything, and what was found in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.model import Decision, WhenceError

MAX_LINE = 2_000_000
"""The most characters of one line."""

MAX_LINES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A line that could not be used: its number, from 1, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What a file held: decisions, the lines that were none, how many came from this very case."""

    decisions: tuple[Decision, ...]
    faults: tuple[Fault, ...]
    known: int = 0


def file_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a UTF-8 file that are not empty, with their numbers from 1.

    Raises
    ------
    WhenceError
        If the file is not UTF-8, or too long to be what it should be.
    """
    if not path.is_file():
        raise WhenceError("W280", f"There is no file {path}.")
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as file:
            number = 0
            while line := file.readline(MAX_LINE + 1):
                number += 1
                if len(line) > MAX_LINE or number > MAX_LINES:
                    raise WhenceError(
                        "W281",
                        f"{path} is too long at line {number}: at most {MAX_LINES} lines of"
                        f" {MAX_LINE} characters are read. Is it the right file?",
                    )
                if line.strip():
                    yield number, line
    except UnicodeDecodeError as error:
        raise WhenceError(
            "W281", f"{path} is not UTF-8 text. Is it the right file, and of the right format?"
        ) from error
