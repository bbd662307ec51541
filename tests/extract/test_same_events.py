from __future__ import annotations

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
