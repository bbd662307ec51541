"""The network in groups and whole, as a page, and what is kept of it."""

from __future__ import annotations

import json
import math

import pytest

from benchmarks.explorer_case import Size, write
from graph.case import Case
from graph.case.places import write_places
from graph.query.groups import load_groups, seen
from graph.query.joined import load
from graph.query.whole import whole
from tests.explore import affair_case
from tests.explore.test_web_views import HOST, client_of, told

ORIGIN = {"origin": f"http://{HOST}"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("made") / "made.whence"
    write(path, Size(entities=500, claims=3_000, documents=60))
    return path


@pytest.fixture(scope="module")
def client(made):
    return client_of(made)


@pytest.fixture
def affair(tmp_path):
    path = tmp_path / "harbour.whence"
    affair_case.make(path).close()
    return path


def rows(path, sql):
    with Case.open(path) as case:
        return [tuple(row) for row in case.connection.execute(sql).fetchall()]


def test_groups_hold_all_names_that_are_joined(client, made):
    page = told(client, "/network?show=groups")
    (joined,) = rows(made, "SELECT count(*) FROM place")[0]
    assert sum(group["names"] for group in page["groups"]) == joined == page["whole"]
    assert {node["id"] for node in page["nodes"]} == {f"group:{g['id']}" for g in page["groups"]}
    for group, node in zip(page["groups"], page["nodes"], strict=True):
        assert group["best"][0]["name"] in node["label"]


def test_lines_between_groups_count_the_claims_between_their_names(client, made):
    page = told(client, "/network?show=groups")
    home = dict(
        rows(made, "SELECT e.public_id, p.community FROM place p JOIN entity e ON e.id = p.entity")
    )
    claims = rows(
        made,
        "SELECT s.public_id, o.public_id FROM edge c JOIN entity s ON s.id = c.subject JOIN entity o ON o.id = c.object WHERE c.subject <> c.object",
    )
    parents = dict(rows(made, "SELECT id, coalesce(parent, id) FROM community"))
    of = {}
    for group in page["groups"]:
        community = home[group["best"][0]["id"]]
        of[parents[community] if group["id"].startswith("0.") else community] = (
            f"group:{group['id']}"
        )
    for edge in page["edges"][:20]:
        ends = {edge["from"], edge["to"]}
        found = sum({of[parents[home[a]]], of[parents[home[b]]]} == ends for a, b in claims)
        assert found == edge["claims"]


def test_an_opened_group_shows_its_names_where_they_always_stand(client, made):
    closed = told(client, "/network?show=groups")
    group = min((g for g in closed["groups"] if g["names"] > 3), key=lambda g: g["names"])
    page = told(client, f"/network?group={group['id']}")
    assert page["show"] == "groups"
    inside = [node for node in page["nodes"] if not node["id"].startswith("group:")]
    assert len(inside) == group["names"]
    stand = dict(
        (row[0], row[1:])
        for row in rows(
            made, "SELECT e.public_id, p.x, p.y FROM place p JOIN entity e ON e.id = p.entity"
        )
    )
    assert all((node["x"], node["y"]) == stand[node["id"]] for node in inside)
    before = {node["id"]: (node["x"], node["y"], node["size"]) for node in closed["nodes"]}
    after = {
        n["id"]: (n["x"], n["y"], n["size"]) for n in page["nodes"] if n["id"].startswith("group:")
    }
    assert after.items() <= before.items() and len(after) == len(before) - 1
    x, y, radius = before[f"group:{group['id']}"]
    assert all(math.dist((node["x"], node["y"]), (x, y)) < radius for node in inside)
    assert {page["groups_of"][node["id"]] for node in inside} == {group["id"]}
    assert any(edge["claim"] for edge in page["edges"] if edge["kind"] != "between")
    assert any(
        edge["kind"] == "between" and not edge["from"].startswith("group:")
        for edge in page["edges"]
    )


def test_no_more_is_opened_than_there_is_room_for(made, monkeypatch):
    monkeypatch.setattr("graph.query.groups.MAX_NODES", 60)
    with Case.open(made) as case:
        held = load_groups(case.connection)
        found = seen(case.connection, held, load(case.connection), range(1, len(held.groups)))
    assert len(found.closed) + len(found.members) <= 60
    assert found.opened


def test_a_group_that_is_none_is_refused_in_words(client):
    for wrong in ("x", "0.nobody", "-1.m-0", "9999.m-0000000000000001"):
        answer = client.get(f"/api/network?group={wrong}")
        assert answer.status_code == 404, wrong
        assert answer.json()["error"]["message"]


def test_a_large_case_opens_on_groups(client, monkeypatch):
    monkeypatch.setattr("graph.explore.web.network.MAX_NODES", 100)
    assert told(client, "/network")["show"] == "groups"
    assert told(client, "/network?show=near")["show"] == "near"
    assert told(client, "/network?sources=2")["show"] == "near"
    over = told(client, "/network?id=m-0000000000000001&depth=6&limit=1500")
    assert over["show"] == "groups"
    assert "m-0000000000000001" in {node["id"] for node in over["nodes"]}


def test_the_whole_is_every_name_and_every_line_in_its_place(client, made):
    page = told(client, "/whole")
    stand = {
        row[0]: row[1:]
        for row in rows(
            made, "SELECT e.public_id, p.x, p.y FROM place p JOIN entity e ON e.id = p.entity"
        )
    }
    assert {node["id"]: (node["x"], node["y"]) for node in page["nodes"]} == stand
    pairs = rows(
        made,
        "SELECT DISTINCT min(subject, object), max(subject, object), kind FROM edge WHERE subject <> object AND object IS NOT NULL",
    )
    assert len(page["edges"]) == len(pairs)
    (claims,) = rows(
        made, "SELECT count(*) FROM edge WHERE object IS NOT NULL AND object <> subject"
    )[0]
    assert sum(edge["claims"] for edge in page["edges"]) == claims
    assert page["names_left_out"] == page["lines_left_out"] == 0
    assert told(client, "/network?show=all")["whole"] == len(stand)


def test_the_whole_says_what_it_leaves_out(made):
    with Case.open(made) as case:
        found = whole(case.connection, load(case.connection), most_names=50, most_lines=20)
    assert (len(found.names), len(found.lines)) == (50, 20)
    assert found.names_left_out > 0 and found.lines_left_out > 0


def test_places_are_the_same_when_a_case_is_derived_again(made):
    with Case.open(made) as case:
        db = case.connection
        before = [
            db.execute(f"SELECT * FROM {t}").fetchall()
            for t in ("place", "community", "community_line")
        ]
        db.execute("BEGIN")
        for table in ("community_line", "place", "community"):
            db.execute(f"DELETE FROM {table}")
        write_places(db)
        after = [
            db.execute(f"SELECT * FROM {t}").fetchall()
            for t in ("place", "community", "community_line")
        ]
        db.execute("ROLLBACK")
    assert [[tuple(r) for r in t] for t in before] == [[tuple(r) for r in t] for t in after]


def test_a_drawing_is_saved_as_one_page_with_its_passages(affair):
    client = client_of(affair)
    answer = client.get("/network/page?id=maranov&kind=denied")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "Content-Security-Policy" in answer.text and "Harbour Panel" in answer.text
    data = json.loads(
        answer.text.split('<script type="application/json"')[1]
        .split(">", 1)[1]
        .split("</script>")[0]
    )
    assert {claim["id"] for claim in data["claims"]} == {"c-01"}
    assert data["claims"][0]["evidence"]
    whole_page = client.get("/network/page?show=all").text
    assert "Lena Dane" in whole_page


def test_pinned_names_stand_where_they_were_put(affair):
    client = client_of(affair)
    for more in ("", "&relax=true"):
        page = told(client, f"/network?id=maranov&pin=panel~-400~250{more}")
        at = {node["id"]: (node["x"], node["y"]) for node in page["nodes"]}
        assert at["panel"] == (-400, 250)
        assert len(set(at.values())) == len(at)
    assert client.get("/api/network?pin=panel~x~1").status_code == 400


def test_the_filters_offer_who_speaks_and_where(affair):
    client = client_of(affair)
    page = told(client, "/network?id=maranov")
    assert page["years"][0] < page["years"][1]
    for choice, name in (("speakers", "speaker"), ("documents", "document")):
        one = page[choice][0]
        kept = told(client, f"/network?id=maranov&{name}={one['id']}")["edges"]
        assert 0 < len(kept) <= len(page["edges"])


def test_a_view_is_kept_listed_and_taken_back(affair):
    client = client_of(affair, **ORIGIN)
    made = client.post(
        "/api/network/keep", json={"name": " The  panel ", "address": "/network?id=panel"}
    )
    assert made.status_code == 200, made.text
    (view,) = told(client, "/network/kept")["views"]
    assert (view["id"], view["text"], view["address"]) == (
        made.json()["decisions"][0],
        "The panel",
        "/network?id=panel",
    )
    with Case.open(affair) as case:
        (decision,) = case.recorded.decisions.all()
        assert decision.kind == "view" and case.derived.is_current(case.recorded.revision)
    assert client.post("/api/network/take-back", json={"id": view["id"]}).status_code == 200
    assert told(client, "/network/kept")["views"] == []


def test_a_note_hangs_on_the_name_it_is_about(affair):
    client = client_of(affair, **ORIGIN)
    words = "<b>Ask</b> for the register"
    made = client.post("/api/network/note", json={"id": "panel", "text": words})
    assert made.status_code == 200, made.text
    held = told(client, "/network?id=maranov")["notes"]
    assert [(name, [note["text"] for note in notes]) for name, notes in held.items()] == [
        ("panel", [words])
    ]
    client.post("/api/network/take-back", json={"id": made.json()["decisions"][0]})
    assert told(client, "/network?id=maranov")["notes"] == {}


@pytest.mark.parametrize(
    ("action", "sent", "status"),
    [
        ("keep", {"name": "x", "address": "https://elsewhere.example/"}, 400),
        ("keep", {"name": " ", "address": "/network"}, 400),
        ("keep", {"name": "x" * 201, "address": "/network"}, 400),
        ("note", {"id": "nobody", "text": "x"}, 404),
        ("note", {"id": "panel"}, 400),
        ("take-back", {"id": "dec-0000000000000000"}, 400),
        ("take-back", {"id": "last"}, 400),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(affair, action, sent, status):
    answer = client_of(affair, **ORIGIN).post(f"/api/network/{action}", json=sent)
    assert answer.status_code == status
    assert answer.json()["error"]["message"]
    with Case.open(affair) as case:
        assert case.recorded.decisions.all() == ()


AS_JSON = {"content-type": "application/json"}


def test_nothing_is_kept_for_other_pages_or_in_too_many_words(affair):
    sent = {"name": "x", "address": "/network"}
    assert client_of(affair).post("/api/network/keep", json=sent).status_code == 403
    other = client_of(affair, origin="http://elsewhere.example")
    assert other.post("/api/network/keep", json=sent).status_code == 403
    assert client_of(affair, **ORIGIN).get("/api/network/keep").status_code == 405
    much = client_of(affair, **ORIGIN).post(
        "/api/network/keep", content=b"x" * 300_000, headers=AS_JSON
    )
    assert much.status_code == 413
    nonsense = client_of(affair, **ORIGIN).post(
        "/api/network/keep", content=b"{not json", headers=AS_JSON
    )
    assert nonsense.status_code == 400
