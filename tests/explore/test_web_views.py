"""Each view over the invented affair: what it shows, and what it must never let through."""

from __future__ import annotations

import html
import json

import pytest
from starlette.testclient import TestClient

from graph.case import Case
from graph.explore.web.app import application, asset, static_files
from graph.explore.web.deciding import ACTS
from graph.explore.web.views import VIEWS
from tests.explore import affair, affair_case
from tests.making import case_of

HOST = "127.0.0.1:8417"


def client_of(path, **headers) -> TestClient:
    app = application(path, token="secret-token", hosts={HOST})
    return TestClient(
        app,
        base_url=f"http://{HOST}",
        headers={"Authorization": "Bearer secret-token", **headers},
        follow_redirects=False,
    )


@pytest.fixture(scope="module")
def affair_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("affair") / "harbour.whence"
    affair_case.make(path).close()
    return path


@pytest.fixture(scope="module")
def client(affair_path):
    return client_of(affair_path)


def told(client, address):
    answer = client.get(f"/api{address}")
    assert answer.status_code == 200, answer.text
    return answer.json()


ADDRESSES = (
    "/find", "/find?q=maranov", "/find?q=panel&type=ORG&first=2016&last=2017", "/entity/maranov",
    "/entity/killings", "/entity/hostile", "/entity/maranov/claims?predicate=position-held",
    "/entity/maranov/together", "/claim/c-00", "/claim/c-21", "/network", "/network?id=maranov",
    "/network?id=maranov&open=panel&kind=denied", "/path", "/path?one=reuss&other=weiss",
    "/timeline", "/timeline?id=maranov&id=dane", "/contradictions", "/single-source", "/speakers",
    "/speakers/1", "/speakers/1?alone=false", "/sources", "/ledger", "/ledger?outcome=read",
    "/claim/c-00/correct", "/decisions", "/review", "/intake",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_view_is_a_page_and_json(client, address):
    page = client.get(address)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert "<script>" not in page.text  # nothing inline, and nothing that a document brought
    assert " onerror=" not in html.unescape(page.text).replace(affair.HOSTILE_IMAGE, "")
    assert affair.HOSTILE not in page.text and affair.HOSTILE_IMAGE not in page.text
    assert " style=" not in page.text
    assert client.get(f"/api{address}").headers["content-type"] == "application/json"


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_is_a_dead_end(client, address):
    text = client.get(address).text
    for link in {part.split('"')[0] for part in text.split('href="')[1:]}:
        wanted = html.unescape(link)
        if wanted.startswith("?"):
            wanted = address.partition("?")[0] + wanted
        if wanted.startswith("/"):
            assert client.get(wanted).status_code in {200, 303}, (address, wanted)


def test_names_are_found_in_other_spellings_and_scripts(client):
    for words, name in (
        ("wiktor", "Viktor Maranov"),
        ("jiri novak los", "Jiří Novák-Łoś"),
        ("parvaneh", "پروانه رستگار"),
        ("پروانه", "پروانه رستگار"),
        ("MARANOV viktor", "Viktor Maranov"),
        ("weiss okonjo", "Katarina Weiss-Okonjo"),
    ):
        assert told(client, f"/find?q={words}")["entities"][0]["name"] == name
    nearly = told(client, "/find?q=victor maranoff")
    assert not nearly["entities"] or nearly["alike"]


def test_texts_are_found_with_the_words_marked(client):
    page = told(client, "/find?q=customs house")
    assert page["text_count"] == 2
    for hit in page["texts"]:
        assert [piece["text"] for piece in hit["snippet"] if piece["mark"] == "found"]
    assert told(client, '/find?q="sixteen boy"')["text_count"] == 0
    assert told(client, "/find?q=customs house&first=2017")["text_count"] == 1
    assert told(client, '/find?q=" OR NEAR( *')["text_count"] == 0


def test_a_denial_stands_beside_what_it_denies(client):
    page = told(client, "/entity/maranov")
    topic = next(
        topic
        for group in page["groups"]
        for topic in group["topics"]
        if topic["affirmed"] and topic["affirmed"][0]["id"] == "c-00"
    )
    assert [claim["id"] for claim in topic["denied"]] == ["c-01"]
    assert topic["affirmed"][0]["disputed"]
    assert [m["claim"]["value"] for m in page["positions"]][:2] == ["deputy prosecutor", "member"]


def test_a_claim_shows_its_passages_and_what_stands_against_it(client):
    page = told(client, "/claim/c-00")
    assert [p["document"]["publisher"] for p in page["passages"]] == ["The Karsk Ledger", None]
    assert all(passage["stands"] for passage in page["passages"])
    assert [claim["id"] for claim in page["against"]] == ["c-01"]
    denial = told(client, "/claim/c-01")
    assert denial["passages"][0]["voices"][-1] == {
        "name": "Viktor Maranov", "entity": "maranov", "how": "direct",
        "way": "in their own words",
    }  # fmt: skip
    assert "I [Viktor Maranov]" in client.get("/claim/c-01").text.replace(
        '</mark><span class="via">', ""
    )


def test_a_document_is_shown_whole_with_the_passage_marked(client):
    passage = told(client, "/claim/c-00")["passages"][0]
    address = f"/document/{passage['document']['id']}?claim=c-00&passage={passage['start']}"
    page = told(client, address)
    assert "".join(piece["text"] for piece in page["pieces"]) == affair.TEXTS["ledger"][5]
    here = [piece["text"] for piece in page["pieces"] if piece["mark"] == "here"]
    assert here == ["".join(piece["text"] for piece in passage["pieces"])]
    assert 'id="here"' in client.get(address).text


def test_contradictions_pair_denials_but_not_a_number_with_at_least(client):
    page = told(client, "/contradictions")
    assert {(d["kind"], d["one"]["id"], d["other"]["id"]) for d in page["disputes"]} == {
        ("polarity", "c-00", "c-01"),
    }


def test_speakers_tell_what_rests_on_them_alone(client):
    speakers = {one["name"]: one for one in told(client, "/speakers")["speakers"]}
    maranov = speakers["Viktor Maranov"]
    assert (maranov["claims"], maranov["alone"], maranov["entity"]["id"]) == (1, 1, "maranov")
    assert speakers["The Karsk Ledger"]["claims"] > speakers["The Karsk Ledger"]["alone"]
    page = told(client, f"/speakers/{maranov['id']}")
    assert [claim["id"] for claim in page["claims"]] == ["c-01"]


def test_single_sources_count_claims(client):
    page = told(client, "/single-source")
    cards = told(client, "/entity/maranov/claims?single=true")
    assert {s["entity"]["id"]: s["single"] for s in page["standings"]}["maranov"] == cards["total"]
    assert all(claim["independent_sources"] == 1 for claim in cards["claims"])


def test_the_network_draws_one_line_for_each_kind_and_pair(client):
    page = told(client, "/network?id=maranov&id=panel")
    kinds = {
        (e["from"], e["to"], e["kind"]) for e in page["edges"] if e["to"] in {"panel"}
    }  # fmt: skip
    assert {("maranov", "panel", "stated"), ("maranov", "panel", "denied")} <= kinds
    denied = next(e for e in page["edges"] if e["kind"] == "denied")
    assert denied["dashes"] and denied["claim"] == "c-01"


def test_the_network_keeps_names_where_they_stand_when_it_grows(client):
    before = {n["id"]: (n["x"], n["y"]) for n in told(client, "/network?id=maranov")["nodes"]}
    after = {
        n["id"]: (n["x"], n["y"]) for n in told(client, "/network?id=maranov&open=panel")["nodes"]
    }
    assert len(after) > len(before)
    assert {node: after[node] for node in before} == before
    assert len(set(after.values())) == len(after)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("kind=denied", {"c-01"}),
        ("kind=planned", {"c-05"}),
        ("sources=2", {"c-00", "c-02", "c-03"}),
        ("type=PERSON", {"c-10"}),
        ("predicate=married-to", {"c-10"}),
        ("first=1998&last=1999", {"c-04"}),
        ("score=0.95", set()),
    ],
)
def test_the_network_filters(client, asked, kept):
    page = told(client, f"/network?id=maranov&{asked}")
    assert {edge["claim"] for edge in page["edges"]} == kept


def test_the_network_filters_by_speaker_and_document(client):
    speaker = next(
        s["id"] for s in told(client, "/speakers")["speakers"] if s["name"] == "Viktor Maranov"
    )
    assert {e["claim"] for e in told(client, f"/network?speaker={speaker}")["edges"]} == {"c-01"}
    document = told(client, "/claim/c-10")["passages"][0]["document"]["id"]
    drawn = told(client, f"/network?id=maranov&document={document}")["edges"]
    assert {e["claim"] for e in drawn} == {"c-02", "c-04", "c-05", "c-10"}


def test_a_path_goes_by_its_weakest_step_and_says_which(client):
    page = told(client, "/path?one=dane&other=karsk")
    assert page["paths"]
    best = page["paths"][0]
    assert best["hops"][0]["one"]["id"] == "dane" and best["hops"][-1]["other"]["id"] == "karsk"
    weakest = min(hop["claims"][0]["independent_sources"] for hop in best["hops"])
    assert best["independent_sources"] == weakest
    assert any(hop["weakest"] for hop in best["hops"])
    strengths = [(p["independent_sources"], p["score"]) for p in page["paths"]]
    assert strengths == sorted(strengths, reverse=True)


def test_a_path_leaves_out_denials_a_document_and_a_speaker(client):
    direct = told(client, "/path?one=maranov&other=panel&hops=1")["paths"][0]["hops"][0]
    assert [claim["id"] for claim in direct["claims"]] == ["c-00"]
    both = told(client, "/path?one=maranov&other=panel&hops=1&denied=true")["paths"][0]["hops"][0]
    assert [claim["id"] for claim in both["claims"]] == ["c-00", "c-01"]
    married = told(client, "/path?one=lena&other=maranov&hops=1")["paths"][0]
    document = married["hops"][0]["claims"][0]["quotes"][0]["document"]["id"]
    assert not told(client, f"/path?one=lena&other=maranov&hops=1&document={document}")["paths"]
    speaker = married["hops"][0]["speakers"][0]["id"]
    assert not told(client, f"/path?one=lena&other=maranov&hops=1&speaker={speaker}")["paths"]


def test_a_path_asks_which_one_is_meant(client):
    page = told(client, "/path?one=dane&other=Maranov")
    assert page["one"]["id"] == "dane" and page["other"]["id"] == "maranov"
    several = told(client, "/path?one=harbour&other=maranov")
    assert {"panel", "ahf"} <= {card["id"] for card in several["choices"]["one"]}
    assert told(client, "/path?one=nobody such&other=maranov")["choices"]["one"] == []


def test_names_in_one_sentence_are_no_relation(client):
    page = told(client, "/entity/tarn/together")
    assert {one["entity"]["id"] for one in page["others"]} == {"maranov", "prison"}
    drawn = {node["id"] for node in told(client, "/network?id=tarn")["nodes"]}
    assert drawn == {"tarn", "ahf", "prison"}


def test_dates_are_drawn_with_their_precision(client):
    moments = {m["claim"]["id"]: m for m in told(client, "/timeline?id=maranov")["moments"]}
    assert moments["c-00"]["precision"] == "month"
    assert moments["c-04"]["precision"] == "year"
    assert moments["c-03"]["precision"] == "open"
    assert moments["c-02"]["width"] > moments["c-04"]["width"] > moments["c-00"]["width"]
    first = [m["first"] for m in told(client, "/timeline?id=maranov")["moments"]]
    assert first == sorted(first)
    assert told(client, "/timeline?id=maranov&first=1998&last=1998")["moments"][0]["first"]


def test_the_ledger_lists_what_could_not_be_read(client):
    page = told(client, "/ledger?outcome=unsupported")
    assert [(row["path"], row["reason"]) for row in page["rows"]] == [
        ("scan.tiff", "There is no reader for such files.")
    ]


def test_wrong_addresses_are_answered_in_words(client):
    for address, status, words in (
        ("/entity/nobody", 404, "Look for its name"),
        ("/claim/nothing", 404, "No claim"),
        ("/document/none", 404, "ledger"),
        ("/speakers/999", 404, "list of speakers"),
        ("/nowhere", 404, "Begin at Find"),
        ("/network?depth=99", 400, "depth"),
        ("/timeline?first=yesterday", 400, "1988-07"),
        ("/find?page=0", 400, "page"),
    ):
        page = client.get(address)
        assert page.status_code == status
        assert words in page.text and "/find" in page.text
        answer = client.get(f"/api{address}")
        assert answer.status_code == status
        assert set(answer.json()["error"]) == {"code", "message"}
    assert client.get("/entity/%3Cscript%3E").status_code == 404


def test_an_empty_case_says_what_to_do(tmp_path):
    Case.open(tmp_path / "e.whence", create=True).close()
    with case_of(tmp_path / "e.whence"):
        pass
    client = client_of(tmp_path / "e.whence")
    assert "whence build DOCUMENTS" in client.get("/find").text
    for view in VIEWS:
        if view.page and "{" not in view.path:
            page = client.get(view.path)
            assert page.status_code == 200
            assert "empty" in page.text or "hero" in page.text or "<form" in page.text


# -- who may ask -------------------------------------------------------------------------------


def test_without_the_token_nothing_is_shown(affair_path):
    client = client_of(affair_path, Authorization="")
    for address in ("/find", "/api/find", "/static/app.css", "/api/openapi.json"):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "maranov" not in answer.text.lower()
    assert client.get("/find?token=wrong").status_code == 403


def test_the_token_in_the_address_becomes_a_cookie(affair_path):
    client = client_of(affair_path, Authorization="")
    answer = client.get("/find?token=secret-token&q=dane")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/find?q=dane"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "secret-token" in cookie
    assert client.get("/find").status_code == 200
    away = client.get(f"http://{HOST}//evil.example/?token=secret-token")
    assert away.headers["location"].startswith("/evil")


@pytest.mark.parametrize(
    ("method", "headers", "status"),
    [
        ("GET", {"Host": "evil.example"}, 421),
        ("GET", {"Host": "127.0.0.1:9"}, 421),
        ("GET", {"Origin": "http://evil.example"}, 403),
        ("GET", {"Origin": "null"}, 403),
        ("GET", {"Origin": f"http://{HOST}"}, 200),
        ("POST", {}, 403),
        ("POST", {"Origin": "http://evil.example"}, 403),
        ("POST", {"Origin": f"http://{HOST}", "Sec-Fetch-Site": "cross-site"}, 403),
        ("POST", {"Origin": f"http://{HOST}"}, 405),
        ("DELETE", {"Origin": f"http://{HOST}"}, 405),
    ],
)
def test_only_pages_of_this_server_may_ask(client, method, headers, status):
    assert client.request(method, "/find", headers=headers).status_code == status


def test_every_answer_carries_the_policy(client):
    for address in ("/find", "/api/find", "/nowhere", asset("app.css"), "/api/network"):
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert "script-src 'self';" in policy and "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
    assert client.get("/find").headers["cache-control"] == "no-store"


def test_static_files_load_nothing_from_elsewhere():
    for name, body in static_files().items():
        if name != "vis-network.js":
            text = body.decode().replace("http://www.w3.org/2000/svg", "")
            assert (
                "http:" not in text and "https:" not in text and "//" not in text.replace("://", "")
            )


def test_the_case_cannot_be_written_through_the_server(affair_path):
    from graph.explore.web.reading import open_for_reading

    before = affair_path.read_bytes()
    db = open_for_reading(affair_path)
    with pytest.raises(Exception, match=r"readonly|query_only"):
        db.execute("DELETE FROM entity")
    db.close()
    assert affair_path.read_bytes() == before


# -- the API -------------------------------------------------------------------------------------


def test_the_api_is_described(client):
    told_of = client.get("/api/openapi.json").json()
    assert told_of["openapi"].startswith("3.1")
    changes = {f"/api{act.path}" for act in ACTS} | {"/api/documents", "/api/reading"}
    assert set(told_of["paths"]) == {f"/api{view.path}" for view in VIEWS} | changes
    references = json.dumps(told_of)
    for view in VIEWS:
        assert f"#/components/schemas/{view.gives.__name__}" in references
    for part in references.split("#/components/schemas/")[1:]:
        assert part.split('"')[0] in told_of["components"]["schemas"]


def test_an_end_of_a_path_is_who_is_called_exactly_so(client):
    page = told(client, "/path?one=Orest%20Dane&other=viktor%20maranov")
    assert page["choices"] == {}
    assert (page["one"]["id"], page["other"]["id"]) == ("dane", "maranov")


def test_a_bar_with_an_open_end_fades(client):
    moments = told(client, "/timeline")["moments"]
    opened = [one for one in moments if one["precision"] == "open"]
    assert opened
    page = client.get("/timeline").text
    assert page.count('class="fade-1"') == sum(
        one["first"].startswith("0000") + one["last"].startswith("9999") for one in opened
    )
    assert all(one["left"] >= 0 and one["left"] + one["width"] <= 100.01 for one in moments)
