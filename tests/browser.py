"""Finding a Chromium for tests that look at pages as people do."""

from __future__ import annotations

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoBrowser(RuntimeError):
    """No Chromium was found; the message says how to get one."""


def find_chromium() -> str | None:
    """Return the browser that ``WHENCE_CHROMIUM`` or the PATH names, if there is one."""
    named = os.environ.get("WHENCE_CHROMIUM")
    if named:
        found = shutil.which(named)
        if found is None:
            raise NoBrowser(
                f"WHENCE_CHROMIUM is {named!r}, which is no program that can be run. "
                "Set it to the path of a Chromium or Chrome, or unset it."
            )
        return found
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def launch(playwright):
    """Start a headless Chromium: the system's own, else the one that Playwright installed.

    Raises
    ------
    NoBrowser
        If there is none. The tests of the page need one; they are never passed over.
    """
    from playwright.sync_api import Error

    try:
        return playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
    except Error as error:
        raise NoBrowser(
            "The tests of the page need a Chromium that starts. Install one (as root, on Debian: "
            "apt-get install chromium; anywhere: python -m playwright install chromium) or set "
            f"WHENCE_CHROMIUM to its path. The browser said: {error}"
        ) from error
