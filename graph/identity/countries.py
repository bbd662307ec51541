"""Countries and unions of states under their short, official and abbreviated names."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.names import normal

_ABBREVIATED = (
    (re.compile(r"\bU\.? ?S\.?(?: ?A\b\.?)?(?![\w&])"), "United States"),
    (re.compile(r"\bU\.? ?K\b\.?(?![\w&])"), "United Kingdom"),
    (re.compile(r"\bE\.?U\b\.?(?![\w&])"), "European Union"),
    (re.compile(r"\bU\.?N\b\.?(?![\w&])"), "United Nations"),
    (re.compile(r"\bU\.?A\.?E\b\.?(?![\w&])"), "United Arab Emirates"),
    (re.compile(r"\bUnited States of America\b"), "United States"),
)
_ALSO = {
    "great britain": "united kingdom",
    "britain": "united kingdom",
    "united kingdom of great britain and northern ireland": "united kingdom",
    "ussr": "soviet union",
    "u s s r": "soviet union",
    "union of soviet socialist republics": "soviet union",
    "russian federation": "russia",
    "people's republic of china": "china",
    "prc": "china",
    "republic of korea": "south korea",
    "democratic people's republic of korea": "north korea",
    "dprk": "north korea",
    "democratic republic of the congo": "dr congo",
    "democratic republic of congo": "dr congo",
    "drc": "dr congo",
    "syrian arab republic": "syria",
    "turkiye": "turkey",
    "czechia": "czech republic",
    "burma": "myanmar",
}
_OFFICIAL = re.compile(
    r"(?:(?:islamic|people's|democratic|federal|socialist|bolivarian|arab|hashemite|lebanese) )*"
    r"(?:republic|kingdom|sultanate|principality) of (?:the )?(.+)"
    r"|state of (israel|kuwait|libya|palestine|qatar)"
)
_NOT_THE_SAME = frozenset({"china", "korea", "congo"})
"""Countries of which a republic of that name may be another one."""


@lru_cache(maxsize=200_000)
def plain_country(name: str) -> str:
    """Return a name with countries in it under the name that they mostly go by.

    Abbreviations are written out wherever they stand, so that "US Air Force" and "United States
    Air Force" are one; official names only where they are the whole name.

    Examples
    --------
    >>> plain_country("U.S. Air Force"), plain_country("Islamic Republic of Iran")
    ('United States Air Force', 'iran')
    """
    text = name
    for pattern, written in _ABBREVIATED:
        text = pattern.sub(written, text)
    whole = normal(text)
    if whole in _ALSO:
        return _ALSO[whole]
    official = _OFFICIAL.fullmatch(whole)
    if official is not None and official[1] not in _NOT_THE_SAME:
        return official[1] or official[2]
    return text
