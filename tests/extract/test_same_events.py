from __future__ import annotations

from dataclasses import replace

from graph.extract.drafts import EventMention
from graph.extract.same_events import same_events
from graph.model import Span


def event(place: int, text: str, *, named: bool) -> EventMention:
    return EventMention(
        span=Span(place, place + len(text)),
        kind="protest",
        lemma="march",
        text=text,
        named=named,
        definite=not named,
        patients=frozenset(),
        agents=frozenset(),
        others=frozenset(),
        places=frozenset(),
        when=None,
        number=None,
        score=0.9,
    )


def test_coreference_by_way_of_a_nominal_joins_no_two_names() -> None:
    found = [
        event(0, "Lamp March", named=True),
        event(20, "the march", named=False),
        event(40, "Salt March", named=True),
    ]
    groups = same_events(found, [(0, 1), (1, 2), (0, 2)])
    assert not any({0, 2} <= set(group) for group in groups)
    assert any({0, 1} <= set(group) for group in groups)


def test_a_name_and_its_longer_form_may_be_one_event() -> None:
    found = [event(0, "Lamp March", named=True), event(20, "Great Lamp March", named=True)]
    assert same_events(found, [(0, 1)]) == [(0, 1)]


def test_whom_one_met_apart_was_met_apart() -> None:
    def meeting(place: int, *who: int) -> EventMention:
        people = frozenset(who)
        return replace(
            event(place, "met", named=False),
            kind="meeting",
            lemma="meet",
            patients=people,
            agents=people,
            others=frozenset(("participant", chain) for chain in who),
        )

    assert same_events([meeting(0, 1, 2), meeting(20, 1, 3)]) == []
    assert same_events([meeting(0, 1, 2), meeting(20, 1, 2, 3)]) == [(0, 1)]
