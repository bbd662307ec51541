"""Time and place from names."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from graph.nlp.circumstances import circumstances, names_below
from graph.nlp.frame import Factuality, Frame, Role

#: "Police beat students in Velmar on Monday ."
WORDS = "Police beat students in Velmar , on Monday .".split()
HEADS = [1, 1, 1, 4, 1, 4, 7, 1, 1]
DEPS = "nsubj ROOT obj case obl punct case obl punct".split()


def doc(names: list[tuple[int, int, str]], words: list[str] = WORDS) -> Doc:
    made = Doc(Vocab(), words=words, heads=HEADS, deps=DEPS)
    made.ents = [Span(made, start, end, label=label) for start, end, label in names]
    made._.whence_arcs = [0.9] * len(words)
    return made


def frame(*roles: Role, kind: str = "verb") -> Frame:
    return Frame(1, "beat", "beat.01", kind, 0.9, Factuality(1.0, 0.0, 0.0), roles)


def added(made: Doc, of: Frame) -> list[Role]:
    return circumstances(made, of, names_below(made))


BOTH = [(4, 5, "GPE"), (7, 8, "DATE")]


def test_circumstances_from_names_that_hang_on_the_predicate() -> None:
    assert added(doc(BOTH), frame()) == [
        Role("ARGM-LOC", 3, 5, 0.9),
        Role("ARGM-TMP", 6, 8, 0.9),
    ]


@pytest.mark.parametrize(
    "had", [Role("ARGM-LOC", 0, 1, 0.5), Role("ARG1", 2, 5, 0.5)], ids=["has a place", "taken"]
)
def test_circumstances_leave_what_the_frame_says(had: Role) -> None:
    assert [role.name for role in added(doc(BOTH), frame(had))] == ["ARGM-TMP"]


@pytest.mark.parametrize("preposition", ["from", "against", "of"])
def test_circumstances_other_prepositions_tell_no_place(preposition: str) -> None:
    words = [*WORDS[:3], preposition, *WORDS[4:]]
    assert added(doc([(4, 5, "GPE")], words), frame()) == []


def test_circumstances_of_people_and_helping_verbs_there_are_none() -> None:
    assert added(doc([(4, 5, "PERSON")]), frame()) == []
    assert added(doc(BOTH), frame(kind="auxiliary")) == []
    assert added(doc(BOTH), frame(kind="noun")) == []


def test_circumstances_need_a_parse() -> None:
    bare = Doc(Vocab(), words=WORDS)
    bare.ents = [Span(bare, 4, 5, label="GPE")]
    assert added(bare, frame()) == []
