"""The shipped model on sentences of our own, against floors in a file."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from spacy.language import Language

HERE = Path(__file__).parent
MARK = re.compile(r"\[([^|\]]+)\|([A-Z_]*)\]")
Span = tuple[int, int, str]


def gold() -> list[tuple[str, set[Span]]]:
    found = []
    for line in (HERE / "sentences.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text, spans, place = "", set(), 0
        for mark in MARK.finditer(line):
            text += line[place : mark.start()]
            if mark.group(2):
                spans.add((len(text), len(text) + len(mark.group(1)), mark.group(2)))
            text += mark.group(1)
            place = mark.end()
        found.append((text + line[place:], spans))
    return found


def found_in(nlp: Language, text: str) -> set[Span]:
    return {(e.start_char, e.end_char, e.label_) for e in nlp(text).ents}


def test_names_of_own_sentences_stay_above_the_floors(nlp: Language) -> None:
    floors = tomllib.loads((HERE / "floors.toml").read_text("utf-8"))["names"]
    right = found = wanted = 0
    by_type: dict[str, list[bool]] = {}
    for text, spans in gold():
        predicted = found_in(nlp, text)
        right += len(spans & predicted)
        found += len(predicted)
        wanted += len(spans)
        for span in spans:
            by_type.setdefault(span[2], []).append(span in predicted)
    recall = {kind: 100 * sum(hits) / len(hits) for kind, hits in by_type.items()}
    scores = {
        "f1": 200 * right / (found + wanted),
        "person_recall": recall["PERSON"],
        "event_recall": recall["EVENT"],
    }
    assert wanted > 100
    assert set(floors) == set(scores)
    assert {k: v for k, v in scores.items() if v < floors[k]} == {}, (scores, recall)


@pytest.mark.parametrize(
    ("straight", "curly"),
    [
        ("Ireland's army chief, Sean O'Rourke, wrote to the People's Front of Ruritania.",) * 2,
        ('"We knew," Amina Dastani told the "Daily Star" in Cairo.',) * 2,
    ],
)
def test_names_curly_quotes_change_nothing(nlp: Language, straight: str, curly: str) -> None:
    curled = curly.replace("'", "\u2019").replace(' "', " \u201c").replace('"', "\u201d")
    people = {(e.start_char, e.end_char) for e in nlp(straight).ents if e.label_ == "PERSON"}
    assert people
    assert people == {(e.start_char, e.end_char) for e in nlp(curled).ents if e.label_ == "PERSON"}


def test_names_score_is_a_probability_and_follows_the_span(nlp: Language) -> None:
    doc = nlp("Hassan Rouhani met Angela Merkel in Tehran.")
    assert doc.ents
    for span in doc.ents:
        assert 0.0 <= span._.whence_score <= 1.0
    assert doc[0:1]._.whence_score is None


def test_names_addresses_on_the_internet_are_no_names(nlp: Language) -> None:
    text = "Write to Hamid Korvali at korvali@example.org or see http://www.example.org/korvali ."
    assert [ent.text for ent in nlp(text).ents] == ["Hamid Korvali"]


def test_names_keep_entities_set_before(nlp: Language) -> None:
    doc = nlp.make_doc("Kofi Annan visited Nairobi.")
    doc.set_ents([doc.char_span(0, 10, label="LEADER")])
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert (doc.ents[0].text, doc.ents[0].label_) == ("Kofi Annan", "LEADER")
    assert "Nairobi" in [e.text for e in doc.ents]


def test_names_without_encoder_say_what_to_do(nlp: Language) -> None:
    with pytest.raises(ValueError, match="whence_encoder"):
        nlp.get_pipe("whence_names")(nlp.make_doc("Nothing was read."))
