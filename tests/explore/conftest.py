"""A real browser for the page's tests, and the invented affair written out as a page."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import expect, sync_playwright

from graph.explore.page import render_page
from tests.browser import launch
from tests.explore import affair

PATIENCE = 60_000
"""Milliseconds to wait at most for anything: plenty, for a machine that is busy."""
expect.set_options(timeout=PATIENCE / 2)


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium; without one the tests fail, with words on how to get one."""
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def affair_html():
    return render_page(
        affair.network(), documents=affair.documents(), title=f"Affair {affair.HOSTILE}"
    )


@dataclass
class Watch:
    """What a page did that it should not: requests, messages, errors, dialogs."""

    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)


@pytest.fixture
def open_page(browser, tmp_path):
    """Open HTML from a file, as a double click does, and hold the page to its promises at the end.

    Every page so opened may ask for nothing but itself, log nothing, raise nothing, break no rule
    of its policy, open no dialog, and run nothing that its data brought.
    """
    opened = []

    def opener(html, *, address="", **context):
        file = tmp_path / f"page{len(opened)}.html"
        file.write_text(html, encoding="utf-8")
        watch = Watch()
        settings = {
            "viewport": {"width": 1360, "height": 860},
            "reduced_motion": "reduce",
            **context,
        }
        page = browser.new_context(**settings).new_page()
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: watch.requests.append(request.url))
        page.on("console", lambda message: watch.messages.append(message.text))
        page.on("pageerror", lambda error: watch.messages.append(str(error)))
        page.on("dialog", lambda dialog: (watch.dialogs.append(dialog.message), dialog.dismiss()))
        page.add_init_script(
            "window.broken = [];"
            "addEventListener('securitypolicyviolation', (event) =>"
            " window.broken.push(event.violatedDirective))"
        )
        page.goto(file.as_uri() + address)
        opened.append((page, watch, file.as_uri()))
        return page

    yield opener
    for page, watch, address in opened:
        assert {url.partition("#")[0] for url in watch.requests} == {address}
        assert watch.messages == []
        assert watch.dialogs == []
        assert page.evaluate("window.broken") == []
        assert page.evaluate("window.pwned") is None
        page.context.close()


@pytest.fixture
def affair_page(open_page, affair_html):
    return open_page(affair_html)
