"""The contract of the pipeline: processes, files, bytes, batches, any text."""

from __future__ import annotations

import multiprocessing
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from graph.model import WhenceError
from graph.nlp import COMPONENTS, load, pipeline_version
from graph.nlp.encoder import ENCODED, STRETCH, Encoder
from graph.nlp.frame import frames
from graph.nlp.weights import SHIPPED, Weights
from graph.nlp.windows import passages, windows

TEXTS = [
    "Justice Minister Amina Dastani spoke in Velmar on Tuesday. Nobody answered her.",
    "The Red Cross, Reuters reported, left Aleppo in May 2014.\n\nIts staff went to Turkey.",
    "Ebrahim Raisi and Mir-Hossein Mousavi disagree about the 1988 massacre.",
    "",
    "   \n ",
    "nothing of note happened here",
]
Read = dict[str, Any]


def read(doc: Doc) -> Read:
    """Everything that the pipeline sets."""
    return {
        "ents": [(e.start_char, e.end_char, e.label_, e._.whence_score) for e in doc.ents],
        "words": [(t.tag_, t.pos_, t.lemma_, str(t.morph), t.dep_, t.head.i) for t in doc],
        "sents": [(s.start, s.end) for s in doc.sents],
        "arcs": doc._.whence_arcs,
        "frames": doc._.whence_frames,
        "spans": {k: [(s.start, s.end, s.label_) for s in g] for k, g in doc.spans.items()},
    }


def test_pipeline_components_and_meta(nlp: Language) -> None:
    assert tuple(nlp.pipe_names) == COMPONENTS
    assert nlp.meta["name"] == "whence"
    assert nlp.meta["version"]


def test_pipeline_drops_the_encoder_output(nlp: Language) -> None:
    assert ENCODED not in nlp(TEXTS[0]).user_data


def test_pipeline_reads_a_text_alike_alone_and_among_fifty(nlp: Language) -> None:
    alone = [read(nlp(text)) for text in TEXTS]
    crowd = [f"{text} {'Also ' * n}" for n in range(9) for text in TEXTS][:50]
    mixed = crowd[:25] + TEXTS + crowd[25:]
    among = [read(doc) for doc in nlp.pipe(mixed, batch_size=len(mixed))][25 : 25 + len(TEXTS)]
    assert among == alone
    assert all(any(found[layer] for found in alone) for layer in ("ents", "words", "frames"))


def test_pipeline_reads_alike_with_any_number_of_threads(nlp: Language) -> None:
    one = load(threads=1)
    assert [read(one(text)) for text in TEXTS] == [read(nlp(text)) for text in TEXTS]


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_pipeline_reads_alike_in_two_processes(method: str) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.fail(f"this platform has no {method}; list the platform in the test")
    nlp = load(threads=1)
    alone = [read(nlp(text)) for text in TEXTS]
    before = multiprocessing.get_start_method(allow_none=True)
    multiprocessing.set_start_method(method, force=True)
    try:
        docs = list(nlp.pipe(TEXTS * 2, n_process=2, batch_size=2))
    finally:
        multiprocessing.set_start_method(before, force=True)
    assert [read(doc) for doc in docs] == alone * 2


def test_pipeline_to_disk_and_back(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "saved")
    again = spacy.load(tmp_path / "saved")
    assert [read(again(t)) for t in TEXTS] == [read(nlp(t)) for t in TEXTS]
    assert pipeline_version(again) == pipeline_version(nlp)


def test_pipeline_by_folder_through_load(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "saved")
    assert read(load(str(tmp_path / "saved"))(TEXTS[2])) == read(nlp(TEXTS[2]))


def test_pipeline_to_bytes_and_pickle(nlp: Language) -> None:
    other = load().from_bytes(nlp.to_bytes())
    assert read(other(TEXTS[0])) == read(nlp(TEXTS[0]))
    again = pickle.loads(pickle.dumps(nlp))
    assert read(again(TEXTS[0])) == read(nlp(TEXTS[0]))


def test_doc_scores_survive_bytes_and_pickle(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    assert read(doc)["ents"] and read(doc)["frames"]
    assert read(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == read(doc)
    assert read(pickle.loads(pickle.dumps(doc))) == read(doc)


def test_pipeline_without_parts_reads_the_rest_alike(nlp: Language) -> None:
    whole = read(nlp(TEXTS[0]))
    for part, layer in [("whence_syntax", "arcs"), ("whence_frames", "frames")]:
        left = load(exclude=[part])
        assert part not in left.pipe_names
        found = read(left(TEXTS[0]))
        assert found[layer] is None
        assert found["ents"] == whole["ents"]
        other = "frames" if layer == "arcs" else "arcs"
        assert found[other] == whole[other]


def test_load_unknown_part_says_what_there_is() -> None:
    with pytest.raises(WhenceError, match="whence_nouns.*whence_names"):
        load(exclude=["whence_nouns"])


def test_encoder_unknown_layer_says_what_there_is() -> None:
    with pytest.raises(ValueError, match="smells.*syntax"):
        Encoder(Weights(), layers=["smells"])


def test_pipeline_version_moves_with_settings_not_threads(nlp: Language) -> None:
    other = load(threads=3)
    assert pipeline_version(other) == pipeline_version(nlp)
    other.remove_pipe("whence_names")
    other.add_pipe("whence_names", config={"threshold": 0.5})
    assert pipeline_version(other) != pipeline_version(nlp)
    assert pipeline_version(spacy.blank("en")) != pipeline_version(nlp)


def test_load_unknown_pipeline_says_what_to_do() -> None:
    with pytest.raises(WhenceError, match=r"no_such_pipeline.*Install"):
        load("no_such_pipeline")


def test_load_pipeline_without_names_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "bare")
    with pytest.raises(WhenceError, match="sets no names"):
        load(str(tmp_path / "bare"))


def test_load_other_pipeline_gains_sentences(tmp_path: Path) -> None:
    ruler = spacy.blank("en")
    ruler.add_pipe("entity_ruler").add_patterns([{"label": "GPE", "pattern": "Velmar"}])
    ruler.to_disk(tmp_path / "ruler")
    doc = load(str(tmp_path / "ruler"))("He left Velmar. She stayed.")
    assert [e.text for e in doc.ents] == ["Velmar"]
    assert len(list(doc.sents)) == 2


def test_pipeline_long_sentence_is_read_to_its_end(nlp: Language) -> None:
    text = "They listed " + "the houses and the gardens, " * 200 + "and at last Angela Merkel."
    doc = nlp(text)
    assert len(list(doc.sents)) == 1
    assert "Angela Merkel" in [e.text for e in doc.ents if e.label_ == "PERSON"]


def test_pipeline_long_document(nlp: Language) -> None:
    doc = nlp("\n".join([TEXTS[0]] * 300))
    assert len(doc) > 2 * STRETCH
    assert len([e for e in doc.ents if e.text == "Amina Dastani"]) == 300
    assert [t.text for t in doc if t.dep_ == "ROOT"].count("spoke") == 300
    spoke = [f for f in frames(doc) if f.lemma == "speak"]
    assert len(spoke) == 300
    assert {doc[f.predicate].text for f in spoke} == {"spoke"}


@pytest.mark.parametrize(
    "text",
    [
        "x" * 5000 + " Angela Merkel",
        "\u200b\u200d\ufeff \u202e Angela\u00a0Merkel",
        "\x00\x01 null",
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16") + " \U0001f1ee\U0001f1f7",
        "لم يعترف الوزير بالمجزرة. 四平保卫战",
        "e\u0301" * 400,
        "https://example.org/" + "a/b?c=" * 400,
        "\ufffd" * 50,
    ],
)
def test_pipeline_odd_text_does_not_crash(nlp: Language, text: str) -> None:
    assert nlp(text).text == text


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_pipeline_any_text(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert all(not e.text.isspace() for e in doc.ents)


@settings(deadline=None)
@given(
    st.lists(st.integers(1, 12), min_size=1, max_size=300),
    st.integers(14, 60),
    st.integers(0, 20),
)
def test_windows_keep_every_word_once(counts: list[int], limit: int, overlap: int) -> None:
    found = windows(counts, 0, len(counts), limit=limit, overlap=overlap)
    kept = [i for w in found for i in range(w.keep_from, w.keep_to)]
    assert kept == list(range(len(counts)))
    for w in found:
        assert w.start <= w.keep_from < w.keep_to <= w.end
        assert w.pieces == sum(counts[w.start : w.end]) <= limit


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(1, 12), min_size=1, max_size=30), max_size=30))
def test_passages_join_whole_sentences_in_order(sentences: list[list[int]]) -> None:
    counts = [c for s in sentences for c in s]
    starts = [sum(map(len, sentences[:n])) for n in range(len(sentences))]
    found = passages(counts, starts, most=60)
    assert [i for a, b in found for i in range(a, b)] == list(range(len(counts)))
    for a, b in found:
        assert a in starts
        assert sum(counts[a:b]) <= 60 or sum(a <= s < b for s in starts) == 1


def test_encoder_output_has_a_row_for_each_word(nlp: Language) -> None:
    doc = nlp.make_doc("Two  spaces\n\nand lines.")
    encoded = nlp.get_pipe("whence_encoder").encode(nlp.get_pipe("whence_sentences")(doc))
    assert [doc[int(i)].text for i in encoded.tokens] == ["Two", "spaces", "and", "lines", "."]
    assert encoded.starts.tolist() == [0, 2]
    assert encoded.names.shape[0] == len(encoded.syntax.heads) == 5
    assert np.isfinite(encoded.names).all()


def test_weights_are_small_and_carry_their_licence() -> None:
    size = sum(p.stat().st_size for p in SHIPPED.iterdir())
    assert size < 30_000_000
    licence = (SHIPPED / "LICENSE").read_text("utf-8")
    assert "CC-BY-SA-4.0" in licence
    assert "Apache" in (SHIPPED / "NOTICE").read_text("utf-8")
