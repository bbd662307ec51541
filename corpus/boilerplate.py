"""Lines that are not a document's own prose: found, named and left in place.

Only whole lines are marked, and only on good evidence: a line that could be a sentence of the
body is kept. The marks are a pure function of the text (and title), so that what was read from
a text can be kept under the text's hash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.boilerplate_patterns import LINES, MENU_WORDS, PICTURE, POSED, SHARE_WORDS, SITES
from corpus.document import SetAside

__all__ = ["boilerplate"]

_CREDIT = re.compile(
    rf"\(?(?:(?:file |undated )?{PICTURE}(?: credit| courtesy)?|caption)\s*[:©/].{{0,300}}"
    rf"|.{{0,300}}[(/|]\s*{PICTURE}\s*(?:by\b|:|©|credit).{{0,80}}"
    r"|.{0,300}/\s*(?:AFP|Getty Images|EPA|Shutterstock|AP Photo)[\w /,-]{0,60}\)?",
    re.IGNORECASE,
)
_GAPS = frozenset("|•·»›\t")
_SIGNS = frozenset(":©/(|")
_BUTTONS = re.compile(r"[^\W_][\w-]*")
_BY = re.compile(rf"\(?{PICTURE} (?:credit |courtesy )?(?:by|of)\b.{{0,60}}", re.IGNORECASE)
_DEPICTS = re.compile(
    r"(?:an? |the )?(?:undated |file |aerial |satellite )*"
    rf"(?:{PICTURE}|portraits?|screenshots?)\s+"
    r"(?:of|from|showing|taken|shows?|provided|released)\b",
    re.IGNORECASE,
)
_SPLIT_MENU = re.compile(r"\s*[|•·»›]\s*|\s{2,}|\t")
_LIST_SIGN = re.compile(r"^(?:[-*•–—>»→|]\s*)+")
_LONGEST = 420


def boilerplate(text: str, title: str | None = None) -> tuple[SetAside, ...]:
    r"""Find lines of `text` that are boilerplate; sorted, one span a line.

    Parameters
    ----------
    text
        The whole text.
    title
        The document's title; its line is never marked.

    Examples
    --------
    >>> boilerplate("He left.\n\nExit mobile version\n")
    (SetAside(start=10, end=29, why='page control'),)
    """
    lines = list(_lines(text))
    why: dict[int, str] = {}
    for index, (_, line) in enumerate(lines):
        if line != title and (reason := _reason(line, first=index == 0)):
            why[index] = reason
    bare = [line for _, line in lines]
    for index in _captions_beside(bare, why):
        why.setdefault(index, "picture caption")
    for index in _menu_runs(bare):
        why.setdefault(index, "navigation")
    return tuple(
        SetAside(lines[index][0], lines[index][0] + len(lines[index][1]), why[index])
        for index in sorted(why)
    )


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line that is not blank, stripped, with the offset of its first character."""
    at = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            yield at + line.index(stripped), stripped
        at += len(line) + 1


def _reason(line: str, *, first: bool) -> str | None:
    bare = _LIST_SIGN.sub("", line) if len(line) <= _LONGEST else ""
    if not bare:
        return None
    for why, pattern in LINES:
        if pattern.fullmatch(bare) and not _is_prose(bare, why):
            return why
    if not first and _is_caption(bare):
        return "picture caption"
    if _is_button_row(bare):
        return "share button"
    if _GAPS.isdisjoint(bare) and "  " not in bare:
        return None
    items = [item.lower() for item in _SPLIT_MENU.split(bare) if item]
    if len(items) >= 3 and sum(item in MENU_WORDS for item in items) >= 0.6 * len(items):
        return "navigation"
    return None


def _is_button_row(line: str) -> bool:
    shares = False
    for match in _BUTTONS.finditer(line):
        word = match.group().lower()
        if word not in SHARE_WORDS and word not in SITES:
            return False
        shares = shares or word in SHARE_WORDS
    return shares


def _is_prose(line: str, why: str) -> bool:
    """Keep a line that a loose pattern caught but that reads as a sentence of the body."""
    if why not in ("share button", "copyright line") or "©" in line:
        return False
    return len(line.split()) > 12 and line[-1] in ".?!" and "copyright" not in line.lower()


def _is_caption(line: str) -> bool:
    words = len(line.split())
    if words > 45:
        return False
    # Every credit has one of these signs; looking for them first is what makes this quick.
    if not _SIGNS.isdisjoint(line) and _CREDIT.fullmatch(line):
        return True
    if line[-1] in ".?!:;":
        return False
    return words <= 30 and bool(_DEPICTS.match(line) or (words <= 8 and _BY.fullmatch(line)))


def _captions_beside(lines: Sequence[str], why: dict[int, str]) -> Iterator[int]:
    """Yield the lines over and under picture credits that tell people apart by left and right."""
    for index, reason in list(why.items()):
        for near in (index - 1, index + 1):
            if reason == "picture caption" and 0 <= near < len(lines):
                line = lines[near]
                if len(line.split()) <= 80 and POSED.search(line):
                    yield near


def _menu_runs(lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines of runs of four or more very short lines that are menu words mostly."""
    run: list[int] = []
    for index, line in enumerate([*lines, "."]):
        bare = _LIST_SIGN.sub("", line)
        if bare and len(bare.split()) <= 3 and bare[-1].isalnum() and index < len(lines):
            run.append(index)
            continue
        known = sum(_LIST_SIGN.sub("", lines[i]).lower() in MENU_WORDS for i in run)
        if len(run) >= 4 and known >= 0.6 * len(run):
            yield from run
        run = []
