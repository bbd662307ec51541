"""The queue of pairs to review, and the command that asks about them."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from typer.testing import CliRunner

from graph.cli import app
from graph.derive import refresh
from graph.identity import Resolution
from graph.identity.scorer import Weights
from graph.query import find_entity
from graph.query.review import review_count, review_queue
from graph.query.who import Who
from tests.identity.test_decisions_applied import pair
from tests.making import case_of

RUN = CliRunner()
NAMES = {
    "bias": 4.0,
    "same_words": 3.0,
    "letters": -6.0,
    "all_letters": -8.0,
    "left_over": -2.0,
    "first_differs": -3.5,
    "last_differs": -4.0,
}
NOTHING = {"bias": 0.0}
WEIGHTS = Weights(
    person=NAMES,
    thing=NAMES,
    person_context=NOTHING,
    thing_context=NOTHING,
    join=0.99,
    review=0.2,
)
TEXTS = {
    "a": "Mayor [PERSON:Yusef Karim Vell] of [GPE:Belm] came. [PERSON:Vell] left.",
    "b": "[PERSON:Yusef Vell] spoke to [PERSON:Oto Brand] in [GPE:Arn].",
    "c": "[PERSON:Oto Brandt] stayed. [PERSON:Oto Brandt] slept. [PERSON:Oto Brandt] ate.",
    "d": "[PERSON:Oto Brand] read. [PERSON:Oto Brand] wrote. [PERSON:Oto Brand] sang.",
}


@pytest.fixture(autouse=True)
def _certain_weights(monkeypatch):
    """Weights made by hand: what is asked must not depend on how the shipped ones were fitted."""
    for module in ("scorer", "linkage"):
        monkeypatch.setattr(f"graph.identity.{module}.weights", lambda: WEIGHTS)


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "c.whence"
    case_of(made, **TEXTS).close()
    return made


@pytest.fixture
def case(tmp_path):
    with case_of(tmp_path / "k.whence", **TEXTS) as opened:
        yield opened


def asked(case):
    return {frozenset((p.left.entity.name, p.right.entity.name)): p for p in review_queue(case)}


VELL = frozenset(("Yusef Karim Vell", "Yusef Vell"))


def test_the_queue_shows_both_sides_with_passages_in_which_the_name_stands(case):
    found = asked(case)[VELL]
    assert 0 < found.probability < 1 and not found.joined and found.reasons
    sides = {side.entity.name: side for side in (found.left, found.right)}
    assert sides["Yusef Karim Vell"].positions == ("Mayor",)
    assert sides["Yusef Karim Vell"].claims == 1
    for side in sides.values():
        assert side.passages
        for passage in side.passages:
            text = case.recorded.document(passage.document).document.text
            assert text[passage.position.start : passage.position.end] == passage.text
            assert text[passage.name.start : passage.name.end] in side.names


def test_the_queue_is_read_and_holds_what_resolving_the_case_finds(case, monkeypatch):
    sizes = Counter(m.entity for m in case.derived.mentions())
    for claim in case.derived.claims():
        sizes.update(end for end in (claim.subject, claim.object) if end is not None)
    who, expected = Who(case), []
    for found in who.resolution.candidates():
        ends = [who.entity_of[key] for key in (found.left, found.right)]
        assert not found.joined
        weight = min(sizes[end] for end in ends) * 4 * found.probability * (1 - found.probability)
        expected.append((-round(weight, 4), -found.probability, ends, found.reasons))
    monkeypatch.setattr(Resolution, "__init__", None)  # not asked again
    assert len(expected) > 1
    assert [
        (-p.weight, -p.probability, [p.left.entity.id, p.right.entity.id], p.reasons)
        for p in review_queue(case)
    ] == sorted(expected, key=lambda e: e[:2])


def test_pairs_left_open_come_last_and_their_number_is_told(case):
    assert [p.unsure for p in review_queue(case)].count(True) == 0
    first = review_queue(case)[0]
    pair(case, "unsure", first.left.entity.name, first.right.entity.name)
    queue = review_queue(case)  # at once: nothing of it is derived
    assert queue[-1].unsure and queue[-1].left.entity == first.left.entity
    assert len(queue) == review_count(case)
    assert review_count(case, first.left.entity.id) == len(
        review_queue(case, about=first.left.entity.id)
    )


def test_the_queue_is_ordered_by_what_would_move_times_the_doubt(case):
    weights = [p.weight for p in review_queue(case)]
    assert weights == sorted(weights, reverse=True)


def test_what_was_decided_is_not_asked_again_and_what_was_left_open_comes_last(case):
    pair(case, "different", "Yusef Karim Vell", "Yusef Vell")
    refresh(case)
    assert VELL not in asked(case)
    case.recorded.decisions.undo("last", decided_by="t")
    pair(case, "unsure", "Yusef Karim Vell", "Yusef Vell")
    refresh(case)
    queue = review_queue(case)
    assert [p.unsure for p in queue] == [False] * (len(queue) - 1) + [True]
    pair(case, "same", "Yusef Karim Vell", "Yusef Vell")
    refresh(case)
    assert not any(p.left.entity.id == p.right.entity.id and p.joined for p in review_queue(case))


def test_only_pairs_with_one_entity_and_only_so_many(case):
    vell = find_entity(case, "Yusef Karim Vell").id
    assert {vell} <= set.intersection(
        *({p.left.entity.id, p.right.entity.id} for p in review_queue(case, about=vell))
    )
    assert len(review_queue(case, limit=1)) == 1


def test_why_tells_reasons_for_two_and_steps_for_one(case):
    who = Who(case)
    apart = who.why(find_entity(case, "Yusef Karim Vell"), find_entity(case, "Oto Brand"))
    assert not apart.same
    pair(case, "same", "Yusef Karim Vell", "Yusef Vell")
    refresh(case)
    a, b = (
        next(m.id for m in case.derived.mentions() if m.text == name)
        for name in ("Yusef Karim Vell", "Yusef Vell")
    )
    why = Who(case).why_mentions(a, b)
    assert why.same and [step.how for step in why.steps] == ["decision"]


def keys(path, pressed: str, *options: str):
    result = RUN.invoke(app, ["review", str(path), *options], input=pressed)
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def test_answers_are_recorded_and_counted(path):
    shown = keys(path, "s", "--about", "Yusef Vell", "--limit", "1", "--by", "ann")
    assert "1 decision (1 same). Change: -1 entity" in shown
    assert "Yusef" in shown and "said to be: Mayor" in shown
    (listed,) = json.loads(RUN.invoke(app, ["decisions", str(path), "--json"]).output)
    assert (listed["kind"], listed["decided_by"]) == ("same", "ann")
    assert listed["standing"]["state"] == "in force"


def test_later_back_quit_and_keys_that_are_none(path):
    shown = keys(path, "b x l q")
    assert "There is no answer to take back" in shown and "There is no key 'x'" in shown
    assert "0 decisions." in shown
    shown = keys(path, "d b q")
    assert "Taken back:" in shown and "0 decisions." in shown
    listed = json.loads(RUN.invoke(app, ["decisions", str(path), "--json"]).output)
    assert [d["kind"] for d in listed if d["undone_at"]] == ["different"]


def test_the_queue_as_json_and_nothing_to_review(path, tmp_path):
    queue = json.loads(RUN.invoke(app, ["review", str(path), "--json"]).output)
    assert {"left", "right", "probability", "reasons", "weight"} <= set(queue[0])
    case_of(tmp_path / "e.whence", a="[PERSON:Ana Vell] came.").close()
    assert "nothing to review" in keys(tmp_path / "e.whence", "")


def test_why_same_prints_weights(path):
    shown = RUN.invoke(app, ["why-same", str(path), "Yusef Karim Vell", "Yusef Vell"]).output
    assert "taken for" in shown
    result = RUN.invoke(app, ["why-same", str(path), "Oto Brand", "Oto Brand", "--json"])
    assert json.loads(result.output)["same"] is True
