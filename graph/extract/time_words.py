"""Words of time, the patterns over them, and which way a sentence looks.

A pattern names the parts of a date ``a`` or ``b`` with a letter and a number: ``ad1``, ``am1`` and
``ay1`` are day, month and year of the first shape. `point` reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from graph.edtf import MONTHS, SEASONS
from graph.ontology import ontology

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_UNITS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_ORDINALS = {word: number for number, word in enumerate(_UNITS, 1)}
_ORDINALS |= {f"twenty-{word}": 20 + number for number, word in enumerate(_UNITS[:9], 1)}
_ORDINALS |= {"thirtieth": 30, "thirty-first": 31}
_ONES = "one two three four five six seven eight nine".split()
_CARDINALS = {word: number for number, word in enumerate(_ONES, 1)} | {"a": 1, "an": 1}
_CARDINALS |= {
    word: number
    for number, word in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(),
        10,
    )
}
for _number, _tens in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2):
    _CARDINALS |= {_tens: 10 * _number}
    _CARDINALS |= {f"{_tens}-{one}": 10 * _number + n for n, one in enumerate(_ONES, 1)}
_SHORT = {name[:3]: number for number, name in enumerate(MONTHS, 1) if name != "May"} | {"Sept": 9}
_NUMBERS = (
    {name.casefold(): number for number, name in enumerate(MONTHS, 1)}
    | {name.casefold(): number for name, number in _SHORT.items()}
    | {name: number for number, name in SEASONS.items()}
    | {"fall": 23}
    | _ORDINALS
    | _CARDINALS
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A date as its words give it; ``month`` may be a season's number, 21 to 24."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def edtf(self) -> str:
        """Return it in EDTF; its year must be known."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def code(self, way: str) -> str:
        """Return the code by which a day or month without its year is resolved."""
        if self.day is not None:
            return f"date:{self.month:02d}-{self.day:02d}:{way}"
        return f"{'season' if (self.month or 0) > 12 else 'month'}:{self.month}:{way}"


def number_of(word: str) -> int:
    """Return the number that a figure, a numeral, a month or a season stands for."""
    plain = word.casefold().rstrip(".")
    figures = re.match(r"\d+", plain)
    return int(figures[0]) if figures else _NUMBERS[plain]


def point(found: re.Match[str], name: str) -> Point | None:
    """Return the date of one name in a match; ``None`` where there is none or no such day."""
    parts = {
        key[1]: words
        for key, words in found.groupdict().items()
        if words is not None and re.fullmatch(rf"{name}[dmyi]\d", key)
    }
    if "i" in parts:
        year, month, day = (int(part) for part in parts["i"].split("-"))
        return Point(year=year, month=month, day=day)
    numbers = {key: number_of(words) for key, words in parts.items()}
    known = Point(year=numbers.get("y"), month=numbers.get("m"), day=numbers.get("d"))
    most = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}.get(known.month or 0, 31)
    return known if numbers and (known.day or 1) <= most else None


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


_FULL_MONTH = f"(?:{_any(MONTHS)})"
_MONTH = rf"(?:{_any(MONTHS)}|(?:{_any(_SHORT)})\b\.?|(?:{_any(m.upper() for m in MONTHS)}))"
_SEASON = r"(?:(?i:spring|summer|autumn|fall|winter))"
_FIGURE = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d:]|[.,]\d)"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)(?![\w%]|[.,]\d|\s?(?:%|per\scent))"
_DAY_NAME = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PART = r"(?:(?:early|late|mid|the\s+(?:end|beginning|start|middle)\s+of)[\s-]+(?:the\s+)?)?"
_HERE = r"(?<![\w$£€#-])(?<!\d[.,/])"
_COUNT = rf"(?P<count>\d{{1,3}}|(?i:{_any(_CARDINALS)}))"
_CLOSED = r"(?![\w-])"


def _point(name: str, *, bare: bool) -> str:
    """Return a pattern of one date; with ``bare`` a year or a month alone will do."""
    n = name
    shapes = [
        rf"(?P<{n}i1>\d{{4}}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?![\d-])",
        rf"(?P<{n}d2>{_FIGURE})\s+(?:of\s+)?(?P<{n}m2>{_MONTH}){_CLOSED}"
        rf"(?:,?\s+(?P<{n}y2>{_YEAR}))?",
        rf"(?P<{n}d3>(?i:{_any(_ORDINALS)}))\s+of\s+(?P<{n}m3>{_FULL_MONTH}){_CLOSED}"
        rf"(?:,?\s+(?P<{n}y3>{_YEAR}))?",
        rf"(?P<{n}m4>{_MONTH})\s+(?P<{n}d4>{_FIGURE})(?:,?\s+(?P<{n}y4>{_YEAR}))?{_CLOSED}",
        rf"(?P<{n}m5>{_MONTH}|{_SEASON}),?\s+(?:of\s+)?(?P<{n}y5>{_YEAR})",
    ]
    if bare:
        shapes += [rf"(?P<{n}y6>{_YEAR})", rf"(?P<{n}m7>{_FULL_MONTH}){_CLOSED}"]
    return rf"{_PART}(?:{_DAY_NAME},?\s+)?(?:the\s+)?(?:{'|'.join(shapes)})"


_EVENTS = _any({noun for kind in ontology().events.values() for noun in kind.nouns})
_THINGS = (
    r"(?:\w+\s+)?(?:people|men|women|children|persons|percent|dollars|euros|pounds|miles|km|tons"
    r"|tonnes|cases|times|copies|votes|pages|others|names|members|families|victims|troops"
    r"|met(?:er|re)s|kilomet(?:er|re)s|[a-z]+(?:ers|ists|ents|ants|ees|ors|mates)|of\s+them)\b"
)
_NO_YEARS_BEFORE = (
    "figure total number count sum some only than least nearly about number rate average toll"
).split()

FIGURES = re.compile(r"\d\d")
NAMED = re.compile(
    rf"(?:{_any({name[:3] for name in MONTHS} | {m.upper() for m in MONTHS})}|{_SEASON}|[a-z]day\b)"
)
TOLD = re.compile(
    r"\b(?i:later|earlier|ago|next|following|same|that|last|this|yesterday|today|tonight|tomorrow"
    r"|end)\b"
)
"""Without these no pattern below can match: figures, names of times, words that tell a time."""

NOT_DATES = re.compile(
    rf"(?:(?i:every|each)\s+(?:\w+\s+)?(?:{_DAY_NAME}|{_FULL_MONTH}|day|week|month|year)"
    rf"|(?i:first|second|third|fourth|last)\s+(?:{_DAY_NAME}|week|weekend|day)\s+(?:of|in)\b"
    rf"|(?:Bloody|Black|Good|Holy|Easter|Palm|Ash)\s+{_DAY_NAME}"
    rf"|{_DAY_NAME}(?:s\b|\s+(?:Times|Post|Mirror|Night|Club|School|Telegraph))"
    rf"|(?:Resolution|Article|Circular|Case|Law|No\.?|Room|Route|Decree|page|Act)\s+(?:\w\s+)?\d{{4}})"
)
"""Words that look like dates and are none."""

COUNTED = re.compile(rf"(?<!\w){_YEAR}\s+{_THINGS}")
"""Four figures that count something: no year, unless a month stands before them."""

PAIR = re.compile(
    rf"{_HERE}(?i:from|between)\s+{_point('a', bare=True)}"
    rf"\s+(?:to|until|till|and|through)\s+{_point('b', bare=True)}{_CLOSED}"
)
TO = re.compile(
    rf"{_HERE}{_point('a', bare=True)}(?:\s*[-–—]\s*|\s+(?:to|through|until)\s+)"
    rf"{_point('b', bare=True)}{_CLOSED}"
)
SHORT_RANGE = re.compile(
    rf"{_HERE}(?:(?P<year>1[5-9]\d\d|20\d\d)[-–/](?P<short>\d\d)(?![\d-])"
    rf"|(?:(?P<open>(?i:from|between))\s+)?(?P<from>\d\d?)(?:\s*[-–]\s*|\s+(?:to|until)\s+"
    rf"|(?(open)\s+and\s+|(?!)))(?P<to>\d\d?)\s+(?P<month>{_MONTH})\s+(?P<in_year>{_YEAR}))"
)
APPROXIMATE = re.compile(
    rf"{_HERE}(?P<op>(?i:(?:in|of|from)\s+(?:about|around|roughly|approximately)"
    rf"|about|around|roughly|approximately|circa|c\.|ca\.))\s*{_point('a', bare=True)}"
)
NEAR = re.compile(
    rf"{_HERE}(?P<op>(?i:since|until|till|up\s+to|before|after|by|prior\s+to"
    rf"|(?:later|earlier)\s+than))\s+{_point('a', bare=True)}"
)
DATE = re.compile(rf"{_HERE}{_point('a', bare=False)}")
MONTH = re.compile(
    rf"\b[Ii]n\s+(?P<words>{_PART}(?:(?P<am1>{_FULL_MONTH})(?!\s+[A-Z])|(?:the\s+)?(?P<am2>{_SEASON})))"
    r"(?![\w'’-])"
)
LISTED_YEARS = re.compile(
    rf"\b(?i:in|of|during)\s+{_YEAR}(?:,\s*{_YEAR})*,?\s+(?:and|or)\s+{_YEAR}"
)
DECADE = re.compile(rf"{_HERE}(?:(?:early|late|mid)[\s-]+)?(?P<decade>1[5-9]\d|20\d)0s\b")
YEARS = (
    re.compile(
        rf"\b(?i:in|during|from|throughout|year|through)\s+(?P<words>{_PART}(?P<year>{_YEAR}))"
    ),
    re.compile(rf"\bfor\s+(?P<words>(?P<year>{_YEAR}))(?=\s*(?:[.,;)]|$))"),
    re.compile(rf"(?<!\w)(?P<words>(?:early|late|mid)[\s-](?P<year>{_YEAR}))"),
    re.compile(rf"\b(?!(?:{'|'.join(_NO_YEARS_BEFORE)})\b)\w+\s+of\s+(?P<words>(?P<year>{_YEAR}))"),
    re.compile(rf"\((?P<words>(?P<year>{_YEAR}))\)"),
    re.compile(
        rf"\b(?i:the|its|his|her|their|that)\s+(?P<words>(?P<year>{_YEAR}))"
        rf"(?=\s+(?:[\w'’-]+\s+){{0,2}}(?i:{_EVENTS})s?\b)"
    ),
    re.compile(
        rf"{_HERE}(?!\d\d00)(?P<words>(?P<year>{_YEAR}))"
        rf"(?=\s+(?:[\w'’-]+\s+){{0,1}}(?i:{_EVENTS})s?\b)"
    ),
    re.compile(rf"(?m)^[^\w\n]*(?P<words>(?P<year>{_YEAR}))(?=[^\w\n]*[\s*:–—-]+[A-Z])"),
)
"""A year alone, where what stands about it makes it one."""

LATER = re.compile(
    rf"\b(?:{_COUNT}\s+(?P<unit>days?|weeks?|months?|years?)\s+(?P<way>later|earlier)"
    rf"|[Tt]he\s+(?:next|following)\s+(?P<next>day|morning|afternoon|evening|night|month|year)"
    rf"|[Tt]he\s+following\s+(?P<named>{_FULL_MONTH})"
    rf"|[Tt]h(?:e\s+same|at\s+same|at)\s+(?P<same>day|morning|afternoon|evening|night)"
    rf"|[Tt]hat\s+(?P<in_year>{_FULL_MONTH}|{_SEASON}))(?!\w)"
)
RELATIVE = re.compile(
    rf"(?<![\w-])(?:(?P<near>(?i:the\s+day\s+before\s+yesterday|yesterday|today|tonight|tomorrow"
    rf"|last\s+night|this\s+(?:morning|afternoon|evening)))"
    rf"(?:\s+(?:morning|afternoon|evening|night))?(?!\w|['’]s\s+world|\s+an?\b)"
    rf"|(?P<end>(?i:the\s+end\s+of\s+the)\s+(?P<of>month|year))\b"
    rf"|{_COUNT}\s+(?P<unit>days?|weeks?|months?|years?)\s+ago(?:\s+(?P<exact>today|tonight))?"
    rf"|(?<!the\s)(?<!The\s)(?P<which>(?i:last|this|next))\s+"
    rf"(?P<what>weekend|week|month|year|{_FULL_MONTH}|{_SEASON})(?!\w|\s+(?:of|in)\b))"
)
WEEKDAY = re.compile(
    rf"(?<![\w-])(?:(?P<op>(?i:since|until|till))\s+)?(?:(?P<which>(?i:last|next|this))\s+)?"
    rf"(?P<day>{_DAY_NAME})(?!\w)"
)

_AHEAD = re.compile(
    r"\b(?:will|shall|won['’]t|going\s+to|would|could|may|might|'ll|’ll"
    r"|(?:is|are|was|were|be|been)\s+(?:due\s+|expected\s+|set\s+|scheduled\s+|planned\s+|likely\s+)?"
    r"(?:to|for)\b|(?:plan|intend|hope|expect|aim)s?(?:ed)?\s+to|upcoming|planned\s+for)"
)
_REPORTED = re.compile(
    r"\b(?:said|told|announced|added|reported|confirmed|wrote|declared|denied|warned|stated"
    r"|replied|claimed|admitted|insisted|argued|asked)\b"
)
_BEHIND = re.compile(
    r"\b(?:[a-z]{2,}ed|was|were|had|has|have|did|said|told|went|came|took|made|left|began|held|won"
    r"|met|saw|gave|found|sent|wrote|sat|stood|fled|fell|led|lost|kept|became|brought|put|died|shot"
    r"|broke|ran|rose|spoke|struck|won|read|cut|hit|beat|paid|sold|bought|caught|fought|taught)\b"
)


_LOOK = 400
"""Code points before and after a date in which its sentence is searched for its tense."""


def direction(text: str, start: int, end: int, at: int) -> Literal["past", "next"] | None:
    """Return whether a date told without its year or week lies back or ahead of the document.

    A plan or a possibility before it in its sentence, with no report between, points ahead; so
    does one behind a date that opens the sentence. Else any verb of the past points back.
    ``None`` where neither is there.
    """
    before, after = text[max(start, at - _LOOK) : at], text[at : min(end, at + _LOOK)]
    ahead = [found.end() for found in _AHEAD.finditer(before)]
    if ahead and not _REPORTED.search(before, ahead[-1]):
        return "next"
    if at - start < _LOOK and len(before.split()) <= 2:
        first = _AHEAD.search(after)
        behind = _BEHIND.search(after)
        if first is not None and (behind is None or first.start() <= behind.start()):
            return "next"
    return "past" if _BEHIND.search(before) or _BEHIND.search(after) else None
