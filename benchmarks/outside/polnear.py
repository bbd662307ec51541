"""PolNeAR: news articles in which people marked who says what, and by which words.

Newell, Margolin and Ruths, *An Attribution Relations Corpus for Political News* (LREC 2018). The
marks are brat stand-off; all offsets are Unicode code points, half-open ``[start, end)``.
"""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.model import Span

_PART = re.compile(r"^(Source|Cue|Content)\d*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Somebody's words or thoughts: who, by which words, and what; each perhaps in several parts.

    ``source`` is empty where nobody is named or described as the source.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text and the attributions that one person marked in it."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


def articles(archive: Path) -> Iterator[Article]:
    """Yield the articles of an archive by name; where several people marked one, the first."""
    with zipfile.ZipFile(archive) as packed:
        marks = defaultdict(list)
        for name in sorted(packed.namelist()):
            if name.endswith(".ann"):
                marks[Path(name).stem.rpartition("_")[0]].append(name)
        for name in sorted(packed.namelist()):
            if name.endswith(".txt"):
                stem = Path(name).stem
                listed = packed.read(marks[stem][0]).decode("utf-8")
                yield Article(
                    name=stem,
                    text=packed.read(name).decode("utf-8"),
                    attributions=tuple(parse(listed)),
                )


def parse(marks: str) -> Iterator[Attribution]:
    r"""Yield the attributions of a brat file, those without a cue or a content left out.

    Examples
    --------
    >>> marks = "T1\tCue 4 8\tsaid\nT2\tContent 9 12;15 16\tx\nE1\tCue:T1 Content:T2"
    >>> next(parse(marks)).content
    (Span(start=9, end=12), Span(start=15, end=16))
    """
    spans: dict[str, tuple[Span, ...]] = {}
    for line in marks.splitlines():
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            places = rest.split("\t")[0].partition(" ")[2]
            spans[key] = tuple(
                Span(int(start), int(end))
                for start, _, end in (place.partition(" ") for place in places.split(";"))
            )
    for line in marks.splitlines():
        key, _, rest = line.partition("\t")
        if not key.startswith("E"):
            continue
        parts: dict[str, list[Span]] = {"Source": [], "Cue": [], "Content": []}
        for role, _, mark in (pair.partition(":") for pair in rest.split()):
            kind = _PART.match(role)
            if kind is not None:
                parts[kind[1]].extend(spans[mark])
        if parts["Cue"] and parts["Content"]:
            yield Attribution(
                source=tuple(sorted(parts["Source"])),
                cue=tuple(sorted(parts["Cue"])),
                content=tuple(sorted(parts["Content"])),
            )
