"""Deciding, adding and withdrawing in a real browser, as a person would."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from corpus import read
from graph.case import Case
from graph.derive import refresh
from graph.extract.sentences import body_sentences
from graph.model import Reading
from graph.spans import set_aside_sha256
from tests.explore.deciding import small_case
from tests.explore.serving import TOKEN, served

PDF = Path("corpus/samples/documents/marell-report-summary.pdf")
PATIENCE = 60_000


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk")
    path = small_case(folder / "small.whence")
    shutil.copy(PDF, folder / "report.pdf")
    with Case.open(path) as case:
        document = read(folder / "report.pdf")
        reading = Reading(
            text_sha256=document.text_sha256,
            set_aside_sha256=set_aside_sha256(document.set_aside),
            pipeline="by-hand",
            sentences=sentences_of(document),
        )
        case.recorded.add(document, reading, root=str(folder), path="report.pdf")
        refresh(case)
    with served(path) as at:
        yield at


def sentences_of(document):
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("whence_sentences")
    return body_sentences(document, nlp(document.text))


@pytest.fixture
def opened(browser, address):
    """Open an address as somebody who has the token; nothing may be logged, broken or fetched."""
    held = []

    def opener(where, **context):
        settings = {"viewport": {"width": 1360, "height": 860}, "reduced_motion": "reduce"}
        page = browser.new_context(**{**settings, **context}).new_page()
        said = []
        page.set_default_timeout(15_000)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda r: None if r.url.startswith(address) else said.append(r.url))
        page.goto(f"{address}/?token={TOKEN}")
        page.goto(address + where)
        held.append((page, said))
        return page

    yield opener
    for page, said in held:
        assert [text for text in said if "400" not in text] == []
        page.context.close()


def go_to(page, name):
    page.locator("#seek").fill(name)
    page.locator("#seek-list [role=option]").first.click()
    expect(page.locator("h1")).to_have_text(name)


def in_ledger(page, path):
    return page.locator("tr", has_text=path).locator("a[href^='/document/']").first


def settled(page):
    """Wait until what was recorded is worked out and the page is there again."""
    expect(page.locator("#work")).to_be_hidden(timeout=PATIENCE)


def choose(page, words):
    """Select words of the text, as with a mouse, once the page with them is there."""
    page.wait_for_function(
        "words => document.querySelector('#sheet')?.textContent.includes(words)", arg=words
    )
    page.evaluate(
        """(words) => {
        for (const piece of document.querySelectorAll('#sheet [data-start]')) {
          const at = piece.textContent.indexOf(words);
          if (at < 0) continue;
          const range = document.createRange();
          range.setStart(piece.firstChild, at);
          range.setEnd(piece.firstChild, at + words.length);
          const selection = getSelection();
          selection.removeAllRanges();
          selection.addRange(range);
          return;
        }
        throw new Error('not there: ' + words);
        }""",
        words,
    )


def test_a_claim_is_judged_by_key_marked_and_taken_back(opened):
    page = opened("/find")
    go_to(page, "Yusef Vell")
    page.locator(".quote-link").first.click()
    page.locator("#verdict-by").fill("Ann Ho")
    page.locator("#verdict-reason").fill("a slip")
    page.keyboard.press("Escape")
    page.keyboard.press("w")
    expect(page.locator("p.warning")).to_contain_text(
        "Ann Ho says that it is wrong", timeout=PATIENCE
    )
    expect(page.locator(".judge-wrong")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".rulings")).to_contain_text("Judged wrong by Ann Ho on")
    page.locator(".rulings .undo button").click()
    expect(page.locator("h1")).to_contain_text("wrong: “held the position”", timeout=PATIENCE)
    expect(page.locator(".state")).to_have_text("Undone")


def test_a_passage_is_read_otherwise_in_a_form(opened):
    page = opened("/find")
    go_to(page, "Yusef Vell")
    page.locator(".quote-link").first.click()
    page.locator("a", has_text="Read it otherwise").first.click()
    page.get_by_label("not so (denied)").check()
    page.locator("button", has_text="Record this reading").click()
    expect(page.locator("h1")).to_contain_text(
        "correction: denied, “held the position”", timeout=PATIENCE
    )
    expect(
        page.locator("section", has=page.locator("h2", has_text="What it says"))
    ).to_contain_text("did not hold the position")
    page.locator("button", has_text="Take it back").click()
    expect(page.locator(".state")).to_have_text("Undone", timeout=PATIENCE)


def test_words_chosen_behind_an_emoji_become_a_claim(opened, address):
    page = opened("/ledger")
    in_ledger(page, "a.txt").click()
    choose(page, "🎈 in Arn")
    expect(page.locator("#chosen-words")).to_have_text("“🎈 in Arn”")
    page.locator("#chosen-add").click()
    expect(page.locator(".m-found")).to_have_text("🎈 in Arn")
    page.locator("#f-subject").select_option(label="Yusef Vell — “Vell” (person)")
    page.locator("#f-predicate").select_option("friend-of")
    offered = page.locator("#f-object option:not([hidden])").all_inner_texts()
    assert [text for text in offered if "Arn" in text] == []  # a town is nobody's friend
    page.locator("#f-object").select_option(label="Kasim Brand (person)")
    expect(page.locator("#f-role")).to_be_hidden()
    page.locator("button", has_text="Add the claim").click()
    expect(page.locator(".claim .say").first).to_contain_text("was a friend of", timeout=PATIENCE)
    expect(page.locator(".ruling").first).to_contain_text("Added by")
    page.locator("button", has_text="Take it back").click()
    expect(page.locator(".state")).to_have_text("Undone", timeout=PATIENCE)


def test_what_cannot_be_is_said_in_the_form(opened):
    page = opened("/find")
    go_to(page, "Yusef Vell")
    page.locator(".quote-link").first.click()
    page.locator("a", has_text="Read it otherwise").first.click()
    page.locator("#f-value").fill("emperor")
    page.locator("button", has_text="Record this reading").click()
    expect(page.locator(".form-error")).to_contain_text("“emperor” does not stand in the passage")


def test_the_review_queue_is_walked_with_keys(opened):
    page = opened("/review")
    expect(page.locator("[data-question]:visible")).to_have_count(1)
    expect(page.locator("#review-at")).to_contain_text("Question 1 of")
    page.keyboard.press("l")
    page.keyboard.press("b")
    expect(page.locator("#review-at")).to_contain_text("Question 1 of")
    page.keyboard.press("u")
    total = page.locator("[data-question]").count()
    if total > 1:
        expect(page.locator("#review-at")).to_contain_text("Question 2 of")
    page.keyboard.press("b")
    expect(page.locator("#review-at")).to_contain_text("Question 1 of")
    page.goto(page.url.replace("/review", "/decisions?state=undone"))
    settled(page)
    expect(page.locator("tbody tr").first).to_contain_text("may or may not be the same as")


def test_a_document_is_withdrawn_after_seeing_what_goes_and_put_back(opened):
    page = opened("/ledger")
    in_ledger(page, "c.txt").click()
    page.locator("a", has_text="Withdraw this document").click()
    expect(page.locator(".would")).to_contain_text("nobody else mentions them")
    page.locator("#why").fill("a forgery")
    page.locator("button", has_text="Withdraw it").click()
    expect(page.locator("p.warning")).to_contain_text("a forgery", timeout=PATIENCE)
    page.locator("a", has_text="Take the withdrawal back").click()
    page.locator("button", has_text="Take the withdrawal back").click()
    expect(page.locator("p.warning")).to_have_count(0, timeout=PATIENCE)


def test_the_page_of_a_pdf_is_shown_with_a_box_round_the_passage(opened, address):
    page = opened("/ledger")
    in_ledger(page, "report.pdf").click()
    identity = page.url.split("/document/")[1].split("?")[0]
    page.goto(f"{address}/document/{identity}/picture?page=1&start=300&end=420")
    expect(page.locator(".boxed").first).to_be_visible()
    image = page.locator(".picture image")
    assert page.request.get(address + image.get_attribute("href")).body().startswith(b"\x89PNG")


def test_files_are_chosen_sent_and_read_with_progress(opened, tmp_path):
    good, bad = tmp_path / "news.txt", tmp_path / "photo.png"
    good.write_text("Governor Ilo Brand of Arn resigned on 4 May 1991.")
    bad.write_bytes(b"\x89PNG\r\n\x1a\n")
    page = opened("/intake")
    page.locator("#files").set_input_files([str(good), str(bad)])
    expect(page.locator("#progress-words")).to_contain_text("Done", timeout=PATIENCE)
    expect(page.locator("#faults")).to_contain_text("photo.png")
    expect(page.locator("#faults")).to_contain_text("Recognise its text")
    expect(page.locator("#after")).to_be_visible(timeout=PATIENCE)
    go_to(page, "Ilo Brand")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1360, 360])
def test_no_view_has_a_serious_fault_and_none_is_wider_than_the_screen(
    opened, address, scheme, width
):
    page = opened("/find", color_scheme=scheme, viewport={"width": width, "height": 800})
    go_to(page, "Yusef Vell")
    claim = page.locator(".quote-link").first.get_attribute("href")
    page.goto(f"{address}/ledger")
    document = in_ledger(page, "a.txt").get_attribute("href")
    page.goto(f"{address}/decisions")
    decision = page.locator("a[href^='/decision/']").first.get_attribute("href")
    axe, serious = Axe(), []
    for where in (
        claim, f"{claim}/correct", document, f"{document}/add?start=30&end=34", "/decisions",
        decision, "/review", "/intake", f"{document}/retract",
    ):  # fmt: skip
        page.goto(address + where)
        settled(page)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, (where, wide)
        serious += [
            (where, one["id"], [node["html"][:120] for node in one["nodes"][:3]])
            for one in axe.run(page).response["violations"]
            if one["impact"] in {"serious", "critical"}
        ]
    assert serious == []
