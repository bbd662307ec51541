"""Parts of coreference that need no weights."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.nlp.coref_apart import arguments_apart
from graph.nlp.coref_features import cues, distances, look, plural, stem
from graph.nlp.coref_links import STEP, Block, Row, blocks, likely, probabilities, resolve
from graph.nlp.coref_mentions import STRETCH, Mentions, find, in_blocks
from graph.nlp.coref_names import Facts, bearers, clash, facts, same_name
from graph.nlp.coref_pronouns import Tree
from graph.nlp.coref_spans import LEFT, RIGHT, spans


@given(st.integers(0, 2000))
def test_coref_blocks_cover_each_mention_once_with_enough_before_it(size: int) -> None:
    kept = [m for b in blocks(size) for m in range(b.keep, b.end)]
    assert kept == list(range(size))
    for block in blocks(size):
        assert block.keep - block.start >= min(STEP, block.keep)


def mentions(size: int) -> Mentions:
    numbers = np.arange(size)
    columns = numbers[:, None].astype(np.float32)
    return Mentions(numbers * 3, columns, columns + 0.5, columns[:, :, None])


@given(st.lists(st.integers(0, 700), max_size=8))
def test_coref_mentions_come_in_the_same_blocks_however_they_arrive(sizes: list[int]) -> None:
    whole = mentions(sum(sizes))
    ends = np.cumsum([0, *sizes]).tolist()
    parts = (whole.between(*pair) for pair in pairwise(ends))
    found = list(in_blocks(parts))
    assert [block for block, _ in found] == list(blocks(sum(sizes)))
    for block, part in found:
        wanted = whole.between(block.start, block.end)
        for name in ("anchors", "hidden", "here", "around"):
            assert (getattr(part, name) == getattr(wanted, name)).all()


class Doubling:
    """A graph whose outputs follow from each word alone."""

    def run(self, outputs: list[str], inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
        vectors = inputs["vectors"]
        return [vectors[:, 0], vectors, 2 * vectors, 3 * vectors]


def test_coref_mentions_of_stretches_are_those_of_the_whole_text() -> None:
    size = 2 * STRETCH + 100
    vectors = np.random.default_rng(3).normal(size=(size, 2)).astype(np.float16)
    taken = {5, 6, STRETCH - 1, STRETCH}
    found = list(
        find(
            Doubling(),  # type: ignore[arg-type]
            vectors,
            np.zeros(size, np.int64),
            least=1.0,
            given={6, STRETCH},
            taken=taken,
        )
    )
    assert len(found) == 3
    wide = vectors.astype(np.float32)
    anchors = [i for i in range(size) if i in (6, STRETCH) or (wide[i, 0] > 1 and i not in taken)]
    assert np.concatenate([f.anchors for f in found]).tolist() == anchors
    padded = np.pad(3 * wide, ((LEFT, RIGHT), (0, 0)))
    around = np.concatenate([f.around for f in found])
    assert all(
        (row == padded[a : a + LEFT + RIGHT + 1]).all()
        for row, a in zip(around, anchors, strict=True)
    )


def test_coref_probabilities_look_back_only_and_add_up() -> None:
    pairs = np.random.default_rng(1).normal(size=(6, 6)).astype(np.float32)
    chances, none = probabilities(pairs, np.zeros(6, np.float32))
    assert np.allclose(chances.sum(1) + none, 1, atol=1e-6)
    assert (chances[np.triu_indices(6)] == 0).all()


def rows(table: list[list[float]]) -> list[Row]:
    whole = Block(0, len(table), 0)
    return [likely(whole, i, np.array(row, np.float32)) for i, row in enumerate(table)]


def settings(**changed):
    given = {
        "threshold": lambda mention: 0.5,
        "score": lambda mention, p: p,
        "clash": lambda a, b: False,
        "certain": {},
    }
    return given | changed


def test_coref_resolve_adds_up_the_chances_of_a_cluster() -> None:
    table = [[], [0.9], [0.3, 0.3]]
    clusters, links = resolve(rows(table), ["", "", ""], **settings())
    assert clusters == [[0, 1, 2]]
    assert links[-1].score == pytest.approx(0.6)


def test_coref_resolve_takes_the_next_best_when_the_best_clashes() -> None:
    table = [[], [0.0], [0.6, 0.4]]
    known = ["a", "b", "b"]
    clusters, _ = resolve(
        rows(table), known, **settings(threshold=lambda m: 0.3, clash=lambda a, b: a != b)
    )
    assert clusters == [[1, 2]]


def test_coref_resolve_refuses_a_clash_with_any_member() -> None:
    table = [[], [0.9], [0.0, 0.9]]
    known = ["Amina", "", "Omar"]
    apart = {("Amina", "Omar"), ("Omar", "Amina")}
    clusters, _ = resolve(rows(table), known, **settings(clash=lambda a, b: (a, b) in apart))
    assert clusters == [[0, 1]]


def test_coref_resolve_joins_what_is_certain_from_afar() -> None:
    nothing = [likely(Block(m, m + 1, m), 0, np.zeros(0, np.float32)) for m in (0, 1)]
    clusters, links = resolve(nothing, ["x", "x"], **settings(certain={1: (0, 0.97)}))
    assert clusters == [[0, 1]]
    assert links[0].score == 0.97


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hamid Korvali", "Korvali", True),
        ("Hamid Korvali", "Amina Korvali", False),
        ("Hamid R. Korvali", "Hamid Korvali", True),
        ("United Nations", "UN", True),
        ("Velmar Relief Fund", "Odi Relief Fund", False),
        ("the Velmar Relief Fund", "Velmar Relief Fund", True),
        ("Korvali Hamid Reza", "Hamid Korvali", False),
    ],
)
def test_coref_same_name(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


@pytest.mark.parametrize(
    ("one", "other", "never"),
    [
        (
            facts("Korvali", "Hamid Korvali", "PERSON"),
            facts("Dastani", "Amina Dastani", "PERSON"),
            True,
        ),
        (facts("Korvali", "Korvali", "PERSON", "Mrs."), facts("he"), True),
        (facts("Korvali", "Korvali", "PERSON", "Mr"), facts("he"), False),
        (facts("Korvali", "Korvali", "PERSON"), facts("it"), True),
        (facts("Fund", "Velmar Relief Fund", "ORG"), facts("she"), True),
        (facts("Fund", "Velmar Relief Fund", "ORG"), facts("they"), False),
        (facts("Velmar", "Velmar", "GPE"), facts("Velmar", "Velmar", "PERSON"), True),
        (facts("he"), facts("she"), True),
        (facts("queen"), facts("his"), True),
        (facts("minister"), facts("her"), False),
        (facts("letter"), facts("he"), True),
        (facts("letter"), facts("it"), False),
        (facts("letter"), facts("Fund", "Velmar Relief Fund", "ORG"), False),
        (facts("brothers"), facts("she"), True),
        (facts("brothers"), facts("they"), False),
        (Facts(), Facts(), False),
    ],
)
def test_coref_clash(one: Facts, other: Facts, never: bool) -> None:
    assert clash(one, other) is never
    assert clash(other, one) is never


def test_coref_bare_surname_of_two_people_is_ambiguous() -> None:
    people = ["Omar Rashid", "Karim Rashid", "Lena Hofer"]
    assert bearers("Rashid", people) == 2
    assert bearers("Hofer", people) == 1
    assert bearers("Omar Rashid", people) == 1


def test_coref_forms_know_names_pronouns_and_determiners() -> None:
    words = "The old minister met Amina Dastani . She thanked her aide .".split()
    seen = look(words, [0, 7])
    assert seen.stretch[4] == seen.stretch[5] == (4, 6)
    assert seen.sentence == [0] * 7 + [1] * 5
    assert seen.form[7] != seen.form[9]
    assert seen.form[2] == seen.form[0 + 1] != seen.form[10]


def test_coref_cues_tell_the_same_name_from_another() -> None:
    words = "Amina Dastani met Omar Rashid . Dastani left .".split()
    seen = look(words, [0, 6])
    found = cues(words, seen, [1, 4, 6])
    assert found[2, 0, 0] == 1
    assert found[2, 0, 3] == 1
    assert found[1, 0, 5] == 1
    assert (found == found.transpose(1, 0, 2)).all()


def test_coref_distances_are_zero_for_later_mentions() -> None:
    words = "a b . c".split()
    mentions, sentences = distances([0, 1, 3], look(words, [0, 3]))
    assert mentions.tolist() == [[0, 0, 0], [1, 0, 0], [2, 1, 0]]
    assert sentences.tolist() == [[0, 0, 0], [0, 0, 0], [1, 1, 0]]


@pytest.mark.parametrize(
    ("word", "bare"), [("Countries", "country"), ("officials", "official"), ("glass", "glass")]
)
def test_coref_stem(word: str, bare: str) -> None:
    assert stem(word) == bare
    assert plural(word) is (word != bare)


@given(st.integers(0, 40), st.integers(1, 60), st.integers(0, 2**31))
def test_coref_spans_hold_their_anchor_and_stay_in_the_sentence(
    before: int, after: int, seed: int
) -> None:
    scores = np.random.default_rng(seed).normal(size=(1, LEFT + RIGHT + 1, 2)).astype(np.float32)
    anchor = 100
    ((start, end),) = spans(
        scores, np.array([anchor]), np.array([anchor - before]), np.array([anchor + after])
    )
    assert anchor - before <= start <= anchor < end <= anchor + after


def test_subject_and_object_of_one_verb_are_apart_unless_it_is_reflexive() -> None:
    # She ordered the prosecutor ; Feld blamed herself .
    tree = Tree(
        heads=[1, 1, 3, 1, 1, 6, 1, 6, 1],
        labels=["nsubj", "root", "det", "obj", "punct", "nsubj", "parataxis", "obj", "punct"],
        sentence=[0] * 9,
    )
    words = "She ordered the prosecutor ; Feld blamed herself .".split()
    assert arguments_apart(words, [0, 3, 5, 7], tree) == {1: frozenset({0})}


def test_resolve_keeps_apart_what_is_joined_to_what_is_apart() -> None:
    rows: list[Row] = [(0, (), ()), (1, (0,), (0.9,)), (2, (0, 1), (0.8, 0.1))]
    options = {
        "threshold": lambda _: 0.5, "score": lambda _, chance: chance,
        "clash": lambda _, __: False, "certain": {},
    }  # fmt: skip
    known = ["a", "b", "c"]
    assert resolve(rows, known, **options)[0] == [[0, 1, 2]]  # type: ignore[arg-type]
    apart = {2: frozenset({1})}
    assert resolve(rows, known, apart=apart, **options)[0] == [[0, 1]]  # type: ignore[arg-type]
