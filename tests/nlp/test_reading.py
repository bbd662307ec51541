"""The shipped model's syntax and frames on sentences of our own, against floors in a file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from graph.nlp.frame import Frame, frames

HERE = Path(__file__).parent
FLOORS = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))
ARC = re.compile(r"([\w:]+)\((\S+), (\S+)\)")
CORE = ("ARG0", "ARG1")


def sentences(name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each sentence of a file with the lines under it."""
    text, below = "", []
    for line in (HERE / name).read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith(" "):
            below.append(line.strip())
        else:
            if text:
                yield text, below
            text, below = line, []
    yield text, below


def place(doc: Doc, word: str) -> int:
    """Token of a word, by its number among the same if it carries one."""
    form, number = re.fullmatch(r"(.+?)(\d?)", word).groups() if word.isalpha() else (word, "")
    found = [t.i for t in doc if t.text == form]
    assert found, (word, doc.text)
    return found[int(number or 1) - 1]


def f1(right: int, found: int, wanted: int) -> float:
    return 200 * right / (found + wanted)


def test_arcs_of_own_sentences_stay_above_the_floors(nlp: Language) -> None:
    heads, labelled = [], []
    for text, below in sentences("arcs.txt"):
        doc = nlp(text)
        for label, head, word in ARC.findall(" ".join(below)):
            token = doc[place(doc, word)]
            heads.append(token.head.i == place(doc, head))
            labelled.append(heads[-1] and token.dep_ == label)
    assert len(heads) > 60
    scores = {
        "arcs": 100 * sum(heads) / len(heads),
        "arcs_labelled": 100 * sum(labelled) / len(labelled),
    }
    assert {k: v for k, v in scores.items() if v < FLOORS["syntax"][k]} == {}, scores


def test_frames_of_own_sentences_stay_above_the_floors(nlp: Language) -> None:
    found_all: dict[str, list[bool]] = {"predicates": [], "adjuncts": [], "facts": [], "none": []}
    right = found = wanted = 0
    for text, below in sentences("frames.txt"):
        doc = nlp(text)
        by_word = {frame.predicate: frame for frame in frames(doc)}
        for line in below:
            word, rest = line.split(": ", 1)
            frame = by_word.get(place(doc, word))
            if rest == "none":
                found_all["none"].append(frame is None)
                continue
            roles, fact = rest.split("/")
            gold = {tuple(role.split("=")) for role in roles.split()}
            seen = heads_of(frame, doc)
            found_all["predicates"].append(frame is not None)
            core = {role for role in gold if role[0] in CORE}
            mine = {role for role in seen if role[0] in CORE}
            right, found = right + len(core & mine), found + len(mine)
            wanted += len(core)
            found_all["adjuncts"] += [role in seen for role in gold - core]
            if frame is not None:
                found_all["facts"].append(frame.factuality.best == fact.strip())
    scores = {name: 100 * sum(hits) / len(hits) for name, hits in found_all.items()}
    scores["core_roles"] = f1(right, found, wanted)
    assert wanted > 80
    assert set(scores) == set(FLOORS["frames"])
    assert {k: v for k, v in scores.items() if v < FLOORS["frames"][k]} == {}, scores


def heads_of(frame: Frame | None, doc: Doc) -> set[tuple[str, str]]:
    """The roles of a frame with their head words."""
    return {(role.name, role.head(doc).text) for role in frame.roles} if frame else set()


def test_sentences_of_running_text(nlp: Language) -> None:
    parts = [
        "Mr. Karimi met Gen. Al-Sayed on Jan. 5 in the U.S. capital.",
        "“Who gave the order?” she asked.",
        "Nobody answered.",
        "The files, he said, were burnt in 1991.",
        "J. R. Okafor left at 5 p.m. and did not return.",
    ]
    assert [s.text.strip() for s in nlp(" ".join(parts)).sents] == parts
