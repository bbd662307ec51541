"""The explorer in a real browser, walked as a person would.

`explorer` adds to each test the promises that every page must keep.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from benchmarks.explorer_case import Size, write
from tests.explore import affair_case
from tests.explore.serving import TOKEN, served

VIEWS = (
    "/find", "/find?q=maranov", "/entity/maranov", "/entity/killings", "/entity/rastegar",
    "/entity/hostile", "/entity/maranov/claims", "/entity/maranov/together", "/claim/c-00",
    "/claim/c-21", "/network?id=maranov", "/network?show=groups", "/network?show=all", "/path?one=dane&other=karsk", "/timeline?id=maranov",
    "/contradictions", "/single-source", "/speakers", "/speakers/1", "/sources", "/ledger",
    "/entity/nobody",
)  # fmt: skip


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The affair, served."""
    path = tmp_path_factory.mktemp("served") / "harbour.whence"
    affair_case.make(path).close()
    with served(path) as at:
        yield at


@dataclass
class Watch:
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)


@pytest.fixture
def opening(browser):
    """Open an address as somebody who has the token; hold every page to its promises at the end."""
    opened = []

    def opener(address, where, **context):
        watch = Watch()
        settings = {"viewport": {"width": 1360, "height": 860}, "reduced_motion": "reduce"}
        page = browser.new_context(**{**settings, **context}).new_page()
        page.set_default_timeout(60_000)
        page.on("request", lambda request: watch.requests.append(request.url))
        page.on("console", lambda message: watch.messages.append(message.text))
        page.on("pageerror", lambda error: watch.messages.append(str(error)))
        page.on("dialog", lambda dialog: (watch.dialogs.append(dialog.message), dialog.dismiss()))
        page.add_init_script(
            "window.broken = [];"
            "addEventListener('securitypolicyviolation', (event) =>"
            " window.broken.push(event.violatedDirective + ' ' + event.blockedURI))"
        )
        page.goto(f"{address}/?token={TOKEN}")
        page.goto(address + where)
        opened.append((page, watch, address))
        return page

    yield opener
    for page, watch, address in opened:
        assert {url for url in watch.requests if not url.startswith((address, "blob:"))} == set()
        assert [text for text in watch.messages if "404" not in text] == []
        assert watch.dialogs == []
        assert page.evaluate("window.broken") == []
        assert page.evaluate("window.pwned") is None
        page.context.close()


@pytest.fixture
def explorer(opening, address):
    """Open a view of the affair."""
    return lambda where="/find", **context: opening(address, where, **context)


def wait(page, what):
    """Wait until an expression is true. Playwright's own waiting needs the eval that is forbidden."""
    for _ in range(1200):
        if page.evaluate(what):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {what}")


def drawn(page):
    wait(page, "Boolean(window.whence && window.whence.ready)")
    page.evaluate("new Promise((done) => setTimeout(() => requestAnimationFrame(done), 120))")


def click_at(page, where):
    spot = page.evaluate(where)
    page.mouse.click(spot["x"], spot["y"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_view_has_a_serious_fault_for_those_who_see_or_hear_differently(
    explorer, address, scheme
):
    page = explorer(color_scheme=scheme)
    axe, serious = Axe(), []
    for where in VIEWS:
        page.goto(address + where)
        if where.startswith("/network"):
            drawn(page)
        serious += [
            (where, one["id"], [node["html"][:120] for node in one["nodes"][:3]])
            for one in axe.run(page).response["violations"]
            if one["impact"] in {"serious", "critical"}
        ]
    assert serious == []


def test_a_person_finds_a_name_reads_a_claim_and_the_whole_document(explorer):
    page = explorer()
    page.keyboard.press("/")
    page.keyboard.type("wiktor mar")
    option = page.locator("#seek-list [role=option]").first
    expect(option).to_contain_text("Viktor Maranov")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Viktor Maranov")
    at_odds = page.locator(".topic.at-odds").first
    expect(at_odds.locator(".tag", has_text="Denied")).to_be_visible()
    at_odds.locator(".quote-link").first.click()
    expect(page.locator(".quote").first).to_contain_text("was a member of the Harbour Panel")
    expect(page.locator("aside")).to_contain_text("did not hold the position")
    page.locator(".passage cite a").first.click()
    here = page.locator("#here")
    expect(here).to_be_in_viewport()
    expect(here).to_contain_text("Viktor Maranov, then deputy prosecutor")
    page.go_back()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Viktor Maranov")


def test_the_keyboard_walks_a_list_and_opens_what_it_stands_on(explorer):
    page = explorer("/find?q=maranov")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.querySelectorAll('.current').length") == 1
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Viktor Maranov")
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page.locator("h1")).to_have_text("Timeline")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()


def test_the_network_grows_stays_where_it_was_and_goes_back(explorer):
    page = explorer("/network?id=maranov")
    drawn(page)
    before = page.evaluate("whence.nodes().map((id) => [id, whence.nodeAt(id)])")
    click_at(page, "whence.nodeAt('panel')")
    expect(page.locator("#details h2")).to_have_text("Harbour Panel")
    page.locator("#expand").click()
    wait(page, "whence.nodes().includes('dane')")
    assert "open=panel" in page.url
    in_key = page.locator(".key .count").all_inner_texts()
    both = page.evaluate("whence.nodes().length + whence.lines().length")
    assert sum(int(count) for count in in_key) == both
    after = dict(map(tuple, page.evaluate("whence.nodes().map((id) => [id, whence.nodeAt(id)])")))
    for node, spot in before:
        assert abs(after[node]["x"] - spot["x"]) < 1 and abs(after[node]["y"] - spot["y"]) < 1
    page.locator("#back").click()
    wait(page, "!whence.nodes().includes('dane')")
    page.reload()
    drawn(page)
    assert len(page.evaluate("whence.nodes()")) == len(before)


def test_a_click_on_a_line_shows_its_passage(explorer):
    page = explorer("/network?id=lena")
    drawn(page)
    click_at(page, "whence.lineAt(whence.lines().find((id) => id.startsWith('lena>maranov')))")
    expect(page.locator("#details q").first).to_have_text(
        "He is married to Lena Dane, a sister of Orest Dane"
    )
    page.locator("#details a", has_text="All passages").click()
    expect(page.locator(".quote").first).to_contain_text("He [Viktor Maranov] is married to")


def test_the_legend_hides_kinds_and_types(explorer):
    page = explorer("/network?id=maranov")
    drawn(page)
    expect(page.locator("#tally")).to_contain_text("7 names, 7 lines")
    page.locator("input[name=kind][value=denied]").uncheck()
    expect(page.locator("#tally")).to_contain_text("7 names, 6 lines")
    page.locator("input[name=type][value=ORG]").uncheck()
    expect(page.locator("#tally")).to_contain_text("4 names")


def test_the_drawing_is_saved_as_a_picture(explorer, tmp_path):
    page = explorer("/network?id=maranov")
    drawn(page)
    for button, begins in (("#save-svg", b"<svg"), ("#save-png", b"\x89PNG")):
        with page.expect_download() as download:
            page.locator(button).click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        assert file.read_bytes().startswith(begins)


def test_a_path_is_asked_for_by_name(explorer):
    page = explorer("/path")
    page.locator("#one").fill("lena d")
    expect(page.locator("#one-list [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("#other").fill("Varenia")
    page.locator("main form button").click()
    expect(page.locator(".path").first).to_contain_text(
        "He [Viktor Maranov] is married to Lena Dane"
    )
    expect(page.locator(".path").first).to_contain_text("weakest step")


def test_names_told_in_one_sentence_are_folded_away(explorer):
    page = explorer("/entity/tarn")
    fold = page.locator("details.fold")
    assert fold.get_attribute("open") is None
    fold.locator("summary").click()
    expect(fold.locator("li").first).to_be_visible()


@pytest.mark.parametrize("width", [360, 768, 1360, 2200])
def test_nothing_runs_off_the_side(explorer, address, width):
    page = explorer(viewport={"width": width, "height": 900})
    for where in VIEWS:
        page.goto(address + where)
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert over <= 0, (where, over)


def test_right_to_left_names_read_from_the_right(explorer):
    page = explorer("/entity/rastegar")
    name = page.locator("h1 bdi")
    expect(name).to_have_text("پروانه رستگار")
    assert name.evaluate("(one) => getComputedStyle(one).direction") == "rtl"


def test_names_that_would_be_scripts_are_only_words(explorer, address):
    page = explorer("/entity/hostile")
    expect(page.locator("h1")).to_contain_text("<script>window.pwned = 1")
    for where in (
        "/find?q=script",
        "/claim/c-21",
        "/network?id=hostile&id=ahf",
        "/sources",
        "/ledger",
    ):
        page.goto(address + where)
        if where.startswith("/network"):
            drawn(page)
            click_at(page, "whence.nodeAt('hostile')")
            expect(page.locator("#details h2")).to_contain_text("<script>")
        assert page.evaluate("window.pwned") is None


def test_without_the_token_there_is_only_a_word_on_where_it_is(browser, address):
    page = browser.new_context().new_page()
    page.goto(address + "/entity/maranov")
    expect(page.locator("body")).to_contain_text("it holds a token")
    expect(page.locator("body")).not_to_contain_text("Viktor")
    page.context.close()


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Serve a made case of several communities."""
    path = tmp_path_factory.mktemp("large") / "made.whence"
    write(path, Size(entities=400, claims=1_600, documents=40))
    with served(path) as at:
        yield at


def test_groups_are_opened_by_a_click_and_nothing_else_moves(opening, large):
    page = opening(large, "/network?show=groups")
    drawn(page)
    groups = page.evaluate("whence.nodes()")
    assert all(one.startswith("group:") for one in groups)
    first = page.evaluate(f"whence.placeOf({groups[0]!r})")
    click_at(page, f"whence.nodeAt({groups[1]!r})")
    wait(page, f"!whence.nodes().includes({groups[1]!r})")
    expect(page.locator("#details h2")).to_contain_text("Group of")
    assert page.evaluate(f"whence.placeOf({groups[0]!r})") == first
    inside = next(one for one in page.evaluate("whence.nodes()") if not one.startswith("group:"))
    click_at(page, f"whence.nodeAt({inside!r})")
    expect(page.locator("#details a", has_text="Open")).to_be_visible()
    page.locator("#back").click()
    wait(page, f"whence.nodes().includes({groups[1]!r})")


def test_all_is_drawn_and_a_click_on_a_line_shows_its_passage(opening, large):
    page = opening(large, "/network?show=all")
    drawn(page)
    assert page.evaluate("whence.nodes().length") > 350
    line = page.evaluate("whence.lines()[0]")
    page.evaluate(f"whence.look({line!r})")
    page.wait_for_timeout(400)
    click_at(page, f"whence.lineAt({line!r})")
    expect(page.locator("#details q").first).to_contain_text(" was ")
    page.locator("input[name=type][value=PERSON]").uncheck()
    expect(page.locator("#tally")).to_contain_text("name")


def test_time_passes_and_names_stay_where_they_were(explorer):
    page = explorer("/network?id=maranov")
    drawn(page)
    page.locator("#filters summary").click()
    spot, lines = page.evaluate("[whence.placeOf('maranov'), whence.lines().length]")
    page.locator("#year-until").evaluate(
        "(one) => { one.value = '1999'; one.dispatchEvent(new Event('input')); }"
    )
    expect(page.locator("#years-shown")).to_contain_text("to 1999")
    wait(page, "new URLSearchParams(location.search).get('last') === '1999'")
    wait(page, f"whence.lines().length < {lines}")
    assert page.evaluate("whence.placeOf('maranov')") == spot
    page.locator("#play").click()
    expect(page.locator("#play")).to_have_text("Play", timeout=60_000)
    wait(page, f"whence.lines().length === {lines}")
    assert page.evaluate("whence.placeOf('maranov')") == spot


def test_a_name_is_pinned_noted_and_the_view_kept(explorer):
    page = explorer("/network?id=maranov")
    drawn(page)
    click_at(page, "whence.nodeAt('panel')")
    page.locator("#pin").click()
    expect(page.locator("#pin")).to_have_text("Unpin")
    assert "pin=panel" in page.url
    page.locator(".notes summary").click()
    page.locator("#note").fill("Ask for <b>the register</b>")
    page.locator("#write-note").click()
    expect(page.locator(".notes li")).to_contain_text("Ask for <b>the register</b>")
    page.locator("#kept-box summary").click()
    page.locator("#keep-name").fill("The panel, pinned")
    page.locator("#keep button").click()
    kept = page.locator("#kept a")
    expect(kept).to_have_text("The panel, pinned")
    assert "pin=panel" in kept.get_attribute("href")
    page.locator("#kept button").click()
    expect(page.locator("#kept li")).to_have_count(0)
    page.locator(".notes button", has_text="Take back").click()
    expect(page.locator(".notes li")).to_have_count(0)


def test_filters_draw_anew_without_leaving_the_page(explorer):
    page = explorer("/network?id=maranov")
    drawn(page)
    page.evaluate("window.stayed = true")
    page.locator("#filters summary").click()
    page.locator("#predicate").select_option("married-to")
    page.locator("#filters button", has_text="Draw").click()
    wait(page, "whence.lines().length === 1")
    assert page.evaluate("window.stayed") is True
    assert "predicate=married-to" in page.url
    page.locator("#back").click()
    wait(page, "whence.lines().length > 1")


def test_the_drawing_is_saved_as_a_page_that_opens_alone(explorer, open_page):
    page = explorer("/network?id=maranov")
    drawn(page)
    with page.expect_download() as download:
        page.locator("#save-page").click()
    alone = open_page(download.value.path().read_text(encoding="utf-8"))
    expect(alone.locator("body")).to_contain_text("Viktor Maranov")
