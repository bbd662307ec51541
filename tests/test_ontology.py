from __future__ import annotations

import re
from string import Formatter

import pytest

from graph.ontology import ontology

KNOWN = ontology()
EVENTS = KNOWN.events
ARGUMENTS = {"ARG0", "ARG1", "ARG2"}

in_each_kind = pytest.mark.parametrize("kind", EVENTS.values(), ids=EVENTS)


@pytest.mark.parametrize("predicate", KNOWN.predicates.values(), ids=KNOWN.predicates)
def test_a_predicate_is_whole(predicate):
    assert predicate.label
    assert predicate.denied_label or predicate.name == "mentioned-with"
    assert predicate.subject <= KNOWN.types.keys()
    assert predicate.object <= KNOWN.types.keys()
    assert predicate.value in ("", "position", "number", "date", "text")
    assert bool(predicate.object) or not predicate.object_required
    assert re.fullmatch(r"(?:[PQ]\d+)?", predicate.wikidata)
    assert not predicate.symmetric or predicate.inverse == predicate.name
    assert not predicate.symmetric or predicate.subject == predicate.object


def test_inverses_point_back():
    for predicate in KNOWN.predicates.values():
        other = KNOWN.predicates.get(predicate.inverse)
        if other is not None:
            assert other.inverse == predicate.name
            assert (other.subject, other.object) == (predicate.object, predicate.subject)


def test_about_forty_kinds_in_families():
    assert len(EVENTS) >= 40
    assert len({kind.family for kind in EVENTS.values()}) >= 8


@in_each_kind
def test_a_kind_is_whole(kind):
    assert kind.verbs
    assert kind.nouns
    assert kind.roles.keys() <= KNOWN.roles.keys()
    assert kind.possessive in ARGUMENTS
    assert kind.counts in {"", *kind.roles}
    assert re.fullmatch(r"(?:[PQ]\d+)?", kind.wikidata)


@in_each_kind
def test_words_are_lemmas_in_small_letters(kind):
    for word in kind.verbs | kind.nouns:
        assert word == word.strip().casefold()
    assert kind.weak <= kind.verbs | kind.nouns


@in_each_kind
def test_roles_come_from_arguments_or_prepositions(kind):
    for places in kind.roles.values():
        assert places
        assert all(p in ARGUMENTS or p == p.casefold() for p in places)


@in_each_kind
def test_labels_name_roles_of_the_kind(kind):
    for template in kind.labels:
        slots = {name for _, name, _, _ in Formatter().parse(template) if name}
        several = {f"{role}s" for role in kind.roles}
        assert slots <= {*kind.roles, *several, "place", "number"}


def test_a_title_takes_the_first_template_that_is_known():
    killing = EVENTS["killing"]
    assert killing.title({"victim": "Mara Venn"}) == "killing of Mara Venn"
    assert killing.title({"victim": "", "place": "Dovrek"}) == "killing in Dovrek"
    assert killing.title({}) == "killing"
    removal = EVENTS["removal"]
    names = {"removed": "Ivo Sand", "origin": "the cabinet"}
    assert removal.title(names) == "removal of Ivo Sand from the cabinet"


def test_a_strong_word_names_one_kind_only():
    owners: dict[str, list[str]] = {}
    for kind in EVENTS.values():
        for word in (kind.verbs | kind.nouns) - kind.weak:
            owners.setdefault(word, []).append(kind.name)
    assert {word: kinds for word, kinds in owners.items() if len(kinds) > 1} == {}


def test_roles_have_types_that_are_nodes():
    for role in KNOWN.roles.values():
        assert role.label
        assert all(KNOWN.is_node(name) for name in role.types)
    assert {r for kind in EVENTS.values() for r in kind.roles} == KNOWN.roles.keys()


def test_light_verbs_lead_to_an_argument_or_a_role():
    assert set(KNOWN.light_verbs.values()) <= ARGUMENTS | KNOWN.roles.keys()
    assert KNOWN.light_verbs["take part in"] == "participant"
