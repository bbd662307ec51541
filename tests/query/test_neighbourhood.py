"""What the arrays answer is what the tables say, whatever is asked for."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import pytest

from benchmarks.explorer_case import Size, write
from graph.case import Case
from graph.case.packed import write_packed
from graph.query.about import claims_about, dated, near, said_about
from graph.query.joined import Filters, Sieve, load
from graph.query.lines import claims_between, lines_of
from graph.query.neighbourhood import around

FILTERS = {
    "all": (Filters(), "1"),
    "two sources": (Filters(sources=2), "c.independent_sources >= 2"),
    "score": (Filters(score=0.75), "c.score >= 0.75"),
    "denied": (Filters(kinds=("denied",)), "c.kind = 'denied'"),
    "predicates": (
        Filters(predicates=("owns", "member-of")),
        "c.predicate IN ('owns', 'member-of')",
    ),
    "types": (
        Filters(types=("PERSON",)),
        "(SELECT type FROM entity WHERE id = c.subject) = 'PERSON'"
        " AND (SELECT type FROM entity WHERE id = c.object) = 'PERSON'",
    ),
    "time": (
        Filters(first="1990-01-01", last="1995-06-30"),
        "c.id IN (SELECT claim FROM dated WHERE first <= '1995-06-30' AND last >= '1990-01-01')",
    ),
    "until": (
        Filters(last="1980-12-31"),
        "c.id IN (SELECT claim FROM dated WHERE first <= '1980-12-31')",
    ),
    "speaker": (Filters(speaker=3), "c.id IN (SELECT claim FROM voice WHERE speaker = 3)"),
    "document": (Filters(document=2), "c.id IN (SELECT claim FROM evidence WHERE document = 2)"),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("joined") / "made.whence"
    write(path, Size(entities=120, claims=1_500, documents=30))
    with Case.open(path) as case:
        db = case.connection
        # what people judged wrong is on no line
        db.execute("UPDATE claim SET rank = 'deprecated', deprecated_reason = 'x' WHERE id = 7")
        db.execute("DELETE FROM packed")
        write_packed(db)
        db.commit()
        yield db, load(db)


@pytest.mark.parametrize("name", FILTERS)
def test_the_claims_that_count_are_those_of_the_tables(made, name):
    db, network = made
    filters, where = FILTERS[name]
    expected = {
        row[0] for row in db.execute(f"SELECT id FROM edge c WHERE object IS NOT NULL AND {where}")
    }
    found = claims_between(network, range(1, 121), Sieve(db, network, filters)).tolist()
    assert len(found) == len(set(found))
    assert set(found) == expected
    assert expected


def test_a_line_is_all_claims_of_its_kind_one_way(made):
    db, network = made
    rows = claims_between(network, range(1, 121), Sieve(db, network, Filters()))
    lines, more = lines_of(network, rows, most=10_000)
    assert more == 0
    sources = defaultdict(set)
    bundles = defaultdict(list)
    for claim, source in db.execute("SELECT claim, source FROM claim_source"):
        sources[claim].add(source)
    for row in db.execute(
        "SELECT * FROM edge WHERE object IS NOT NULL"
        " ORDER BY independent_sources DESC, score DESC, id"
    ):
        bundles[row["subject"], row["object"], row["kind"]].append(row)
    assert {(line.subject, line.object, line.kind) for line in lines} == set(bundles)
    for line in lines:
        held = bundles[line.subject, line.object, line.kind]
        assert (line.best, line.claims) == (held[0]["id"], len(held))
        assert list(line.predicates) == list(dict.fromkeys(row["predicate"] for row in held))
        together = set().union(*(sources[row["id"]] for row in held))
        assert line.independent_sources == max(held[0]["independent_sources"], len(together))


def test_where_lines_are_left_out_every_name_keeps_its_best(made):
    db, network = made
    rows = claims_between(network, range(1, 121), Sieve(db, network, Filters()))
    every, _ = lines_of(network, rows, most=10_000)
    some, more = lines_of(network, rows, most=130)
    assert len(some) == 130 and more == len(every) - 130
    best = {}
    for line in every:
        best.setdefault(line.subject, line)
        best.setdefault(line.object, line)
    assert {line.best for line in best.values()} <= {line.best for line in some}


def test_a_neighbourhood_holds_what_is_near_and_counts_what_is_beyond(made):
    db, network = made
    pairs = {
        frozenset(row)
        for row in db.execute(
            "SELECT subject, object FROM edge WHERE object IS NOT NULL AND object <> subject"
        ).fetchall()
    }
    found = around(db, network, [5], depth=1, limit=12)
    assert found.nodes[0] == 5 and len(found.nodes) == 12
    assert all(frozenset((5, node)) in pairs for node in found.nodes[1:])
    for node in found.nodes:
        outside = {
            other
            for pair in pairs
            if node in pair
            for other in pair - {node}
            if other not in found.nodes
        }
        assert found.beyond.get(node, 0) == len(outside)


@pytest.mark.parametrize(("entity", "predicate"), list(product((1, 4, 60), (None, "owns"))))
def test_claims_about_a_name_come_best_supported_first(made, entity, predicate):
    db, network = made
    rows = db.execute(
        "SELECT id FROM edge WHERE (subject = ?1 OR object = ?1) AND (?2 IS NULL OR predicate = ?2)"
        " ORDER BY independent_sources DESC, score DESC, id",
        (entity, predicate),
    ).fetchall()
    assert claims_about(network, entity, predicate=predicate) == [row[0] for row in rows]
    said = said_about(network, entity, each=3)
    assert sum(one.total for one in said) == len(claims_about(network, entity))
    assert claims_about(network, entity, predicate="no-such-predicate") == []


def test_neighbours_are_those_with_the_most_sources(made):
    db, network = made
    found = near(network, 1, most=500)
    for one in found:
        row = db.execute(
            "SELECT count(*), max(independent_sources) FROM edge WHERE subject = ?1 AND object = ?2"
            " OR subject = ?2 AND object = ?1",
            (1, one.entity),
        ).fetchone()
        assert (one.claims, one.independent_sources) == tuple(row)


def test_of_too_many_dated_claims_the_best_supported_are_given(made):
    db, network = made
    held = [
        row[0]
        for row in db.execute(
            "SELECT c.id FROM dated t JOIN edge c ON c.id = t.claim"
            " ORDER BY independent_sources DESC, score DESC, c.id"
        )
    ]
    found = dated(network, [], first=None, last=None, most=25)
    assert found.best == tuple(held[:25])
    assert found.count == len(held)
    assert found.total == db.execute("SELECT count(*) FROM edge").fetchone()[0]
