from __future__ import annotations

import random
import re
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.gold import SAMPLES, GoldError, load_gold, parse_marks

DOCUMENTS = [d for d in load_gold() if d.marks]


def _same(document, mentions):
    squeezed = re.compile(r"[^\w.]|_")
    assert len(mentions) == len(document.marks)
    for mark, mention in zip(document.marks, mentions, strict=True):
        assert squeezed.sub("", mention.text) == squeezed.sub("", mark.text)
        assert mention.form == mark.form


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.file)
def test_align_on_the_gold_text_gives_the_marks(document):
    mentions = document.align(document.text)
    assert [(m.start, m.end) for m in mentions] == [(m.start, m.end) for m in document.marks]


@settings(max_examples=25, deadline=None)
@given(document=st.sampled_from(DOCUMENTS), seed=st.integers(0, 2**32 - 1))
def test_align_bears_white_space_and_divided_words(document, seed):
    chance = random.Random(seed)
    out = []
    for letter, after in zip(document.text, document.text[1:] + " ", strict=True):
        if letter == " ":
            out.append(chance.choice([" ", "  ", "\n", "\n\n", "\t"]))
        else:
            out.append(letter)
            if letter.isalpha() and after.isalpha() and chance.random() < 0.03:
                out.append(chance.choice(["-\n", "\u00ad", "\u00ad\n"]))
    text = "".join(out)
    mentions = document.align(text)
    _same(document, mentions)
    assert all(m.text == text[m.start : m.end] for m in mentions)


@settings(max_examples=25, deadline=None)
@given(document=st.sampled_from(DOCUMENTS), seed=st.integers(0, 2**32 - 1))
def test_align_bears_running_heads_between_paragraphs(document, seed):
    chance = random.Random(seed)
    text = "\n".join(
        line + "\nFinal Report\nPage 3 of 9\n" if chance.random() < 0.1 else line
        for line in document.text.split("\n")
    )
    _same(document, document.align(text))


def test_align_raises_where_words_are_lost_and_alignment_lists_them():
    (document,) = [d for d in DOCUMENTS if d.file == "northline-brief.txt"]
    text = document.text.replace("Konrad Ahlmere", "counsel")
    with pytest.raises(GoldError, match="Konrad Ahlmere"):
        document.align(text)
    alignment = document.alignment(text)
    assert [m.text for m in alignment.missing] == ["Konrad Ahlmere"]
    assert len(alignment.mentions) == len(document.marks) - 1


def test_alignment_takes_no_name_that_is_broken_by_other_words():
    (document,) = [d for d in DOCUMENTS if d.file == "northline-brief.txt"]
    text = document.text.replace("Konrad Ahlmere", "Konrad von Ahlmere")
    assert [m.text for m in document.alignment(text).missing] == ["Konrad Ahlmere"]


def test_mentions_carry_entity_and_type():
    (document,) = [d for d in DOCUMENTS if d.file == "northline-brief.txt"]
    mentions = document.align(document.text)
    assert (mentions[0].text, mentions[0].entity, mentions[0].type) == (
        "Kordavia",
        "kordavia",
        "GPE",
    )
    dates = [m for m in mentions if m.form == "date"]
    assert dates[0].when == "2023-09-03"
    assert all(m.type == "DATE" and m.entity is None for m in dates)


@pytest.mark.parametrize("marked", ["[[A|", "[[A]] went", "A]] went", "[[A|b|c|d]]"])
def test_malformed_marks_are_refused(marked):
    with pytest.raises(GoldError, match="malformed"):
        parse_marks(marked)


def test_load_gold_refuses_a_changed_document(tmp_path):
    folder = tmp_path / "samples"
    shutil.copytree(SAMPLES, folder)
    with (folder / "documents" / "harbour-opinion.md").open("a", encoding="utf-8") as file:
        file.write("More.\n")
    with pytest.raises(GoldError, match=r"harbour-opinion\.md"):
        load_gold(folder=folder)


def test_load_gold_refuses_an_unknown_entity(tmp_path):
    folder = tmp_path / "samples"
    shutil.copytree(SAMPLES, folder)
    with (folder / "gold" / "northline-brief.txt").open("a", encoding="utf-8") as file:
        file.write("[[Nobody|no-body]]\n")
    with pytest.raises(GoldError, match="no-body"):
        load_gold(folder=folder)


def test_load_gold_takes_one_split():
    tune, frozen = load_gold("tune"), load_gold("frozen")
    assert {d.split for d in tune} == {"tune"}
    assert {d.split for d in frozen} == {"frozen"}
    assert len(tune) + len(frozen) == len(load_gold())
    with pytest.raises(GoldError, match="no split"):
        load_gold("test")
