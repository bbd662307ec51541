"""No edge without a passage that stands in its document: a property of the store itself."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.case import Derived, verify
from graph.derive import derive, refresh
from graph.model import Claim, EndSpan, EvidenceError, Span
from tests.making import case_of, document_and_reading

TEXT = "It rained in [GPE:Belm]. Mayor [PERSON:Ana Vell] of [GPE:Belm] spoke. It was late. They went home."


def derived_of(case):
    return derive((s, case.recorded.reading(s)) for s in case.recorded.documents())


def test_a_claim_without_evidence_cannot_even_be_made(tmp_path):
    with case_of(tmp_path / "c.whence", a=TEXT) as case:
        (claim,) = case.derived.claims()
    with pytest.raises(EvidenceError, match="W202"):
        replace(claim, evidence=())
    with pytest.raises(EvidenceError):
        Claim(**{f: getattr(claim, f) for f in Claim.__slots__ if f != "evidence"})


@pytest.mark.parametrize(
    "spoil",
    [
        lambda e: replace(e, position=Span(e.position.start + 1, e.position.end + 1)),
        lambda e: replace(e, quote=replace(e.quote, exact=e.quote.exact.upper())),
        lambda e: replace(e, document="doc-0000000000000000"),
    ],
    ids=["moved", "reworded", "another document"],
)
def test_the_store_refuses_a_passage_that_does_not_stand_and_keeps_what_it_had(tmp_path, spoil):
    with case_of(tmp_path / "c.whence", a=TEXT) as case:
        good = derived_of(case)
        before = [claim.id for claim in case.derived.claims()]
        claim = good.claims[0]
        bad = replace(claim, evidence=tuple(spoil(e) for e in claim.evidence))
        with pytest.raises(EvidenceError):
            case.derived.replace(replace(good, claims=(bad,)), revision=99)
        assert [claim.id for claim in case.derived.claims()] == before
        assert list(verify(case)) == []


def test_sql_itself_refuses_an_edge_without_evidence(tmp_path):
    with case_of(tmp_path / "c.whence", a=TEXT) as case:
        db = case.connection
        with pytest.raises(sqlite3.IntegrityError):
            db.execute(
                "INSERT INTO claim SELECT 99, 'clm-x', subject, predicate, role, object, value, at,"
                " polarity, modalities, independent_sources, rank, deprecated_reason, score, NULL"
                " FROM claim"
            )
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            db.execute(
                "INSERT INTO claim SELECT 99, 'clm-x', subject, predicate, role, object, value, at,"
                " polarity, modalities, independent_sources, rank, deprecated_reason, score, 12345"
                " FROM claim"
            )
        with pytest.raises(sqlite3.IntegrityError, match="does not stand"):
            db.execute(
                "INSERT INTO evidence SELECT 99, claim, document, start, stop, 'X', body FROM evidence"
            )
        with pytest.raises(sqlite3.IntegrityError, match="never rewritten"):
            db.execute("UPDATE evidence SET start = 0")
        with pytest.raises(sqlite3.IntegrityError, match="needs its evidence"):
            db.execute("DELETE FROM evidence")
        with pytest.raises(sqlite3.IntegrityError, match="never rewritten"):
            db.execute("UPDATE document SET text = 'another text'")
        with pytest.raises(sqlite3.IntegrityError, match="never rewritten"):
            db.execute("UPDATE reading SET body = '{}'")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda r: replace(r, text_sha256="0" * 64),
        lambda r: replace(r, mentions=(replace(r.mentions[0], text="Nobody"), *r.mentions[1:])),
        lambda r: replace(
            r, mentions=(replace(r.mentions[0], start=5000, end=5004), *r.mentions[1:])
        ),
        lambda r: replace(r, chains=((0, 99),)),
        lambda r: replace(r, statements=(replace(r.statements[0], passage=Span(0, 9000)),)),
        lambda r: replace(r, statements=(replace(r.statements[0], passage=Span(30, 40)),)),
        lambda r: replace(
            r, statements=(replace(r.statements[0], passage=Span(0, r.sentences[3].end)),)
        ),
        lambda r: replace(r, statements=(replace(r.statements[0], subject=0),)),
        lambda r: replace(r, statements=(replace(r.statements[0], object=None, value=None),)),
        lambda r: replace(
            r,
            statements=(
                replace(
                    r.statements[0],
                    spans=replace(r.statements[0].spans, trigger=EndSpan(start=0, end=2)),
                ),
            ),
        ),
    ],
    ids=[
        "another text",
        "wrong words",
        "outside",
        "chain",
        "passage outside",
        "half a sentence",
        "four sentences",
        "wrong subject",
        "no end",
        "trigger outside",
    ],
)
def test_a_reading_that_does_not_stand_is_refused_whole(tmp_path, spoil):
    document, found = document_and_reading(TEXT)
    with case_of(tmp_path / "c.whence") as case:
        with pytest.raises(EvidenceError, match="W203"):
            case.recorded.add(document, spoil(found), root="/texts", path="text.txt")
        assert list(case.recorded.documents()) == []
        assert case.recorded.ledger() == ()


def test_verify_trusts_nothing(tmp_path):
    with case_of(tmp_path / "c.whence", a=TEXT) as case:
        assert list(verify(case)) == []
        db = case.connection
        db.execute("DROP TRIGGER document_text_is_kept")
        db.execute("UPDATE document SET text = replace(text, 'Mayor', 'Judge')")
        found = {fault.what for fault in verify(case)}
        assert "the text does not match its hash" in found
        assert any("does not stand" in what for what in found)


words = st.text(alphabet="ab é𝔘ش\n.“”", max_size=30)


@settings(max_examples=30)
@given(before=words, after=words)
def test_every_passage_reads_back_verbatim_whatever_stands_around_it(
    tmp_path_factory, before, after
):
    path = tmp_path_factory.mktemp("case") / "c.whence"
    marked = f"x{before}\nMayor [PERSON:Ana Vell] spoke.\n{after}x"
    document, found = document_and_reading(marked)
    with case_of(path) as case:
        case.recorded.add(document, found, root="/texts", path="text.txt")
        refresh(case)
        claims = list(case.derived.claims())
        for claim in claims:
            for evidence in claim.evidence:
                span = evidence.position
                assert document.text[span.start : span.end] == evidence.quote.exact
        assert list(verify(case)) == []


def test_an_empty_derivation_is_one(tmp_path):
    with case_of(tmp_path / "c.whence") as case:
        case.derived.replace(Derived(), revision=case.recorded.revision)
        assert set(case.derived.counts().values()) == {0}
