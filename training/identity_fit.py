"""Fit the weights by which two names, and what stands around them, are taken to be one.

``python -m training.identity_fit DATA``

Three fits, each a logistic regression whose signs are bound to what a feature means (a difference
never speaks for identity):

1. names, of people and of all else, on ``name_pairs`` and, for people, on pairs made of Latin
   spellings of one Arabic name, with the most alike of another name as counter-examples;
2. surroundings, on pairs of chains in different documents of one case that holds the tunable sample
   gold and Meantime's stories airbus and apple, without a look at the names: so the weights say
   what company and positions tell by themselves;
3. on the pairs of that case that blocking proposes, again of people and of all else, how much the
   sum of the names and equal names count beside the sum of the surroundings.

Writes ``graph/identity/data/weights.json``. Needs scikit-learn and SciPy, which the package does not.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from scipy.optimize import minimize

from benchmarks.gold import SAMPLES
from benchmarks.identity_gold import Corpus, meantime, place, read_folder, samples, write_meantime
from graph.identity.candidates import as_names, candidate_pairs
from graph.identity.comparison import NAME_FEATURES, compare
from graph.identity.nodes import Node, node_of
from graph.identity.profiles import Profile, profiles
from graph.identity.scorer import CONTEXT_FEATURES
from graph.identity.surroundings import Surroundings

Floats = npt.NDArray[np.float64]

TARGET = Path(__file__).resolve().parent.parent / "graph" / "identity" / "data" / "weights.json"
FREE = frozenset({"acronym", "other_script"})
SPEAKS_FOR = frozenset({"company", "same_position", "same_owner", "same_words", "names"})
MADE_PAIRS = 600
MADE_WEIGHT = 0.05
PAIRS_WEIGHT = 0.3
JOIN, REVIEW = 0.95, 0.35
CHANCE = 7


class Logistic:
    """Logistic regression with signs bound and a pull towards 0.

    Parameters
    ----------
    features : sequence of str
        Names of the columns.
    strength : float
        Inverse of the pull towards 0; the bias is not pulled.
    """

    def __init__(
        self, features: Sequence[str], *, strength: float = 3.0, default: str = "against"
    ) -> None:
        self.features = tuple(features)
        self.strength = strength
        self.default = default

    def fit(
        self,
        x: Floats,
        y: npt.NDArray[np.bool_],
        weight: Floats | None = None,
        *,
        offset: Floats | float = 0.0,
    ) -> Logistic:
        """Find the weights; ``offset`` is added to the log-odds as it is."""
        size = x.shape[1]
        sign = np.where(y, 1.0, -1.0)
        share = np.ones(len(y)) if weight is None else weight

        def loss(w: Floats) -> tuple[float, Floats]:
            z = x @ w[:size] + w[size] + offset
            pull = (w[:size] ** 2).sum() / (2 * self.strength)
            value = float((share * np.logaddexp(0, -sign * z)).sum() + pull)
            g = -(share * sign / (1 + np.exp(np.clip(sign * z, -60, 60))))
            return value, np.r_[x.T @ g + w[:size] / self.strength, g.sum()]

        bounds = [self._bound(name) for name in self.features] + [(None, None)]
        found = minimize(loss, np.zeros(size + 1), jac=True, method="L-BFGS-B", bounds=bounds)
        self.weights, self.bias = found.x[:size], float(found.x[size])
        return self

    def _bound(self, name: str) -> tuple[float | None, float | None]:
        if name in FREE:
            return (None, None)
        return (0.0, None) if name in SPEAKS_FOR else (None, 0.0)

    def log_odds(self, x: Floats) -> Floats:
        """Return the log-odds of rows."""
        return np.asarray(x @ self.weights + self.bias)

    def table(self) -> dict[str, float]:
        """Return the weights by feature, with the bias, to three decimals."""
        rows = zip(self.features, self.weights, strict=True)
        return {"bias": round(self.bias, 3)} | {
            name: round(float(value), 3) for name, value in rows if abs(value) > 5e-4
        }


def read_name_pairs(data: Path) -> list[tuple[str, str, str, bool]]:
    """Return pairs of names with their family of types and whether they are one."""
    path = data / "name_pairs" / "name_bench_train.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [
            (row["name1"], row["name2"], family_of(row["schema"]), row["is_match"] == "true")
            for row in csv.DictReader(file)
        ]


def family_of(schema: str) -> str:
    """Return the family of types of a schema of the name pairs."""
    return "PERSON" if schema in {"Person", "LegalEntity"} else "organisation"


def rows_of(pairs: Sequence[tuple[str, str, str, bool]]) -> Floats:
    """Return the figures of name comparisons as rows."""
    figures = [dict(compare(one, other, family)) for one, other, family, _ in pairs]
    return np.array([[f.get(name, 0.0) for name in NAME_FEATURES] for f in figures])


def made_pairs(data: Path) -> list[tuple[str, str, str, bool]]:
    """Return pairs of two-word names made of spellings of Arabic names, true and false."""
    chance = random.Random(CHANCE)
    spellings: dict[str, set[str]] = defaultdict(set)
    forms: dict[str, set[str]] = defaultdict(set)
    path = data / "arabic_names" / "wd_arabic_train.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            one, other, _ = line.rstrip("\n").split("\t")
            if len(one) > 3 and one.isascii() and len(other) > 2:
                spellings[other].add(one)
                forms[one].add(other)
    several = sorted(key for key, found in spellings.items() if len(found) > 2)
    words = sorted(forms)
    pairs: list[tuple[str, str, str, bool]] = []
    for _ in range(MADE_PAIRS):
        given, surname = (sorted(spellings[chance.choice(several)]) for _ in range(2))
        first, second = chance.choice(given), chance.choice(surname)
        pairs.append(
            (
                f"{first} {second}",
                f"{chance.choice(given)} {chance.choice(surname)}",
                "PERSON",
                True,
            )
        )
        near = min(
            (w for w in chance.sample(words, 400) if forms[w].isdisjoint(forms[second])),
            key=lambda w: (OSA.distance(w, second), w),
        )
        pairs.append((f"{first} {second}", f"{first} {near}", "PERSON", False))
    return [pair for pair in pairs if pair[0] != pair[1]]


def fit_names(
    pairs: Sequence[tuple[str, str, str, bool]], made: Sequence[tuple[str, str, str, bool]]
) -> dict[str, Logistic]:
    """Fit the weights of names, of people and of all else."""
    fitted = {}
    for family in ("PERSON", "organisation"):
        own = [pair for pair in pairs if pair[2] == family]
        extra = [pair for pair in made if pair[2] == family]
        labels = np.array([pair[3] for pair in [*own, *extra]])
        weight = np.r_[np.ones(len(own)), np.full(len(extra), MADE_WEIGHT)]
        fitted[family] = Logistic(NAME_FEATURES).fit(rows_of([*own, *extra]), labels, weight)
    return fitted


def chains(corpus: Corpus) -> Iterator[tuple[list[Profile], list[Node], list[str], Surroundings]]:
    """Yield the whole-named chains of a corpus, one node each, with their gold entities.

    Once of the gold's mentions and once of the program's, where they are those of one entity.
    """
    for readings in (corpus.gold, corpus.found):
        found: list[Profile] = []
        for document in sorted(readings):
            reading = readings[document]
            found += profiles(document, reading, corpus.sources[document])
        known: list[str] = []
        nodes: list[Node] = []
        for index, profile in enumerate(found):
            mentions = [readings[profile.key[0]].mentions[i] for i in profile.mentions]
            entities = {
                corpus.entities.get(place(profile.key[0], m.start, m.text)) for m in mentions
            } - {None}
            if profile.is_full and len(entities) == 1:
                nodes.append(node_of(found, [index]))
                known.append(str(entities.pop()))
        yield found, nodes, known, Surroundings(found, nodes, corpus.sources)


def merged(corpora: Sequence[Corpus]) -> Corpus:
    """Return several corpora as one."""
    return Corpus(
        entities={key: e for corpus in corpora for key, e in corpus.entities.items()},
        gold={key: r for corpus in corpora for key, r in corpus.gold.items()},
        found={key: r for corpus in corpora for key, r in corpus.found.items()},
        sources={key: s for corpus in corpora for key, s in corpus.sources.items()},
    )


def fit_context(corpora: Sequence[Corpus]) -> Logistic:
    """Fit the weights of surroundings without a look at the names."""
    chance = random.Random(CHANCE)
    rows: list[list[float]] = []
    labels: list[bool] = []
    for corpus in corpora:
        for _, nodes, known, around in chains(corpus):
            apart = [
                (i, j)
                for i, j in combinations(range(len(nodes)), 2)
                if nodes[i].family == nodes[j].family
                and not nodes[i].documents & nodes[j].documents
            ]
            same = [(i, j) for i, j in apart if known[i] == known[j]]
            other = [(i, j) for i, j in apart if known[i] != known[j]]
            chosen = chance.sample(other, min(len(other), 1500)) + chance.sample(
                same, min(len(same), 1500)
            )
            for i, j in chosen:
                figures = dict(around.figures(nodes[i], nodes[j]))
                rows.append([figures.get(name, 0.0) for name in CONTEXT_FEATURES])
                labels.append(known[i] == known[j])
    x, y = np.array(rows), np.array(labels)
    weight = np.where(y, 0.5 / max(1, y.sum()), 0.5 / max(1, (~y).sum())) * 400
    return Logistic(CONTEXT_FEATURES, strength=1.0).fit(x, y, weight)


def fit_together(
    corpora: Sequence[Corpus],
    pairs: Sequence[tuple[str, str, str, bool]],
    names: Mapping[str, Logistic],
    context: Logistic,
) -> dict[str, Logistic]:
    """Fit how much the names' sum, equal names and the surroundings' sum count together.

    The pairs of names count here too, without surroundings: texts about one affair hold few people
    whose names are nearly alike, and would teach to join them.
    """
    rows: dict[str, list[list[float]]] = defaultdict(list)
    labels: dict[str, list[bool]] = defaultdict(list)
    for one, other, family, same in pairs:
        value = float(names[family].log_odds(rows_of([(one, other, family, same)]))[0])
        rows[family].append([value, float(not compare(one, other, family)), 0.0])
        labels[family].append(same)
    for corpus in corpora:
        for _, nodes, known, around in chains(corpus):
            blocks = candidate_pairs(as_names((n.family, n.names) for n in nodes))
            for i, j in blocks.pairs.tolist():
                if nodes[i].documents & nodes[j].documents:
                    continue
                one, other = nodes[i], nodes[j]
                family = "PERSON" if one.family == "PERSON" else "organisation"
                best, equal = _best(one, other, names[family])
                figures = dict(around.figures(one, other))
                row = np.array([figures.get(name, 0.0) for name in CONTEXT_FEATURES])
                rows[family].append([best, equal, float(row @ context.weights)])
                labels[family].append(known[i] == known[j])
    fitted = {}
    for family, found in rows.items():
        x, y = np.array(found), np.array(labels[family])
        made_up = sum(pair[2] == family for pair in pairs)
        weight = np.r_[np.full(made_up, PAIRS_WEIGHT), np.ones(len(y) - made_up)]
        unequal = x[:, 1] == 0
        print(
            f"{family}: {len(y)} pairs that blocking proposes, {y.sum()} of one entity;"
            f" names not equal: {unequal.sum()}, {y[unequal].sum()} of one entity"
        )
        fitted[family] = Logistic(("names", "same_words"), strength=3.0).fit(
            x[:, :2], y, weight, offset=x[:, 2]
        )
    return fitted


def _best(one: Node, other: Node, model: Logistic) -> tuple[float, float]:
    pairs = [(a, b, one.family, True) for a in one.names for b in other.names]
    figures = rows_of(pairs)
    equal = any(not compare(a, b, family) for a, b, family, _ in pairs)
    return float(model.log_odds(figures).max()), float(equal)


def weights_of(
    names: Mapping[str, Logistic], context: Logistic, together: Mapping[str, Logistic]
) -> dict[str, object]:
    """Put the three fits together: one weight for each feature, in log-odds of identity."""
    found: dict[str, object] = {}
    for kind, family in (("person", "PERSON"), ("thing", "organisation")):
        scale, same = (float(w) for w in together[family].weights)
        table = {name: round(value * scale, 3) for name, value in names[family].table().items()}
        table["bias"] = round(table["bias"] + together[family].bias, 3)
        table["same_words"] = round(same, 3)
        surroundings = {name: value for name, value in context.table().items() if name != "bias"}
        if kind == "person":
            # Not fitted, for the texts hold no examples: chance gives so many namesakes (Fellegi
            # and Sunter 1969), and titles of two sexes are taken at their word.
            surroundings |= {"common": -1.0, "sex_differs": -6.0}
        found[kind] = table
        found[f"{kind}_context"] = surroundings
    return {**found, "join": JOIN, "review": REVIEW}


def main() -> None:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    pairs = read_name_pairs(data)
    names = fit_names(pairs, made_pairs(data))
    with tempfile.TemporaryDirectory() as folder:
        write_meantime(data, Path(folder))
        stories = meantime(read_folder(Path(folder)), data, ("airbus", "apple"))
    corpora = [merged([samples(read_folder(SAMPLES / "documents"), "tune"), stories])]
    context = fit_context(corpora)
    together = fit_together(corpora, pairs, names, context)
    found = weights_of(names, context, together)
    TARGET.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
