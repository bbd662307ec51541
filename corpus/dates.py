"""Dates written out, to EDTF with no more precision than is written.

Strict patterns read ISO dates and English, French, German, Spanish, Italian and Portuguese
months. What has the shape of a date in some other languages goes to dateparser, and its answer
is kept only when it holds the very day and year that stand in the text.
"""

from __future__ import annotations

import re
from datetime import date

from corpus.language import script_of

__all__ = ["DATE", "edtf", "find_date"]

_MONTHS: dict[str, int] = {}
for _names in (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
):
    _MONTHS |= {name: number for number, name in enumerate(_names.split(), 1)}
_MONTHS |= {"sept": 9, "jänner": 1}

_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:1[5-9]|20)\d\d"
_SUFFIX = r"(?:st|nd|rd|th|er|º|ª|\.)?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<y>{_YEAR})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?!\d)",
        rf"(?P<y>{_YEAR})/(?P<m>0[1-9]|1[0-2])/(?P<d>0[1-9]|[12]\d|3[01])(?!\d)",
        rf"(?P<d>{_DAY}){_SUFFIX}[ -]+(?:(?:of|de|del)\s+)?(?P<month>{_MONTH})"
        rf"[ ,-]+(?:(?:de|del)\s+)?(?P<y>{_YEAR})",
        rf"(?P<month>{_MONTH})[ -]+(?P<d>{_DAY}){_SUFFIX},?\s+(?P<y>{_YEAR})",
        rf"(?P<d>{_DAY})\.(?P<m>0?[1-9]|1[0-2])\.(?P<y>{_YEAR})",
        rf"(?P<a>{_DAY})[/-](?P<b>{_DAY})[/-](?P<y>{_YEAR})",
        rf"(?P<month>{_MONTH}),?\s+(?:(?:of|de|del)\s+)?(?P<y>{_YEAR})",
        rf"(?P<y>{_YEAR})-(?P<m>0[1-9]|1[0-2])(?![\d-])",
    )
)
# Languages whose months dateparser is asked for, by script: asked for all, it takes seconds.
_LANGUAGES = {
    "LATIN": ["tr", "nl", "pl", "sv", "da", "nb", "cs", "ro", "hu", "fi", "hr", "id", "ca"],
    "CYRILLIC": ["ru", "uk", "bg", "sr"],
    "ARABIC": ["ar", "fa"],
    "GREEK": ["el"],
    "HEBREW": ["he"],
}
# A day, one to three words in any script, a year: "12 марта 2021 г." has that shape.
_FOREIGN = re.compile(
    r"(?P<d>\d{1,2})\.?\s+(?P<words>[^\W\d_]+(?:\s+[^\W\d_]+){0,2})\.?,?\s+(?P<y>\d{4})"
)
_ARTICLE = re.compile(r"^(?:on|the|le|am|el|il|em|den|der)\s+", re.IGNORECASE)
DATE = re.compile("|".join(re.sub(r"\?P<\w+>", "?:", form.pattern) for form in _FORMS), re.I)
"""Matches any of the strict forms, for finding a date in a line."""


def edtf(text: str) -> str | None:
    """Return the date that `text` is, or None when it is anything else.

    Examples
    --------
    >>> edtf("12th of March, 2021"), edtf("March 2021"), edtf("2021")
    ('2021-03-12', '2021-03', '2021')
    >>> edtf("03/04/2021")  # day and month cannot be told apart
    '2021'
    """
    text = _ARTICLE.sub("", " ".join(text.split()).strip(" .,;"))
    if re.fullmatch(_YEAR, text):
        return text
    for form in _FORMS:
        match = form.fullmatch(text)
        if match and (found := _written(match)):
            return found
    match = _FOREIGN.fullmatch(text)
    return _foreign(match) if match else None


def find_date(text: str) -> str | None:
    """Return the first date in `text` that is written in one of the strict forms."""
    match = DATE.search(text)
    return edtf(match.group()) if match else None


def _written(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    year = int(parts["y"])
    if "a" in parts:
        first, second = int(parts["a"]), int(parts["b"])
        if first == second:
            return _day(year, second, first)
        if first > 12 >= second:
            return _day(year, second, first)
        if second > 12 >= first:
            return _day(year, first, second)
        return str(year) if first <= 12 else None
    month = _MONTHS[parts["month"].lower().rstrip(".")] if "month" in parts else int(parts["m"])
    if "d" not in parts:
        return f"{year:04}-{month:02}"
    return _day(year, month, int(parts["d"]))


def _foreign(match: re.Match[str]) -> str | None:
    languages = _LANGUAGES.get(script_of(match["words"]) or "")
    if languages is None or not _MONTHS.keys().isdisjoint(match["words"].lower().split()):
        return None
    import dateparser

    day, year = int(match["d"]), int(match["y"])
    found = dateparser.parse(
        match.group(),
        languages=languages,
        settings={
            "STRICT_PARSING": True,
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
        },
    )
    if found is None or (found.day, found.year) != (day, year):
        return None
    return _day(found.year, found.month, found.day)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
