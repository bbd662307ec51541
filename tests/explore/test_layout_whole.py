"""Communities and the places of all: whole, apart, within each other, the same every time."""

from __future__ import annotations

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.communities import MEMBERS, communities
from graph.layout_whole import CELL, _neighbours, places


def network(names, lines, seed=0, near=40):
    random = np.random.default_rng(seed)
    one = random.integers(0, names, lines)
    other = np.where(
        random.random(lines) < 0.85,
        one - one % near + random.integers(0, near, lines),
        random.integers(0, names, lines),
    )
    pairs = np.stack([one, np.minimum(other, names - 1)], axis=1)
    pairs = np.unique(np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1), axis=0)
    return pairs, np.ones(len(pairs))


@pytest.fixture(scope="module")
def laid_out():
    ends, weights = network(1_500, 4_000)
    found = communities(ends, weights, 1_500)
    return found, places(found, ends, weights, 1_500)


def test_communities_hold_every_node_once_and_are_small(laid_out):
    found, _ = laid_out
    leaves = [one for one in found if not one.divided]
    assert np.array_equal(np.sort(np.concatenate([one.nodes for one in leaves])), np.arange(1_500))
    assert max(len(one.nodes) for one in leaves) <= MEMBERS
    for number, one in enumerate(found):
        if one.divided:
            parts = [part.nodes for part in found if part.parent == number]
            assert np.array_equal(np.sort(np.concatenate(parts)), one.nodes)
            assert all(part.level == one.level + 1 for part in found if part.parent == number)


def test_communities_are_those_with_many_lines_inside():
    ends, weights = network(400, 3_000, near=50)
    found = communities(ends, weights, 400)
    home = np.zeros(400, dtype=int)
    for number, one in enumerate(found):
        if not one.divided:
            home[one.nodes] = number
    inside = (home[ends[:, 0]] == home[ends[:, 1]]).mean()
    assert inside > 0.75


def test_a_star_and_many_pairs_are_divided_too():
    star = np.array([[0, at] for at in range(1, 500)])
    pairs = np.array([[500 + 2 * at, 501 + 2 * at] for at in range(300)])
    ends = np.concatenate([star, pairs])
    found = communities(ends, np.ones(len(ends)), 1_100)
    assert max(len(one.nodes) for one in found if not one.divided) <= MEMBERS
    assert sum(one.level == 0 for one in found) < 40
    home = {
        int(node): number
        for number, one in enumerate(found)
        if not one.divided
        for node in one.nodes
    }
    assert all(home[int(a)] == home[int(b)] for a, b in pairs)


def test_members_stand_apart_and_in_their_disc(laid_out):
    found, where = laid_out
    for number, one in enumerate(found):
        x, y, radius = where.discs[number]
        reach = np.hypot(*(where.nodes[one.nodes] - (x, y)).T)
        assert reach.max() <= radius + 1
        if not one.divided and len(one.nodes) > 1:
            here = where.nodes[one.nodes]
            far = np.hypot(*(here[:, None] - here[None]).transpose(2, 0, 1))
            np.fill_diagonal(far, np.inf)
            assert far.min() > 0.99 * CELL


def test_discs_beside_each_other_do_not_overlap(laid_out):
    found, where = laid_out
    for parent in {one.parent for one in found}:
        beside = [number for number, one in enumerate(found) if one.parent == parent]
        discs = where.discs[beside]
        for at, disc in enumerate(discs):
            far = np.hypot(*(discs[at + 1 :, :2] - disc[:2]).T)
            assert (far >= disc[2] + discs[at + 1 :, 2] - 1).all()


def test_many_small_parts_stand_apart_and_close():
    random = np.random.default_rng(2)
    ends = np.array([[4 * at + int(random.integers(0, i)), 4 * at + i]
                     for at in range(700) for i in range(1, 4)])  # fmt: skip
    found = communities(ends, np.ones(len(ends)), 2_800)
    discs = places(found, ends, np.ones(len(ends)), 2_800).discs
    discs = discs[[number for number, one in enumerate(found) if one.parent is None]]
    assert len(discs) > 64  # more than all pairs are looked at for
    far = np.hypot(*(discs[:, None, :2] - discs[None, :, :2]).transpose(2, 0, 1))
    np.fill_diagonal(far, np.inf)
    assert (far >= discs[:, None, 2] + discs[None, :, 2] - 1).all()
    whole = (np.hypot(discs[:, 0], discs[:, 1]) + discs[:, 2]).max()
    assert (discs[:, 2] ** 2).sum() > 0.4 * whole**2


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1_000), st.integers(2, 90), st.floats(0.1, 3.0))
def test_discs_that_touch_are_found_whatever_their_sizes(seed, count, spread):
    random = np.random.default_rng(seed)
    points, radii = random.normal(0, 100, (count, 2)), random.lognormal(2, spread, count)
    far = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    touching = np.argwhere(np.triu(far < radii[:, None] + radii[None], 1))
    found = np.sort(np.stack(_neighbours(points, radii), axis=1), axis=1)
    assert sorted(map(tuple, found.tolist())) == sorted(map(tuple, touching.tolist()))


def test_places_do_not_depend_on_the_process():
    program = (
        "import hashlib; from tests.explore.test_layout_whole import network;"
        "from graph.communities import communities; from graph.layout_whole import places;"
        "e, w = network(500, 1500); c = communities(e, w, 500); p = places(c, e, w, 500);"
        "print(hashlib.sha256(p.nodes.tobytes() + p.discs.tobytes()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(seen) == 1


@settings(max_examples=30, deadline=None)
@given(
    st.sets(
        st.tuples(st.integers(0, 14), st.integers(0, 14)).filter(lambda p: p[0] < p[1]), max_size=30
    )
)
def test_places_of_small_networks_are_distinct(pairs):
    ends = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    where = places(communities(ends, np.ones(len(ends)), 15), ends, np.ones(len(ends)), 15)
    assert np.isfinite(where.nodes).all()
    assert len({tuple(at) for at in where.nodes.tolist()}) == 15
