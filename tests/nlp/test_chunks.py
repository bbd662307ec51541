"""Noun chunks from Universal Dependencies."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from graph.nlp.chunks import noun_chunks

VOCAB = Vocab(get_noun_chunks=noun_chunks)

#: Sentences as word/part/label/head (from 1), and their chunks.
CASES = [
    (
        "The/DET/det/3 old/ADJ/amod/3 judges/NOUN/nsubj/4 told/VERB/ROOT/4"
        " the/DET/det/8 minister/NOUN/nmod:poss/8 's/PART/case/6 wife/NOUN/obj/4"
        " about/ADP/case/11 the/DET/det/11 order/NOUN/obl/4 of/ADP/case/13 May/PROPN/nmod/11",
        ["The old judges", "the minister 's wife", "the order", "May"],
    ),
    (
        "Interior/PROPN/compound/2 Minister/PROPN/nmod:desc/3 Amina/PROPN/nsubj/5"
        " Dastani/PROPN/flat/3 met/VERB/ROOT/5 Samir/PROPN/obj/5 and/CCONJ/cc/8"
        " him/PRON/conj/6 in/ADP/case/11 World/PROPN/compound/11 War/PROPN/obl/5"
        " II/NUM/nummod/11",
        ["Interior Minister Amina Dastani", "Samir", "him", "World War II"],
    ),
    (
        "He/PRON/nsubj/4 is/AUX/cop/4 a/DET/det/4 doctor/NOUN/ROOT/4 ,/PUNCT/punct/4"
        " who/PRON/nsubj/7 lied/VERB/acl:relcl/4",
        ["He", "a doctor", "who"],
    ),
    (
        "two/NUM/nummod/4 “/PUNCT/punct/3 death/NOUN/compound/4 commissions/NOUN/nsubj/6"
        " ”/PUNCT/punct/4 sat/VERB/ROOT/6 near/ADP/case/10 all/DET/det:predet/10"
        " the/DET/det/10 courts/NOUN/obl/6",
        ["two “ death commissions", "all the courts"],
    ),
]  # fmt: skip


def parsed(marked: str) -> Doc:
    rows = [word.rsplit("/", 3) for word in marked.split()]
    return Doc(
        VOCAB,
        words=[r[0] for r in rows],
        pos=[r[1] for r in rows],
        deps=[r[2] for r in rows],
        heads=[int(r[3]) - 1 for r in rows],
    )


@pytest.mark.parametrize(("marked", "chunks"), CASES)
def test_noun_chunks(marked: str, chunks: list[str]) -> None:
    assert [chunk.text for chunk in parsed(marked).noun_chunks] == chunks


def test_noun_chunks_do_not_overlap_in_a_span() -> None:
    doc = parsed(CASES[0][0])
    assert [c.text for c in doc[4:8].noun_chunks] == ["the minister 's wife"]


def test_noun_chunks_need_a_parse() -> None:
    with pytest.raises(ValueError, match="whence_syntax"):
        list(noun_chunks(spacy.blank("en")("No parse here.")))
