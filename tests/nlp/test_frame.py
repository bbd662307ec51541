"""Frames as data."""

from __future__ import annotations

import pickle

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from graph.nlp.frame import Factuality, Frame, Role, frames, set_frames
from graph.nlp.frames import Frames

TOKENS = spacy.blank("en")
FACTS = Factuality(0.9, 0.06, 0.04)
FRAME = Frame(
    predicate=3,
    lemma="release",
    sense="release.01",
    kind="verb",
    score=0.98,
    factuality=FACTS,
    roles=(
        Role("ARG0", 0, 1, 0.9),
        Role("ARGM-MOD", 1, 2, 0.99),
        Role("ARGM-NEG", 2, 3, 0.97),
        Role("ARG1", 4, 6, 0.8),
        Role("ARGM-TMP", 6, 7, 0.3),
        Role("ARGM-TMP", 7, 9, 0.6),
    ),
)
WORDS = "Courts may not release the files today or tomorrow".split()


def framed(found: list[Frame]) -> Doc:
    doc = Doc(TOKENS.vocab, words=WORDS)
    set_frames(doc, found)
    return doc


def test_frames_come_back_as_they_were_set() -> None:
    doc = framed([FRAME])
    assert frames(doc) == (FRAME,)
    assert frames(doc)[0].roles[3].span(doc).text == "the files"


def test_frames_survive_bytes_pickle_and_docbin() -> None:
    doc = framed([FRAME])
    assert frames(Doc(TOKENS.vocab).from_bytes(doc.to_bytes())) == (FRAME,)
    assert frames(pickle.loads(pickle.dumps(doc))) == (FRAME,)
    packed = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (again,) = DocBin().from_bytes(packed).get_docs(TOKENS.vocab)
    assert frames(again) == (FRAME,)


def test_frames_of_a_doc_without_any() -> None:
    assert frames(TOKENS.make_doc("Nothing was read.")) == ()


def test_frame_accessors() -> None:
    assert FRAME.role("ARGM-TMP") == Role("ARGM-TMP", 7, 9, 0.6)
    assert [r.start for r in FRAME.all("ARGM-TMP")] == [6, 7]
    assert FRAME.role("ARG4") is None
    assert FRAME.negated
    assert [r.name for r in FRAME.modals] == ["ARGM-MOD"]
    assert FACTS.best == "happened"
    assert Factuality(0.1, 0.3, 0.6).best == "open"


def test_set_frames_puts_them_in_order() -> None:
    first = Frame(1, "may", "may.01", "verb", 0.5, FACTS, ())
    assert [f.predicate for f in frames(framed([FRAME, first]))] == [1, 3]


def test_frames_score_counts_predicates_and_roles() -> None:
    fewer = Frame(3, "release", "release.01", "verb", 0.9, FACTS, FRAME.roles[:3])
    other = Frame(0, "court", "court.01", "noun", 0.9, FACTS, ())
    scores = Frames().score([Example(framed([fewer, other]), framed([FRAME]))])
    assert scores["predicates_p"] == 0.5
    assert scores["predicates_r"] == 1.0
    assert scores["roles_p"] == 1.0
    assert scores["roles_r"] == 0.5
    assert scores["roles_f"] == pytest.approx(2 / 3)


def test_light_verb_takes_the_factuality_of_its_noun(nlp: Language) -> None:
    doc = nlp("Officials made no effort to find the missing.")
    by_word = {doc[f.predicate].text: f for f in frames(doc)}
    assert by_word["effort"].factuality.best == "did_not"
    assert by_word["made"].factuality == by_word["effort"].factuality
