"""The scorer on made-up programs: one that finds the gold itself, and ones that go wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.claims import curve, score_part, table
from benchmarks.claims_found import FoundDocument
from benchmarks.claims_gold import load_claims, load_events
from corpus import Quote
from graph.model import (
    Claim,
    Entity,
    EventSummary,
    Evidence,
    EvidenceGenerator,
    Generator,
    Mention,
    Span,
    Spans,
    Speaker,
    Value,
)

EVENTS = load_events()
GOLD = [d for d in load_claims("tune") if d.document.file == "vpa-ministry-denial.txt"]
(DOCUMENT,) = GOLD
MADE = Generator(component="made-up", version="1")


def perfect(gold):
    """Return what a program would find that reads as the annotator did."""
    text = gold.document.text
    places = {(m.start, m.end): m.value for m in gold.document.marks if m.form != "date"}
    places |= {(t.start, t.end): t.event for p in gold.passages for t in p.triggers}
    mentions = [
        Mention(
            id=f"m{start}", document="doc", start=start, end=end, text=text[start:end],
            type="EVENT" if key in EVENTS else gold.document.entities[key].type,
            form="named", entity=key, score=1.0, generated_by=MADE,
        )
        for (start, end), key in sorted(places.items())
    ]  # fmt: skip
    claims = [
        _claim(f"c{i}-{j}", passage, told, text)
        for i, passage in enumerate(gold.passages)
        for j, told in enumerate(passage.claims)
    ]
    keys = {key for key in places.values()}
    entities = {
        key: Entity(
            id=key, type="EVENT" if key in EVENTS else gold.document.entities[key].type, name=key,
            aliases=(), mention_count=1, document_count=1, independent_sources=1,
            event=EventSummary(kind=EVENTS[key].kinds[0], when=None, location=None, disputed=False)
            if key in EVENTS else None,
        )
        for key in keys
    }  # fmt: skip
    return FoundDocument(
        id="doc", text=text, set_aside=(), mentions=mentions, claims=claims, entities=entities
    )


def _claim(key, passage, told, text):
    value = None
    if told.value is not None:
        kind = "number" if told.number is not None else "position"
        kind = "date" if told.predicates & {"happened-on", "born-on"} else kind
        value = Value(kind=kind, text=told.value, number=told.number)
    chain = [Speaker(entity=None, name="Publisher", how="publisher", cue=None)]
    chain += [Speaker(entity=s.entity, name=s.words, how=s.how, cue=None) for s in told.speakers]
    evidence = Evidence(
        document="doc", content_sha256="0", page=None, position=Span(passage.start, passage.end),
        quote=Quote(exact=text[passage.start : passage.end], prefix="", suffix=""), spans=Spans(),
        attributed_to=tuple(chain), modality=told.modality, score=0.8,
        generated_by=EvidenceGenerator(component="made-up", version="1", rule=None),
        independence_group="doc",
    )  # fmt: skip
    return Claim(
        id=key, subject=told.subject, predicate=min(told.predicates),
        role=min(told.roles) if told.roles else None, object=told.object, value=value,
        when=told.when, polarity=told.polarity, modalities=(told.modality,), independent_sources=1,
        rank="normal", deprecated_reason=None, score=0.8, evidence=(evidence,),
    )  # fmt: skip


def scored(found, gold=GOLD):
    return score_part(gold, {d.document.file: f for d, f in zip(gold, found, strict=True)})


def changed(which, **fields):
    """Return the perfect reading with one claim changed, found by its id or its predicate."""
    found = perfect(DOCUMENT)
    index = next(i for i, c in enumerate(found.claims) if which(c))
    claims = list(found.claims)
    evidence = {k: fields.pop(k) for k in ("modality", "attributed_to", "position") if k in fields}
    (passage,) = claims[index].evidence
    claims[index] = replace(claims[index], evidence=(replace(passage, **evidence),), **fields)
    return replace(found, claims=claims)


@pytest.mark.parametrize("split", ["tune", "frozen"])
def test_the_gold_against_itself_is_one(split):
    gold = load_claims(split)
    part = scored([perfect(d) for d in gold], gold)
    tally = part.tally
    assert tally.claims.f1 == tally.whole.f1 == tally.events.f1 == 1.0
    assert all(score.f1 == 1.0 for score in tally.families.values())
    assert all(score.precision == 1.0 for score in tally.attributes.values())
    assert part.cubed[2] == 1.0
    assert tally.sprung == 0
    assert tally.traps == sum(len(d.traps) for d in gold)
    assert all(not e.wrong and not e.missed and not e.traps for e in part.errors.values())


def test_nothing_found_is_nought():
    found = perfect(DOCUMENT)
    tally = scored([replace(found, claims=[])]).tally
    assert (tally.claims.found, tally.claims.hit, tally.claims.f1) == (0, 0, 0.0)
    assert tally.claims.gold == sum(not c.optional for p in DOCUMENT.passages for c in p.claims)


def test_a_shifted_reading_is_not_right():
    found = perfect(DOCUMENT)
    claims = [
        replace(c, evidence=tuple(replace(e, position=Span(0, 20)) for e in c.evidence))
        for c in found.claims
    ]
    assert scored([replace(found, claims=claims)]).tally.claims.f1 < 0.1


def test_an_entity_taken_for_another_is_not_right():
    full = scored([perfect(DOCUMENT)]).tally.claims
    found = perfect(DOCUMENT)
    swap = {"lida-corvane": "yusef-daranesh", "yusef-daranesh": "lida-corvane"}
    mentions = [replace(m, entity=swap.get(m.entity, m.entity)) for m in found.mentions]
    tally = scored([replace(found, mentions=mentions)]).tally.claims
    assert tally.hit < full.hit
    assert tally.right < tally.found


def test_a_claim_too_many_costs_precision_only():
    found = perfect(DOCUMENT)
    extra = replace(found.claims[0], id="extra", predicate="owns")
    tally = scored([replace(found, claims=[*found.claims, extra])]).tally.claims
    assert (tally.recall, tally.found - tally.right) == (1.0, 1)


def test_a_claim_left_out_costs_recall_only():
    found = perfect(DOCUMENT)
    required = next(
        f"c{i}-{j}" for i, p in enumerate(DOCUMENT.passages)
        for j, c in enumerate(p.claims) if not c.optional
    )  # fmt: skip
    claims = [c for c in found.claims if c.id != required]
    tally = scored([replace(found, claims=claims)]).tally.claims
    assert (tally.precision, tally.gold - tally.hit) == (1.0, 1)


def test_what_is_optional_may_be_left_out():
    gold = [d for d in load_claims("tune") if d.document.file == "families-letter.docx"]
    (document,) = gold
    optional = {
        f"c{i}-{j}" for i, p in enumerate(document.passages)
        for j, c in enumerate(p.claims) if c.optional
    }  # fmt: skip
    found = perfect(document)
    claims = [c for c in found.claims if c.id not in optional]
    assert optional
    assert scored([replace(found, claims=claims)], gold).tally.claims.f1 == 1.0


@pytest.mark.parametrize(
    ("attribute", "which", "fields"),
    [
        ("polarity", lambda c: c.polarity == "denied", {"polarity": "affirmed"}),
        ("modality", lambda c: c.modalities == ("alleged",), {"modality": "asserted"}),
        ("role", lambda c: c.role == "organiser", {"role": "victim"}),
        ("date", lambda c: c.predicate == "position-held", {"when": "1999"}),
        (
            "speakers",
            lambda c: len(c.evidence[0].attributed_to) > 1,
            {"attributed_to": (Speaker(entity=None, name=None, how="author", cue=None),)},
        ),
    ],
)
def test_one_attribute_wrong_leaves_the_claim_but_not_the_whole(attribute, which, fields):
    tally = scored([changed(which, **fields)]).tally
    assert tally.claims.f1 == 1.0
    assert tally.whole.hit == tally.whole.gold - 1
    wrong = {n: s.found - s.right for n, s in tally.attributes.items()}
    assert wrong == dict.fromkeys(wrong, 0) | {attribute: 1}


def test_a_denial_read_as_a_fact_springs_its_trap():
    tally = scored([changed(lambda c: c.polarity == "denied", polarity="affirmed")]).tally
    assert tally.sprung == 1


def test_a_claim_out_of_a_trap_springs_it():
    gold = [d for d in load_claims("tune") if d.document.file == "northline-brief.txt"]
    (document,) = gold
    found = perfect(document)
    trap = next(t for t in document.traps if not t.forbidden)
    (passage,) = found.claims[0].evidence
    wrong = replace(
        found.claims[0], id="wrong", predicate="owns", subject="kordavia", object="veshtan",
        evidence=(replace(passage, position=Span(trap.start, trap.end)),),
    )  # fmt: skip
    assert scored([replace(found, claims=[*found.claims, wrong])], gold).tally.sprung == 1


def test_inverses_are_turned_round():
    gold = [d for d in load_claims("tune") if d.document.file == "courier-bakery-ledger.html"]
    (document,) = gold
    found = perfect(document)
    claims = [
        replace(c, predicate="child-of", subject=c.object, object=c.subject)
        if c.predicate == "parent-of" else c
        for c in found.claims
    ]  # fmt: skip
    assert scored([replace(found, claims=claims)], gold).tally.claims.f1 == 1.0


def test_saying_again_that_an_event_happened_costs_nothing():
    found = perfect(DOCUMENT)
    event = next(c for c in found.claims if c.predicate == "participant")
    again = replace(event, id="again", predicate="occurred", role=None, object=None)
    assert scored([replace(found, claims=[*found.claims, again])]).tally.claims.f1 == 1.0


def test_a_date_is_right_if_it_says_the_same():
    def dated(when):
        value = Value(kind="date", text=when)
        return scored([changed(lambda c: c.value and c.value.text == "2018-01-17", value=value)])

    assert dated("2018-01").tally.claims.f1 == 1.0
    assert dated("2018-02").tally.claims.f1 < 1.0


def test_an_event_of_another_kind_is_no_node_of_the_gold():
    found = perfect(DOCUMENT)
    key = next(
        k for k, e in found.entities.items() if e.event and k in {c.subject for c in found.claims}
    )
    wrong = EventSummary(kind="treaty", when=None, location=None, disputed=False)
    entities = dict(found.entities) | {key: replace(found.entities[key], event=wrong)}
    assert scored([replace(found, entities=entities)]).tally.events.f1 < 1.0


def test_two_nodes_for_one_event_count_once():
    found = perfect(DOCUMENT)
    twice = [m for m in found.mentions if m.entity == "ev-riot"]
    other = replace(twice[0], entity="ev-riot-again")
    mentions = [other if m is twice[0] else m for m in found.mentions]
    entities = dict(found.entities) | {
        "ev-riot-again": replace(found.entities["ev-riot"], id="ev-riot-again")
    }
    claims = [*found.claims, replace(found.claims[0], id="c-new", subject="ev-riot-again")]
    tally = scored([replace(found, mentions=[*mentions, *twice], entities=entities, claims=claims)])
    assert tally.tally.events.right < tally.tally.events.found


def test_the_curve_falls_to_nothing_above_the_scores():
    rows = curve(GOLD, {DOCUMENT.document.file: perfect(DOCUMENT)})
    assert rows[0]["recall"] == 1.0
    assert rows[-1]["found"] == 0


def test_the_table_is_plain_data():
    data = table(scored([perfect(DOCUMENT)]))
    assert data["scores"]["claims"]["f1"] == 1.0
    assert data["traps"] == {"of": len(DOCUMENT.traps), "sprung": 0}
