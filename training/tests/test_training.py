"""Data mapping, marginal loss and one training step; needs the training requirements."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from graph.nlp.labels import LABELS
from training.blend import blend
from training.data import bio_spans, misc_types, rows
from training.labels import Mark, Sentence, allowed, drop_overlaps, split_words
from training.sentences import sentences
from training.tasks import marginal_loss
from training.weak import (
    EVENT_NOUNS,
    named_events,
    person,
    place_types,
    strip_titles,
)


def labels(mask: int) -> set[str]:
    return {label for i, label in enumerate(LABELS) if mask >> i & 1}


def test_bio_spans_iob1_and_iob2() -> None:
    assert bio_spans(["I-PER", "I-PER", "O", "I-LOC"]) == [(0, 2, "PER"), (3, 4, "LOC")]
    assert bio_spans(["B-PER", "B-PER"]) == [(0, 1, "PER"), (1, 2, "PER")]
    assert bio_spans([]) == []


def test_rows_skip_comments(tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    path.write_text("# doc = x\na\tO\nb\tB-PER\n\nc\tO\n", "utf-8")
    assert list(rows(path)) == [[["a", "O"], ["b", "B-PER"]], [["c", "O"]]]


def test_allowed_coarse_and_unannotated() -> None:
    sentence = Sentence(
        "x",
        ("In", "Paris", "the", "Orange", "Uprising", "began", "quietly", "enough"),
        (Mark(1, 2, ("GPE", "LOC")),),
        frozenset(["PERSON", "GPE", "LOC"]),
    )
    masks = [labels(m) for m in allowed(sentence, EVENT_NOUNS)]
    assert masks[1] == {"B-GPE", "B-LOC"}
    assert {"O", "B-EVENT", "I-EVENT", "B-ORG"} <= masks[3]
    assert "B-PERSON" not in masks[3]
    assert masks[7] == {"O"}


def test_allowed_optional_mark() -> None:
    masks = allowed(Sentence("x", ("a", "b"), (Mark(0, 2, ("DATE",), True),)), EVENT_NOUNS)
    assert [labels(m) for m in masks] == [{"O", "B-DATE"}, {"O", "I-DATE"}]


def test_split_words_moves_marks() -> None:
    sentence = Sentence("x", ("the", "PMOI-MEK", "left"), (Mark(1, 2, ("ORG",)),))
    split = split_words(sentence, lambda w: w.replace("-", " - ").split())
    assert split.words == ("the", "PMOI", "-", "MEK", "left")
    assert split.marks == (Mark(1, 4, ("ORG",)),)


def test_drop_overlaps_keeps_longest() -> None:
    assert drop_overlaps([Mark(0, 1, ("GPE",)), Mark(0, 3, ("ORG",)), Mark(4, 5, ("GPE",))]) == (
        Mark(0, 3, ("ORG",)),
        Mark(4, 5, ("GPE",)),
    )


def test_titles_are_stripped() -> None:
    words = ["Prime", "Minister", "Nouri", "Maliki"]
    assert strip_titles(words, 0, 4) == 2
    assert person(words, 0, 2) == []
    assert person(words, 0, 4) == [Mark(2, 4, ("PERSON",))]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("After the 1988 massacre he fled", "1988 massacre"),
        ("the 2003 invasion of Iraq began", "2003 invasion of Iraq"),
        ("the Orange Revolution began", "Orange Revolution"),
        ("in the Battle of the Somme he fell", "Battle of the Somme"),
        ("Operation Desert Storm began", "Operation Desert Storm"),
        ("during World War II he fled", "World War II"),
        (
            "the 2004 Ukrainian presidential election was void",
            "2004 Ukrainian presidential election",
        ),
    ],
)
def test_named_events(text: str, event: str) -> None:
    words = text.split()
    assert [" ".join(words[m.start : m.end]) for m in named_events(words)] == [event]


def test_named_events_leave_plain_nouns() -> None:
    assert (
        named_events(
            ["the", "massacre", "of", "prisoners", "and", "the", "war", "in", "2003", "went", "on"]
        )
        == []
    )


def test_places_and_misc() -> None:
    assert place_types(["Evin", "Prison"]) == ("FAC",)
    assert place_types(["Iraq"]) == ("GPE",)
    assert misc_types(["Iraqi"], frozenset(["Iraqi"])) == ("NORP",)
    assert misc_types(["Cuban", "Missile", "Crisis"], frozenset()) == ("EVENT",)


def test_own_sentences_are_fixed_and_varied() -> None:
    one, two = list(sentences(500, 7)), list(sentences(500, 7))
    assert one == two
    assert len({s.words for s in one}) > 480
    assert {k for s in one for m in s.marks for k in m.types} >= {"EVENT", "FAC", "NORP", "DATE"}
    for s in one:
        assert all(0 <= m.start < m.end <= len(s.words) for m in s.marks)


def test_marginal_loss_sums_allowed() -> None:
    scores = torch.log(torch.tensor([[0.5, 0.3, 0.2]]))
    mask = torch.tensor([[True, True, False]])
    assert marginal_loss(scores, mask).item() == pytest.approx(-torch.log(torch.tensor(0.8)).item())
    padded = torch.cat([mask, torch.zeros(1, 3, dtype=torch.bool)])
    assert marginal_loss(scores.repeat(2, 1), padded).item() == pytest.approx(0.2231, abs=1e-3)


def test_blend_lies_between_and_keeps_what_is_new() -> None:
    old = {"a": torch.zeros(2, 3), "positions.weight": torch.zeros(2, 3), "b": torch.zeros(4)}
    new = {"a": torch.ones(2, 3), "positions.weight": torch.ones(5, 3), "b": torch.ones(6),
           "c": torch.ones(1)}  # fmt: skip
    found = blend(old, new, 0.75)
    assert found["a"].tolist() == [[0.75] * 3] * 2
    assert found["positions.weight"][:, 0].tolist() == [0.75, 0.75, 1, 1, 1]
    assert torch.equal(found["b"], new["b"]) and torch.equal(found["c"], new["c"])
    assert torch.equal(new["positions.weight"], torch.ones(5, 3))
