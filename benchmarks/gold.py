"""The gold of the sample corpus: marks read from the gold texts and laid on extracted text.

A gold text holds what a reader sees of a document, with marks such as ``[[Mara Venn|mara-venn]]``
(see ``corpus/samples/README.md``). What a program extracts from the file differs from it in white
space, in words divided at line ends, in running headers; `GoldDocument.alignment` finds each
marked stretch again in such a text, and says which it could not find.

All offsets are Unicode code points, half-open ``[start, end)``.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Literal, cast

from benchmarks.scoring import (
    NAME_TYPES,
    BCubed,
    Counts,
    in_prose,
    score_clusters,
    score_mentions,
)

__all__ = [
    "NAME_TYPES",
    "SAMPLES",
    "Alignment",
    "BCubed",
    "Counts",
    "GoldDocument",
    "GoldEntity",
    "GoldError",
    "GoldMention",
    "Mark",
    "in_prose",
    "load_entities",
    "load_gold",
    "parse_marks",
    "score_clusters",
    "score_mentions",
]

SAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "samples"

Form = Literal["named", "nominal", "pronoun", "date"]

_MARK = re.compile(r"\[\[([^\[\]|]+)\|([^\[\]|]+)(?:\|(nominal|pronoun|date))?\]\]")
# A word, with what divides it at a line's end or may divide it there.
_WORD = re.compile(r"[^\W_]+(?:(?:\u00ad\s*|-[ \t]*\n\s*)[^\W_]+)*")
_DIVIDED = re.compile(r"[\W_]+")


class GoldError(ValueError):
    """The gold, the manifest or a document is not as it should be."""


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """One person, organisation, place, people or event of the affair."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of a gold text; offsets are into the text without its marks.

    Attributes
    ----------
    value
        The entity's id, or for dates the EDTF value.
    """

    start: int
    end: int
    text: str
    value: str
    form: Form


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mark found again in an extracted text; offsets are into that text.

    Attributes
    ----------
    entity
        The entity's id; None for dates.
    when
        EDTF value of a date; None for all else.
    """

    start: int
    end: int
    text: str
    entity: str | None
    type: str
    form: Form
    when: str | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """What `GoldDocument.alignment` found, in order, and the marks that it could not find."""

    mentions: tuple[GoldMention, ...]
    missing: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """One sample document: what the manifest says of it and its marks.

    Attributes
    ----------
    file
        Name of the file below `documents`.
    split
        ``"tune"`` (may be looked at) or ``"frozen"`` (only ever scored on).
    text
        The gold text without its marks; empty where no names are expected.
    """

    file: str
    path: Path
    title: str
    publisher: str | None
    date: str | None
    genre: str
    language: str
    split: str
    sha256: str
    text: str
    marks: tuple[Mark, ...]
    entities: Mapping[str, GoldEntity]

    def align(self, text: str) -> list[GoldMention]:
        """Find every mark in `text`, in order.

        Raises
        ------
        GoldError
            If any cannot be found; `alignment` returns the rest and the list of those.
        """
        found = self.alignment(text)
        if found.missing:
            words = ", ".join(f"{m.text!r} at {m.start}" for m in found.missing[:10])
            raise GoldError(
                f"{self.file}: {len(found.missing)} of {len(self.marks)} marks are not in the"
                f" text: {words}. See what the reader left out, or use alignment()."
            )
        return list(found.mentions)

    def places(self, text: str) -> Mapping[int, int]:
        """Map the offsets of letters and figures of the gold text to the same ones in `text`.

        Notes
        -----
        Time grows with the product of the two lengths in words, in the worst case.
        """
        return _letters(self.text, text)

    def alignment(self, text: str) -> Alignment:
        """Find the marks in `text`, and tell which are not there.

        Words are matched in order, then, in what is left, letters and figures, so that white
        space, punctuation and divided words make no difference. A mark is found when all its
        letters are, with no other letter in between.

        Notes
        -----
        Time grows with the product of the two lengths in words, in the worst case.
        """
        places = self.places(text)
        mentions: list[GoldMention] = []
        missing: list[Mark] = []
        for mark in self.marks:
            where = _place(mark, self.text, text, places)
            if where is None:
                missing.append(mark)
                continue
            start, end = where
            date = mark.form == "date"
            mentions.append(
                GoldMention(
                    start,
                    end,
                    text[start:end],
                    None if date else mark.value,
                    "DATE" if date else self.entities[mark.value].type,
                    mark.form,
                    mark.value if date else None,
                )
            )
        return Alignment(tuple(mentions), tuple(missing))


def load_gold(split: str | None = None, *, folder: Path = SAMPLES) -> list[GoldDocument]:
    """Read the manifest and the gold.

    Parameters
    ----------
    split
        ``"tune"`` or ``"frozen"``; both where left out.
    folder
        Where ``manifest.toml`` and ``gold/`` lie.

    Raises
    ------
    GoldError
        If `split` is neither, a document's hash is not the manifest's, a mark is malformed or
        names an entity that is not in ``entities.toml``.
    """
    if split not in (None, "tune", "frozen"):
        raise GoldError(f"no split is called {split!r}; use 'tune', 'frozen' or None")
    entities = load_entities(folder=folder)
    manifest = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))
    return [
        _document(row, folder, entities)
        for row in manifest["document"]
        if split in (None, row["split"])
    ]


def load_entities(*, folder: Path = SAMPLES) -> dict[str, GoldEntity]:
    """Read ``gold/entities.toml``: entities by id."""
    table = tomllib.loads((folder / "gold" / "entities.toml").read_text(encoding="utf-8"))
    return {
        key: GoldEntity(key, row["type"], row["name"], tuple(row["aliases"]), row["description"])
        for key, row in table.items()
    }


def parse_marks(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """Take the marks out of a gold text.

    Raises
    ------
    GoldError
        If brackets are left over.

    Examples
    --------
    >>> parse_marks("So [[she|mara-venn|pronoun]] said.")
    ('So she said.', (Mark(start=3, end=6, text='she', value='mara-venn', form='pronoun'),))
    """
    parts: list[str] = []
    marks: list[Mark] = []
    at = length = 0
    for match in _MARK.finditer(marked):
        parts += (marked[at : match.start()], match[1])
        start = length + match.start() - at
        length = start + len(match[1])
        form = cast(Form, match[3] or "named")
        marks.append(Mark(start, length, match[1], match[2], form))
        at = match.end()
    text = "".join([*parts, marked[at:]])
    for stray in ("[[", "]]"):
        if (where := text.find(stray)) >= 0:
            near = text[max(0, where - 30) : where + 30]
            raise GoldError(f"a mark is malformed near {near!r}; write [[words|id]]")
    return text, tuple(marks)


def _document(
    row: Mapping[str, Any], folder: Path, entities: Mapping[str, GoldEntity]
) -> GoldDocument:
    path = folder / "documents" / row["file"]
    if hashlib.sha256(path.read_bytes()).hexdigest() != row["sha256"]:
        raise GoldError(f"{path.name} is not the file that the manifest names; restore it")
    text, marks = "", tuple[Mark, ...]()
    if "gold" in row:
        text, marks = parse_marks((folder / row["gold"]).read_text(encoding="utf-8"))
    unknown = {m.value for m in marks if m.form != "date"} - entities.keys()
    if unknown:
        raise GoldError(f"{row['gold']}: not in entities.toml: {', '.join(sorted(unknown))}")
    return GoldDocument(
        file=row["file"],
        path=path,
        title=row["title"],
        publisher=row.get("publisher"),
        date=row.get("date"),
        genre=row["genre"],
        language=row["language"],
        split=row["split"],
        sha256=row["sha256"],
        text=text,
        marks=marks,
        entities=entities,
    )


def _place(mark: Mark, gold: str, text: str, places: Mapping[int, int]) -> tuple[int, int] | None:
    """Return where a mark's letters lie in `text`, if they do with no other letter between."""
    found = [places.get(i) for i in range(mark.start, mark.end) if gold[i].isalnum()]
    if not found or None in found:
        return None
    start, end = cast(int, found[0]), cast(int, found[-1]) + 1
    if sum(c.isalnum() for c in text[start:end]) != len(found):
        return None
    # Signs at a mark's edges, as the full stop of "Nov.", belong to it where the text has them.
    tail = mark.text[len(mark.text.rstrip(".")) :] if mark.text.endswith(".") else ""
    return start, end + (len(tail) if tail and text.startswith(tail, end) else 0)


def _letters(gold: str, text: str) -> dict[int, int]:
    """Map letters and figures of `gold` to the same ones in `text`, by offsets, in order."""
    ours, theirs = list(_WORD.finditer(gold)), list(_WORD.finditer(text))
    places: dict[int, int] = {}
    words = SequenceMatcher(None, _keys(ours), _keys(theirs), autojunk=False)
    for kind, i1, i2, j1, j2 in words.get_opcodes():
        if kind in ("insert", "delete"):
            continue
        a, b = _offsets(gold, ours[i1:i2]), _offsets(text, theirs[j1:j2])
        if kind == "equal" and len(a) == len(b):
            places.update(zip(a, b, strict=True))
        else:
            letters = SequenceMatcher(
                None,
                [gold[i].casefold() for i in a],
                [text[j].casefold() for j in b],
                autojunk=False,
            )
            for i, j, size in letters.get_matching_blocks():
                places.update(zip(a[i : i + size], b[j : j + size], strict=True))
    return places


def _keys(words: Iterable[re.Match[str]]) -> list[str]:
    return [_DIVIDED.sub("", word[0]).casefold() for word in words]


def _offsets(text: str, words: Iterable[re.Match[str]]) -> list[int]:
    return [i for word in words for i in range(word.start(), word.end()) if text[i].isalnum()]
