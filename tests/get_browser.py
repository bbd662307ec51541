"""See that there is a Chromium for the tests: the system's, else Debian's, else Playwright's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

from tests.browser import NoBrowser, find_chromium, launch


def main() -> int:
    """Install a browser where there is none; return 1, with what to do, where that fails."""
    if find_chromium() is None and not _starts():
        if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
            _run("apt-get", "update", "-q")
            _run("apt-get", "install", "-y", "-q", "--no-install-recommends", "chromium")
        if find_chromium() is None:
            _run(sys.executable, "-m", "playwright", "install", "chromium")
    try:
        with sync_playwright() as playwright:
            launch(playwright).close()
    except NoBrowser as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _starts() -> bool:
    try:
        with sync_playwright() as playwright:
            launch(playwright).close()
    except NoBrowser:
        return False
    return True


def _run(*command: str) -> None:
    """Run a command whose failure is not the end: the browser's start decides."""
    print("+", " ".join(command), flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=quiet)


if __name__ == "__main__":
    raise SystemExit(main())
