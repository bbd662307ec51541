"""Coreference with the shipped weights, on passages of our own, traps among them."""

from __future__ import annotations

import pickle
import re
import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from graph.names import normal
from graph.nlp.coref import THRESHOLD, Coref
from graph.nlp.coref_names import same_name

HERE = Path(__file__).parent
MARK = re.compile(r"\[([^|\]]+)\|(\d+)\]")
Span = tuple[int, int]


def gold() -> list[tuple[str, dict[Span, str]]]:
    found = []
    for line in (HERE / "coref.txt").read_text("utf-8").splitlines():
        if not line or line.startswith(("#", "-")):
            continue
        text, spans, place = "", {}, 0
        for mark in MARK.finditer(line):
            text += line[place : mark.start()]
            spans[len(text), len(text) + len(mark.group(1))] = mark.group(2)
            text += mark.group(1)
            place = mark.end()
        found.append((text + line[place:], spans))
    return found


def traps() -> list[tuple[str, str, str]]:
    lines = (HERE / "coref.txt").read_text("utf-8").splitlines()
    parts = [line[2:].split(" :: ") for line in lines if line.startswith("- ")]
    return [(text, one, other) for text, one, other in parts]


def clusters(doc: Doc) -> list[list[Span]]:
    return [
        [(span.start_char, span.end_char) for span in group]
        for key, group in doc.spans.items()
        if key.startswith("coref_clusters_")
    ]


def entity(spans: dict[Span, str], span: Span) -> str | None:
    """Return the entity whose mention ends with the same word, or holds or is held by the span."""
    for (start, end), number in spans.items():
        if span == (start, end) or (span[1] == end and max(span[0], start) < end):
            return number
    return None


def test_coref_links_of_own_passages_stay_above_the_floors(nlp: Language) -> None:
    right = made = wanted = 0
    for text, spans in gold():
        doc = nlp(text)
        together: set[tuple[Span, Span]] = set()
        for cluster in clusters(doc):
            known = [s for s in cluster if entity(spans, s)]
            for one, other in combinations(known, 2):
                made += 1
                right += entity(spans, one) == entity(spans, other)
                together.add((one, other))
        wanted += sum(a == b for a, b in combinations(spans.values(), 2))
    floors = tomllib.loads((HERE / "coref_floors.toml").read_text("utf-8"))
    scores = {"precision": 100 * right / max(1, made), "recall": 100 * right / wanted}
    assert wanted > 30
    assert {k: v for k, v in scores.items() if v < floors[k]} == {}, scores


@pytest.mark.parametrize(("text", "one", "other"), traps())
def test_coref_never_joins(nlp: Language, text: str, one: str, other: str) -> None:
    for cluster in clusters(nlp(text)):
        words = {text[s:e] for s, e in cluster}
        assert not (
            any(one in w for w in words) and any(other == w or other in w for w in words)
        ), words


def test_coref_same_name_is_one_entity_over_any_distance(nlp: Language) -> None:
    filler = "Nothing else happened in the valley that year, and the rain did not stop. " * 120
    doc = nlp(f"Amina Dastani was born in Velmar. {filler}Amina Dastani died in Odi.")
    ends = [m.start() for m in re.finditer("Amina Dastani", doc.text)]
    joined = [c for c in clusters(doc) if any(s == ends[0] for s, _ in c)]
    assert joined
    assert any(s == ends[1] for s, _ in joined[0])


def test_coref_no_cluster_holds_two_different_names(nlp: Language) -> None:
    people = ("Amina Dastani", "Omar Rashid", "Leila Korvali", "Pavel Orlan")
    text = " ".join(
        f"{a} met {b} in Velmar. He praised her work and they left." for a in people for b in people
        if a != b
    )  # fmt: skip
    doc = nlp(text)
    named = {(e.start, e.end): e.text for e in doc.ents if e.label_ == "PERSON"}
    assert len({normal(n) for n in named.values()}) == 4
    for key, group in doc.spans.items():
        names = {named[s.start, s.end] for s in group if (s.start, s.end) in named}
        assert all(same_name(a, b) for a, b in combinations(names, 2)), (key, names)


def test_coref_scores_are_probabilities_and_spans_lie_in_the_text(nlp: Language) -> None:
    text = gold()[1][0]
    doc = nlp(text)
    assert doc._.whence_coref
    for start, end, first, last, score in doc._.whence_coref:
        assert 0 <= start < end <= len(text)
        assert 0 <= first < last <= len(text)
        assert THRESHOLD <= score <= 1.0
    assert doc._.whence_coref == sorted(doc._.whence_coref)


def test_coref_reads_a_text_the_same_alone_and_in_company(nlp: Language) -> None:
    texts = [text for text, _ in gold()]
    alone = [(clusters(d), d._.whence_coref) for d in map(nlp, texts)]
    company = [(clusters(d), d._.whence_coref) for d in nlp.pipe(texts, batch_size=50)]
    assert alone == company


def test_coref_threshold_makes_fewer_links(nlp: Language) -> None:
    component = nlp.get_pipe("whence_coref")
    assert isinstance(component, Coref)
    usual = component.threshold
    counts = []
    try:
        for component.threshold in (0.0, usual, 0.95):
            counts.append(sum(len(nlp(text)._.whence_coref) for text, _ in gold()))
    finally:
        component.threshold = usual
    assert counts[0] >= counts[1] > counts[2]


@pytest.mark.parametrize("text", ["", " \n ", "Rain.", "((( ))) ... 1 2 3", "He. " * 700])
def test_coref_takes_any_text(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert isinstance(doc._.whence_coref, list)


def test_coref_survives_bytes(nlp: Language) -> None:
    component = nlp.get_pipe("whence_coref")
    assert isinstance(component, Coref)
    again = Coref(component.weights).from_bytes(component.to_bytes())
    whole = pickle.loads(pickle.dumps(again))
    for text, _ in gold()[:3]:
        doc = nlp.make_doc(text)
        for name, part in nlp.pipeline:
            if name == "whence_coref":
                break
            doc = part(doc)
        assert clusters(whole(doc)) == clusters(nlp(text))


def test_coref_without_encoder_says_what_to_do(nlp: Language) -> None:
    with pytest.raises(ValueError, match="whence_encoder"):
        nlp.get_pipe("whence_coref")(nlp.make_doc("Nothing was read."))


def test_coref_threshold_out_of_range_is_refused(nlp: Language) -> None:
    component = nlp.get_pipe("whence_coref")
    assert isinstance(component, Coref)
    with pytest.raises(ValueError, match="0..1"):
        Coref(component.weights, threshold=1.5)
