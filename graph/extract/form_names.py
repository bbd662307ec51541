"""Names that their form gives away where the reader saw none: "Maro Cement", "Hotel Miramar".

A capitalised word or two before a word of trade, behind "Hotel" or "Fort", or a "Warehouse" with a
number. What the reader has read already stands, unless it is the beginning of such a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.model import FoundMention

_SCORE = 0.85
_WORD = r"[A-Z][a-zà-ÿ]+(?:[-’'][A-Z][a-zà-ÿ]+)?"
_TRADES = (
    "Trading|Shipping|Holdings|Cement|Seafoods|Logistics|Airways|Airlines|Ferries|Freight|Steel|"
    "Metals|Mining|Motors|Nominees|Trustees|Ventures|Advisory|Shipyards?|Textiles|Breweries|"
    "Pharmaceuticals|Petroleum|Telecom|Minerals|Timber|Chemicals|Plastics|Electronics|Foods|Ports"
)
_SITES = (
    "Hotel|Clinic|Barracks|Refinery|Brewery|Shipyard|Airport|Monastery|Cemetery|Smelter|Sawmill"
)
_FIRM = re.compile(rf"\b(?:{_WORD} ){{1,2}}(?:{_TRADES})\b(?! [A-Z&])")
_SITE = re.compile(rf"\b(?:{_WORD} ){{1,2}}(?:{_SITES})\b(?! [A-Z&])")
_CALLED = re.compile(rf"\b(?:Hotel|Fort|Villa|Camp) {_WORD}(?: {_WORD})?\b")
_NUMBERED = re.compile(r"\b(?:Warehouse|Hangar|Pier|Checkpoint|Barrack) (?:No\.? ?)?\d{1,3}\b")
# Words that begin a sentence, or say which of several, and are no part of a name.
_OUTSIDE = frozenset(
    """the a an in on at by for from when after before while if but and or as with to his her its
    their our my this that these those all some both under over since until during through one two
    three four five new former old mr mrs ms dr state national foreign federal international global
    local public private general central""".split()
)


def form_names(
    text: str, mentions: Sequence[FoundMention], component: str
) -> Iterator[tuple[FoundMention, FoundMention | None]]:
    """Yield names by their form, each with the mention that it takes the place of, if any.

    Parameters
    ----------
    text : str
    mentions : sequence of FoundMention
        What the reader found, in text order.
    component : str
    """
    taken: list[tuple[int, int]] = []
    shapes = ((_FIRM, "ORG"), (_SITE, "FAC"), (_CALLED, "FAC"), (_NUMBERED, "FAC"))
    for shape, kind in shapes:
        for match in shape.finditer(text):
            start, end = match.span()
            first = match[0].split()[0]
            if first.lower() in _OUTSIDE:
                start += len(first) + 1
            if len(text[start:end].split()) == 1 or any(s < end and start < e for s, e in taken):
                continue
            met = [m for m in mentions if m.start < end and start < m.end]
            within = len(met) == 1 and met[0].start == start and met[0].end < end
            fits = within and met[0].type in {"GPE", "LOC", "ORG", "FAC"}
            if met and not fits:
                continue
            taken.append((start, end))
            yield (
                FoundMention(
                    start=start,
                    end=end,
                    text=text[start:end],
                    type=kind,
                    form="named",
                    score=_SCORE,
                    component=component,
                ),
                met[0] if met else None,
            )
