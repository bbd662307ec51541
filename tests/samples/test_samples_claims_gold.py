from __future__ import annotations

import re
import shutil

import pytest

import corpus
from benchmarks.claims_gold import load_claims, load_events
from benchmarks.gold import SAMPLES, GoldError

DOCUMENTS = load_claims()
LETTERS = re.compile(r"[\W_]+")

in_each = pytest.mark.parametrize("gold", DOCUMENTS, ids=lambda d: d.document.file)


@in_each
def test_every_document_has_claims_and_traps(gold):
    assert len([c for p in gold.passages for c in p.claims if not c.optional]) >= 10
    assert len(gold.traps) >= 3


@in_each
def test_passages_are_short(gold):
    for passage in gold.passages:
        quote = gold.document.text[passage.start : passage.end]
        assert len(re.findall(r"[.?!][”\"]?\s+(?=[“\"]?[A-Z])", quote)) <= 4
        assert "\n\n\n" not in quote


@in_each
def test_passages_are_told_once(gold):
    spans = [(p.start, p.end) for p in gold.passages]
    assert len(set(spans)) == len(spans)
    for passage in gold.passages:
        assert len(set(passage.claims)) == len(passage.claims)


@in_each
def test_all_stretches_are_found_in_what_the_reader_extracts(gold):
    text = corpus.read(gold.document.path).text
    anchored = gold.anchored(text)
    assert len(anchored.passages) == len(gold.passages)
    assert len(anchored.traps) == len(gold.traps)
    for (start, end), passage in anchored.passages:
        quote = gold.document.text[passage.start : passage.end]
        assert LETTERS.sub("", text[start:end]).startswith(LETTERS.sub("", quote)[:12])
    words = {gold.document.text[t.start : t.end] for p in gold.passages for t in p.triggers}
    squeezed = {LETTERS.sub("", w) for w in words}
    assert {LETTERS.sub("", text[s:e]) for _, s, e in anchored.triggers} == squeezed


def test_events_are_used_and_of_known_kinds():
    used = {end for d in DOCUMENTS for p in d.passages for c in p.claims for end in c.ends}
    used |= {c.subject for d in DOCUMENTS for t in d.traps for c, _ in t.forbidden}
    assert load_events().keys() <= used


def test_denials_doubts_and_speakers_are_there():
    claims = [c for d in DOCUMENTS for p in d.passages for c in p.claims]
    assert sum(c.polarity == "denied" for c in claims) >= 20
    assert {c.modality for c in claims} == {"asserted", "alleged", "planned", "hypothetical"}
    assert sum(len(c.speakers) == 2 for c in claims) >= 5


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("Kordavia is considering", "Kordavia was considering", "not word for word"),
        ('predicate = "leads"', 'predicate = "led"', "no predicate"),
        ('role = "mover"', 'role = "victim"', "has no role"),
        ('value = "2023-09-12"', 'value = "12 September"', "no EDTF date"),
        ('{ id = "ev-complaint"', '{ id = "ev-nothing"', "in neither"),
        ('object = "lantern-watch"', 'object = "radio-zelu"', "has no mention"),
        ('as = "fact"', 'as = "gospel"', "nothing is forbidden"),
        ('trigger = "complaint"', 'trigger = "lament"', "is not in the passage"),
    ],
)
def test_gold_that_is_wrong_is_refused(tmp_path, old, new, why):
    folder = tmp_path / "samples"
    shutil.copytree(SAMPLES, folder)
    for path in (folder / "gold" / "claims").glob("*.toml"):
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(GoldError, match=why):
        load_claims(folder=folder)


@in_each
def test_words_name_one_event(gold):
    triggers = {t for p in gold.passages for t in p.triggers}
    places = [(t.start, t.end) for t in triggers]
    assert len(set(places)) == len(places)
