"""Decisions between people and programs: nothing lost, nothing twice, nothing believed blindly."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from graph import decide
from graph.case import Case
from graph.derive import refresh
from graph.exchange import decision_lines, file_lines, read_decisions, read_resolver, resolver_lines
from graph.model import Decision, WhenceError
from graph.query import find_entity
from graph.query.decisions import standing_decisions
from tests.case.test_derived_equals_rebuild import everything
from tests.identity.test_decisions_applied import names, pair, states
from tests.making import case_of, document_and_reading

TEXTS = {
    "a": "[PERSON:Yusef Vell] came to [GPE:Belm].",
    "b": "[PERSON:Kasim Tolle] spoke.",
    "c": "[PERSON:Ana Brand] stayed.",
}


@pytest.fixture
def mine(tmp_path):
    with case_of(tmp_path / "mine.whence", **TEXTS) as case:
        yield case


@pytest.fixture
def theirs(tmp_path):
    with case_of(tmp_path / "theirs.whence", **TEXTS) as case:
        yield case


def sent(case: Case) -> list[tuple[int, str]]:
    return list(enumerate(decision_lines(case.recorded.decisions.all()), 1))


def taken(case: Case, lines: list[tuple[int, str]]):
    received = read_decisions(lines)
    merged = case.recorded.decisions.merge(received.decisions)
    refresh(case)
    return received, merged


def test_two_peoples_decisions_merge_without_loss_and_only_once(mine, theirs):
    pair(mine, "same", "Yusef Vell", "Kasim Tolle")
    decide.rename(theirs, find_entity(theirs, "Ana Brand"), "Anna Brandt", by="B")
    undone = pair(theirs, "different", "Ana Brand", "Kasim Tolle")
    theirs.recorded.decisions.undo(undone.id, decided_by="B", reason="not sure")
    _, merged = taken(mine, sent(theirs))
    assert len(merged.added) == 3 and not merged.refused
    _, again = taken(mine, sent(theirs))
    assert not again.added and not again.undone and len(again.known) == 3
    taken(theirs, sent(mine))
    assert mine.recorded.decisions.all() == theirs.recorded.decisions.all()
    assert everything(mine) == everything(theirs)
    assert ("Anna Brandt", 1) in names(mine)


def test_what_one_undoes_is_undone_for_the_other(mine, theirs):
    decision = pair(mine, "same", "Yusef Vell", "Kasim Tolle")
    taken(theirs, sent(mine))
    theirs.recorded.decisions.undo(decision.id, decided_by="B")
    _, merged = taken(mine, sent(theirs))
    assert merged.undone == [decision.id]
    taken(mine, [line for line in sent(theirs) if "undoes" not in line[1]])
    assert states(mine) == [("same", "undone")]


def test_disagreements_are_listed_and_the_later_holds(mine, theirs):
    one = pair(mine, "same", "Yusef Vell", "Kasim Tolle")
    other = pair(theirs, "different", "Yusef Vell", "Kasim Tolle")
    taken(mine, sent(theirs))
    shown = {s.decision.id: s.standing for s in standing_decisions(mine)}
    assert (shown[one.id].state, shown[one.id].against) == ("set aside", other.id)
    assert shown[other.id].state == "in force"


def test_decisions_about_texts_that_are_not_there_wait_for_them(mine, tmp_path):
    pair(mine, "same", "Yusef Vell", "Kasim Tolle")
    with case_of(tmp_path / "new.whence", a=TEXTS["a"]) as case:
        received, merged = taken(case, sent(mine))
        assert len(merged.added) == 1 and not received.faults
        assert states(case) == [("same", "unattached")]
        for name in "bc":
            document, reading = document_and_reading(TEXTS[name], f"{name}.txt")
            case.recorded.add(document, reading, root="/texts", path=f"{name}.txt")
        assert states(case) == [("same", "in force")]
        refresh(mine)
        assert everything(case)["entities"] == everything(mine)["entities"]


def test_words_that_do_not_stand_in_the_text_are_refused(mine):
    decision = pair(mine, "same", "Yusef Vell", "Kasim Tolle")
    forged = replace(decision, id="dec-" + "0" * 16)
    anchor = forged.targets[0]
    wrong = replace(anchor, exact="X" * len(anchor.exact))
    merged = mine.recorded.decisions.merge([replace(forged, targets=(wrong, *forged.targets[1:]))])
    assert [i for i, _ in merged.refused] == [forged.id]
    changed = replace(decision, targets=tuple(reversed(decision.targets)), reason="other")
    assert mine.recorded.decisions.merge([changed]).refused
    future = replace(forged, created_at="2999-01-01T00:00:00.000000Z")
    assert "future" in mine.recorded.decisions.merge([future]).refused[0][1]


def spoilt(decision: Decision) -> list[str]:
    line = json.loads(next(iter(decision_lines([decision]))))
    changes: list[dict[str, object]] = [
        {"kind": "marry"},
        {"id": "dec-1"},
        {"created_at": "yesterday"},
        {"decided_by": ""},
        {"decided_by": "a\nb"},
        {"targets": []},
        {"targets": [{"text_sha256": "x", "start": 0, "end": 1, "exact": "a"}] * 2},
        {"targets": [{"text_sha256": "0" * 64, "start": 5, "end": 1, "exact": "a"}] * 2},
        {"value": {"sides": [9, 9]}},
        {"value": {"sides": "all"}},
        {"reason": "x" * 9000},
        {"targets": None},
    ]
    return [json.dumps({**line, **change}) for change in changes]


def test_lines_that_are_no_decisions_are_listed_and_stop_nothing(mine):
    good = pair(mine, "same", "Yusef Vell", "Kasim Tolle")
    bad = ["{", "[]", "null", '"x"', "[" * 5000, *spoilt(good)]
    lines = [*bad, next(iter(decision_lines([good])))]
    received = read_decisions(list(enumerate(lines, 1)))
    assert [d.id for d in received.decisions] == [good.id]
    assert [f.line for f in received.faults] == list(range(1, len(bad) + 1))


def test_times_of_other_zones_compare_as_times(mine):
    good = pair(mine, "same", "Yusef Vell", "Kasim Tolle")
    line = json.loads(next(iter(decision_lines([good]))))
    line["created_at"] = "2026-01-01T02:00:00+02:00"
    (read,) = read_decisions([(1, json.dumps(line))]).decisions
    assert read.created_at == "2026-01-01T00:00:00.000000Z"


def test_a_file_that_is_not_text_is_refused_in_words(tmp_path):
    with pytest.raises(WhenceError, match="W280"):
        list(file_lines(tmp_path / "none"))
    (tmp_path / "b").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(WhenceError, match="not UTF-8"):
        list(file_lines(tmp_path / "b"))


# -- nomenklatura -----------------------------------------------------------------------------


def test_the_resolver_file_has_edges_of_six_fields_through_canonical_ids(mine):
    pair(mine, "same", "Yusef Vell", "Kasim Tolle")
    pair(mine, "different", "Yusef Vell", "Ana Brand")
    rows = [json.loads(line) for line in resolver_lines(mine)]
    assert all(len(row) == 6 for row in rows)
    positive = [row for row in rows if row[2] == "positive"]
    assert len(positive) == 2 and len({row[0] for row in positive}) == 1
    assert all(row[0].startswith("NK-") and row[1].startswith("m-") for row in positive)
    (negative,) = [row for row in rows if row[2] == "negative"]
    assert negative[0] > negative[1]
    assert {row[4] for row in rows} == {"tester"}


def test_judgements_come_back_from_a_resolver_file_and_only_once(mine, theirs):
    pair(mine, "same", "Yusef Vell", "Kasim Tolle")
    pair(mine, "different", "Yusef Vell", "Ana Brand")
    lines = list(enumerate(resolver_lines(mine), 1))
    received = read_resolver(lines, theirs)
    assert not received.faults
    assert len(theirs.recorded.decisions.merge(received.decisions).added) == 2
    refresh(theirs)
    refresh(mine)
    assert everything(theirs)["entities"] == everything(mine)["entities"]
    again = read_resolver(lines, theirs)
    assert not theirs.recorded.decisions.merge(again.decisions).added
    assert read_resolver(lines, mine).decisions == ()


def test_other_peoples_resolver_lines_are_read_or_listed(mine):
    ids = {e.name: e.id for e in mine.derived.entities()}
    lines = [
        json.dumps(["NK-abc", ids["Yusef Vell"], "positive", None, "ann", None]),
        json.dumps(["Q42", "NK-abc", "positive", 0.5, "ann", "2024-05-01T10:00:00.123"]),
        json.dumps(["Q42", ids["Kasim Tolle"], "positive", None, None, "2024-05-02"]),
        json.dumps(
            {"target": "Q42", "source": ids["Ana Brand"], "judgement": "negative", "user": "bo"}
        ),
        json.dumps([ids["Ana Brand"], ids["Belm"], "no_judgement", 0.7, None, None]),
        json.dumps(["elsewhere-1", "elsewhere-2", "positive", None, "ann", None]),
        json.dumps([ids["Ana Brand"], "elsewhere-3", "unsure", None, "ann", None]),
        json.dumps(["x", "x", "positive", None, None, None]),
        json.dumps(["x", "y", "perhaps", None, None, None]),
        json.dumps([1, None]),
        "[" * 9000,
    ]
    received = read_resolver(list(enumerate(lines, 1)), mine)
    assert [f.line for f in received.faults] == [8, 9, 10, 11, 6, 7]
    assert sorted((d.kind, d.decided_by) for d in received.decisions) == [
        ("different", "bo"),
        ("same", "unknown"),
    ]
    mine.recorded.decisions.merge(received.decisions)
    refresh(mine)
    assert find_entity(mine, "Yusef Vell").id == find_entity(mine, "Kasim Tolle").id
