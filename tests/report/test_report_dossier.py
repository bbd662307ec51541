"""What a report says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest

from corpus import Quote
from graph.case import Case
from graph.derive import refresh
from graph.model import Claim, Evidence, EvidenceGenerator, Span, Spans, Speaker, Value
from graph.query import find_entity
from graph.query.words import (
    Run,
    according_to,
    claim_sentence,
    line_words,
    plain,
    speaker_words,
)
from graph.report import html, markdown
from graph.report.content import Dossier, Ref, Sentence, Statement
from graph.report.dossier import dossier
from graph.report.statements import contradictions, topics
from tests.report import affair


def words(sentence: Sentence) -> str:
    return "".join(
        f"[{part.note}]" if isinstance(part, Ref) else part.text for part in sentence.parts
    )


def statements(found: Dossier) -> list[Statement]:
    return [
        statement
        for group in found.groups
        for topic in group.topics
        for statement in (*topic.affirmed, *topic.denied)
    ]


def refs(found: Dossier) -> Iterator[Ref]:
    """Yield every pointer of a report in reading order."""
    for form in found.forms:
        yield from form.refs
    for unclear in found.unclear:
        yield from unclear.refs
    for statement in statements(found):
        for sentence in statement.sentences:
            yield from (part for part in sentence.parts if isinstance(part, Ref))
    for other in found.neighbours:
        yield from other.refs
    for naming in found.namings:
        yield from naming.refs


def test_every_sentence_points_to_a_passage_that_stands_in_its_document(
    case: Case, maranov: Dossier
) -> None:
    assert statements(maranov)
    for statement in statements(maranov):
        for sentence in statement.sentences:
            assert any(isinstance(part, Ref) for part in sentence.parts)
    for note in maranov.footnotes:
        source = maranov.sources[note.source - 1]
        text = case.recorded.document(source.document).document.text
        exact = text[note.position.start : note.position.end]
        assert "".join(piece.text for piece in note.pieces) == exact


def test_notes_are_numbered_by_first_appearance_and_each_use_is_counted(maranov: Dossier) -> None:
    first = dict.fromkeys(ref.note for ref in refs(maranov))
    assert list(first) == list(range(1, len(maranov.footnotes) + 1))
    assert [note.number for note in maranov.footnotes] == list(first)
    uses = Counter(ref.note for ref in refs(maranov))
    assert {note.number: note.uses for note in maranov.footnotes} == dict(uses)
    assert len({(r.note, r.use) for r in refs(maranov)}) == sum(uses.values())
    places = [(note.source, note.position) for note in maranov.footnotes]
    assert len(places) == len(set(places))


def test_a_reprint_is_cited_and_not_counted(maranov: Dossier) -> None:
    [found] = [s for s in statements(maranov) if "deputy prosecutor" in words(s.sentences[0])]
    told = words(found.sentences[0])
    assert told.startswith("According to The Karsk Ledger[")
    assert "Mirror of Varenia" in told and "City Archive" in told
    assert told.endswith("held the position “deputy prosecutor” (Karsk), 1979 to 1983.")
    assert (found.independent_sources, found.passages) == (2, 3)
    by_publisher = {source.publisher: source for source in maranov.sources}
    assert "a reprint of" in "".join(r.text for r in by_publisher["Mirror of Varenia"].reprint)
    assert "Reprinted" in "".join(r.text for r in by_publisher["The Karsk Ledger"].reprint)
    assert by_publisher["City Archive"].reprint == ()


def test_a_denial_stands_beside_what_it_denies_and_the_contradiction_is_marked(
    maranov: Dossier,
) -> None:
    [topic] = [t for g in maranov.groups for t in g.topics if t.denied]
    [affirmed], [denied] = topic.affirmed, topic.denied
    assert words(affirmed.sentences[0]).startswith(
        "According to Ilse Tarn, as reported by The Karsk"
    )
    assert " and by Mirror of Varenia[" in words(affirmed.sentences[0])
    assert words(denied.sentences[0]).startswith(
        "According to Viktor Maranov, quoted by an unnamed author (file wire.txt), Viktor Maranov"
        " did not hold the position “member” (Harbour Panel), no date given."
    )
    assert topic.contradictions
    assert maranov.disputed == 1


def test_an_allegation_is_never_worded_as_a_fact(maranov: Dossier) -> None:
    [found] = [s for s in statements(maranov) if "director" in words(s.sentences[0])]
    assert "it is alleged that Viktor Maranov held" in words(found.sentences[0])
    assert found.sentences[0].modality == "alleged"


def test_a_note_names_the_page_and_the_chain_of_speakers(maranov: Dossier) -> None:
    [found] = [
        note
        for note in maranov.footnotes
        if maranov.sources[note.source - 1].publisher == "The Karsk Ledger"
        and any(Run("Ilse Tarn", name=True) in voice.words for voice in note.voices)
    ]
    assert found.page == found.last_page == 2
    assert "".join(r.text for r in found.voices[0].words) == "The Karsk Ledger, citing Ilse Tarn"
    marked = {piece.mark: piece.text for piece in found.pieces if piece.mark}
    assert marked == {"subject": "Viktor Maranov", "object": "Harbour Panel", "value": "member"}


def test_forms_are_counted_and_neighbours_come_most_frequent_first(maranov: Dossier) -> None:
    assert [(form.text, form.count) for form in maranov.forms] == [("Viktor Maranov", 12)]
    assert maranov.independent_sources == 5 < maranov.documents == 6
    counts = [other.sentences for other in maranov.neighbours]
    assert counts == sorted(counts, reverse=True)
    assert {"Karsk", "Orest Dane", "پروانه رستگار"} <= {other.name for other in maranov.neighbours}
    assert all(1 <= len(other.refs) <= 2 for other in maranov.neighbours)


def test_what_is_left_out_is_counted(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    import graph.report.dossier as module

    monkeypatch.setattr(module, "MAX_NEIGHBOURS", 2)
    monkeypatch.setattr(module, "MAX_STATEMENTS", 1)
    monkeypatch.setattr(module, "MAX_NAMINGS", 4)
    found = dossier(case, find_entity(case, "Viktor Maranov"))
    assert (len(found.neighbours), found.neighbours_left_out) == (2, 6)
    assert (len(statements(found)), found.statements_left_out) == (1, 3)
    assert (len(found.namings), found.namings_left_out) == (4, 2)


def test_an_entity_at_the_other_end_reads_the_same_statement(case: Case) -> None:
    found = dossier(case, find_entity(case, "Harbour Panel"))
    told = [words(s.sentences[0]) for s in statements(found)]
    assert len(told) == 2
    assert all("Viktor Maranov" in sentence for sentence in told)
    assert "in relation to Harbour Panel" in "".join(r.text for r in found.groups[0].heading)


def test_an_entity_of_which_nothing_is_stated_has_passages_all_the_same(case: Case) -> None:
    found = dossier(case, find_entity(case, "Orest Dane"))
    assert found.groups == ()
    assert found.footnotes and found.namings


def test_the_order_of_recording_makes_no_difference(maranov: Dossier, tmp_path: Path) -> None:
    with affair.make(tmp_path / "other.whence", backwards=True) as other:
        assert dossier(other, find_entity(other, "Viktor Maranov")) == maranov


def test_a_retracted_document_is_not_cited(tmp_path: Path) -> None:
    with affair.make(tmp_path / "retracted.whence") as case:
        [wire] = [s for s in case.recorded.documents() if s.document.paths == ("wire.txt",)]
        case.recorded.retract(wire.document.id, reason="withdrawn")
        refresh(case)
        found = dossier(case, find_entity(case, "Viktor Maranov"))
    assert all(source.document != wire.document.id for source in found.sources)
    assert not any(topic.denied for group in found.groups for topic in group.topics)
    assert (found.counts.documents, found.counts.retracted) == (5, 1)


@pytest.fixture(scope="module")
def vell(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    with Case.open(tmp_path_factory.mktemp("vell") / "vell.whence", create=True) as case:
        read = affair.vell()
        case.recorded.add(read.document, read.reading(), root="/vell", path="vell.txt")
        refresh(case)
        return dossier(case, find_entity(case, "Ana Vell"))


def quoted(found: Dossier, ref: Ref) -> str:
    return "".join(piece.text for piece in found.footnotes[ref.note - 1].pieces)


def test_an_author_known_from_metadata_is_not_worded_as_a_speaker(vell: Dossier) -> None:
    [found] = statements(vell)
    assert words(found.sentences[0]) == (
        "According to the document “About me” (author given as me), Ana Vell held the position"
        " “president” (Zhelin Maritime), no date given.[1]"
    )
    speaker = Speaker(entity=None, name="Ilse Tarn", how="indirect", cue=None)
    author = Speaker(entity=None, name="me", how="author", cue=None)
    heard, source = according_to([author, speaker], where="a.txt")
    assert plain(heard) + plain(source) == (
        "Ilse Tarn, as reported by the file a.txt (author given as me)"
    )
    assert speaker_words([author]) == "the document (author given as me)"


def test_a_form_is_shown_where_a_statement_rests_and_not_by_a_rumour(vell: Dossier) -> None:
    [form] = vell.forms
    assert (form.text, form.count) == ("Ana Vell", 3)
    assert [quoted(vell, ref) for ref in form.refs] == [
        "Ana Vell was president of Zhelin Maritime."
    ]
    [naming] = vell.namings
    assert [quoted(vell, ref) for ref in naming.refs] == [
        "Ana Vell slept.",
        "Ana Vell was president of Zhelin Maritime.",
    ]


def test_a_name_that_could_mean_two_people_is_counted_and_cited(vell: Dossier) -> None:
    [unclear] = vell.unclear
    assert (unclear.text, unclear.count) == ("Vell", 2)
    assert unclear.names == ("Ana Vell", "Ilo Vell")
    assert [quoted(vell, ref) for ref in unclear.refs] == ["Then Vell left.", "Vell came back."]
    told = "“Vell” stands 2 more times where it could mean Ana Vell or Ilo Vell;"
    assert told in markdown.render(vell)
    assert told in lxml.html.document_fromstring(html.render(vell)).text_content()


def test_forms_are_said_to_be_one_only_where_there_are_several(vell: Dossier) -> None:
    assert "these forms" not in markdown.render(vell)
    assert "these forms" not in html.render(vell)
    several = replace(vell, forms=(*vell.forms, replace(vell.forms[0], text="A. Vell")))
    assert "these forms" in markdown.render(several)
    assert "these forms" in html.render(several)


def test_the_line_of_a_position_says_which_and_keeps_its_doubt() -> None:
    assert line_words(claim("a")) == "Minister"
    assert line_words(claim("a", polarity="denied")) == "not Minister"
    assert line_words(replace(claim("a"), modalities=("alleged",))) == "allegedly Minister"
    assert line_words(claim("a", object=None)) == "held the position"
    names = {"who": "Ana Vell", "org": "Zhelin"}
    assert claim_sentence(claim("a"), names) == (
        "Ana Vell held the position Minister (Zhelin) [no date given]"
    )


def test_the_same_position_at_several_times_is_listed_together() -> None:
    other = Value(kind="position", text="Governor")
    found = topics(
        [
            claim("a", object=None, when="1980"),
            claim("b", value=other, when="1985"),
            claim("c", when="1990"),
            claim("d", when="1995"),
        ]
    )
    assert [[c.id for c in topic] for topic in found] == [["a"], ["c", "d"], ["b"]]


def claim(name: str, *, object: str | None = "org", **fields: object) -> Claim:
    evidence = Evidence(
        document="doc",
        content_sha256="",
        page=None,
        position=Span(0, 1),
        quote=Quote("x", "", ""),
        spans=Spans(),
        attributed_to=(Speaker(entity=None, name="X", how="publisher", cue=None),),
        modality="asserted",
        score=1.0,
        generated_by=EvidenceGenerator(component="hand", version="1", rule=None),
        independence_group="doc",
    )
    given: dict[str, object] = {
        "subject": "who",
        "predicate": "position-held",
        "role": None,
        "object": object,
        "value": Value(kind="position", text="Minister"),
        "when": None,
        "polarity": "affirmed",
        **fields,
    }
    return Claim(
        id=name,
        modalities=("asserted",),
        independent_sources=1,
        rank="normal",
        deprecated_reason=None,
        score=1.0,
        evidence=(evidence,),
        **given,  # type: ignore[arg-type]
    )


def test_a_denial_that_leaves_the_object_unsaid_is_of_the_topic_that_it_denies() -> None:
    found = topics(
        [claim("a"), claim("b", object=None, polarity="denied"), claim("c", object="other")]
    )
    assert [{c.id for c in topic} for topic in found] == [{"a", "b", "c"}]
    assert list(contradictions(found[0]))


def test_other_positions_are_other_topics() -> None:
    other = claim("b", value=Value(kind="position", text="Governor"), polarity="denied")
    found = topics([claim("a"), other])
    assert [len(topic) for topic in found] == [1, 1]
    assert not any(list(contradictions(topic)) for topic in found)


@pytest.mark.parametrize(
    ("when", "denied", "odds"),
    [
        ("2005/2011", "2009", True),
        ("2005/2011", "2012", False),
        ("2005/2011", "2011-03", True),
        ("../2011", "1988", True),
        (None, "1988", True),
        ("2012/..", "2011", False),
    ],
)
def test_a_denial_contradicts_only_what_is_said_of_the_same_time(
    when: str | None, denied: str, odds: bool
) -> None:
    pair = [claim("a", when=when), claim("b", when=denied, polarity="denied")]
    assert bool(list(contradictions(pair))) is odds


def test_differing_numbers_and_dates_are_marked() -> None:
    def number(name: str, n: float) -> Claim:
        value = Value(kind="number", text=f"{n:g}", number=n, unit="killed")
        return claim(name, object=None, predicate="number-affected", value=value)

    [topic] = topics([number("a", 340), number("b", 212)])
    assert list(contradictions(topic)) == ["The numbers given differ."]
    [topic] = topics([claim("a", when="1979/1983"), claim("b", when="1985")])
    assert len(list(contradictions(topic))) == 1
    [topic] = topics([claim("a", when="1979/1983"), claim("b", when="1981")])
    assert not list(contradictions(topic))
