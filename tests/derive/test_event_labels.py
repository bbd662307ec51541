"""What events are called: by those it happened to, by both sides, by place, number or date."""

from __future__ import annotations

import pytest

from graph.ontology import ontology
from tests.making import case_of

FERR, VELL, KARO = "[PERSON:Ilo Ferr]", "[PERSON:Ana Vell]", "[PERSON:Oto Karo]"
GUARD, ARDEN, NORVIK = "[ORG:Lake Guard]", "[ORG:Arden Group]", "[ORG:Norvik]"
OSTREA, BELM = "[GPE:Ostrea]", "[GPE:Belm]"

LABELS = [
    (f"The {GUARD} killed {FERR}.", "killing of Ilo Ferr"),
    (f"Nine people were killed in {BELM}.", "killing of nine people"),
    (f"{VELL} met {KARO} in {BELM}.", "meeting of Ana Vell and Oto Karo"),
    (f"{VELL}, {KARO} and {FERR} met.", "meeting of Ana Vell, Ilo Ferr and 1 other"),
    (f"{VELL} met the families in May.", "meeting with Ana Vell"),
    (f"Minister {VELL} visited {OSTREA}.", "visit of Ana Vell to Ostrea"),
    (f"The war in {OSTREA} began in 2011.", "war in Ostrea"),
    (f"The {GUARD} fought the {NORVIK}.", "fighting between Lake Guard and Norvik"),
    (f"{VELL} fled to {OSTREA}.", "journey of Ana Vell to Ostrea"),
    (f"{KARO} was sentenced in {BELM}.", "sentence of Oto Karo"),
    (f"{KARO} will be arrested.", "planned arrest of Oto Karo"),
    (f"The {GUARD} has reportedly killed {FERR}.", "alleged killing of Ilo Ferr"),
]


@pytest.mark.parametrize(("marked", "label"), LABELS)
def test_an_event_is_called_what_people_would_call_it(tmp_path, marked, label):
    with case_of(tmp_path / "case.whence", text=marked) as case:
        assert label in [e.name for e in case.derived.entities() if e.event is not None]


@pytest.mark.parametrize(
    ("kind", "slots", "label"),
    [
        ("transfer", {"asset": "Norvik", "recipient": "Arden"}, "sale of Norvik to Arden"),
        ("transfer", {"recipient": "Arden"}, "purchase by Arden"),
        ("payment", {"giver": "Arden", "recipient": "Oto"}, "payment by Arden to Oto"),
        ("payment", {"giver": "Arden"}, "payment by Arden"),
        ("treaty", {"party": "Ostrea"}, "agreement with Ostrea"),
        ("treaty", {"party": "A and B", "partys": "A and B"}, "agreement of A and B"),
        ("conflict", {"participant": "Ostrea", "place": "Belm"}, "war in Belm"),
        ("movement", {"destination": "Belm"}, "journey to Belm"),
    ],
)
def test_a_label_says_what_is_known(kind, slots, label):
    assert ontology().events[kind].title(slots) == label
