"""Sets of events with their participants, in one form: RAMS, WikiEvents, PLOVER's sentences, MUC-4.

Offsets are Unicode code points, half-open ``[start, end)``, into texts made from the sets' words.
"""

from __future__ import annotations

import gzip
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.outside.layers import written
from graph.model import Span

_TABLES = Path(__file__).with_name("participants.toml")
_ENDS = frozenset(".!?:;\"'”’)")
_ACTORS = ("source", "target")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEvent:
    """An event that people marked: its kinds in the ontology, and who takes part.

    ``trigger`` is ``None`` where a set marks none. ``arguments`` are the ontology's roles, empty
    where a set has none, each with the places of the words, of which any will do.
    """

    kinds: frozenset[str]
    trigger: Span | None
    arguments: tuple[tuple[frozenset[str], tuple[Span, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text with its events."""

    text: str
    events: tuple[GoldEvent, ...]


@cache
def _tables() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(_TABLES.read_text("utf-8"))


def kinds(table: str, name: str) -> frozenset[str]:
    """Return the kinds of the ontology that a set's type may be; none where it has no equal.

    Examples
    --------
    >>> sorted(kinds("rams", "personnel.endposition.n/a"))
    ['removal', 'resignation']
    """
    listed = _tables()[table]
    fitting = [key for key in listed if name.startswith(key)]
    return frozenset(listed[max(fitting, key=len)]) if fitting else frozenset()


def roles(name: str) -> frozenset[str]:
    """Return the roles of the ontology that a set's role may be."""
    return frozenset(_tables()["roles"].get(name.lower(), ()))


def rams(path: Path, *, every: int = 1) -> Iterator[Marked]:
    """Yield the windows of five sentences of RAMS, each with its one event."""
    for number, row in enumerate(_lines(path)):
        if number % every:
            continue
        text, places = written([word for sentence in row["sentences"] for word in sentence])

        def span(ends: list[int], places: list[Span] = places) -> Span:
            return Span(places[ends[0]].start, places[ends[1]].end)

        first, last, types = row["evt_triggers"][0]
        arguments = tuple(
            (found, (span(words),))
            for _, words, role in row["gold_evt_links"]
            if (found := roles(role[len("evt000arg00") :]))
        )
        event = GoldEvent(
            kinds=kinds("rams", types[0][0]), trigger=span([first, last]), arguments=arguments
        )
        yield Marked(text=text, events=(event,))


def wikievents(path: Path) -> Iterator[Marked]:
    """Yield the documents of WikiEvents."""
    for row in _lines(path):
        words = [word for sentence, _ in row["sentences"] for word in sentence]
        text = _laid_out([sentence for sentence, _ in row["sentences"]])

        def span(mark: Mapping[str, Any], words: list[list[Any]] = words) -> Span:
            return Span(words[mark["start"]][1], words[mark["end"] - 1][2])

        mentions = {mention["id"]: span(mention) for mention in row["entity_mentions"]}
        events = tuple(
            GoldEvent(
                kinds=kinds("wikievents", event["event_type"].lower()),
                trigger=span(event["trigger"]),
                arguments=tuple(
                    (found, (mentions[argument["entity_id"]],))
                    for argument in event["arguments"]
                    if (found := roles(argument["role"]))
                ),
            )
            for event in row["event_mentions"]
        )
        yield Marked(text=text, events=events)


def _laid_out(sentences: list[list[list[Any]]]) -> str:
    """Put words back to where they stood; a sentence that does not end as one ends its line."""
    text = ""
    for sentence in sentences:
        gap = sentence[0][1] - len(text) if sentence else 0
        ended = not text or text[-1] in _ENDS
        text += " " * gap if ended or not gap else "\n" + " " * (gap - 1)
        for word, start, _ in sentence:
            text += " " * (start - len(text)) + word
    return text


def plover(path: Path) -> Iterator[Marked]:
    """Yield PLOVER's sentences; their actors are given as words, not as places."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = row["text"].strip()
        actors = []
        for side in _ACTORS:
            listed = row.get(side)
            for actor in listed if isinstance(listed, list) else []:
                start = text.find(actor["actorText"]) if actor.get("actorText") else -1
                if start >= 0:
                    place = Span(start, start + len(actor["actorText"]))
                    actors.append((frozenset[str](), (place,)))
        event = GoldEvent(
            kinds=kinds("plover", row["event"]), trigger=None, arguments=tuple(actors)
        )
        yield Marked(text=text, events=(event,))


def muc4(path: Path) -> Iterator[Marked]:
    """Yield the documents of MUC-4; a participant stands wherever one of its mentions does."""
    for row in _lines(path):
        events = []
        for template in row["templates"]:
            arguments = [
                (roles(role), tuple(Span(at, at + len(words)) for words, at in entity))
                for role in ("PerpInd", "PerpOrg", "Target", "Victim")
                for entity in template[role]
            ]
            events.append(
                GoldEvent(
                    kinds=kinds("muc4", template["incident_type"].split(" / ")[0]),
                    trigger=None,
                    arguments=tuple(arguments),
                )
            )
        yield Marked(text=row["doctext"], events=tuple(events))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
