"""What must hold whatever people decide, in whatever order it is stored."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.case import Case, Derived, StoredDocument
from graph.derive import derive, refresh
from graph.derive.memo import Memo
from graph.identity.attach import Places
from graph.identity.constraints import MentionKey
from graph.identity.contradictions import Edge, settle
from graph.identity.decided import Decided, decided, with_types
from graph.identity.resolve import resolve
from graph.model import Anchor, Decision, Reading
from tests.case.test_derived_equals_rebuild import everything
from tests.making import document_and_reading

TEXTS = (
    "Mayor [PERSON:Yusef Vell] of [GPE:Belm] met [ORG:Lake Guard] (LG).",
    "[PERSON:Kasim Tolle], the mayor of [GPE:Belm], left. [PERSON:Vell] knew [ORG:LG].",
    "[PERSON:Yusef Vell] was never the mayor of [GPE:Arn].",
    "[PERSON:Ana Vell] and [PERSON:Kasim Tolle] came to [GPE:Belm].",
    "Mayor [PERSON:Yusef Vell] of [GPE:Belm] met [ORG:Lake Guard] (LG). It rained.",
)
Recorded = list[tuple[StoredDocument, Reading]]


@cache
def recorded() -> tuple[tuple[StoredDocument, Reading], ...]:
    found = []
    for number, text in enumerate(TEXTS):
        document, reading = document_and_reading(text, f"{number}.txt")
        stored = StoredDocument(
            row=number,
            document=document,
            reading=number,
            added_at="2026-01-01T00:00:00Z",
            retracted_at=None,
            retraction_reason=None,
        )
        found.append((stored, reading))
    return tuple(found)


@cache
def anchors() -> tuple[Anchor, ...]:
    return tuple(
        Anchor(text_sha256=stored.document.text_sha256, start=m.start, end=m.end, exact=m.text)
        for stored, reading in recorded()
        for m in reading.mentions
    )


def places(given_: Recorded) -> Places:
    active = [(s, r) for s, r in given_ if s.retracted_at is None]
    return Places(
        {s.document.id: s.document for s, _ in active}, {s.document.id: r for s, r in active}
    )


@st.composite
def decisions(draw: st.DrawFn) -> list[Decision]:
    made = []
    for number in range(draw(st.integers(0, 9))):
        kind = draw(
            st.sampled_from(["same"] * 4 + ["different"] * 3 + ["split", "rename", "retype"])
        )
        some = draw(st.lists(st.sampled_from(anchors()), min_size=2, max_size=5, unique=True))
        value: object = {"sides": [1, len(some) - 1]}
        if kind == "split":
            value = {"sides": [len(some) - 1, 1]}
        elif kind == "rename":
            value = {"name": draw(st.sampled_from(["A. Vell", "B. Vell"]))}
        elif kind == "retype":
            value = {"type": draw(st.sampled_from(["PERSON", "ORG", "GPE"]))}
        undone = draw(st.sampled_from([None, None, None, "2026-03-01T00:00:00.000000Z"]))
        made.append(
            Decision(
                id=f"dec-{number:016x}",
                kind=kind,
                targets=tuple(some),
                value=value,
                reason=None,
                decided_by="tester",
                created_at=f"2026-02-01T00:00:{draw(st.integers(0, 9)):02d}.{number:06d}Z",
                undone_at=undone,
            )
        )
    return made


def owner(derived: Derived) -> dict[tuple[str, int, int], str | None]:
    return {(m.document, m.start, m.end): m.entity for m in derived.mentions}


def owners(derived: Derived, given_: Recorded) -> dict[MentionKey, str | None]:
    readings = {s.document.id: r for s, r in given_}
    at = owner(derived)
    return {
        (d, i): at[d, m.start, m.end] for d, r in readings.items() for i, m in enumerate(r.mentions)
    }


@given(decisions(), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_in_which_documents_and_decisions_are_stored_makes_no_difference(made, random):
    shuffled, texts = list(made), list(recorded())
    random.shuffle(shuffled)
    random.shuffle(texts)
    assert derive(texts, shuffled) == derive(recorded(), made)


@given(decisions())
@settings(max_examples=60)
def test_no_different_that_holds_is_broken_and_every_same_that_holds_is_carried_out(made):
    what: Decided = decided(made, places(list(recorded())))
    entity = owners(derive(recorded(), made), list(recorded()))
    for one, other in what.constraints.different:
        assert entity[one] is None or entity[one] != entity[other]
    for one, other in what.constraints.same:
        assert entity[one] == entity[other] is not None
    readings = with_types({s.document.id: r for s, r in recorded()}, what.types)
    assert resolve(readings, what.constraints).refused == frozenset()


@given(decisions())
@settings(max_examples=60)
def test_what_is_set_aside_gives_way_to_a_decision_that_holds_or_did(made):
    what: Decided = decided(made, places(list(recorded())))
    by_id = {decision.id: decision for decision in made}
    for decision_id, standing in what.standings.items():
        assert (standing.state == "set aside") == (standing.against is not None)
        if standing.against is not None:
            other = by_id[standing.against]
            assert other.undone_at is None and other.id != decision_id
            assert {by_id[decision_id].kind, other.kind} & {"different", "split"}


@given(decisions(), st.integers(0, 8))
@settings(max_examples=60)
def test_a_decision_and_then_its_undoing_is_the_identity(made, which):
    undone = [
        replace(d, undone_at="2026-03-01T00:00:00.000000Z") if n == which else d
        for n, d in enumerate(made)
    ]
    without = [d for n, d in enumerate(made) if n != which]
    assert derive(recorded(), undone) == derive(recorded(), without)


@given(decisions(), st.integers(0, len(TEXTS) - 1))
@settings(max_examples=40)
def test_every_decision_has_a_standing_and_a_retracted_text_only_unattaches(made, which):
    fewer = list(recorded())
    stored, reading = fewer[which]
    fewer[which] = (replace(stored, retracted_at="now", retraction_reason="x"), reading)
    what = decided(made, places(fewer))
    assert set(what.standings) == {d.id for d in made}
    for decision in made:
        gone = all(a.text_sha256 == stored.document.text_sha256 for a in decision.targets)
        if gone and decision.undone_at is None:
            assert what.standings[decision.id].state == "unattached"
    derive(fewer, made)


@given(decisions(), st.integers(0, len(TEXTS) - 1))
@settings(max_examples=40)
def test_a_text_added_and_retracted_leaves_everything_as_it_was(made, which):
    added = list(recorded())
    stored, reading = added[which]
    without = derive([x for x in added if x[0] is not stored], made)
    added[which] = (replace(stored, retracted_at="now", retraction_reason="x"), reading)
    with_it = derive(added, made)
    assert stored.document.id in with_it.reprint_groups
    assert replace(with_it, reprint_groups=without.reprint_groups) == without


@given(decisions())
@settings(max_examples=40)
def test_decisions_attach_again_to_a_reading_with_other_borders(made):
    """Another pipeline reads each name with the word before it, where there is one."""
    moved = []
    for stored, reading in recorded():
        mentions = []
        for mention in reading.mentions:
            start = stored.document.text.rfind(" ", 0, max(0, mention.start - 1)) + 1
            before = mentions[-1].end if mentions else 0
            if before <= start < mention.start and mention.end - start <= 2 * (len(mention.text)):
                text = stored.document.text[start : mention.end]
                mention = replace(mention, start=start, text=text)
            mentions.append(mention)
        moved.append((stored, replace(reading, pipeline="other", mentions=tuple(mentions))))
    old, new = decided(made, places(list(recorded()))), decided(made, places(moved))
    assert {k: v.state for k, v in new.standings.items()} == {
        k: v.state for k, v in old.standings.items()
    }
    assert new.constraints == old.constraints


KEYS = st.tuples(st.sampled_from("ab"), st.integers(0, 5))


@st.composite
def edges(draw: st.DrawFn) -> list[Edge]:
    made = []
    for number in range(draw(st.integers(0, 14))):
        keys = draw(st.lists(KEYS, min_size=2, max_size=4, unique=True))
        cut = draw(st.integers(1, len(keys) - 1))
        kind = draw(st.sampled_from(["same", "different"]))
        made.append(
            Edge(
                decision=f"d{number}",
                at=str(draw(st.integers(0, 5))),
                kind=kind,
                left=tuple(keys[:cut]),
                right=tuple(keys[cut:]),
                joined=(keys[0], keys[cut]) if kind == "same" else (),
            )
        )
    return made


@given(edges())
@settings(max_examples=300)
def test_what_is_settled_contradicts_nothing_and_nothing_is_set_aside_without_need(made):
    settled = settle(made)
    group: dict[MentionKey, set[MentionKey]] = {}
    for one, other in settled.constraints.same:
        joined = group.get(one, {one}) | group.get(other, {other})
        group.update(dict.fromkeys(joined, joined))
    for one, other in settled.constraints.different:
        assert other not in group.get(one, {one})
    assert settle(reversed(made)) == settled
    latest = max(made, key=lambda e: (e.at, e.decision), default=None)
    if latest is not None:
        against = [e for e in made if e.kind == "different" and e is not latest]
        assert latest.decision not in settled.set_aside or (latest.kind == "same" and against)
    for one, other in combinations(made, 2):
        if one.kind == other.kind == "same" and len(made) == 2:
            assert settled.set_aside == {}


@given(decisions())
@settings(max_examples=6)
def test_a_case_kept_step_by_step_equals_one_built_anew(tmp_path_factory, made):
    memo = Memo()
    folder = tmp_path_factory.mktemp("case")
    with (
        Case.open(folder / "steps.whence", create=True) as steps,
        Case.open(folder / "anew.whence", create=True) as anew,
    ):
        some = list(recorded())
        for stored, reading in some[:3]:
            path = stored.document.paths[0]
            steps.recorded.add(stored.document, reading, root="/t", path=path)
        for decision in made:
            steps.recorded.decisions.merge([decision])
            refresh(steps, memo=memo)
        for stored, reading in some[3:]:
            path = stored.document.paths[0]
            steps.recorded.add(stored.document, reading, root="/t", path=path)
            refresh(steps, memo=memo)
        steps.recorded.retract(some[0][0].document.id, reason="x")
        refresh(steps, memo=memo)
        steps.recorded.restore(some[0][0].document.id)
        refresh(steps, memo=memo)
        for stored, reading in reversed(some):
            path = stored.document.paths[0]
            anew.recorded.add(stored.document, reading, root="/t", path=path)
        anew.recorded.decisions.merge(reversed(made))
        refresh(anew)
        assert everything(steps) == everything(anew)
