"""Dates in EDTF: what they cover, whether two agree, and what they are in words.

Years, months, days and seasons (``1987-23`` is autumn 1987), decades and centuries (``198X``,
``19XX``), each uncertain (``?``), approximate (``~``) or both (``%``), and intervals of these with
open ends (``2009/..``): levels 0 and 1 of the standard as far as texts use them.

References
----------
ISO 8601-2:2019; Library of Congress, Extended Date/Time Format Specification.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}

# First month and number of months. Texts say "winter 1987" of its beginning and of its end.
_SEASON_MONTHS = {21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (1, 14)}
_DATE = re.compile(
    r"(?P<year>\d{3}[\dX]|\d{2}XX)(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<doubt>[?~%]?)"
)
_DOUBT = {"": "", "?": "perhaps ", "~": "about ", "%": "perhaps about "}
_OPEN = ("", "..")


@dataclass(frozen=True, slots=True)
class Bounds:
    """First and last day that a date may mean, both included; ``None`` where it is open."""

    first: date | None
    last: date | None

    def meets(self, other: Bounds) -> bool:
        """Whether some day lies in both."""
        return _before(self.first, other.last) and _before(other.first, self.last)

    def covers(self, other: Bounds) -> bool:
        """Whether every day of the other lies in this."""
        return (self.first is None or (other.first is not None and self.first <= other.first)) and (
            self.last is None or (other.last is not None and other.last <= self.last)
        )


def bounds(edtf: str) -> Bounds:
    """Return the days that an EDTF date or interval covers, its doubt left aside.

    Raises
    ------
    ValueError
        If it is no such date, or an interval that ends before it begins.

    Examples
    --------
    >>> bounds("1988-02")
    Bounds(first=datetime.date(1988, 2, 1), last=datetime.date(1988, 2, 29))
    >>> bounds("2016/..").last is None
    True
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _days(start)
    first = None if start in _OPEN else _days(start).first
    last = None if end in _OPEN else _days(end).last
    if start in _OPEN and end in _OPEN:
        raise ValueError(f"{edtf!r} is open at both ends; give one of them")
    if not _before(first, last):
        raise ValueError(f"{edtf!r} ends before it begins")
    return Bounds(first, last)


def is_date(text: str) -> bool:
    """Whether a text is an EDTF date or interval as this module reads them."""
    try:
        bounds(text)
    except ValueError:
        return False
    return True


def disjoint(one: str, other: str) -> bool:
    """Whether two dates cannot be of one time: no day lies in both.

    Examples
    --------
    >>> disjoint("1987", "1987-10-02"), disjoint("1987-09", "1987-10-02")
    (False, True)
    """
    return not bounds(one).meets(bounds(other))


def compatible(one: str, other: str) -> bool:
    """Whether two dates say the same, one perhaps less precisely: one contains the other.

    Examples
    --------
    >>> compatible("2018-01", "2018-01-17"), compatible("1985/1989", "1987/1991")
    (True, False)
    """
    first, second = bounds(one), bounds(other)
    return first.covers(second) or second.covers(first)


def most_precise(dates: Iterable[str]) -> str | None:
    """Return the most precise of dates that all say the same; ``None`` where they do not.

    Examples
    --------
    >>> most_precise(["2018", "2018-01-17", "2018-01"]), most_precise(["2018-01", "2018-02"])
    ('2018-01-17', None)
    """
    given = sorted(set(dates))
    if any(not compatible(a, b) for i, a in enumerate(given) for b in given[i + 1 :]):
        return None
    return min(given, key=lambda d: (_length(bounds(d)), d), default=None)


def when_words(edtf: str | None) -> str:
    """Return an EDTF date in words; what is not understood is returned as it stands.

    Examples
    --------
    >>> when_words("2018-01"), when_words("1988/1990"), when_words("198X"), when_words("1987-23~")
    ('January 2018', '1988 to 1990', '1980s', 'about autumn 1987')
    >>> when_words("2009/.."), when_words("../1988-07-28")
    ('from 2009', 'until 28 July 1988')
    """
    if not edtf:
        return ""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _date_words(start)
    if start in _OPEN:
        return f"until {_date_words(end)}"
    if end in _OPEN:
        return f"from {_date_words(start)}"
    return f"{_date_words(start)} to {_date_words(end)}"


def _length(known: Bounds) -> timedelta:
    if known.first is None or known.last is None:
        return timedelta.max
    return known.last - known.first


def _before(first: date | None, last: date | None) -> bool:
    return first is None or last is None or first <= last


def _days(text: str) -> Bounds:
    """Return the days of one date."""
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no EDTF date; write 1988, 1988-07 or 1988-07-28")
    year, month, day = found["year"], int(found["month"] or 0), int(found["day"] or 0)
    if "X" in year and found["month"]:
        raise ValueError(f"{text!r} has a month but no year")
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if not found["month"]:
        return Bounds(date(first_year, 1, 1), date(last_year, 12, 31))
    if month in _SEASON_MONTHS:
        if found["day"]:
            raise ValueError(f"{text!r} has a day but no month")
        begin, length = _SEASON_MONTHS[month]
        years, over = divmod(begin - 1 + length, 12)
        return Bounds(
            date(first_year, begin, 1), date(first_year + years, over + 1, 1) - timedelta(days=1)
        )
    if found["day"]:
        only = date(first_year, month, day)
        return Bounds(only, only)
    if not 1 <= month <= 12:
        raise ValueError(f"{text!r} has no such month")
    return Bounds(
        date(first_year, month, 1), date(first_year, month, monthrange(first_year, month)[1])
    )


def _date_words(text: str) -> str:
    found = _DATE.fullmatch(text.partition("T")[0])
    if found is None:
        return text
    year = found["year"]
    if year.endswith("XX"):
        year = f"{year[:2]}00s"
    elif year.endswith("X"):
        year = f"{year[:3]}0s"
    month = int(found["month"] or 0)
    named = SEASONS.get(month) or (MONTHS[month - 1] if 1 <= month <= 12 else "")
    if found["month"] and not named:
        return text
    day = f"{int(found['day'])} " if found["day"] else ""
    return f"{_DOUBT[found['doubt']]}{day}{named}{' ' if named else ''}{year}"
