"""How soon a browser shows all of a case: 10,000 names and 20,000 lines, every one drawn.

Run: ``python -m benchmarks.explorer_whole`` (``--entities``, ``--claims`` for another size,
``--case`` to keep the case, ``--picture`` to see it). Needs a Chromium, as the tests do.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

from benchmarks.explorer_case import Size, write
from benchmarks.explorer_served import served
from graph.case import Case
from graph.case.places import write_places
from tests.browser import launch

LIMIT = 3.0
"""Seconds from asking for the page to the picture."""


def main() -> int:
    """Make the case, time its places, open it, click a line; return 1 if it takes too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", type=Path)
    parser.add_argument("--entities", type=int, default=11_000)
    parser.add_argument("--claims", type=int, default=27_000)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--picture", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        case = asked.case or Path(folder) / "whole.whence"
        if not case.exists():
            write(case, Size(asked.entities, asked.claims, asked.documents))
        print(f"places computed in {_places(case):.1f} s, once, when the case is derived")
        with served(case) as server, sync_playwright() as playwright:
            time.sleep(3)  # what is asked for at once is made meanwhile
            address = f"http://127.0.0.1:{server.port}"
            browser = launch(playwright)  # type: ignore[no-untyped-call]
            taken, clicks, used = [], [], []
            session = browser.new_browser_cdp_session()
            for _ in range(asked.rounds):
                page = browser.new_context(viewport={"width": 1360, "height": 860}).new_page()
                page.set_default_timeout(120_000)
                page.goto(f"{address}/?token={server.token}")
                before = _processor(session)
                page.goto(f"{address}/network?show=all")
                taken.append(_drawn(page) / 1000)
                used.append(_processor(session) - before)
                clicks.append(_click(page))
                if asked.picture:
                    page.screenshot(path=asked.picture)
                print(page.evaluate("document.getElementById('tally').textContent"))
                page.context.close()
            browser.close()
    print(f"open after {statistics.median(taken):.2f} s (median; most {max(taken):.2f} s)")
    print(f"processor time of the browser until then: {statistics.median(used):.2f} s")
    print(f"a click on a line shows its passage after {statistics.median(clicks):.2f} s")
    return int(statistics.median(taken) > LIMIT)


def _places(case: Path) -> float:
    """Compute the places of a case anew, without keeping them; return the seconds it took."""
    with Case.open(case) as opened:
        db = opened.connection
        began = time.perf_counter()
        db.execute("BEGIN")
        try:
            for table in ("community_line", "place", "community"):
                db.execute(f"DELETE FROM {table}")
            write_places(db)
        finally:
            db.execute("ROLLBACK")
    return time.perf_counter() - began


def _processor(session: CDPSession) -> float:
    """Return the seconds of processor that the browser has used, all its processes together."""
    found = session.send("SystemInfo.getProcessInfo")
    return float(sum(one["cpuTime"] for one in found["processInfo"]))


def _drawn(page: Page) -> float:
    """Wait for the picture; return the milliseconds since the page was asked for."""
    while not page.evaluate("Boolean(window.whence && window.whence.ready)"):
        page.wait_for_timeout(20)
    return float(page.evaluate("window.whence.drawnAfter"))


def _click(page: Page) -> float:
    """Look at a line closely and click it; return the seconds until its passage is there."""
    spot: dict[str, Any] = page.evaluate(
        "(() => { const id = whence.lines()[0]; whence.look(id); return whence.lineAt(id); })()"
    )
    page.wait_for_timeout(800)
    began = time.perf_counter()
    page.mouse.click(spot["x"], spot["y"])
    page.locator("#details q").first.wait_for()
    return time.perf_counter() - began


if __name__ == "__main__":
    raise SystemExit(main())
