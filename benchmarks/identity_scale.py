"""How the cost of telling who is who grows with the number of mentions.

``python -m benchmarks.identity_scale [--sizes 1000 10000 ...] [--json FILE]``

Makes cases of invented people with a seed: few are mentioned often and most seldom, names are drawn
from lists in which some are frequent, and some mentions are spelt otherwise. Each size runs in a
process of its own, whose greatest memory is reported.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import resource
import time
from pathlib import Path

from graph.identity.resolve import resolve
from graph.model import FoundMention, Reading, Span

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)
SHOWN = ("seconds", "memory_mib", "names", "pairs", "oversized")
MENTIONS_A_DOCUMENT = 25
MENTIONS_A_PERSON = 8
SEED = 5

_STARTS = "b br d dr f g gr h j k kh l m n p q r s sh st t tr v y z".split()
_VOWELS = "a e i o u ou ai".split()
_ENDS = "l m n r s sh t d k v lan ren mir dis rov nak".split()
_OTHERWISE = (("kh", "h"), ("q", "k"), ("ou", "u"), ("sh", "ch"), ("i", "ee"), ("ai", "ay"))


def word(chance: random.Random, parts: int) -> str:
    """Return an invented name of some syllables."""
    made = "".join(chance.choice(_STARTS) + chance.choice(_VOWELS) for _ in range(parts))
    return (made + chance.choice(_ENDS)).capitalize()


def respelt(name: str, chance: random.Random) -> str:
    """Return a name spelt otherwise, where it can be."""
    fitting = [(old, new) for old, new in _OTHERWISE if old in name]
    return name.replace(*chance.choice(fitting), 1) if fitting else name


def readings(mentions: int) -> dict[str, Reading]:
    """Return documents that hold so many mentions of invented people."""
    chance = random.Random(SEED)
    people = max(10, mentions // MENTIONS_A_PERSON)
    given = [word(chance, 2) for _ in range(max(20, int(people**0.6)))]
    surnames = [word(chance, 3) for _ in range(max(20, int(people**0.75)))]
    names = [
        f"{given[int(len(given) * chance.random() ** 2)]} "
        f"{surnames[int(len(surnames) * chance.random() ** 2)]}"
        for _ in range(people)
    ]
    made: dict[str, Reading] = {}
    for number in range(mentions // MENTIONS_A_DOCUMENT):
        found, at = [], 0
        for _ in range(MENTIONS_A_DOCUMENT):
            name = names[int(people * chance.random() ** 3)]
            if chance.random() < 0.1:
                name = respelt(name, chance)
            found.append(
                FoundMention(
                    start=at,
                    end=at + len(name),
                    text=name,
                    type="PERSON",
                    form="named",
                    score=1.0,
                    component="made",
                )
            )
            at += len(name) + 2
        made[f"doc-{number:07}"] = Reading(
            text_sha256="",
            set_aside_sha256="",
            pipeline="made",
            sentences=(Span(0, at),),
            mentions=tuple(found),
        )
    return made


def measure(mentions: int) -> dict[str, float]:
    """Resolve a case of so many mentions; seconds are of the processor, memory in MiB."""
    case = readings(mentions)
    before, clock = time.process_time(), time.perf_counter()
    found = resolve(case)
    return {
        "mentions": float(mentions),
        "seconds": round(time.process_time() - before, 1),
        "clock": round(time.perf_counter() - clock, 1),
        "memory_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 0),
        "names": float(found.names),
        "pairs": float(found.work.pairs),
        "oversized": float(found.work.oversized),
        "entities": float(len(found.groups)),
    }


def main() -> None:
    """Print the curve."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    rows = []
    for size in arguments.sizes:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            rows.append(pool.apply(measure, (size,)))
        if len(rows) == 1:
            print("".join(f"{name:>12}" for name in rows[0]))
        print("".join(f"{value:>12,.0f}" for value in rows[-1].values()), flush=True)
    if arguments.json is not None:
        known = json.loads(arguments.json.read_text("utf-8")) if arguments.json.exists() else {}
        known["growth"] = {
            f"{row['mentions']:,.0f} mentions": {name: row[name] for name in SHOWN} for row in rows
        }
        arguments.json.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
