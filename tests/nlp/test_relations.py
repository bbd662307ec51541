"""Relations with the shipped weights, on sentences of our own, traps among them."""

from __future__ import annotations

import pickle
import tomllib
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from graph.nlp.relations import Relations

HERE = Path(__file__).parent
Row = tuple[str, str, str]


def gold() -> list[tuple[str, set[Row], set[Row]]]:
    """Return texts with the relations that they state and those that they must not give."""
    found: list[tuple[str, set[Row], set[Row]]] = []
    for line in (HERE / "relations.txt").read_text("utf-8").splitlines():
        if line.startswith(("+ ", "- ")):
            subject, label, object_ = line[2:].split(" | ")
            found[-1][1 if line[0] == "+" else 2].add((subject, label, object_))
        elif line and not line.startswith("#"):
            found.append((line, set(), set()))
    return found


def rows(doc: Doc) -> set[Row]:
    return {
        (doc.text[a:b], label, doc.text[c:d]) for a, b, c, d, label, *_ in doc._.whence_relations
    }


def read_at(nlp: Language, threshold: float) -> list[set[Row]]:
    component = nlp.get_pipe("whence_relations")
    assert isinstance(component, Relations)
    usual = component.threshold
    try:
        component.threshold = threshold
        return [rows(nlp(text)) for text, _, _ in gold()]
    finally:
        component.threshold = usual


def test_relations_of_own_sentences_stay_above_the_floor(nlp: Language) -> None:
    """Below the shipped threshold, which lets little of short texts through."""
    found = stated = 0
    for (_, wanted, _), given in zip(gold(), read_at(nlp, 0.3), strict=True):
        stated += len(wanted)
        found += len(wanted & given)
    floors = tomllib.loads((HERE / "relations_floors.toml").read_text("utf-8"))
    assert stated >= 20
    assert 100 * found / stated >= floors["recall"], (found, stated)


def test_relations_traps_are_not_given_out(nlp: Language) -> None:
    for text, _, never in gold():
        assert not never & rows(nlp(text)), text


def test_relations_rest_on_sentences_of_the_text(nlp: Language) -> None:
    texts = [text for text, _, _ in gold()]
    doc = nlp(" ".join(texts))
    assert doc._.whence_relations
    sentences = {(s.start_char, s.end_char) for s in doc.sents}
    ends = {end for _, end in sentences}
    starts = {start for start, _ in sentences}
    entities = {(e.start_char, e.end_char) for e in doc.ents}
    for a, b, c, d, label, score, evidence in doc._.whence_relations:
        assert {(a, b), (c, d)} <= entities
        assert label
        assert 0.0 <= score <= 1.0
        assert evidence
        for start, end in evidence:
            assert start in starts
            assert end in ends


def test_relations_read_a_text_the_same_alone_and_in_company(nlp: Language) -> None:
    texts = [text for text, _, _ in gold()]
    alone = [doc._.whence_relations for doc in map(nlp, texts)]
    assert alone == [doc._.whence_relations for doc in nlp.pipe(texts, batch_size=50)]


def test_relations_threshold_makes_fewer(nlp: Language) -> None:
    component = nlp.get_pipe("whence_relations")
    assert isinstance(component, Relations)
    usual = component.threshold
    text = " ".join(text for text, _, _ in gold())
    counts = []
    try:
        for component.threshold in (0.05, usual, 0.99):
            counts.append(len(nlp(text)._.whence_relations))
    finally:
        component.threshold = usual
    assert counts[0] > counts[1] > counts[2]


@pytest.mark.parametrize("text", ["", " \n ", "Rain.", "Velmar.", "Velmar, " * 600])
def test_relations_take_any_text(nlp: Language, text: str) -> None:
    assert isinstance(nlp(text)._.whence_relations, list)


def test_relations_survive_bytes(nlp: Language) -> None:
    component = nlp.get_pipe("whence_relations")
    assert isinstance(component, Relations)
    again = pickle.loads(
        pickle.dumps(Relations(component.weights).from_bytes(component.to_bytes()))
    )
    for text, _, _ in gold()[:3]:
        doc = nlp.make_doc(text)
        for name, part in nlp.pipeline:
            if name == "whence_relations":
                break
            doc = part(doc)
        assert rows(again(doc)) == rows(nlp(text))


def test_relations_without_encoder_say_what_to_do(nlp: Language) -> None:
    with pytest.raises(ValueError, match="whence_encoder"):
        nlp.get_pipe("whence_relations")(nlp.make_doc("Nothing was read."))
