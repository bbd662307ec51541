"""What each kind of decision does to a case, and what becomes of it when things change."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus import read_bytes
from graph import decide
from graph.case import Case
from graph.derive import refresh
from graph.exchange import resolver_lines
from graph.model import Claim, FoundMention, Reading, WhenceError
from graph.query import find_entity
from graph.query.decisions import standing_decisions
from tests.case.test_derived_equals_rebuild import everything
from tests.making import case_of, document_and_reading

BY = "tester"


def names(case: Case) -> list[tuple[str, int]]:
    """Return each entity's name and its number of mentions."""
    refresh(case)
    return sorted((entity.name, entity.mention_count) for entity in case.derived.entities())


def states(case: Case) -> list[tuple[str, str]]:
    """Return kind and state of each decision but notes, earlier ones first."""
    refresh(case)
    return [
        (s.decision.kind, s.standing.state)
        for s in standing_decisions(case)
        if s.decision.kind != "note"
    ]


def pair(case: Case, kind, one: str, other: str):
    refresh(case)
    return decide.decide_pair(case, kind, find_entity(case, one), find_entity(case, other), by=BY)


@pytest.fixture
def two(tmp_path):
    with case_of(
        tmp_path / "c.whence",
        a="Mayor [PERSON:Yusef Vell] of [GPE:Belm] came. [PERSON:Vell] left.",
        b="[PERSON:Kasim Brand] knew [GPE:Arn].",
        c="[PERSON:Ana Vell] stayed.",
    ) as case:
        yield case


def mayor(case: Case) -> Claim:
    """Return the claim that somebody is mayor; what else is read beside it is of no concern."""
    (claim,) = (c for c in case.derived.claims() if c.predicate == "position-held")
    return claim


def test_same_joins_and_undoing_is_the_identity(two):
    before = everything(two)
    decision = pair(two, "same", "Yusef Vell", "Kasim Brand")
    assert ("Kasim Brand", 3) in names(two) or ("Yusef Vell", 3) in names(two)
    two.recorded.decisions.undo(decision.id, decided_by=BY, reason="a slip")
    refresh(two)
    assert everything(two) == before
    again = two.recorded.decisions.redo(decision.id, decided_by=BY)
    assert again.id != decision.id and again.targets == decision.targets
    assert any(count == 3 for _, count in names(two))
    assert states(two) == [("same", "undone"), ("same", "in force")]


def test_undoing_is_kept_with_who_and_why(two):
    decision = pair(two, "same", "Yusef Vell", "Kasim Brand")
    two.recorded.decisions.undo(decision.id, decided_by="somebody else", reason="a slip")
    (note,) = (d for d in two.recorded.decisions.all() if d.kind == "note")
    assert (note.value, note.decided_by, note.reason) == (
        {"undoes": decision.id},
        "somebody else",
        "a slip",
    )
    for what in (decision.id, note.id):
        with pytest.raises(WhenceError, match="W272"):
            two.recorded.decisions.undo(what, decided_by=BY)
    with pytest.raises(WhenceError, match="W272"):
        two.recorded.decisions.redo(note.id, decided_by=BY)


def test_of_two_decisions_about_the_same_two_the_later_holds(two):
    pair(two, "same", "Yusef Vell", "Kasim Brand")
    assert len(names(two)) == 4
    yusef = find_entity(two, "Yusef Vell")
    out = [m.id for m in two.derived.mentions(yusef.id) if m.text == "Kasim Brand"]
    decide.split(two, yusef, out, by=BY)
    assert len(names(two)) == 5
    assert states(two) == [("same", "set aside"), ("split", "in force")]
    pair(two, "same", "Kasim Brand", "Yusef Vell")
    assert len(names(two)) == 4
    assert states(two) == [("same", "in force"), ("split", "set aside"), ("same", "in force")]


def test_different_is_never_violated_by_way_of_others(tmp_path):
    texts = {
        n: f"[PERSON:{x}] came."
        for n, x in zip("abc", ("Yusef Vell", "Kasim Brand", "Ana Vell"), strict=True)
    }
    with case_of(tmp_path / "c.whence", **texts) as case:
        yusef, youssef, ana = (
            decide.witnesses(case, find_entity(case, x))[0]
            for x in ("Yusef Vell", "Kasim Brand", "Ana Vell")
        )
        add = case.recorded.decisions.add
        apart = add("different", [yusef, ana], decided_by=BY)
        first = add("same", [yusef, youssef], decided_by=BY)
        second = add("same", [ana, youssef], decided_by=BY)
        refresh(case)
        assert find_entity(case, "Yusef Vell").id != find_entity(case, "Ana Vell").id
        assert find_entity(case, "Ana Vell").id == find_entity(case, "Kasim Brand").id
        shown = {s.decision.id: s.standing for s in standing_decisions(case)}
        assert shown[first.id].state == "set aside" and shown[first.id].against == apart.id
        assert shown[second.id].state == "in force"
        assert names(case) == [("Kasim Brand", 2), ("Yusef Vell", 1)]


def test_different_is_never_violated_by_way_of_a_chain(tmp_path):
    texts = {"a": "[ORG:Lake Guard] ([ORG:LG]) grew.", "b": "[ORG:Lantern Watch] grew."}
    with case_of(tmp_path / "c.whence", **texts) as case:
        (guard, acronym), (watch,) = (
            decide.witnesses(case, find_entity(case, name)) for name in ("LG", "Lantern Watch")
        )
        add = case.recorded.decisions.add
        apart = add("different", [acronym, watch], decided_by=BY)
        joined = add("same", [guard, watch], decided_by="somebody else")
        refresh(case)
        assert names(case) == [("Lake Guard", 2), ("Lantern Watch", 1)]
        shown = {s.decision.id: s.standing for s in standing_decisions(case)}
        assert (shown[joined.id].state, shown[joined.id].against) == ("set aside", apart.id)
        assert shown[apart.id].state == "in force"
        edges = list(resolver_lines(case))
        assert len(edges) == 1 and "negative" in edges[0]
        case.recorded.decisions.undo(apart.id, decided_by=BY)
        assert [count for _, count in names(case)] == [3]


def test_what_people_say_of_one_chain_divides_it_as_they_say(tmp_path):
    text = "[PERSON:Yusef Vell] came. [PERSON:Vell] slept. [PERSON:Vell] left."
    with case_of(tmp_path / "c.whence", a=text) as case:
        full, first, second = decide.witnesses(case, find_entity(case, "Yusef Vell"))
        add = case.recorded.decisions.add
        add("same", [full, second], decided_by=BY)
        add("different", [full, first], decided_by=BY)
        assert names(case) == [("Vell", 1), ("Yusef Vell", 2)]
        assert states(case) == [("same", "in force"), ("different", "in force")]


def test_whoever_joins_two_entities_as_they_stand_overrules_an_earlier_different(two):
    apart = pair(two, "different", "Yusef Vell", "Ana Vell")
    pair(two, "same", "Yusef Vell", "Kasim Brand")
    last = pair(two, "same", "Ana Vell", "Kasim Brand")  # which is Yusef Vell by now
    refresh(two)
    assert find_entity(two, "Ana Vell").mention_count == 4
    shown = {s.decision.id: s.standing for s in standing_decisions(two)}
    assert (shown[apart.id].state, shown[apart.id].against) == ("set aside", last.id)


def test_unsure_changes_nothing_and_is_kept(two):
    before = everything(two)
    pair(two, "unsure", "Yusef Vell", "Kasim Brand")
    refresh(two)
    assert everything(two) == before
    assert states(two) == [("unsure", "kept")]


def test_two_that_are_one_already_cannot_be_decided_about(two):
    with pytest.raises(WhenceError, match="whence split"):
        pair(two, "different", "Yusef Vell", "Yusef Vell")


def test_a_split_takes_mentions_out_into_one_of_their_own_and_survives_more_of_them(tmp_path):
    with case_of(
        tmp_path / "c.whence",
        a="[PERSON:Ana Vell] came.",
        b="[PERSON:Ana Vell] spoke. [PERSON:Vell] left.",
        c="[PERSON:Ana Vell] stayed.",
    ) as case:
        entity = find_entity(case, "Ana Vell")
        (document,) = (
            s.document.id for s in case.recorded.documents() if s.document.paths == ("b.txt",)
        )
        out = [m.id for m in case.derived.mentions(entity.id) if m.document == document]
        assert len(out) == 2
        decide.split(case, entity, out, by=BY, reason="the daughter")
        assert names(case) == [("Ana Vell", 2), ("Ana Vell", 2)]
        more, reading = document_and_reading("[PERSON:Ana Vell] wrote.", "d.txt")
        case.recorded.add(more, reading, root="/texts", path="d.txt")
        refresh(case)
        first, second = (
            {
                m.entity
                for m in case.derived.mentions()
                if (m.id in out) is inside and m.document != more.id
            }
            for inside in (True, False)
        )
        assert len(first) == len(second) == 1 and first != second
        with pytest.raises(WhenceError, match="W276"):
            decide.split(case, find_entity(case, out[0]), out, by=BY)
        with pytest.raises(WhenceError, match="no mention"):
            decide.split(case, find_entity(case, out[0]), [entity.id, "m-x"], by=BY)


def test_a_name_survives_a_merge_and_the_latest_wins(two):
    decide.rename(two, find_entity(two, "Kasim Brand"), "Yusuf  Vell", by=BY)
    assert ("Yusuf Vell", 1) in names(two)
    assert "Kasim Brand" in find_entity(two, "Yusuf Vell").aliases
    pair(two, "same", "Yusef Vell", "Yusuf Vell")
    assert ("Yusuf Vell", 3) in names(two)
    last = decide.rename(two, find_entity(two, "Yusuf Vell"), "Joseph Vell", by=BY)
    assert ("Joseph Vell", 3) in names(two)
    assert states(two) == [("rename", "set aside"), ("same", "in force"), ("rename", "in force")]
    two.recorded.decisions.undo(last.id, decided_by=BY)
    assert ("Yusuf Vell", 3) in names(two)


def test_a_type_makes_claims_that_cannot_be_deprecated_with_the_reason(two):
    claim = mayor(two)
    assert claim.rank == "normal"
    decide.retype(two, find_entity(two, "Yusef Vell"), "org", by=BY)
    refresh(two)
    claim = mayor(two)
    assert find_entity(two, "Yusef Vell").type == "ORG"
    assert claim.rank == "deprecated" and "organisation" in (claim.deprecated_reason or "")
    decide.retype(two, find_entity(two, "Yusef Vell"), "PERSON", by=BY)
    refresh(two)
    assert mayor(two).rank == "normal"
    with pytest.raises(WhenceError, match="there is no type"):
        decide.retype(two, find_entity(two, "Yusef Vell"), "DRAGON", by=BY)


def test_verdicts_rank_a_claim_and_the_latest_holds(two):
    claim = mayor(two)
    decision = decide.judge(two, claim, "wrong", by=BY, reason="he was the deputy")
    refresh(two)
    claim = mayor(two)
    assert claim.rank == "deprecated"
    today = decision.created_at[:10]
    assert claim.deprecated_reason == f"tester says that it is wrong ({today}): he was the deputy"
    last = decide.judge(two, claim, "right", by=BY)
    refresh(two)
    claim = mayor(two)
    assert (claim.rank, claim.deprecated_reason) == ("preferred", None)
    two.recorded.decisions.undo(last.id, decided_by=BY)
    refresh(two)
    assert mayor(two).rank == "deprecated"
    with pytest.raises(WhenceError, match="W277"):
        decide.judge(two, claim, "perhaps", by=BY)


def reread(case: Case, path: str, change) -> None:
    """Give a document the reading of another pipeline, with its mentions changed."""
    stored = case.recorded.document(path)
    reading = case.recorded.reading(stored)
    assert reading is not None
    mentions = tuple(change(m) for m in reading.mentions)
    new: Reading = replace(reading, pipeline="another", mentions=mentions, statements=(), chains=())
    case.recorded.read_again(stored.document.id, new)


def wider(mention: FoundMention) -> FoundMention:
    """Read "Mayor Yusef Vell" where "Yusef Vell" was read."""
    if mention.text != "Yusef Vell":
        return mention
    return replace(mention, start=mention.start - 6, text="Mayor Yusef Vell")


def test_decisions_attach_again_when_borders_change(two):
    pair(two, "same", "Yusef Vell", "Kasim Brand")
    reread(two, "a.txt", wider)
    refresh(two)
    joined = find_entity(two, "Kasim Brand")
    assert {m.text for m in two.derived.mentions(joined.id)} >= {"Mayor Yusef Vell", "Kasim Brand"}
    assert states(two) == [("same", "in force")]


def test_what_cannot_attach_is_listed_and_attaches_when_its_text_is_back(two):
    pair(two, "same", "Yusef Vell", "Kasim Brand")
    joined = everything(two)
    refresh(two)
    joined = everything(two)
    document = two.recorded.document("b.txt").document.id
    two.recorded.retract(document, reason="forged")
    assert states(two) == [("same", "unattached")]
    (shown,) = standing_decisions(two)
    assert "Kasim Brand" in (shown.standing.why or "")
    two.recorded.restore(document)
    refresh(two)
    assert everything(two) == joined
    reread(
        two,
        "b.txt",
        lambda m: replace(m, start=m.start + 6, text="Brand") if m.text == "Kasim Brand" else m,
    )
    assert states(two) == [("same", "in force")]  # "Brand" is near half of "Kasim Brand"


def test_a_name_that_is_no_longer_read_leaves_the_decision_unattached(two):
    pair(two, "same", "Yusef Vell", "Kasim Brand")
    stored = two.recorded.document("b.txt")
    reading = two.recorded.reading(stored)
    assert reading is not None
    two.recorded.read_again(
        stored.document.id,
        replace(
            reading, pipeline="another", mentions=reading.mentions[1:], statements=(), chains=()
        ),
    )
    assert states(two) == [("same", "unattached")]
    (shown,) = standing_decisions(two)
    assert "no name or other mention is read" in (shown.standing.why or "")


def test_erasing_takes_the_words_out_of_decisions_and_leaves_the_rest_in_force(tmp_path):
    with case_of(
        tmp_path / "c.whence",
        a="[PERSON:Yusef Vell] came.",
        b="[PERSON:Kasim Brand] spoke.",
        c="[PERSON:Kasim Brand] stayed.",
    ) as case:
        pair(case, "same", "Yusef Vell", "Kasim Brand")
        first = case.recorded.decisions.all()[0].targets[1].text_sha256
        gone = next(
            s.document for s in case.recorded.documents() if s.document.text_sha256 == first
        )
        case.erase(gone.id)
        assert states(case) == [("same", "in force")]
        assert names(case)[0][1] == 2
        left = next(s.document for s in case.recorded.documents() if "Kasim" in s.document.text)
        case.erase(left.id)
        assert states(case) == [("same", "unattached")]


def test_a_decision_about_a_text_holds_in_every_document_that_has_it(tmp_path):
    with case_of(
        tmp_path / "c.whence", a="[PERSON:Vell] came.", b="[PERSON:Kasim Brand] left."
    ) as case:
        first, reading = document_and_reading("[PERSON:Vell] came.", "a.txt")
        copy = read_bytes(first.text.encode("utf-16"), name="copy.txt")
        assert copy.id != first.id and copy.text_sha256 == first.text_sha256
        case.recorded.add(copy, reading, root="/texts", path="copy.txt")
        refresh(case)
        vell = next(e for e in case.derived.entities() if e.name == "Vell")
        brand = find_entity(case, "Kasim Brand")
        decide.decide_pair(case, "same", vell, brand, by=BY)
        refresh(case)
        assert find_entity(case, "Kasim Brand").mention_count == 3
        case.recorded.retract(first.id, reason="forged")
        refresh(case)
        assert find_entity(case, "Kasim Brand").mention_count == 2
