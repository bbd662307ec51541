"""Passages of our own with names, what refers to them, and relations marked by hand.

The files in ``training/written`` were written for this purpose, people and affairs in them are
invented. Those in the folder ``pronouns`` are for what chooses among persons, see
``training/pronouns_train.py``, and for nothing else. A passage is a run of lines, a sentence each; a blank line ends it. ``[PERSON Ana Ruiz]``
marks a name, ``[p1:PERSON Ana Ruiz]`` a name of ``p1``, and ``[p1 she]`` other words that mean
``p1``; marks nest. ``= p1 employer o1`` below a passage says how two are related. Passages without
ids teach names alone; dates are never marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import spacy
from spacy.language import Language

from graph.nlp.labels import TYPES
from training.coref_data import CorefDocument, CorefMention, nominal_anchor
from training.labels import Mark, Sentence, allowed, drop_overlaps
from training.passages import Passage, passage
from training.relations_data import Entity, Fact, RelationDocument
from training.weak import EVENT_NOUNS

FOLDER: Final = Path(__file__).parent / "written"

_ANNOTATED: Final = frozenset(TYPES) - {"DATE"}
_MARK: Final = re.compile(r"\[(?:([a-z]+\d*):)?([A-Z_]{3,}|[a-z]+\d*) |\]")
_FACT: Final = re.compile(r"= (\w+) ([a-z ]+?) (\w+)")

_PEOPLE_AND_BODIES: Final = frozenset(("PER", "ORG"))
_KINDS: Final = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
#: Wikidata's properties of each relation, from the first to the second and back.
_PROPERTIES: Final[dict[str, tuple[str, str]]] = {
    "spouse": ("P26", "P26"), "father": ("P22", "P40"), "mother": ("P25", "P40"),
    "child": ("P40", ""), "sibling": ("P3373", "P3373"), "employer": ("P108", ""),
    "member of": ("P463", ""), "member of party": ("P102", ""), "head of": ("", "P488"),
    "founded by": ("P112", ""), "owned by": ("P127", ""), "parent organisation": ("P749", "P355"),
    "headquarters": ("P159", ""), "located in": ("P131", ""), "educated at": ("P69", ""),
    "citizenship": ("P27", ""), "place of birth": ("P19", ""), "participant in": ("P1344", "P710"),
}  # fmt: skip


@dataclass(slots=True)
class Written:
    """A passage as it stands in a file, its words as the run-time tokenizer cuts them.

    Attributes
    ----------
    words, starts
        All words; the first of each sentence.
    marks
        ``(start, end, id, type)`` in words, one of the last two perhaps empty.
    facts
        ``(id, relation, id)``.
    """

    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    marks: list[tuple[int, int, str, str]] = field(default_factory=list)
    facts: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, line: str, nlp: Language) -> None:
        """Read one sentence."""
        text, spans = _unmarked(line)
        doc = nlp.make_doc(text)
        shift = len(self.words)
        self.starts.append(shift)
        place = {}
        for token in doc:
            if not token.is_space:
                place[token.i] = len(self.words)
                self.words.append(token.text)
        for start, end, key, kind in spans:
            span = doc.char_span(start, end, alignment_mode="expand")
            inside = [place[t.i] for t in span if t.i in place] if span is not None else []
            if inside:
                self.marks.append((inside[0], inside[-1] + 1, key, kind))


def _unmarked(line: str) -> tuple[str, list[tuple[int, int, str, str]]]:
    """Return the text of a line without marks, and the marks by characters."""
    text, at = "", 0
    opened: list[tuple[int, str, str]] = []
    found: list[tuple[int, int, str, str]] = []
    for match in _MARK.finditer(line):
        text += line[at : match.start()]
        at = match.end()
        if match[0] == "]":
            start, key, kind = opened.pop()
            found.append((start, len(text), key, kind))
        elif match[2].isupper():
            opened.append((len(text), match[1] or "", match[2]))
        else:
            opened.append((len(text), match[2], ""))
    if opened:
        raise ValueError(f"a mark is left open: {line}")
    return text + line[at:], found


def read(folder: Path = FOLDER) -> Iterator[Written]:
    """Yield all passages, file by file.

    Raises
    ------
    ValueError
        When a mark is left open or a relation cannot be read.
    """
    nlp = spacy.blank("en")
    for path in sorted(folder.glob("*.txt")):
        found = Written()
        for line in [*path.read_text("utf-8").splitlines(), ""]:
            if line.startswith("#"):
                continue
            if line.startswith("= "):
                fact = _FACT.fullmatch(line)
                if fact is None or fact[2] not in _PROPERTIES:
                    raise ValueError(f"{path.name}: not a relation: {line}")
                found.facts.append((fact[1], fact[2], fact[3]))
            elif line.strip():
                found.add(line, nlp)
            elif found.words:
                yield found
                found = Written()


def names() -> Iterator[list[Passage]]:
    """Yield each passage as a document of sentences with their names."""
    for text in read():
        borders = [*text.starts, len(text.words)]
        document = []
        for start, end in pairwise(borders):
            marks = drop_overlaps(
                [Mark(s - start, e - start, (kind,)) for s, e, _, kind in text.marks
                 if kind and start <= s < end]
            )  # fmt: skip
            sentence = Sentence("written", tuple(text.words[start:end]), marks, _ANNOTATED)
            columns: dict[str, Any] = {
                "names": allowed(sentence, EVENT_NOUNS), "starts": [1] + [0] * (end - start - 1),
            }  # fmt: skip
            document.append(passage("written", sentence.words, columns))
        yield document


def coreference(folder: Path = FOLDER) -> Iterator[CorefDocument]:
    """Yield the passages in which everything that means somebody is marked."""
    for number, text in enumerate(read(folder)):
        mentions = []
        for start, end, key, kind in sorted(text.marks):
            if key:
                anchor = end - 1 if kind else nominal_anchor(text.words, start, end)
                mentions.append(CorefMention(start, end, anchor, key))
        if len(mentions) > 2:
            yield CorefDocument(
                f"written-{number}", "written", "mentions", tuple(text.words), tuple(text.starts),
                tuple(mentions),
            )  # fmt: skip


def relations() -> Iterator[RelationDocument]:
    """Yield passages with relations; all are given between people and bodies, and among each."""
    for number, text in enumerate(read()):
        kinds: dict[str, str] = {}
        places: dict[str, list[tuple[int, int]]] = {}
        for start, end, key, kind in sorted(text.marks):
            if key and kind:
                kinds.setdefault(key, _KINDS.get(kind, "MISC"))
                places.setdefault(key, []).append((start, end))
        if len(kinds) < 2 or not text.facts:
            continue
        index = {key: n for n, key in enumerate(kinds)}
        facts = []
        for one, relation, other in text.facts:
            if one not in index or other not in index:
                continue
            there, back = _PROPERTIES[relation]
            facts += [Fact(index[one], index[other], there, ())] if there else []
            facts += [Fact(index[other], index[one], back, ())] if back else []
        known = {
            (index[one], index[other]) for one in kinds for other in kinds
            if one != other and {kinds[one], kinds[other]} <= _PEOPLE_AND_BODIES
        } | {(fact.head, fact.tail) for fact in facts}  # fmt: skip
        yield RelationDocument(
            f"written-{number}", "written", tuple(text.words), tuple(text.starts),
            tuple(Entity(kinds[key], tuple(places[key])) for key in kinds),
            tuple(dict.fromkeys(facts)), frozenset(known),
        )  # fmt: skip
