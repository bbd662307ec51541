"""Claims that cannot both hold, and those that can."""

from __future__ import annotations

from graph.derive.contradictions import contradictions
from graph.model import Value
from graph.query.claims import Wanted, chosen
from graph.query.find import find_entity
from tests.derive.by_hand import Hand, case_by_hand


def pairs(case) -> list[str]:
    """Return the kinds of contradiction found among the claims of a case."""
    return [found.kind for found in contradictions(case.derived.claims())]


def ferr(text: str, **more: str) -> Hand:
    """Return a document about the killing of Ilo Ferr."""
    hand = Hand(
        text,
        named="PERSON Ilo Ferr; PERSON Ana Vell; ORG Lake Guard; GPE Belm",
        events="killing killed",
        **more,
    )
    return hand.say("killed", "participant", "Ilo Ferr", role="victim")


def test_affirmed_and_denied(tmp_path):
    one = ferr("The Lake Guard killed Ilo Ferr.")
    one.say("killed", "participant", "Lake Guard", role="perpetrator")
    two = ferr("Ana Vell said the Lake Guard never killed Ilo Ferr.")
    two.say("killed", "participant", "Lake Guard", role="perpetrator", denied=True, by="Ana Vell")
    with case_by_hand(tmp_path / "c.whence", one, two) as case:
        assert pairs(case) == ["polarity"]
        vell = find_entity(case, "Ana Vell").id
        (said,) = chosen(case, Wanted(by=vell))
        assert said.polarity == "denied"
        assert chosen(case, Wanted(denied=True)) == [said]


def test_a_flat_denial_contradicts_what_is_said_of_the_event(tmp_path):
    one = ferr("Ilo Ferr was killed.")
    two = ferr("Nobody killed Ilo Ferr.").say("killed", "occurred", denied=True)
    with case_by_hand(tmp_path / "c.whence", one, two) as case:
        assert pairs(case) == ["polarity"]


def test_a_flat_denial_contradicts_what_its_own_passage_names_and_no_more(tmp_path):
    one = ferr("The Lake Guard killed Ilo Ferr in Belm.")
    one.say("killed", "participant", "Lake Guard", role="perpetrator")
    one.say("killed", "happened-in", "Belm")
    two = ferr("Nobody killed Ilo Ferr.").say("killed", "occurred", denied=True)
    with case_by_hand(tmp_path / "c.whence", one, two) as case:
        (found,) = contradictions(case.derived.claims())
        assert {claim.role for claim in found.claims} == {None, "victim"}


def dated(text: str, when: str) -> Hand:
    """Return a document that dates the killing."""
    return ferr(text).say("killed", "happened-on", value=Value(kind="date", text=when), when=when)


def test_a_less_precise_date_contradicts_nothing(tmp_path):
    texts = [
        dated("Ilo Ferr was killed 1988.", "1988"),
        dated("Ilo Ferr killed 1988-05.", "1988-05"),
    ]
    with case_by_hand(tmp_path / "c.whence", *texts) as case:
        assert pairs(case) == []


def number(text: str, words: str, count: float) -> Hand:
    """Return a document that counts the victims."""
    return ferr(text).say(
        "killed", "number-affected", value=Value(kind="number", text=words, number=count)
    )


def test_numbers_differ_unless_their_words_leave_room(tmp_path):
    texts = [
        number("Ilo Ferr and 86 men were killed.", "86 men", 86),
        number("Ilo Ferr and at least 80 men were killed.", "at least 80 men", 80),
        number("Ilo Ferr and 120 men were killed.", "120 men", 120),
    ]
    with case_by_hand(tmp_path / "c.whence", *texts) as case:
        assert pairs(case) == ["number"]


def mayor(name: str, when: str) -> Hand:
    """Return a document in which somebody is mayor of Belm for some time."""
    return Hand(f"{name} was mayor of Belm.", named=f"PERSON {name}; GPE Belm").say(
        name, "position-held", "Belm", value=Value(kind="position", text="mayor"), when=when
    )


def test_two_holders_of_one_post_at_one_time(tmp_path):
    texts = [mayor("Ana Vell", "2005/2011"), mayor("Oto Brand", "2007/2013")]
    with case_by_hand(tmp_path / "c.whence", *texts) as case:
        assert pairs(case) == ["holder"]


def test_a_handover_is_no_contradiction(tmp_path):
    texts = [mayor("Ana Vell", "2005/2011"), mayor("Oto Brand", "2011/2013")]
    with case_by_hand(tmp_path / "c.whence", *texts) as case:
        assert pairs(case) == []


def test_what_is_only_planned_contradicts_nothing(tmp_path):
    one = ferr("The Lake Guard killed Ilo Ferr.")
    one.say("killed", "participant", "Lake Guard", role="perpetrator", modality="planned")
    two = ferr("Ana Vell said the Lake Guard never killed Ilo Ferr.")
    two.say("killed", "participant", "Lake Guard", role="perpetrator", denied=True)
    with case_by_hand(tmp_path / "c.whence", one, two) as case:
        assert pairs(case) == []


def test_claims_about_somebody_hold_the_events_they_have_a_part_in(tmp_path):
    hand = ferr("Ilo Ferr was killed in Belm by the Lake Guard.")
    hand.say("killed", "happened-in", "Belm")
    hand.say("killed", "participant", "Lake Guard", role="perpetrator", score=0.2)
    with case_by_hand(tmp_path / "c.whence", hand) as case:
        about = chosen(case, Wanted(about=find_entity(case, "Ilo Ferr").id))
        assert [c.predicate for c in about] == ["happened-in", "participant"] or len(about) == 2
        (waiting,) = chosen(case, Wanted(candidates=True))
        assert waiting.role == "perpetrator"
        assert chosen(case, Wanted(single_source=True)) == chosen(case, Wanted())
