"""EDTF dates and intervals as stretches of days: which agree, and which cannot both hold."""

from __future__ import annotations

import re
from calendar import monthrange

_DATE = re.compile(r"(\d{3}[\dX]|\d{2}XX)(?:-(\d{2}))?(?:-(\d{2}))?([?~%]?)")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_UNSURE = {"": "", "?": "perhaps ", "~": "about ", "%": "perhaps about "}
_FIRST, _LAST = "0000-01-01", "9999-12-31"


def bounds(when: str) -> tuple[str, str] | None:
    """Return the first and the last day that an EDTF date or interval may mean.

    Parameters
    ----------
    when : str
        Level 0 of EDTF with ``X`` for unknown last digits of the year, ``?``, ``~`` and ``%``, and
        ``..`` for an open end.

    Returns
    -------
    tuple of str, or None
        ISO dates, in which text order is the order of time; ``None`` for another form.

    Examples
    --------
    >>> bounds("2018-02"), bounds("198X"), bounds("../2011")
    (('2018-02-01', '2018-02-28'), ('1980-01-01', '1989-12-31'), ('0000-01-01', '2011-12-31'))
    """
    start, slash, end = when.partition("/")
    if not slash:
        return _day_bounds(start)
    first = (_FIRST, _FIRST) if start in {"", ".."} else _day_bounds(start)
    last = (_LAST, _LAST) if end in {"", ".."} else _day_bounds(end)
    return None if first is None or last is None else (first[0], last[1])


def disjoint(one: str, other: str) -> bool:
    """Whether two dates have no day in common, so that not both can be the date of one thing."""
    first, second = bounds(one), bounds(other)
    if first is None or second is None:
        return False
    return first[1] < second[0] or second[1] < first[0]


def compatible(one: str, other: str) -> bool:
    """Whether one date lies within the other: it says the same, more or less precisely."""
    first, second = bounds(one), bounds(other)
    if first is None or second is None:
        return one == other
    return _within(first, second) or _within(second, first)


def most_precise(dates: set[str]) -> str | None:
    """Return the narrowest of dates that all lie within one another, else ``None``."""
    known = sorted(dates, key=lambda when: (_length(when), when))
    if not known or not all(compatible(known[0], other) for other in known[1:]):
        return None
    return known[0]


def when_words(when: str) -> str:
    """Return an EDTF date or interval in words; what is not understood stays as it is.

    Examples
    --------
    >>> when_words("2018-01"), when_words("2005/2011"), when_words("../1988-07-28")
    ('January 2018', '2005 to 2011', 'until 28 July 1988')
    """
    start, slash, end = when.partition("/")
    if not slash:
        return _date(start)
    if start in {"", ".."}:
        return f"until {_date(end)}"
    if end in {"", ".."}:
        return f"since {_date(start)}"
    return f"{_date(start)} to {_date(end)}"


def _within(inner: tuple[str, str], outer: tuple[str, str]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _length(when: str) -> int:
    found = bounds(when)
    if found is None:
        return 10**9
    first, last = (int(day[:4]) * 372 + int(day[5:7]) * 31 + int(day[8:10]) for day in found)
    return last - first


def _day_bounds(text: str) -> tuple[str, str] | None:
    found = _DATE.fullmatch(text.partition("T")[0])
    if found is None:
        return None
    year, month, day, _ = found.groups()
    first, last = year.replace("X", "0"), year.replace("X", "9")
    if month is None:
        return f"{first}-01-01", f"{last}-12-31"
    if not 1 <= int(month) <= 12:
        return None
    if day is None:
        days = monthrange(max(int(last), 1), int(month))[1]
        return f"{first}-{month}-01", f"{last}-{month}-{days:02d}"
    return f"{first}-{month}-{day}", f"{last}-{month}-{day}"


def _date(text: str) -> str:
    found = _DATE.fullmatch(text.partition("T")[0])
    if found is None:
        return text
    year, month, day, unsure = found.groups()
    if month is not None and not 1 <= int(month) <= 12:
        return text
    if year.endswith("XX"):
        year = f"{year[:2]}00s"
    elif year.endswith("X"):
        year = f"{year[:3]}0s"
    days = f"{int(day)} " if day else ""
    months = f"{_MONTHS[int(month) - 1]} " if month else ""
    return f"{_UNSURE[unsure]}{days}{months}{year}"
