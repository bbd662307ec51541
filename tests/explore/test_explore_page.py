"""The page as text: shut, complete, the same each time, and honest about what it leaves out."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import re
from html.parser import HTMLParser

import networkx as nx
import pytest
from pyvis.network import Network

from graph.explore.budget import Budget
from graph.explore.drawing import ClaimNetwork
from graph.explore.page import SCRIPTS, page_policy, render_page, static
from graph.explore.security import json_block
from tests.explore import affair


class Reader(HTMLParser):
    """Collects the elements of a page and the text of its scripts and styles."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.elements = []
        self.texts = []
        self.inside = None

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.inside = (tag, dict(attrs).get("type"))
            self.texts.append((*self.inside, ""))

    def handle_endtag(self, tag):
        if tag in ("script", "style"):
            self.inside = None

    def handle_data(self, data):
        if self.inside:
            self.texts[-1] = (*self.inside, self.texts[-1][2] + data)


def parse(html):
    reader = Reader()
    reader.feed(html)
    return reader


def page_data(html):
    block = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    return json.loads(block[1])


def test_page_policy_allows_only_what_the_page_holds(affair_html):
    reader = parse(affair_html)
    policy = next(
        attrs["content"]
        for tag, attrs in reader.elements
        if attrs.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy and "http" not in policy

    def hashed(tag):
        return {
            f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
            for name, kind, text in reader.texts
            if name == tag and kind is None
        }

    assert set(rules["script-src"].split()) == hashed("script")
    assert hashed("style") < set(rules["style-src"].split())


def test_page_has_one_script_element_for_each_of_its_own(affair_html):
    kinds = [kind for name, kind, _ in parse(affair_html).texts if name == "script"]
    assert kinds.count(None) == len(SCRIPTS)
    assert kinds.count("application/json") == 1


def test_page_refers_to_nothing_outside_itself(affair_html):
    for tag, attrs in parse(affair_html).elements:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "a", "form"}, tag
        assert not {"src", "href", "action", "data", "style"} & set(attrs), (tag, attrs)
        assert not [name for name in attrs if name.startswith("on")], (tag, attrs)
    assert "sourceMappingURL" not in affair_html
    assert "@import" not in static("page.css") and "url(" not in static("page.css")


def test_static_scripts_never_parse_text_as_markup():
    for name in SCRIPTS[1:]:
        text = static(name)
        for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(",
                     "fetch(", "XMLHttpRequest", "</script", "<!--"):  # fmt: skip
            assert word not in text, (name, word)


def test_page_escapes_a_hostile_title_and_names(affair_html):
    assert affair.HOSTILE not in affair_html
    assert affair.HOSTILE_IMAGE not in affair_html
    assert page_data(affair_html)["title"].endswith(affair.HOSTILE)


def test_json_block_cannot_end_its_element_and_reads_back():
    value = {"a": "</script><!--&\u2028\u2029 🙂 پ"}
    block = json_block(value)
    assert not set("<>&\u2028\u2029") & set(block)
    assert json.loads(block) == value
    assert json.loads(json_block("half \ud83d pair")) == "half \ufffd pair"
    with pytest.raises(ValueError):
        json_block(float("nan"))


def test_page_is_the_same_for_the_same_input(affair_html):
    again = render_page(
        affair.network(), documents=affair.documents(), title=f"Affair {affair.HOSTILE}"
    )
    assert again == affair_html


def test_page_does_not_change_the_network():
    graph, documents = affair.network(), affair.documents()
    nodes, edges = copy.deepcopy(dict(graph.nodes)), copy.deepcopy(dict(graph.edges))
    render_page(graph, documents=documents, title="T")
    assert dict(graph.nodes) == nodes
    assert dict(graph.edges) == edges
    assert documents == affair.documents()


def test_page_keeps_parallel_claims_as_lines_that_stand_apart(affair_html):
    lines = {line["id"]: line for line in page_data(affair_html)["lines"]}
    assert set(lines) == {key for _, _, key in affair.network().edges(keys=True)}
    between = [
        line for line in lines.values() if (line["from"], line["to"]) == ("maranov", "panel")
    ]
    assert len(between) == 3
    bows = {json.dumps(line["smooth"], sort_keys=True) for line in between}
    assert len(bows) == 3


def test_page_bends_lines_of_both_directions_apart():
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", key="1", predicate="p")
    graph.add_edge("b", "a", key="2", predicate="p")
    one, two = page_data(render_page(graph, documents={}, title="T"))["lines"]
    assert one["smooth"]["type"] == two["smooth"]["type"] == "curvedCCW"


def test_page_draws_polarity_and_modality_differently(affair_html):
    lines = {line["id"]: line for line in page_data(affair_html)["lines"]}
    stated, denied = lines["c-00"], lines["c-01"]
    assert (stated["kind"], stated["dashes"], stated["arrows"]["to"]["type"]) == (
        "stated", False, "arrow",
    )  # fmt: skip
    assert (denied["kind"], denied["arrows"]["to"]["type"]) == ("denied", "bar")
    assert denied["dashes"]
    together = lines["mentioned-with:maranov:panel"]
    assert together["kind"] == "together" and not together["arrows"]["to"]["enabled"]
    kinds = {line["kind"]: str(line["dashes"]) for line in lines.values()}
    assert len(set(kinds.values())) == len(kinds) == 6


def test_page_bears_attributes_called_source_and_target():
    graph = affair.network()
    for data in graph.nodes.values():
        data.update(source="x", target="y")
    for data in graph.edges.values():
        data.update(source="x", target="y", to="z")
    plain = render_page(affair.network(), documents=affair.documents(), title="T")
    assert render_page(graph, documents=affair.documents(), title="T") == plain


def test_page_bears_the_barest_evidence():
    graph = nx.MultiDiGraph()
    graph.add_node("a", name="A", type="PERSON")
    graph.add_node("b", name="", type="SPACESHIP")
    evidence = {"document": "gone", "page": None, "position": {"start": 0, "end": 1}, "quote": "A"}
    graph.add_edge("a", "b", key="c", predicate="met", evidence=[evidence])
    data = page_data(render_page(graph, documents={}, title="T"))
    assert data["claims"][0]["evidence"][0]["pieces"][0]["text"] == "A"
    assert {kind["one"] for kind in data["types"]} == {"Person", "Spaceship"}


def test_page_uses_positions_that_it_is_given():
    graph = affair.network()
    given = {name: (float(place), 2.5) for place, name in enumerate(sorted(graph))}
    html = render_page(graph, documents=affair.documents(), title="T", positions=given)
    assert {node["id"]: (node["x"], node["y"]) for node in page_data(html)["nodes"]} == given


def test_page_shows_the_best_connected_and_counts_the_rest():
    html = render_page(
        affair.network(), documents=affair.documents(), title="T",
        held=Budget(10, 12), drawn=Budget(5, 6),
    )  # fmt: skip
    data = page_data(html)
    graph = affair.network()
    assert len(data["nodes"]) == 10 and len(data["lines"]) <= 12
    assert sum(node["drawn"] for node in data["nodes"]) == 5
    assert data["nodes"][0]["id"] == "maranov"
    names = sum(entity["type"] != "VALUE" for entity in data["entities"])
    assert data["left_out"]["entities"] == len(affair.TYPES) - names
    missing = data["left_out"]["claims"] + data["left_out"]["together"]
    assert missing == graph.number_of_edges() - len(data["lines"])


def test_best_connected_are_those_with_the_most_claims_not_the_most_company():
    graph = affair.network()
    for number, other in enumerate(sorted(affair.TYPES)):
        if other != "smile":
            graph.add_edge("smile", other, key=f"mentioned-with:s{number}",
                           predicate="mentioned-with", evidence=[dict(affair.MEMBER)])  # fmt: skip
    first = [entity["id"] for entity in page_data(
        render_page(graph, documents=affair.documents(), title="T"))["entities"]]  # fmt: skip
    assert first.index("maranov") == 0
    assert first.index("smile") > max(first.index(name) for name in ("dane", "pell", "court"))


def test_claims_that_differ_in_their_date_alone_are_neighbours():
    graph = affair.network()
    graph.add_edge("maranov", "court", key="zz", **{
        **graph.edges["maranov", "court", affair.claim_id(5)], "when": "2024"})  # fmt: skip
    claims = page_data(render_page(graph, documents=affair.documents(), title="T"))["claims"]
    place = [claim["id"] for claim in claims].index("zz")
    assert (claims[place - 1]["id"], claims[place]["when"]) == (affair.claim_id(5), "2024")


def test_pairs_named_together_are_dashed_not_dotted(affair_html):
    lines = {line["kind"]: line["dashes"] for line in page_data(affair_html)["lines"]}
    assert lines["together"][0] >= 4


def test_a_position_stands_on_the_line_and_whole_in_the_panel():
    graph = affair.network()
    graph.edges["dane", "shipping", affair.claim_id(8)].update(
        label="leader", relation="held the position"
    )
    data = page_data(render_page(graph, documents=affair.documents(), title="T"))
    [line] = [line for line in data["lines"] if line["id"] == affair.claim_id(8)]
    [claim] = [claim for claim in data["claims"] if claim["id"] == affair.claim_id(8)]
    assert line["label"] == "leader"
    assert (claim["label"], claim["value"], claim["when"]) == (
        "held the position", "leader", "no date given",
    )  # fmt: skip


def test_page_of_an_empty_network_says_what_to_do():
    html = render_page(nx.MultiDiGraph(), documents={}, title="T")
    assert "whence build" in html
    assert "<script>" not in html


def test_page_without_scripts_lists_the_claims_in_words(affair_html):
    plain = affair_html.partition("<noscript>")[2].partition("</noscript>")[0]
    assert "Viktor Maranov held the position member (Harbour Panel), October 1983" in plain
    assert "did not hold the position member (Harbour Panel), October 1983 [denied]" in plain
    assert "Viktor Maranov, then deputy prosecutor" in plain
    assert "Orest Dane held the position leader (Dane Shipping), no date given" in plain


def test_page_holds_no_whole_text(affair_html):
    lone = "kept no\nminutes that have been found"
    assert lone in affair.documents()["d-ledger"]["text"]
    assert all("text" not in document for document in page_data(affair_html)["documents"])


def test_vendored_script_is_the_one_that_its_note_names():
    from importlib.resources import files

    folder = files("graph.explore").joinpath("static", "vis-network")
    digest = hashlib.sha256(folder.joinpath("vis-network.min.js").read_bytes()).hexdigest()
    assert digest in folder.joinpath("README.md").read_text(encoding="utf-8")
    assert "MIT" in folder.joinpath("LICENSE-MIT").read_text(encoding="utf-8")
    assert "Apache" in folder.joinpath("LICENSE-APACHE-2.0").read_text(encoding="utf-8")


def test_claim_network_is_a_directed_pyvis_network():
    picture = ClaimNetwork(lambda network: f"{network.num_nodes()} nodes")
    assert isinstance(picture, Network) and picture.directed
    picture.add_node("a")
    assert picture.generate_html() == "1 nodes"


def test_page_policy_is_made_once():
    assert page_policy() is page_policy()
