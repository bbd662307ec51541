"""How well attributions agree: by the words that their parts share, and exactly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from benchmarks.outside.polnear import Attribution
from graph.model import Span

_WORD = re.compile(r"\w+")
_HALF = 0.5

Part = frozenset[int]
Parts = tuple[Part, Part, Part]

#: Which pairs count, by the words of source, cue and content (see `pairs`).
Agrees = Callable[[Parts, Parts], bool]


def _shared(one: Part, other: Part) -> bool:
    return bool(one & other) or not (one or other)


def _half(one: Part, other: Part) -> bool:
    return len(one & other) >= _HALF * len(one | other)


MEASURES: dict[str, Agrees] = {
    "cue, by overlap": lambda a, b: _shared(a[1], b[1]),
    "cue and source, by overlap": lambda a, b: _shared(a[1], b[1]) and _shared(a[0], b[0]),
    "cue and content, by overlap": lambda a, b: _shared(a[1], b[1]) and _shared(a[2], b[2]),
    "source, cue and content, by overlap": lambda a, b: all(map(_shared, a, b)),
    "the same, half of the content's words shared": lambda a, b: (
        all(map(_shared, a, b)) and _half(a[2], b[2])
    ),
    "source, cue and content, exactly": lambda a, b: a == b,
}


def words_of(text: str, spans: Iterable[Span]) -> Part:
    """Return where the words in spans begin; marks and white space count for nothing."""
    return frozenset(
        match.start() for span in spans for match in _WORD.finditer(text, span.start, span.end)
    )


def parts(text: str, attribution: Attribution) -> Parts:
    """Return the words of source, cue and content."""
    return (
        words_of(text, attribution.source),
        words_of(text, attribution.cue),
        words_of(text, attribution.content),
    )


def pairs(gold: Sequence[Parts], found: Sequence[Parts], agrees: Agrees) -> list[tuple[int, int]]:
    """Pair gold and found attributions that agree, each once, those that share most words first."""
    possible = [
        (-len(g[2] & f[2]), -len(g[1] & f[1]), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if agrees(g, f)
    ]
    taken: list[tuple[int, int]] = []
    for _, _, i, j in sorted(possible):
        if all(i != a and j != b for a, b in taken):
            taken.append((i, j))
    return taken
