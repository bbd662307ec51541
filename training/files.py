"""Readers of file formats: CoNLL-U, JSON lines, and MEANTIME's factuality columns."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.data import open_text, rows


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence of a CoNLL-U file: its words' rows and where it stands."""

    sent_id: str
    rows: list[list[str]]
    new_document: bool
    new_paragraph: bool
    text: str


def trees(path: Path) -> Iterator[Tree]:
    """Yield the sentences of a CoNLL-U file; multiword and empty lines are left out."""
    found: list[list[str]] = []
    sent_id, text, document, paragraph = "", "", False, False
    for line in open_text(path):
        if line.startswith("#"):
            document = document or line.startswith("# newdoc")
            paragraph = paragraph or line.startswith("# newpar id") or line == "# newpar"
            if line.startswith("# sent_id"):
                sent_id = line.split("=", 1)[1].strip()
            elif line.startswith("# text ="):
                text = line.split("=", 1)[1].strip()
        elif line:
            row = line.split("\t")
            if row[0].isdigit():
                found.append(row)
        elif found:
            yield Tree(sent_id, found, document, paragraph, text)
            found, document, paragraph = [], False, False
    if found:
        yield Tree(sent_id, found, document, paragraph, text)


def jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines, gzipped."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def meantime_sentences(
    data: Path,
) -> Iterator[tuple[str, list[str], list[float | None]]]:
    """Yield (story, words, factuality of each word or None) of MEANTIME.

    The factuality file does not say from which article a sentence comes. The story is the one
    whose articles hold the sentence's letters; it is empty if none or more than one does.
    """
    stories: dict[str, str] = {}
    for row in jsonl(data / "meantime/texts_train.jsonl.gz"):
        story = row["conll_doc"].split("/")[0].removeprefix("corpus_")
        stories[story] = stories.get(story, "") + " " + _letters(row["text"])
    for sentence in rows(data / "meantime/factuality_train.conll.gz"):
        words = [row[1] for row in sentence]
        found = [story for story, text in stories.items() if _letters("".join(words)) in text]
        values = [None if row[2] == "_" else float(row[2]) for row in sentence]
        yield found[0] if len(found) == 1 else "", words, values
