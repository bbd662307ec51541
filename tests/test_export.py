"""The JSON Lines export: every key, in the data model's order, and the same bytes each time."""

from __future__ import annotations

import json
from dataclasses import fields

from corpus import Document
from graph.export import FORMATS
from graph.model import Claim, Entity, Evidence, Mention, Spans
from tests.making import case_of

TEXTS = {
    "a": "Mayor [PERSON:Ana Vell] of [GPE:Belm] met [ORG:Lake Guard] (LG). “Judge [PERSON:Oto Brand] lied,” she said.",
    "b": "[PERSON:Ana Vell] was never the mayor of [GPE:Belm]. The [EVENT:1988 massacre] is past.",
    "c": "[PERSON:Ilo Vell] and [PERSON:Ana Vell] came. [PERSON:Vell] spoke.",
}


def rows(tmp_path, **texts: str) -> dict[str, list[dict]]:
    with case_of(tmp_path / "c.whence", **texts) as case:
        paths = FORMATS["jsonl"](case, tmp_path / "out")
    return {p.stem: [json.loads(line) for line in p.read_text("utf-8").splitlines()] for p in paths}


def test_every_key_is_there_in_the_order_of_the_data_model(tmp_path):
    found = rows(tmp_path, **TEXTS)
    assert list(found) == ["documents", "entities", "mentions", "claims", "decisions"]
    document = [field.name for field in fields(Document)]
    document += ["reprint_group", "added_at", "retracted_at", "retraction_reason"]
    for name, keys in (
        ("documents", document),
        ("entities", [field.name for field in fields(Entity)]),
        ("mentions", [field.name for field in fields(Mention)]),
        ("claims", [field.name for field in fields(Claim)]),
    ):
        assert found[name]
        assert {tuple(row) for row in found[name]} == {tuple(keys)}
    for claim in found["claims"]:
        for evidence in claim["evidence"]:
            assert list(evidence) == [field.name for field in fields(Evidence)]
            assert list(evidence["spans"]) == [field.name for field in fields(Spans)]
            assert evidence["attributed_to"][0] == {
                "entity": None, "name": None, "how": "author", "cue": None,
            }  # fmt: skip


def test_ids_are_unique_sorted_and_point_at_what_is_there(tmp_path):
    found = rows(tmp_path, **TEXTS)
    ids = {name: [row["id"] for row in table] for name, table in found.items()}
    for name, listed in ids.items():
        assert listed == sorted(set(listed)), name
    assert {row["entity"] for row in found["mentions"]} - {None} == set(ids["entities"])
    assert {row["document"] for row in found["mentions"]} <= set(ids["documents"])
    assert set(ids["entities"]) <= set(ids["mentions"])
    for claim in found["claims"]:
        assert {claim["subject"], claim["object"]} - {None} <= set(ids["entities"])


def test_every_quote_and_mention_stands_in_the_text_that_is_exported(tmp_path):
    found = rows(tmp_path, **TEXTS)
    texts = {row["id"]: row["text"] for row in found["documents"]}
    for mention in found["mentions"]:
        assert texts[mention["document"]][mention["start"] : mention["end"]] == mention["text"]
    for claim in found["claims"]:
        for evidence in claim["evidence"]:
            start, end = evidence["position"]["start"], evidence["position"]["end"]
            text, quote = texts[evidence["document"]], evidence["quote"]
            assert text[start:end] == quote["exact"]
            assert text[:start].endswith(quote["prefix"])
            assert text[end:].startswith(quote["suffix"])


def test_the_same_recorded_data_give_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    rows(tmp_path / "one", **TEXTS)
    rows(tmp_path / "two", **dict(reversed(TEXTS.items())))
    for table in ("entities", "mentions", "claims", "decisions"):
        one = tmp_path / "one" / "out" / f"{table}.jsonl"
        two = tmp_path / "two" / "out" / f"{table}.jsonl"
        assert one.read_bytes() == two.read_bytes()


def test_graphml_survives_hostile_text(tmp_path):
    import networkx as nx

    with case_of(
        tmp_path / "c.whence", a="Mayor [PERSON:Ana <b>& Vell] of [GPE:Belm] spoke."
    ) as case:
        (path,) = FORMATS["graphml"](case, tmp_path)
    view = nx.read_graphml(path, force_multigraph=True)
    assert "Ana <b>& Vell" in {fields["name"] for _, fields in view.nodes(data=True)}
