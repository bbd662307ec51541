"""Years that follow a position: "from 2005 to 2011", "since 2013", "until March 2017"."""

from __future__ import annotations

import re
from calendar import month_name

from spacy.tokens import Doc

_MONTHS = {name.casefold(): number for number, name in enumerate(month_name) if name}
_DATE = rf"(?:(?:in\s+)?(?P<{{0}}m>{'|'.join(_MONTHS)})\s+)?(?P<{{0}}y>1[5-9]\d\d|20\d\d)"
_FIRST, _LAST = _DATE.format("a"), _DATE.format("b")
_PATTERNS = (
    (rf"(?:from|between)\s+{_FIRST}\s+(?:to|until|till|and|through)\s+{_LAST}", "{a}/{b}"),
    (rf"\(?{_FIRST}\s*[-–—]\s*{_LAST}\)?", "{a}/{b}"),
    (rf"since\s+{_FIRST}", "{a}/.."),
    (rf"(?:until|till)\s+{_FIRST}", "../{a}"),
    (rf"(?:in|during)\s+{_FIRST}", "{a}"),
)
_COMPILED = tuple(
    (re.compile(p + r"(?!\w|[-–/]\d)", re.IGNORECASE), shape) for p, shape in _PATTERNS
)


def years_after(doc: Doc, token: int) -> tuple[str, int] | None:
    """Read a date or a range that begins at a token.

    Returns
    -------
    tuple of str and int, or None
        The EDTF interval or date, with the precision that the words give, and the index of the
        token after them.

    Notes
    -----
    An end that the text leaves open is EDTF's ``..``.
    """
    if token >= len(doc):
        return None
    start = doc[token].idx
    for pattern, shape in _COMPILED:
        match = pattern.match(doc.text, start)
        if match is None:
            continue
        named = match.groupdict()
        when = shape.format(a=_edtf(named, "a"), b=_edtf(named, "b"))
        after = token
        while after < len(doc) and doc[after].idx < match.end():
            after += 1
        return when, after
    return None


def _edtf(named: dict[str, str | None], which: str) -> str:
    year, month = named.get(f"{which}y"), named.get(f"{which}m")
    if year is None:
        return ""
    return f"{year}-{_MONTHS[month.casefold()]:02d}" if month else year
