"""What a reading must not say, one fault at a time."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus import Document
from graph.case.checks import check_reading, passage_is_whole
from graph.model import EndSpan, EvidenceError, FoundSpeaker, Reading, Span, Value
from tests.making import document_and_reading

TEXT = "It rained in [GPE:Belm]. Mayor [PERSON:Ana Vell] of [GPE:Belm] spoke. It was late."


@pytest.fixture(scope="module")
def made() -> tuple[Document, Reading]:
    document, reading = document_and_reading(TEXT)
    check_reading(document, reading)
    return document, reading


def _with_speaker(reading: Reading, speaker: FoundSpeaker) -> Reading:
    return replace(reading, statements=(replace(reading.statements[0], speakers=(speaker,)),))


def _with_via(reading: Reading, via: Span) -> Reading:
    statement = reading.statements[0]
    words = statement.spans.value
    assert words is not None
    end = EndSpan(start=words.start, end=words.end, via=via)
    spoilt = replace(statement, spans=replace(statement.spans, value=end))
    return replace(reading, statements=(spoilt,))


def _with_value(reading: Reading, text: str) -> Reading:
    value = Value(kind="position", text=text)
    return replace(reading, statements=(replace(reading.statements[0], value=value),))


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda r: replace(r, sentences=r.sentences[1:]), "stands in no sentence"),
        (lambda r: replace(r, mentions=r.mentions[::-1], statements=()), "order of the text"),
        (lambda r: replace(r, mentions=(*r.mentions, r.mentions[-1])), "order of the text"),
        (
            lambda r: _with_speaker(r, FoundSpeaker(mention=99, how="direct", cue=None)),
            "a speaker",
        ),
        (
            lambda r: _with_speaker(r, FoundSpeaker(mention=0, how="direct", cue=Span(1, 9000))),
            "a cue",
        ),
        (lambda r: _with_via(r, Span(1, 9000)), "outside the text"),
        (lambda r: replace(r, set_aside_sha256="0" * 64), "set aside"),
        (lambda r: _with_value(r, "Governor"), "is not the words"),
        (lambda r: replace(r, sentences=(*r.sentences, Span(8000, 9000))), "last sentence"),
    ],
    ids=["no sentence", "order", "twice", "speaker", "cue", "via", "set aside", "value", "end"],
)
def test_a_reading_with_one_fault_is_refused(made, spoil, says):
    document, reading = made
    with pytest.raises(EvidenceError, match=says):
        check_reading(document, spoil(reading))


def test_a_position_may_run_over_a_line_break():
    document, reading = document_and_reading(
        "[PERSON:Ana Vell], the mayor of [GPE:Belm], left the hall."
    )
    (statement,) = reading.statements
    assert statement.value is not None
    folded = Value(kind="position", text=f" {statement.value.text}\n")
    check_reading(document, replace(reading, statements=(replace(statement, value=folded),)))


def test_a_passage_is_one_to_three_whole_sentences():
    sentences = [Span(10 * n, 10 * n + 8) for n in range(5)]
    assert passage_is_whole(sentences, Span(10, 18))
    assert passage_is_whole(sentences, Span(10, 38))
    for passage in (Span(10, 48), Span(11, 18), Span(10, 17), Span(50, 58), Span(10, 8 + 1 + 2)):
        assert not passage_is_whole(sentences, passage)
