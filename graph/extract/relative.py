"""Dates told from somewhere else: "last month", "on Saturday", "two days later".

A text gives such a date as a code, which a reading records; what it means is found when the date
of the document is known. A code is one step, or several joined by ``>`` of which each starts from
the date before it:

=====================  ============================================================================
``day:-1``             yesterday; so with ``week``, ``weekend``, ``month``, ``year``
``ago:year:10``        about ten years ago; so with ``week`` and ``month``
``weekday:5:past``     on Saturday (Monday is 0); ``next``, ``last`` (before today), ``coming``
``month:11:past``      in November; ``next``, ``last``, ``coming``, ``this``; so ``season:23:past``
``date:10-02:past``    on 2 October; ``next``
``anniversary:30``     thirty years ago today
``later:day:2``        two days later than the date before it; so with ``week``, ``month``, ``year``
``since`` ``until``    the interval that begins or ends with what is before it
``not-before:1986``    nothing, if what is before it lies more than a year off 1986
``unknown``            told from a date that the text does not give
=====================  ============================================================================
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from graph.edtf import Bounds, bounds

UNKNOWN = "unknown"
_SEASON_BEGINS = {21: 3, 22: 6, 23: 9, 24: 12}


def resolve(relative: str, anchor: str | None) -> str | None:
    """Return what a code means against the date of its document.

    Parameters
    ----------
    relative : str
        A code (see the module); one that is not understood resolves to nothing.
    anchor : str or None
        The document's own date in EDTF.

    Returns
    -------
    str or None
        An EDTF date or interval; ``None`` where the anchor is missing or not precise enough.

    Examples
    --------
    >>> resolve("month:-1", "2023-09-03"), resolve("weekday:5:past", "2023-09-03")
    ('2023-08', '2023-09-02')
    >>> resolve("weekday:5:past>later:day:2", "2023-09-03"), resolve("day:-1", "2023")
    ('2023-09-04', None)
    """
    when = anchor
    for step in relative.split(">"):
        when = _step(step.split(":"), when)
        if when is None:
            return None
    return when


def later(when: str, unit: str, count: int) -> str | None:
    """Return the date that lies so many days, weeks, months or years after another.

    Counted in weeks the day is about right, in months the month, in years the year.
    """
    known = _known(when)
    if known is None:
        return None
    try:
        if unit in ("day", "week"):
            if known.first != known.last or known.first is None:
                return None
            days = count if unit == "day" else 7 * count
            return f"{known.first + timedelta(days=days)}{'~' if unit == 'week' else ''}"
        if known.first is None or known.last is None or known.first.year != known.last.year:
            return None
        if unit == "month" and known.first.month == known.last.month:
            return _month(known.first, count)
        return _year(known.first.year + count) if unit == "year" else None
    except (OverflowError, ValueError):
        return None


def _step(parts: list[str], when: str | None) -> str | None:
    """Take one step; ``None`` where it cannot be taken."""
    known = None if when is None else _known(when)
    if when is None or known is None or known.first is None or known.last is None:
        return None
    try:
        match parts:
            case ["since"]:
                return f"{when.partition('/')[0]}/.."
            case ["until"]:
                return f"../{when.rpartition('/')[2]}"
            case ["not-before", year]:
                return when if 0 <= known.first.year - int(year) <= 1 else None
            case ["later", unit, count]:
                return later(when, unit, int(count))
            case ["ago", unit, count]:
                return _ago(known, unit, int(count))
            case ["month" | "season" as unit, number, way]:
                return _named_month(known, unit, int(number), way)
            case ["anniversary", years] if (today := _day(known)) is not None:
                return str(today.replace(year=today.year - int(years)))
            case ["date", day, "past" | "next" as way]:
                return _named_day(known, day, ahead=way == "next")
            case ["weekday", number, way]:
                return _weekday(known, int(number), way)
            case [unit, count]:
                return _unit(known, unit, int(count))
    except (OverflowError, ValueError):
        return None
    return None


def _known(when: str) -> Bounds | None:
    try:
        return bounds(when.partition("T")[0])
    except ValueError:
        return None


def _day(known: Bounds) -> date | None:
    return known.first if known.first == known.last else None


def _one_month(known: Bounds) -> date | None:
    """Return the first day if all days are of one month."""
    first, last = known.first, known.last
    if first is None or last is None or (first.year, first.month) != (last.year, last.month):
        return None
    return first


def _unit(known: Bounds, unit: str, count: int) -> str | None:
    today, first = _day(known), known.first
    if unit == "day" and today is not None:
        return str(today + timedelta(days=count))
    if unit in ("week", "weekend") and today is not None:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=count)
        begin = monday + timedelta(days=5 if unit == "weekend" else 0)
        return f"{begin}/{monday + timedelta(days=6)}"
    if unit == "month" and (month := _one_month(known)) is not None:
        return _month(month, count)
    if unit == "year" and first is not None and known.last is not None:
        return _year(first.year + count) if first.year == known.last.year else None
    return None


def _ago(known: Bounds, unit: str, count: int) -> str | None:
    today, month = _day(known), _one_month(known)
    if unit == "week" and today is not None:
        return f"{today - timedelta(weeks=count)}~"
    if unit == "month" and month is not None:
        return f"{_month(month, -count)}~"
    if unit == "year" and (year := _unit(known, "year", -count)) is not None:
        return f"{year}~"
    return None


def _weekday(known: Bounds, number: int, way: str) -> str | None:
    today = _day(known)
    if today is None or not 0 <= number <= 6:
        return None
    behind = (today.weekday() - number) % 7
    if way == "past":
        return str(today - timedelta(days=behind))
    if way == "last":
        return str(today - timedelta(days=behind or 7))
    ahead = (number - today.weekday()) % 7
    if way == "next":
        return str(today + timedelta(days=ahead))
    # "Next Friday" is the coming one for some, that of next week for others.
    return str(today + timedelta(days=ahead or 7)) + "~" if way == "coming" else None


def _named_month(known: Bounds, unit: str, number: int, way: str) -> str | None:
    now = _one_month(known)
    begins = _SEASON_BEGINS.get(number) if unit == "season" else number
    if now is None or begins is None or not 1 <= begins <= 12:
        return None
    ends = begins + (2 if unit == "season" else 0)
    begun, over = now.month >= begins, now.month > ends
    shift = {
        "past": 0 if begun else -1,
        "last": 0 if over else -1,
        "next": 1 if over else 0,
        "coming": 1 if begun else 0,
        "this": 0,
    }.get(way)
    return None if shift is None else f"{_year(now.year + shift)}-{number:02d}"


def _named_day(known: Bounds, day: str, *, ahead: bool) -> str | None:
    today = _day(known)
    if today is None:
        return None
    month, number = (int(part) for part in day.split("-"))
    found = date(today.year, month, number)
    if ahead and found < today:
        found = date(today.year + 1, month, number)
    elif not ahead and found > today:
        found = date(today.year - 1, month, number)
    return str(found)


def _month(first: date, count: int) -> str:
    years, month = divmod(first.month - 1 + count, 12)
    monthrange(first.year + years, month + 1)  # refuses years that there are not
    return f"{_year(first.year + years)}-{month + 1:02d}"


def _year(year: int) -> str:
    if not 1 <= year <= 9999:
        raise ValueError(f"there is no year {year}")
    return f"{year:04d}"
