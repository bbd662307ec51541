"""Dates in a sentence: what the words alone give, and what hangs on another date.

Only what is plainly a date is taken: "May" and "March" with a day, a year or "in", four figures as
a year where a preposition, a bracket or the name of an event makes them one. Ages, lengths of time
and numbers of things are none, and neither is what lies before or after a date ("before 1990").
A day or month without a year has that of a date just before it if it can follow it; else it is told
from the document's date, back or ahead as the sentence's tense tells, and in a quotation not at
all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.edtf import is_date
from graph.extract.relative import UNKNOWN, later, resolve
from graph.extract.time_words import (
    APPROXIMATE,
    COUNTED,
    DATE,
    DECADE,
    FIGURES,
    LATER,
    LISTED_YEARS,
    MONTH,
    NAMED,
    NEAR,
    NOT_DATES,
    PAIR,
    RELATIVE,
    SHORT_RANGE,
    TO,
    TOLD,
    WEEKDAY,
    WEEKDAYS,
    YEARS,
    Point,
    direction,
    number_of,
    point,
)

__all__ = ["TimeExpression", "resolve", "time_expressions"]

_WINDOW = 300
"""Code points before a sentence, in its paragraph, that are searched for dates."""
_BESIDE = 150
"""Code points between two dates of which the first may give the second its year."""
_NEARBY = 20
"""Dates among which the last one that is known is looked for."""
_QUOTATION = 5000
"""Code points of a paragraph in which an open quotation is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """Words that tell a date.

    Attributes
    ----------
    start, end : int
        Code points in the text, half-open.
    when : str or None
        EDTF, where the words and the dates beside them give it.
    relative : str or None
        Else what it means against the document's date, for `resolve`; ``"unknown"`` where it is
        told from a date that the text does not give.
    """

    start: int
    end: int
    when: str | None
    relative: str | None


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What words mean: a date, a day or month whose year is open, a code; or nothing."""

    when: str | None = None
    open: Point | None = None
    relative: str | None = None
    operator: str | None = None


_Found = tuple[int, int, _Meaning | None]


def time_expressions(text: str, start: int, end: int) -> tuple[TimeExpression, ...]:
    """Return the dates of one sentence, in order and without overlap.

    Parameters
    ----------
    text : str
        The whole text: dates before the sentence in its paragraph may give a year.
    start, end : int
        The sentence, in code points, half-open.

    Examples
    --------
    >>> text = "She was held from May to July 2003 and freed two days later."
    >>> [(text[e.start : e.end], e.when, e.relative) for e in time_expressions(text, 0, len(text))]
    [('from May to July 2003', '2003-05/2003-07', None), ('two days later', None, 'unknown')]
    """
    paragraph = max(text.rfind("\n", 0, start) + 1, start - _WINDOW)
    found = _expressions(text, start, end, ())
    if any(e.when is None for e in found):
        found = _expressions(text, start, end, _expressions(text, paragraph, start, ()))
    return tuple(e for e in found if e.when is None or is_date(e.when))  # no year 0000


def _expressions(
    text: str, start: int, end: int, earlier: tuple[TimeExpression, ...]
) -> tuple[TimeExpression, ...]:
    taken: list[_Found] = []
    covered = bytearray(end - start)
    for found in _matches(text, start, end):
        here = slice(found[0] - start, found[1] - start)
        if not any(covered[here]):
            covered[here] = b"\1" * (found[1] - found[0])
            taken.append(found)
    given = list(earlier)
    for begin, stop, meaning in sorted(taken, key=lambda found: found[:2]):
        if meaning is None:
            continue
        when, relative = meaning.when, meaning.relative
        if meaning.open is not None:
            when, relative = _placed(meaning, text, (start, end), begin, given)
        elif relative is not None and relative.startswith("later:"):
            when, relative = _after(relative, given)
        given.append(TimeExpression(start=begin, end=stop, when=when, relative=relative))
    return tuple(given[len(earlier) :])


def _matches(text: str, start: int, end: int) -> Iterator[_Found]:
    """Yield what the patterns find, the surer first; ``None`` for what is no date."""
    figures = FIGURES.search(text, start, end) is not None
    named = figures or NAMED.search(text, start, end) is not None
    if named:
        yield from _ranges(text, start, end)
    if TOLD.search(text, start, end):
        for found in LATER.finditer(text, start, end):
            yield *found.span(), _Meaning(relative=_later_code(found))
        for found in RELATIVE.finditer(text, start, end):
            yield *found.span(), _Meaning(relative=_relative_code(found))
    if named:
        yield from _single(text, start, end)
    if figures:
        yield from _years(text, start, end)
    if named:
        for found in WEEKDAY.finditer(text, start, end):
            yield *found.span(), _weekday(found, text, start, end)


def _ranges(text: str, start: int, end: int) -> Iterator[_Found]:
    """Yield ranges, dates with one end, dates about right."""
    for found in NOT_DATES.finditer(text, start, end):
        yield *found.span(), None
    for pattern in (PAIR, TO):
        for found in pattern.finditer(text, start, end):
            interval = _interval(point(found, "a"), point(found, "b"))
            if interval is not None:
                yield *found.span(), _Meaning(interval)
    for found in SHORT_RANGE.finditer(text, start, end):
        interval = _short_range(found)
        if interval is not None:
            yield *found.span(), _Meaning(interval)
    for found in APPROXIMATE.finditer(text, start, end):
        yield *found.span(), _about(found)
    for found in NEAR.finditer(text, start, end):
        one, operator = point(found, "a"), found["op"].casefold().split()[0]
        open_end = {"since": "since", "until": "until", "till": "until", "up": "until"}
        if one is not None:
            bound = open_end.get(operator)
            yield *found.span(), None if bound is None else _dated(one, bound)


def _single(text: str, start: int, end: int) -> Iterator[_Found]:
    """Yield days and months, with their year or without."""
    for found in DATE.finditer(text, start, end):
        one = point(found, "a")
        if one is not None:
            article = re.match(r"the\s+(?!end|beg|start|mid)", found[0])
            yield found.start() + (article.end() if article else 0), found.end(), _dated(one, None)
    for found in MONTH.finditer(text, start, end):
        one = point(found, "a")
        if one is not None:
            yield *found.span("words"), _dated(one, None)


def _years(text: str, start: int, end: int) -> Iterator[_Found]:
    """Yield years alone, and decades."""
    for found in COUNTED.finditer(text, start, end):
        yield *found.span(), None
    for found in LISTED_YEARS.finditer(text, start, end):
        for year in re.finditer(r"\d{4}", found[0]):
            at = found.start() + year.start()
            yield at, at + 4, _Meaning(year[0])
    for found in DECADE.finditer(text, start, end):
        yield *found.span(), _Meaning(f"{found['decade']}X")
    for pattern in YEARS:
        for found in pattern.finditer(text, start, end):
            yield *found.span("words"), _Meaning(found["year"])


def _dated(one: Point, operator: str | None) -> _Meaning:
    if one.year is None:
        return _Meaning(open=one, operator=operator)
    return _Meaning(_bounded(one.edtf(), operator))


def _bounded(when: str, operator: str | None) -> str:
    return {"since": f"{when}/..", "until": f"../{when}"}.get(operator or "", when)


def _interval(first: Point | None, last: Point | None) -> str | None:
    """Return a range; an end without a year has the other's."""
    if first is None or last is None or (first.year is None and last.year is None):
        return None
    if (first.month or last.month) and None in (first.month, last.month) and first.year is None:
        return None
    ends = (replace(p, year=p.year or first.year or last.year) for p in (first, last))
    interval = "/".join(end.edtf() for end in ends)
    return interval if is_date(interval) else None


def _short_range(found: re.Match[str]) -> str | None:
    """Return "2014-18" or "21-23 September 1987" as an interval."""
    if found["year"] is not None:
        interval = f"{found['year']}/{found['year'][:2]}{found['short']}"
    else:
        month = f"{found['in_year']}-{number_of(found['month']):02d}"
        interval = f"{month}-{int(found['from']):02d}/{month}-{int(found['to']):02d}"
    return interval if is_date(interval) else None


def _about(found: re.Match[str]) -> _Meaning | None:
    """Return an approximate date; "about 1990" alone may be a number of things."""
    one, operator = point(found, "a"), found["op"].casefold()
    if one is None or one.year is None:
        return None
    alone = one.month is None and operator in ("about", "around", "roughly", "approximately")
    return None if alone else _Meaning(f"{one.edtf()}~")


def _weekday(found: re.Match[str], text: str, start: int, end: int) -> _Meaning:
    which = (found["which"] or "").casefold()
    way = {"last": "last", "next": "coming", "this": "next"}.get(which)
    way = way or direction(text, start, end, found.start())
    if way is None:
        return _Meaning(relative=UNKNOWN)
    code = f"weekday:{WEEKDAYS.index(found['day'].casefold()[:3])}:{way}"
    if found["op"]:
        code += ">since" if found["op"].casefold() == "since" else ">until"
    return _Meaning(relative=code)


def _relative_code(found: re.Match[str]) -> str:
    if found["near"]:
        near = " ".join(found["near"].casefold().split())
        days = {"the day before": -2, "yesterday": -1, "last night": -1, "tomorrow": 1}
        return f"day:{next((n for words, n in days.items() if near.startswith(words)), 0)}"
    if found["count"]:
        count, unit = number_of(found["count"]), found["unit"].rstrip("s")
        if found["exact"]:
            return f"anniversary:{count}" if unit == "year" else UNKNOWN
        return f"day:{-count}" if unit == "day" else f"ago:{unit}:{count}"
    if found["end"]:
        return f"{found['of']}:0"
    which, what = found["which"].casefold(), found["what"].casefold()
    if what in ("week", "weekend", "month", "year"):
        return f"{what}:{({'last': -1, 'this': 0, 'next': 1})[which]}"
    number = number_of(what)
    way = {"last": "last", "this": "this", "next": "coming"}[which]
    return f"{'season' if number > 12 else 'month'}:{number}:{way}"


def _later_code(found: re.Match[str]) -> str:
    if found["same"]:
        return "later:day:0"
    if found["next"]:
        return f"later:{found['next'] if found['next'] in ('month', 'year') else 'day'}:1"
    if found["named"]:
        return f"later:following:{number_of(found['named'])}"
    if found["in_year"]:
        return f"later:within:{number_of(found['in_year'])}"
    count = number_of(found["count"])
    return f"later:{found['unit'].rstrip('s')}:{-count if found['way'] == 'earlier' else count}"


def _after(code: str, given: list[TimeExpression]) -> tuple[str | None, str | None]:
    """Place what is told from the date before it."""
    before = given[-1] if given else None
    if before is None or before.relative == UNKNOWN:
        return None, UNKNOWN
    _, unit, number = code.split(":")
    if before.when is None:
        plain = unit in ("day", "week", "month", "year")
        return None, f"{before.relative}>{code}" if plain else UNKNOWN
    count = int(number)
    base = before.when.removeprefix("../").removesuffix("/..")  # "until 2004 and four years later"
    if unit not in ("following", "within"):
        when = later(base, unit, count)
    else:
        known = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-\d\d)?", base)
        when = None
        if known is not None and (unit == "within" or known[2] is not None):
            passed = unit == "following" and int(known[2]) >= count
            when = f"{int(known[1]) + passed:04d}-{count:02d}"
    return when, None if when else UNKNOWN


def _placed(
    meaning: _Meaning,
    text: str,
    sentence: tuple[int, int],
    at: int,
    given: list[TimeExpression],
) -> tuple[str | None, str | None]:
    """Give a day or month without a year the year of a date before it, or the document's."""
    one = meaning.open
    if one is None or one.month is None:
        return None, UNKNOWN
    way = direction(text, *sentence, at)
    quoted = _in_quotation(text, at)
    before = next((g for g in reversed(given[-_NEARBY:]) if g.when is not None), None)
    known = re.match(r"(\d{4})(?:-(\d\d))?", ((before and before.when) or "").rpartition("/")[2])
    beside = before is not None and at - before.end <= _BESIDE
    if beside and quoted and before is not None:
        beside = not re.search('[“"]', text[before.end : at])
    if beside and known is not None and known[2] is not None and way != "next":
        month = int(known[2])
        when = replace(one, year=int(known[1])).edtf()
        if month <= one.month and (month <= 12) == (one.month <= 12) and is_date(when):
            return _bounded(when, meaning.operator), None
    if way is None or quoted:
        return None, UNKNOWN
    code = one.code(way)
    if known is not None and way != "next":
        code += f">not-before:{known[1]}"
    return None, f"{code}>{meaning.operator}" if meaning.operator else code


def _in_quotation(text: str, at: int) -> bool:
    """Whether a quotation is open in the paragraph before a place."""
    begin = max(0, at - _QUOTATION)
    before = text[max(begin, text.rfind("\n", begin, at) + 1) : at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
