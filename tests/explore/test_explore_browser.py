"""The page in a real browser, used as a person would.

`open_page` adds to each test the promises that every page must keep.
"""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from playwright.sync_api import expect

from graph.explore.budget import Budget
from graph.explore.page import render_page, static
from tests.explore import affair


def settle(page):
    """Wait until the drawing, which does not glide in these tests, has been painted."""
    page.evaluate("new Promise((done) => setTimeout(() => requestAnimationFrame(done), 120))")


def click_at(page, where):
    settle(page)
    spot = page.evaluate(where)
    page.mouse.click(spot["x"], spot["y"])


def test_clicking_a_line_opens_its_passage(affair_page):
    page = affair_page
    click_at(page, "whence.claimAt('c-13')")
    panel = page.locator("#panel")
    expect(panel.locator(".statement")).to_contain_text("Ilse Tarn")
    expect(panel.locator(".quote").first).to_have_text(
        "Our founder, Ilse Tarn, has given the Commission the names of 340 people."
    )
    expect(panel.locator("blockquote").first).to_contain_text("We ask again where Ostra Field")
    expect(panel.locator("mark.m-subject").first).to_have_text("Ilse Tarn")
    expect(panel).to_contain_text("January 2018")
    expect(panel).to_contain_text("Association of Harbour Families (publisher)")
    expect(panel).to_contain_text("sha256 ")
    assert page.url.endswith("#e=c-13")


def test_clicking_each_of_several_parallel_lines_opens_its_own_claim(affair_page):
    page = affair_page
    page.locator("#zoom-in").click(click_count=2)
    for claim, words in (("c-00", "Stated"), ("c-01", "Denied")):
        page.evaluate("(id) => { location.hash = '#e=' + id }", "maranov")
        click_at(page, f"whence.claimAt('{claim}')")
        expect(page.locator("#panel .standing strong")).to_have_text(words)
        assert page.url.endswith(f"#e={claim}")


def test_clicking_a_name_shows_all_that_is_said_of_it(affair_page):
    page = affair_page
    click_at(page, "whence.nodeAt('maranov')")
    panel = page.locator("#panel")
    expect(panel.locator("h2")).to_have_text("Viktor Maranov")
    expect(panel).to_contain_text("Wiktor Maranow")
    expect(panel).to_contain_text("Named 41 times in 5 documents")
    expect(panel.locator("section h3").first).to_contain_text("Held the position")
    expect(panel.locator(".tag", has_text="Denied")).to_be_visible()
    panel.locator("[data-claim='c-01']").click()
    expect(panel.locator(".quote").first).to_contain_text("I [Viktor Maranov] was never a member")
    expect(panel.locator(".against")).to_contain_text("Others say that it is so")
    expect(panel.locator(".same")).to_contain_text("Same source as passage 1")
    page.go_back()
    expect(panel.locator("h2")).to_have_text("Viktor Maranov")


def test_search_finds_a_name_by_another_spelling_from_the_keyboard(affair_page):
    page = affair_page
    page.keyboard.press("/")
    page.keyboard.type("jiri novak los")
    expect(page.locator("#found [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Jiří Novák-Łoś")
    assert page.evaluate("document.activeElement.textContent") == "Jiří Novák-Łoś"


def test_search_arrows_choose_among_hits_and_show_the_alias(affair_page):
    page = affair_page
    page.locator("#search").fill("dane")
    options = page.locator("#found [role=option]")
    expect(options.first).to_have_attribute("aria-selected", "true")
    names = options.all_inner_texts()
    assert "Orest Dane" in names[0] and len(names) == 3
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text(names[1].splitlines()[0])
    page.locator("#search").fill("Rastegar")
    expect(options.first).to_contain_text("also Parvaneh Rastegar")
    page.locator("#search").fill("nobody of that name")
    expect(page.locator("#found")).to_contain_text("No such name in this case.")


def test_filter_by_type_hides_names_and_says_so(affair_page):
    page = affair_page
    expect(page.locator("#tally")).to_contain_text("30 names · 26 claims · 8 pairs")
    page.locator("[data-filter=PERSON]").uncheck()
    expect(page.locator("#tally")).to_contain_text("18 of 30 names")
    page.locator("#tab-list").click()
    expect(page.locator("table")).not_to_contain_text("Viktor Maranov")
    page.locator("#reset").click()
    expect(page.locator("table")).to_contain_text("Viktor Maranov")
    page.locator("#tab-picture").click()
    expect(page.locator("#tally")).to_contain_text("Drawn: 30 names")


def test_filter_by_relation_and_by_way_of_saying(affair_page):
    page = affair_page
    page.locator("[data-filter=position-held]").uncheck()
    expect(page.locator("#tally")).to_contain_text("13 of 26 claims")
    page.locator("[data-filter=together]").uncheck()
    expect(page.locator("#tally")).to_contain_text("0 of 8 pairs named together")


def test_a_hidden_line_cannot_be_clicked(affair_page):
    page = affair_page
    page.locator("[data-filter=stated]").uncheck()
    click_at(page, "whence.claimAt('c-13')")
    expect(page.locator(".welcome")).to_be_visible()


def test_neighbourhood_dims_the_rest_until_told_otherwise(affair_page):
    page = affair_page
    settle(page)
    spot = page.evaluate("whence.nodeAt('tarn')")
    page.mouse.dblclick(spot["x"], spot["y"])
    expect(page.locator("#focus-words")).to_have_text("Neighbourhood of Ilse Tarn")
    expect(page.locator("#focus-here")).to_have_attribute("aria-pressed", "true")
    page.locator("#unfocus").click()
    expect(page.locator("#focus-note")).to_be_hidden()
    expect(page.locator("#focus-here")).to_have_attribute("aria-pressed", "false")


def test_list_reaches_a_passage_by_keyboard_alone(affair_page):
    page = affair_page
    page.locator("#tab-picture").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.id") == "tab-list"
    page.locator("[data-list=claims]").focus()
    page.keyboard.press("Enter")
    page.locator("tbody [data-claim=c-20]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel .quote").first).to_contain_text("Parvaneh Rastegar was a teacher")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator(".welcome")).to_be_visible()


def test_list_sorts_and_narrows(affair_page):
    page = affair_page
    page.locator("#tab-list").click()
    page.locator("thead button", has_text="Name").click()
    names = [text.splitlines()[0] for text in page.locator("tbody th").all_inner_texts()]
    assert names.index("Ardo Pell") < names.index("Karsk") < names.index("Viktor Maranov")
    page.locator("[aria-label='Narrow this list']").fill("wiktor")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_canvas_answers_to_the_keyboard(affair_page):
    page = affair_page
    settle(page)
    before = page.evaluate("whence.nodeAt('karsk')")
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowRight")
    settle(page)
    assert page.evaluate("whence.nodeAt('karsk')")["x"] == pytest.approx(before["x"] - 80, abs=2)
    page.keyboard.press("0")
    settle(page)
    assert page.evaluate("whence.nodeAt('karsk')")["x"] == pytest.approx(before["x"], abs=2)


def test_address_opens_what_it_names(open_page, affair_html):
    page = open_page(affair_html, address="#e=mentioned-with%3Aahf%3Atarn")
    panel = page.locator("#panel")
    expect(panel).to_contain_text("Nobody is recorded as stating a relation")
    expect(panel.locator("mark.m-object")).to_have_text("Ilse Tarn")
    page.evaluate("location.hash = '#e=karsk'")
    expect(panel.locator("h2")).to_have_text("Karsk")
    page.evaluate("location.hash = '#e=%E0%A4%A'")
    expect(page.locator(".welcome")).to_be_visible()


def test_hostile_names_and_titles_are_only_text(affair_page):
    page = affair_page
    expect(page.locator("h1")).to_have_text(f"Affair {affair.HOSTILE}")
    page.locator("#search").fill("script window")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text(affair.HOSTILE)
    expect(page.locator("#panel .aliases")).to_contain_text("onerror=")
    click_at(page, "whence.nodeAt('hostile')")
    page.locator("[data-claim='c-21']").click()
    expect(page.locator("#panel cite")).to_contain_text("Open letter of the families")
    expect(page.locator("#panel .file")).to_contain_text("onerror=")
    page.mouse.move(*page.evaluate("Object.values(whence.nodeAt('hostile'))"))
    settle(page)
    assert page.locator("img, script[src]").count() == 0


def test_names_keep_their_own_direction(open_page, affair_html):
    page = open_page(affair_html, address="#e=rastegar")
    heading = page.locator("#panel h2")
    expect(heading).to_have_text("پروانه رستگار")
    assert heading.evaluate("(element) => getComputedStyle(element).direction") == "rtl"


def test_pairs_are_not_drawn_at_first_when_there_are_many(open_page):
    graph = affair.network()
    names = sorted(name for name in graph if graph.nodes[name]["type"] != "VALUE")
    for number in range(100):
        one, two = names[number % 25], names[(number * 7 + 3) % 25]
        graph.add_edge(one, two, key=f"mentioned-with:{number}", predicate="mentioned-with",
                       evidence=[dict(affair.MEMBER)])  # fmt: skip
    page = open_page(render_page(graph, documents=affair.documents(), title="Many"))
    expect(page.locator("#tally")).to_contain_text("0 of 108 pairs named together")
    page.locator("[data-filter=together]").check()
    expect(page.locator("#tally")).to_contain_text("108 pairs named together")


def test_what_does_not_fit_is_counted_and_can_be_drawn_by_asking(open_page):
    html = render_page(
        affair.network(), documents=affair.documents(), title="Large",
        drawn=Budget(6, 8), held=Budget(25, 40),
    )  # fmt: skip
    page = open_page(html)
    tally = page.locator("#tally")
    expect(tally).to_contain_text(re.compile(r"Drawn: \d of 30 names"))
    expect(tally).to_contain_text("The best connected are drawn first")
    expect(tally).to_contain_text(re.compile(r"Not on this page at all: \d names"))
    assert page.evaluate("Picture.isDrawn('node', 'pell')") is False
    page.locator("#search").fill("pell")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Ardo Pell")
    assert page.evaluate("Picture.isDrawn('node', 'pell')") is True


def test_dark_theme_changes_while_the_page_is_open(affair_page):
    page = affair_page
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="dark")
    settle(page)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


def test_phone_shows_the_panel_as_a_sheet_and_the_key_on_demand(open_page, affair_html):
    page = open_page(affair_html, viewport={"width": 390, "height": 844}, has_touch=True)
    expect(page.locator("#panel")).to_be_hidden()
    expect(page.locator("#key")).to_be_hidden()
    page.locator("#key-switch").click()
    expect(page.locator("#key")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#key")).to_be_hidden()
    page.locator("#search").fill("ilse")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2")).to_have_text("Ilse Tarn")
    settle(page)
    spot = page.evaluate("whence.nodeAt('tarn')")
    assert spot["y"] < page.locator("#panel").bounding_box()["y"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_empty_case_says_what_to_do(open_page):
    import networkx as nx

    page = open_page(render_page(nx.MultiDiGraph(), documents={}, title="Empty"))
    expect(page.locator("main")).to_contain_text("Add documents with whence build")


def test_without_scripts_the_claims_are_still_there(open_page, affair_html, browser, tmp_path):
    file = tmp_path / "plain.html"
    file.write_text(affair_html, encoding="utf-8")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    expect(page.locator(".plain li").first).to_be_visible()
    expect(page.locator(".plain")).to_contain_text(
        "Viktor Maranov did not hold the position member"
    )
    context.close()


def test_style_sheets_that_the_library_adds_are_those_listed(affair_page):
    sheets = affair_page.evaluate(
        "[...document.querySelectorAll('style')].map((element) => element.textContent)"
    )
    added = [
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for text in sheets
        if text != static("page.css")
    ]
    assert added == static("vis-network/styles.sha256").split(), "put these into styles.sha256"


def test_every_control_has_a_name_and_ids_are_unique(affair_page):
    page = affair_page
    for address in ("maranov", "c-00", "killings"):
        page.evaluate("(id) => { location.hash = '#e=' + id }", address)
        bare = page.evaluate(
            """() => [...document.querySelectorAll('button, input, [role=tab]')].filter((one) =>
              !one.textContent.trim() && !one.getAttribute('aria-label')
              && !(one.labels && one.labels.length))
              .map((one) => one.outerHTML)"""
        )
        assert bare == []
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
        assert len(ids) == len(set(ids))


def test_values_are_boxes_only_where_their_words_can_be_read(open_page):
    graph = affair.network()
    for number in range(60):
        graph.add_node(f"p{number}", name=f"Person {number}", type="PERSON", document_count=1)
        graph.add_node(f"l{number}", name="deputy governor", type="VALUE", document_count=1)
        graph.add_edge(f"p{number}", f"l{number}", key=f"x{number}", predicate="position-held",
                       label="held the position", evidence=[dict(affair.MEMBER)])  # fmt: skip
    page = open_page(render_page(graph, documents=affair.documents(), title="Many"),
                     viewport={"width": 1400, "height": 900})  # fmt: skip
    settle(page)
    drawn = "Picture.values()"
    far = page.evaluate(drawn)
    assert {one["shape"] for one in far} == {"box", "dot"}
    assert all(one["height"] >= 7 for one in far if one["shape"] == "box")
    assert all(not one["words"].strip() for one in far if one["shape"] == "dot")
    page.evaluate("Picture.zoom(20)")
    settle(page)
    near = page.evaluate(drawn)
    assert {one["shape"] for one in near} == {"box"}
    assert all(one["words"].strip() for one in near)


def test_the_claim_in_the_panel_has_its_position_and_institution(affair_page):
    affair_page.evaluate("location.hash = '#e=dane'")
    expect(affair_page.locator("[data-claim=c-08] .row-words")).to_have_text(
        "Orest Dane held the position leader (Dane Shipping), no date given"
    )


def test_landmarks_are_the_first_names_that_find_room(affair_page):
    chosen = affair_page.evaluate(
        """() => {
          const place = (id, x, size = 15) => ({ id, text: "Ann Ho", size, radius: 10, x, y: 100 });
          const frame = { width: 800, height: 600, scale: 0.1 };
          const places = [place("a", 200), place("b", 210), place("c", 400), place("d", 2)];
          return [...Landmarks.choose([...places, place("e", 600, 200)], frame)];
        }"""
    )
    assert [key for key, _ in chosen] == ["a", "b", "c"]
    assert [label["up"] > 0 for _, label in chosen] == [False, True, False]
    assert all(label["size"] * 0.1 > 9 for _, label in chosen)
