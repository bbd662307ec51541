"""Syntax on a Doc: what holds for every text."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from graph.nlp import load

TEXT = (
    "Justice Minister Amina Dastani spoke in Velmar on Tuesday.  Nobody answered her.\n\n"
    "  They say the files were burnt, but no court has seen them"
)


def check(doc: Doc) -> None:
    """Each sentence is one tree, with one root, that no arc leaves."""
    for sentence in doc.sents:
        roots = [t for t in sentence if t.head is t or t.head.i == t.i]
        assert len(roots) == 1
        assert roots[0].dep_ == "ROOT"
        assert sentence.root.i == roots[0].i
        for token in sentence:
            assert sentence.start <= token.head.i < sentence.end
            assert token.dep_
            assert token.pos_
            assert token.tag_
            assert token.lemma_
            assert (token.dep_ == "ROOT") == (token.i == roots[0].i)
    assert sum(len(s) for s in doc.sents) == len(doc)


def test_syntax_sets_everything(nlp: Language) -> None:
    doc = nlp(TEXT)
    check(doc)
    for name in ("SENT_START", "POS", "TAG", "LEMMA", "DEP", "HEAD", "MORPH"):
        assert doc.has_annotation(name)
    assert [t.pos_ for t in doc if t.is_space] == ["SPACE"] * 2
    assert all(t.lemma_ == t.text for t in doc if t.is_space)
    spoke = next(t for t in doc if t.text == "spoke")
    assert (spoke.lemma_, spoke.pos_, spoke.tag_) == ("speak", "VERB", "VBD")
    assert spoke.morph.get("Tense") == ["Past"]


def test_syntax_arcs_have_probabilities(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert len(doc._.whence_arcs) == len(doc)
    assert all(0.0 <= token._.whence_arc <= 1.0 for token in doc)
    again = pickle.loads(pickle.dumps(doc))
    assert again._.whence_arcs == Doc(nlp.vocab).from_bytes(doc.to_bytes())._.whence_arcs
    assert nlp.make_doc("Not read.")[0]._.whence_arc is None


def test_syntax_score_of_itself_is_full(nlp: Language) -> None:
    doc = nlp("Nobody answered her. They say the files were burnt.")
    scores = nlp.get_pipe("whence_syntax").score([Example(doc, doc.copy())])
    for name in ("sents_f", "dep_uas", "dep_las", "pos_acc", "tag_acc", "lemma_acc"):
        assert scores[name] == pytest.approx(1.0)


def test_syntax_sentences_are_those_that_names_stay_in(nlp: Language) -> None:
    doc = nlp("He met Mr. Karimi\n\nAmina Dastani left for the U.S. on Monday. It rained.")
    borders = {s.start for s in doc.sents}
    assert all(not borders & set(range(e.start + 1, e.end)) for e in doc.ents)
    assert [s.text.strip() for s in doc.sents][-1] == "It rained."


def test_noun_chunks_of_the_pipeline(nlp: Language) -> None:
    doc = nlp("The old minister signed a secret order in the prison.")
    assert [c.text for c in doc.noun_chunks] == [
        "The old minister", "a secret order", "the prison",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \n x", "x \n ", "\t.\n\n.\n"])
def test_syntax_odd_white_space(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    check(doc)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=" .!?\n“”,(aeTS'-", max_size=80))
def test_syntax_any_text(nlp: Language, text: str) -> None:
    check(nlp(text))


def test_syntax_endless_sentence(nlp: Language) -> None:
    doc = nlp("They listed " + "the houses and the gardens, " * 120 + "and left.")
    check(doc)
    assert len(list(doc.sents)) == 1


def test_syntax_without_encoder_says_what_to_do(nlp: Language) -> None:
    with pytest.raises(ValueError, match="whence_encoder"):
        nlp.get_pipe("whence_syntax")(nlp.make_doc("Nothing was read."))


def test_syntax_without_its_layer_says_what_to_do(nlp: Language) -> None:
    names_only = load(exclude=["whence_syntax", "whence_frames"])
    doc = names_only.get_pipe("whence_encoder")(nlp.make_doc("Names alone were read."))
    with pytest.raises(ValueError, match="'syntax'.*layers"):
        nlp.get_pipe("whence_syntax")(doc)
