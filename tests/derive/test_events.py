"""Events as nodes: what they are called, which are one, and what is known of them."""

from __future__ import annotations

import pytest

from graph.case import verify
from graph.model import Value
from tests.derive.by_hand import Hand, case_by_hand


def events(case) -> list[tuple[str, int]]:
    """Return the name and number of documents of each event."""
    return sorted((e.name, e.document_count) for e in case.derived.entities() if e.event)


def killing(text: str, **more: str) -> Hand:
    """Return a document that says that Ilo Ferr was killed."""
    hand = Hand(text, named="PERSON Ilo Ferr; GPE Belm; GPE Tavia", events="killing killed", **more)
    return hand.say("killed", "participant", "Ilo Ferr", role="victim")


LABELS = [
    (
        "killing killed",
        [("participant", "Ilo Ferr", "victim")],
        "Ilo Ferr was killed.",
        "killing of Ilo Ferr",
    ),
    (
        "execution executed",
        [("participant", "Ilo Ferr", "victim")],
        "Ilo Ferr was executed.",
        "execution of Ilo Ferr",
    ),
    (
        "detention arrested",
        [("participant", "Ilo Ferr", "detained")],
        "Ilo Ferr was arrested.",
        "arrest of Ilo Ferr",
    ),
    (
        "removal removed",
        [("participant", "Ilo Ferr", "removed")],
        "Ilo Ferr was removed.",
        "removal of Ilo Ferr",
    ),
    (
        "resignation resigned",
        [("participant", "Ilo Ferr", "resigning")],
        "Ilo Ferr resigned.",
        "resignation of Ilo Ferr",
    ),
    (
        "appointment appointed",
        [("participant", "Ilo Ferr", "appointed")],
        "Ilo Ferr was appointed.",
        "appointment of Ilo Ferr",
    ),
    (
        "trial trial",
        [("participant", "Ilo Ferr", "accused")],
        "The trial of Ilo Ferr began.",
        "trial of Ilo Ferr",
    ),
    (
        "attack attacked",
        [("participant", "Ilo Ferr", "target")],
        "Ilo Ferr was attacked.",
        "attack on Ilo Ferr",
    ),
    (
        "killing massacre",
        [("happened-in", "Ilo Ferr", None)],
        "The massacre in Ilo Ferr went on.",
        "killing in Ilo Ferr",
    ),
]


@pytest.mark.parametrize(("event", "said", "text", "label"), LABELS)
def test_an_event_is_called_by_what_is_known_of_it(tmp_path, event, said, text, label):
    place = any(predicate == "happened-in" for predicate, _, _ in said)
    hand = Hand(text, named=f"{'GPE' if place else 'PERSON'} Ilo Ferr", events=event)
    for predicate, who, role in said:
        hand.say(event.split()[1], predicate, who, role=role)
    with case_by_hand(tmp_path / "c.whence", hand) as case:
        assert events(case) == [(label, 1)]
        assert not list(verify(case))


def test_an_event_is_called_by_its_number_and_place_if_no_name_is_known(tmp_path):
    hand = Hand("Twelve people were killed in Belm.", named="GPE Belm", events="killing killed")
    hand.say("killed", "happened-in", "Belm")
    hand.say("killed", "number-affected", value=Value(kind="number", text="Twelve", number=12))
    with case_by_hand(tmp_path / "c.whence", hand) as case:
        assert events(case) == [("killing of twelve people", 1)]


def test_many_names_are_shortened(tmp_path):
    names = ["Ana Vell", "Ilo Ferr", "Oto Brand", "Una Dorr"]
    hand = Hand(
        f"{', '.join(names)} were arrested.",
        named="; ".join(f"PERSON {name}" for name in names),
        events="detention arrested",
    )
    for name in names:
        hand.say("arrested", "participant", name, role="detained")
    with case_by_hand(tmp_path / "c.whence", hand) as case:
        assert events(case) == [("arrest of Ana Vell, Ilo Ferr and 2 others", 1)]


def test_a_name_that_the_text_gives_an_event_stays(tmp_path):
    hand = Hand("The 1988 Belm Massacre is past.", named="EVENT 1988 Belm Massacre; GPE Belm")
    hand.mentions = [m for m in hand.mentions if m.type == "EVENT"]
    with case_by_hand(tmp_path / "c.whence", hand) as case:
        assert events(case) == [("1988 Belm Massacre", 1)]


def test_a_killing_of_one_man_is_one_event_in_two_documents(tmp_path):
    one, two = killing("Ilo Ferr was killed."), killing("They killed Ilo Ferr again in words.")
    with case_by_hand(tmp_path / "c.whence", one, two) as case:
        assert events(case) == [("killing of Ilo Ferr", 2)]
        (claim,) = case.derived.claims()
        assert len(claim.evidence) == 2
        assert not list(verify(case))


def test_other_dates_or_places_make_two_events(tmp_path):
    one, two = killing("Ilo Ferr was killed in Belm."), killing("Ilo Ferr was killed in Tavia.")
    one.say("killed", "happened-in", "Belm")
    two.say("killed", "happened-in", "Tavia")
    with case_by_hand(tmp_path / "c.whence", one, two) as case:
        assert events(case) == [("killing of Ilo Ferr", 1)] * 2


def test_arrests_of_one_man_join_only_if_their_dates_agree(tmp_path):
    def arrest(text: str, when: str) -> Hand:
        hand = Hand(text, named="PERSON Ilo Ferr", events="detention arrested")
        hand.say("arrested", "participant", "Ilo Ferr", role="detained")
        return hand.say("arrested", "happened-on", value=Value(kind="date", text=when), when=when)

    three = [
        arrest("Ilo Ferr was arrested 1988-05.", "1988-05"),
        arrest("Ilo Ferr was arrested 1988-05-03.", "1988-05-03"),
        arrest("Ilo Ferr was arrested 1990-07.", "1990-07"),
    ]
    with case_by_hand(tmp_path / "c.whence", *three) as case:
        assert events(case) == [("arrest of Ilo Ferr", 1), ("arrest of Ilo Ferr", 2)]
        joined = next(e for e in case.derived.entities() if e.event and e.document_count == 2)
        assert joined.event is not None
        assert (joined.event.kind, joined.event.when) == ("detention", "1988-05-03")


def test_what_is_planned_or_denied_joins_nothing_across_documents(tmp_path):
    one = killing("Ilo Ferr was killed.")
    two = Hand(
        "They plan that Ilo Ferr be killed.", named="PERSON Ilo Ferr", events="killing killed"
    )
    two.say("killed", "participant", "Ilo Ferr", role="victim", modality="planned")
    with case_by_hand(tmp_path / "c.whence", one, two) as case:
        assert len(events(case)) == 2


def test_the_summary_is_disputed_where_documents_differ(tmp_path):
    one = killing("Ilo Ferr was killed in Belm and in Tavia.")
    one.say("killed", "happened-in", "Belm").say("killed", "happened-in", "Tavia")
    with case_by_hand(tmp_path / "c.whence", one) as case:
        (event,) = [e.event for e in case.derived.entities() if e.event]
        assert (event.kind, event.location, event.disputed) == ("killing", None, True)


def test_a_relative_date_is_resolved_against_the_document_s(tmp_path):
    text = "Ilo Ferr was killed last month."
    for published, expected in (("2018-01-17", "2017-12"), ("", None)):
        hand = killing(text, published=published)
        hand.say(
            "killed",
            "happened-on",
            value=Value(kind="date", text="last month"),
            relative="month:-1",
        )
        path = tmp_path / f"{published or 'none'}.whence"
        with case_by_hand(path, hand) as case:
            (dated,) = [c for c in case.derived.claims() if c.predicate == "happened-on"]
            assert dated.when == expected
            assert dated.value is not None
            assert dated.value.text == (expected or "last month")


def test_what_is_too_unsure_is_kept_apart(tmp_path):
    hand = killing("Ilo Ferr was killed in Belm.").say("killed", "happened-in", "Belm", score=0.2)
    with case_by_hand(tmp_path / "c.whence", hand) as case:
        assert [c.predicate for c in case.derived.claims()] == ["participant"]
        (waiting,) = case.derived.candidates()
        assert waiting.predicate == "happened-in"
        assert waiting.id.startswith("cnd-")
        assert case.derived.counts()["candidate"] == 1
        assert not list(verify(case))
