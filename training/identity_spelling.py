"""Learn how names are spelt in two scripts or in two ways, from pairs of spellings.

``python -m training.identity_spelling DATA``

``DATA`` holds ``arabic_names/wd_arabic_train.tsv.gz`` (Latin, Arabic, count; CC0). Writes
``graph/identity/data/latin-arabic.json`` and ``latin-latin.json``. The Persian names of
``training/persian_names.tsv``, which the Arabic ones lack, are added with a weight.

The costs of letter groups are found by expectation maximisation over all alignments (Ristad and
Yianilos 1998, with groups as in Jiampojamarn et al. 2007), then made sparse and turned into a
likeness by a logistic curve over true pairs and the most alike false ones.
"""

from __future__ import annotations

import argparse
import gzip
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import log
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from graph.identity.chunks import END, SHAPES, START, SpellingModel, to_json
from graph.identity.scripts import latin, plain_arabic

Pair = tuple[str, str, float]

FOLDER = Path(__file__).resolve().parent
TARGET = FOLDER.parent / "graph" / "identity" / "data"
ROUNDS = 5
MOST_PAIRS = 10_000
EXAMPLES = 700
NEAR = 25
PERSIAN_WEIGHT = 15.0
LEAST = 2e-6
HELD_OUT_EVERY = 10


def read_pairs(path: Path) -> list[Pair]:
    """Read Latin and Arabic spellings with weights that grow slowly with their count."""
    pairs = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            one, other, count = line.rstrip("\n").split("\t")
            first, second = latin(one), plain_arabic(other)
            if first and second:
                pairs.append((first, second, 1 + log(int(count))))
    return pairs


def is_held_out(arabic: str) -> bool:
    """Whether an Arabic form is only scored on when a model is tested: one in ten, by its sum."""
    return (
        sum(ord(letter) * (place + 1) for place, letter in enumerate(arabic)) % HELD_OUT_EVERY == 0
    )


def persian_pairs() -> list[Pair]:
    """Read the list of Persian names: Latin spellings, separated by commas, and the Persian."""
    pairs = []
    for line in (FOLDER / "persian_names.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            spellings, persian = line.split("\t")
            pairs += [
                (latin(s), plain_arabic(persian), PERSIAN_WEIGHT) for s in spellings.split(",")
            ]
    return pairs


def latin_pairs(pairs: Iterable[Pair]) -> list[Pair]:
    """Return, both ways, the Latin spellings that share an Arabic form of three letters or more."""
    spellings: dict[str, set[str]] = defaultdict(set)
    for one, other, _ in pairs:
        if len(other) > 2 and len(one) > 2:
            spellings[other].add(one)
    found = []
    for several in spellings.values():
        ordered = sorted(several)[:12]
        weight = 1 / max(1, len(ordered) - 1)
        found += [(a, b, weight) for a in ordered for b in ordered if a != b]
        found += [(a, a, 0.3) for a in ordered]
    return found


def learn(pairs: Sequence[Pair], *, rounds: int = ROUNDS) -> dict[tuple[str, str], float]:
    """Return the probability of each pair of letter groups, by expectation maximisation."""
    table: dict[tuple[str, str], float] = {}
    for round_ in range(rounds):
        counts: dict[tuple[str, str], float] = defaultdict(float)
        for one, other, weight in pairs:
            _expect(f"{START}{one}{END}", f"{START}{other}{END}", weight, table, counts)
        # Larger groups explain any pair in fewer steps: they count only as far as they recur.
        for shape in list(counts):
            if counts[shape] < 0.5 or (len(shape[0]) + len(shape[1]) > 3 and counts[shape] < 3):
                del counts[shape]
        total = sum(counts.values())
        table = {shape: count / total for shape, count in counts.items() if count / total > LEAST}
        print(f"  round {round_ + 1}: {len(table)} pairs of groups", flush=True)
    return table


def _expect(
    first: str,
    second: str,
    weight: float,
    table: dict[tuple[str, str], float],
    counts: dict[tuple[str, str], float],
) -> None:
    height, width = len(first) + 1, len(second) + 1
    forward = [[0.0] * width for _ in range(height)]
    forward[0][0] = 1.0
    steps: list[tuple[int, int, int, int, tuple[str, str], float]] = []
    for i in range(height):
        for j in range(width):
            for down, right in SHAPES:
                if down > i or right > j:
                    continue
                before = forward[i - down][j - right]
                if before == 0.0:
                    continue
                group = (first[i - down : i], second[j - right : j])
                p = (
                    table.get(group, 0.0)
                    if table
                    else 0.08 ** (down + right) * (0.2 if 0 in (down, right) else 1.0)
                )
                if table and p == 0.0 and down + right == 1:
                    p = 1e-7
                if p > 0.0:
                    forward[i][j] += before * p
                    steps.append((i, j, down, right, group, p))
    total = forward[-1][-1]
    if total <= 0.0:
        return
    backward = [[0.0] * width for _ in range(height)]
    backward[-1][-1] = 1.0
    for i, j, down, right, group, p in reversed(steps):
        after = backward[i][j]
        if after > 0.0:
            backward[i - down][j - right] += p * after
            counts[group] += weight * forward[i - down][j - right] * p * after / total


def model_of(pairs: Sequence[Pair], seed: int) -> SpellingModel:
    """Learn the costs, from a sample of the pairs, and the curve that turns them into likeness."""
    chance = random.Random(seed)
    table = learn(chance.sample(list(pairs), min(MOST_PAIRS, len(pairs))))
    left, right = _letters(p[0] for p in pairs), _letters(p[1] for p in pairs)
    model = SpellingModel(
        costs={group: -log(p) for group, p in table.items()},
        unseen=-log(LEAST / 4),
        left=left,
        right=right,
        scale=1.0,
        offset=0.0,
    )
    gains, labels = _examples(model, pairs, chance)
    curve = LogisticRegression(C=100.0).fit(np.array(gains)[:, None], labels)
    return SpellingModel(
        model.costs, model.unseen, left, right, float(curve.coef_[0][0]), float(curve.intercept_[0])
    )


def _letters(words: Iterable[str]) -> dict[str, float]:
    counted = Counter(letter for word in words for letter in word)
    total = sum(counted.values())
    return {letter: -log(count / total) for letter, count in counted.items()}


def _examples(
    model: SpellingModel, pairs: Sequence[Pair], chance: random.Random
) -> tuple[list[float], list[int]]:
    """Return gains of true pairs and of false ones that begin and sound alike."""
    by_start: dict[str, list[str]] = defaultdict(list)
    known = {(one, other) for one, other, _ in pairs}
    for _, other, _ in pairs:
        by_start[other[:1]].append(other)
    gains, labels = [], []
    for one, other, _ in chance.sample(list(pairs), min(EXAMPLES, len(pairs))):
        if one == other:
            continue
        gains.append(model.gain(one, other))
        labels.append(1)
        near = [
            word
            for word in chance.sample(by_start[other[:1]], min(NEAR, len(by_start[other[:1]])))
            if (one, word) not in known and word != one and abs(len(word) - len(other)) < 3
        ]
        if near:
            gains.append(max(model.gain(one, word) for word in near))
            labels.append(0)
    return gains, labels


def main() -> None:
    """Learn both models and write them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--tested", action="store_true", help="leave out what tests score on")
    parser.add_argument("--to", type=Path, default=TARGET)
    arguments = parser.parse_args()
    pairs = read_pairs(arguments.data / "arabic_names" / "wd_arabic_train.tsv.gz")
    if arguments.tested:
        pairs = [pair for pair in pairs if not is_held_out(pair[1])]
    arguments.to.mkdir(parents=True, exist_ok=True)
    for name, learnt in (
        ("latin-arabic", [*pairs, *persian_pairs()]),
        ("latin-latin", latin_pairs([*pairs, *persian_pairs()])),
    ):
        print(f"{name}: {len(learnt)} pairs")
        text = to_json(model_of(learnt, seed=7))
        (arguments.to / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
