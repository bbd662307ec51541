"""Entities across documents, independent sources, claims with one key."""

from __future__ import annotations

import pytest

from graph.case import Case
from graph.derive.independence import independence_groups
from graph.model import Speaker
from graph.network import neighbourhood, network
from graph.query import find_entity, mentioned_with
from graph.query.find import AmbiguousName, UnknownName
from tests.making import case_of


def names(case: Case) -> list[tuple[str, int]]:
    """Return each entity's name and its number of documents."""
    return sorted((entity.name, entity.document_count) for entity in case.derived.entities())


def test_full_names_join_across_documents_and_surnames_do_not(tmp_path):
    with case_of(
        tmp_path / "c.whence",
        a="[PERSON:Ana Vell] came. [PERSON:Vell] left.",
        b="[PERSON:Ana Vell] spoke.",
        c="[PERSON:Vell] wrote.",
    ) as case:
        assert names(case) == [("Ana Vell", 2), ("Vell", 1)]


def test_an_acronym_joins_where_the_case_explains_it_in_one_way(tmp_path):
    with case_of(
        tmp_path / "c.whence",
        a="The [ORG:Lake Guard Union] (LGU) came.",
        b="[ORG:LGU] left.",
        c="[ORG:Lake Guard Union] stayed.",
    ) as case:
        assert names(case) == [("Lake Guard Union", 3)]


def test_an_acronym_with_two_meanings_joins_neither(tmp_path):
    with case_of(
        tmp_path / "c.whence",
        a="The [ORG:Lake Guard Union] (LGU) came.",
        b="The [ORG:Linen Guild Union] (LGU) left.",
        c="[ORG:LGU] stayed.",
    ) as case:
        assert names(case) == [("LGU", 1), ("Lake Guard Union", 1), ("Linen Guild Union", 1)]


def test_a_surname_of_two_people_stays_unresolved(tmp_path):
    with case_of(
        tmp_path / "c.whence",
        a="[PERSON:Ana Vell] and [PERSON:Ilo Vell] came. Mayor [PERSON:Vell] spoke.",
    ) as case:
        assert names(case) == [("Ana Vell", 1), ("Ilo Vell", 1)]
        assert [m.text for m in case.derived.mentions() if m.entity is None] == ["Vell"]
        assert list(case.derived.claims()) == []


def test_an_event_joins_across_documents_only_if_its_name_says_which(tmp_path):
    with case_of(
        tmp_path / "c.whence",
        a="The [EVENT:election] and the [EVENT:1988 massacre] are past.",
        b="The [EVENT:election] and the [EVENT:1988 Massacre] are past.",
    ) as case:
        assert names(case) == [("1988 Massacre", 2), ("election", 1), ("election", 1)]


ARTICLE = (
    "Mayor [PERSON:Ana Vell] of [GPE:Belm] opened the hall on Monday. Rain had fallen for nine days and"
    " the lower streets stood under water, so that most of the guests came by boat and left early."
)


def test_reprints_count_as_one_source_and_others_by_themselves(tmp_path):
    with case_of(
        tmp_path / "c.whence",
        a=ARTICLE,
        b=ARTICLE + " Sent by wire.",
        c="Nobody had expected it, but Mayor [PERSON:Ana Vell] of [GPE:Belm] opened the new market.",
    ) as case:
        (claim,) = case.derived.claims()
        assert len(claim.evidence) == 3
        assert claim.independent_sources == 2
        assert len({e.independence_group for e in claim.evidence}) == 2
        assert find_entity(case, "Ana Vell").independent_sources == 2


def test_one_speaker_is_one_source_in_whatever_document():
    def said_by(name: str | None) -> list[Speaker]:
        author = Speaker(entity=None, name=None, how="author", cue=None)
        return (
            [author]
            if name is None
            else [author, Speaker(entity=name, name=name, how="direct", cue=None)]
        )

    groups = {"d1": "d1", "d2": "d2", "d3": "d3", "d4": "d3"}
    found = independence_groups(
        [
            ("d1", said_by("m-1")),
            ("d2", said_by("m-1")),
            ("d3", said_by(None)),
            ("d4", said_by("m-2")),
        ],
        groups,
    )
    assert found == ["d1", "d1", "d3", "d3"]


def test_an_affirmed_and_a_denied_claim_stand_side_by_side(tmp_path):
    with case_of(
        tmp_path / "c.whence",
        a="[PERSON:Ana Vell] was the mayor of [GPE:Belm].",
        b="[PERSON:Ana Vell] was never the mayor of [GPE:Belm].",
    ) as case:
        assert sorted(claim.polarity for claim in case.derived.claims()) == ["affirmed", "denied"]


def test_names_are_found_by_alias_part_id_and_not_by_guessing(tmp_path):
    with case_of(
        tmp_path / "c.whence",
        a="The [ORG:Lake Guard Union] (LGU) met [PERSON:Ana Véll]. [PERSON:Ilo Brand] left.",
        b="[PERSON:Oto Brand] came.",
    ) as case:
        union = find_entity(case, "lgu")
        assert union.name == "Lake Guard Union"
        assert find_entity(case, union.id) == union
        assert find_entity(case, "ana vell").name == "Ana Véll"
        with pytest.raises(AmbiguousName) as ambiguous:
            find_entity(case, "Brand")
        assert {entity.name for entity in ambiguous.value.entities} == {"Ilo Brand", "Oto Brand"}
        with pytest.raises(UnknownName, match="Ilo Brand"):
            find_entity(case, "Ilo Brandt")


def test_mentioned_with_is_computed_with_passages_and_never_stored(tmp_path):
    with case_of(
        tmp_path / "c.whence",
        a="[PERSON:Ana Vell] met [PERSON:Ilo Brand] in [GPE:Belm]. [ORG:LGU] left.",
    ) as case:
        pairs = mentioned_with(case)
        assert len(pairs) == 3
        for pair in pairs:
            (passage,) = pair.passages
            text = case.recorded.document(passage.document).document.text
            assert text[passage.position.start : passage.position.end] == passage.quote.exact
        ana = find_entity(case, "Ana Vell")
        assert len(mentioned_with(case, entity=ana.id)) == 2
        assert "mentioned-with" not in {claim.predicate for claim in case.derived.claims()}


def test_the_network_has_the_attributes_of_the_data_model(tmp_path):
    with case_of(
        tmp_path / "c.whence",
        a="Mayor [PERSON:Ana Vell] of [GPE:Belm] met Judge [PERSON:Ilo Brand]. [ORG:LGU] left.",
    ) as case:
        view = network(case, co_mentions=True)
        keys = {key for *_, key in view.edges(keys=True)}
        assert {claim.id for claim in case.derived.claims()} <= keys
        for _, fields in view.nodes(data=True):
            assert {"name", "type", "aliases", "mention_count", "event"} <= set(fields)
        for *_, fields in view.edges(data=True):
            assert {"predicate", "polarity", "evidence", "documents"} <= set(fields)
            assert not {"source", "target"} & set(fields)
            assert fields["documents"] == [e["document"] for e in fields["evidence"]]
        assert any(fields["type"] == "VALUE" for _, fields in view.nodes(data=True))
        bare = network(case, values=False)
        assert not any(fields["type"] == "VALUE" for _, fields in bare.nodes(data=True))
        ana = find_entity(case, "Ana Vell").id
        assert "LGU" not in [f["name"] for _, f in neighbourhood(view, [ana], 3).nodes(data=True)]
