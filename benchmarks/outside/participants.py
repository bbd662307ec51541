"""Who takes part in events, on sets that others annotated.

A participant is right when it belongs to an event at the gold's words (where a set marks them) or
of a kind that the gold's may be (where it does not), and the head of its words stands in the gold's
or the other way round. The sets also mark whom no name is known of; `named` counts only those whose
head is a proper noun, for nothing else becomes an end of a claim unless it stands for a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.outside.event_sets import GoldEvent, Marked, muc4, plover, rams, wikievents
from benchmarks.outside.figures import Figures, figures
from benchmarks.outside.layers import Layers, Outsider
from graph.derive.claims import THRESHOLD
from graph.model import Span

_RAMS_EVERY = 3
_MUC_DOCUMENTS = 200


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody in an event: the event's words and kind, the role, the words, and the score."""

    trigger: Span
    kind: str
    role: str
    words: Span
    head: Span
    score: float


def measure(data: Path, reader: Outsider) -> Figures:
    """Return the figures of all sets."""
    windows = rams(data / "rams/dev.jsonlines.gz", every=_RAMS_EVERY)
    reports = islice(muc4(data / "muc4/gtt_dev.json.gz"), _MUC_DOCUMENTS)
    return {
        f"rams dev, every {_RAMS_EVERY}rd window": score(windows, reader),
        "wikievents dev": score(wikievents(data / "wikievents/dev.jsonl.gz"), reader),
        "plover sentences": score(plover(data / "plover_gsr/plover_gsr_train.jsonl"), reader),
        f"muc4 dev, {_MUC_DOCUMENTS} documents in small letters": score(reports, reader),
    }


def score(texts: Iterable[Marked], reader: Outsider) -> dict[str, Any]:
    """Return triggers and participants found, all and those above the threshold."""
    counts: Counter[str] = Counter()
    for marked in texts:
        gold = [event for event in marked.events if event.kinds]
        counts["outside"] += len(marked.events) - len(gold)
        layers = reader.read(marked.text)
        found = list(participants(layers))
        _triggers(gold, layers, counts)
        for name, least in (("all", 0.0), ("drawn", THRESHOLD)):
            _participants(name, gold, [f for f in found if f.score >= least], layers, counts)
    rows: dict[str, Any] = {}
    if counts["triggers"]:
        rows["triggers found"] = _share(counts["triggers found"], counts["triggers"])
        rows["triggers found, of a fitting kind"] = _share(counts["kinds"], counts["triggers"])
    else:
        rows["events of a fitting kind found"] = _share(counts["kinds"], counts["events"])
    for name, title in (("drawn", "claims"), ("all", "claims and candidates")):
        found_n = counts[f"{name} found"]
        rows[f"participants, {title}"] = figures(
            counts[f"{name} right"],
            found_n,
            counts["arguments"],
            covered=counts[f"{name} gold right"],
        )
        if counts["with roles"]:
            rows[f"participants and roles, {title}"] = figures(
                counts[f"{name} right role"],
                found_n,
                counts["arguments"],
                covered=counts[f"{name} gold role"],
            )
        rows[f"participants, {title}, named in the gold"] = _share(
            counts[f"{name} right named"], counts["named"]
        )
    rows["events of types that the ontology lacks, left out"] = {"n": counts["outside"]}
    return rows


def _share(right: int, of: int) -> dict[str, Any]:
    return {"r": round(100 * right / max(1, of), 1), "n": of}


def participants(layers: Layers) -> Iterator[Found]:
    """Yield who takes part in the events of a reading, and where they happened."""
    mentions = layers.reading.mentions
    for statement in layers.reading.statements:
        event = mentions[statement.subject]
        place = statement.predicate == "happened-in"
        words = statement.spans.object
        if event.event is None or words is None:
            continue
        if not place and statement.predicate != "participant":
            continue
        span = Span(words.start, words.end)
        head = layers.head(span)
        yield Found(
            trigger=Span(event.start, event.end),
            kind=event.event,
            role="place" if place else statement.role or "",
            words=span,
            head=span if head is None else Span(head.idx, head.idx + len(head)),
            score=statement.score,
        )


def _triggers(gold: list[GoldEvent], layers: Layers, counts: Counter[str]) -> None:
    events = [m for m in layers.reading.mentions if m.event is not None]
    for event in gold:
        counts["events"] += 1
        if event.trigger is None:
            counts["kinds"] += any(m.event in event.kinds for m in events)
            continue
        there = [m for m in events if _overlap(Span(m.start, m.end), event.trigger)]
        counts["triggers"] += 1
        counts["triggers found"] += bool(there)
        counts["kinds"] += any(m.event in event.kinds for m in there)


def _participants(
    name: str, gold: list[GoldEvent], found: list[Found], layers: Layers, counts: Counter[str]
) -> None:
    """Count each found pair of event and words once, and each argument of the gold once."""
    judged: dict[tuple[Span, Span], bool] = {}
    fitting: dict[tuple[Span, Span], bool] = {}
    for event in gold:
        there = [f for f in found if _at(event, f)]
        for one in there:
            key = (one.trigger, one.words)
            judged.setdefault(key, False)
            fitting.setdefault(key, False)
        for wanted, places in event.arguments:
            heads = [head for place in places if (head := layers.head(place)) is not None]
            named = any(head.pos_ == "PROPN" for head in heads)
            spans = [(p, Span(h.idx, h.idx + len(h))) for p, h in zip(places, heads, strict=False)]
            hits = [f for f in there if any(_same(f, place, head) for place, head in spans)]
            for hit in hits:
                judged[hit.trigger, hit.words] = True
                fitting[hit.trigger, hit.words] |= hit.role in wanted
            if name == "all":
                counts["arguments"] += 1
                counts["named"] += named
                counts["with roles"] += bool(wanted)
            counts[f"{name} gold right"] += bool(hits)
            counts[f"{name} gold role"] += any(hit.role in wanted for hit in hits)
            counts[f"{name} right named"] += bool(hits) and named
    counts[f"{name} found"] += len(judged)
    counts[f"{name} right"] += sum(judged.values())
    counts[f"{name} right role"] += sum(fitting.values())


def _at(event: GoldEvent, found: Found) -> bool:
    if event.trigger is not None:
        return _overlap(event.trigger, found.trigger)
    return found.kind in event.kinds


def _same(found: Found, place: Span, head: Span) -> bool:
    return place.covers(found.head) or found.words.covers(head)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
