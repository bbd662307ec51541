"""Time lines: claims with a date, each drawn as long as its date is vague."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from graph.explore.web.desk import Desk
from graph.explore.web.held import Held
from graph.explore.web.records import ClaimCard, Count, Moment, TimelinePage
from graph.query.about import dated

SHOWN = 200
MAX_ENTITIES = 12
_OPEN = 0.06
"""Share of the time shown that is added where a bar has an open end."""
_THINNEST = 0.35
"""Per cent of the width that the shortest time is drawn with, so that it can be seen."""


def timeline(
    desk: Desk,
    held: Held,
    *,
    id: Sequence[str] = (),
    first: str | None = None,
    last: str | None = None,
) -> TimelinePage:
    """Return the dated claims about entities; without any, those of the whole case."""
    rows = [desk.entity_row(one) for one in id[:MAX_ENTITIES]]
    names = desk.named(rows)
    found = dated(held.network(desk.db), rows, first=first, last=last, most=SHOWN)
    moments = moments_of(desk, found.best)
    return TimelinePage(
        entities=[names[row] for row in rows],
        moments=moments,
        ticks=_ticks(moments),
        undated=found.total - found.count if first is None and last is None else 0,
        left_out=found.count - len(found.best),
    )


def moments_of(desk: Desk, claims: Sequence[int], *, undated: bool = False) -> list[Moment]:
    """Return claims in order of time, with where each stands between the first and last of them.

    Parameters
    ----------
    desk : Desk
    claims : sequence of int
    undated : bool
        Also give those without a date, after the others.
    """
    days = {
        row[0]: (row[1], row[2])
        for row in desk.db.execute(
            "SELECT claim, first, last FROM dated WHERE claim IN (SELECT value FROM json_each(?))",
            (json.dumps(list(claims)),),
        )
    }
    cards = dict(zip(claims, desk.claims(claims, quotes=0), strict=True))
    spans = {claim: (_day(first), _day(last)) for claim, (first, last) in days.items()}
    start, stop = _shown(list(spans.values()))
    width = max(1, stop - start)
    found = []
    for claim in claims:
        if claim not in days:
            if undated:
                found.append(_undated(cards[claim]))
            continue
        first, last = spans[claim]
        left = 100 * ((start if first is None else first) - start) / width
        right = 100 * ((stop if last is None else last) - start) / width
        thick = max(_THINNEST, right - left)
        found.append(
            Moment(
                first=days[claim][0],
                last=days[claim][1],
                precision=_precision(*days[claim]),
                left=round(min(left, 100 - thick), 3),
                width=round(thick, 3),
                claim=cards[claim],
            )
        )
    return sorted(found, key=lambda moment: (moment.first, moment.last, moment.claim.id))


def _undated(card: ClaimCard) -> Moment:
    return Moment(first="~", last="~", precision="none", left=0.0, width=0.0, claim=card)


def _day(text: str) -> int | None:
    """Return a day as a number; ``None`` for an open end."""
    if text.startswith("0000") or text.startswith("9999"):
        return None
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        return date(max(1, int(text[:4])), 1, 1).toordinal()


def _precision(first: str, last: str) -> str:
    if first.startswith("0000") or last.startswith("9999"):
        return "open"
    if first == last:
        return "day"
    if first[:7] == last[:7]:
        return "month"
    return "year" if first[:4] == last[:4] else "years"


def _shown(spans: Sequence[tuple[int | None, int | None]]) -> tuple[int, int]:
    """Return the first and last day of a time line; bars with an open end get room for it."""
    known = [day for span in spans for day in span if day is not None]
    start, stop = (min(known), max(known)) if known else (1, 2)
    room = max(365, round(_OPEN * (stop - start)))
    before = room * any(first is None for first, _ in spans)
    return max(1, start - before), stop + room * any(last is None for _, last in spans)


def _ticks(moments: Sequence[Moment]) -> list[Count]:
    """Return years to write above the time line, and where, in thousandths of its width."""
    if not moments:
        return []
    start, stop = _shown([(_day(moment.first), _day(moment.last)) for moment in moments])
    one, two = date.fromordinal(start).year, date.fromordinal(stop).year
    step = next((s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500) if (two - one) / s <= 9), 1000)
    ticks = []
    for year in range(-(-one // step) * step, two + 1, step):
        at = (date(max(1, year), 1, 1).toordinal() - start) / max(1, stop - start)
        if 0 <= at <= 0.97:
            ticks.append(Count(id=str(year), words=str(year), count=round(at * 1000)))
    return ticks
