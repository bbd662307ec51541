"""How well it is told who is who: names, spellings, clusters.

``python -m benchmarks.identity DATA [pairs|spellings|clusters ...] [--json FILE] [--card FILE]``

``DATA`` holds ``name_pairs``, ``arabic_names`` and ``meantime``; the sample gold comes with the
project. ``--card`` writes the tables in Markdown. The ``frozen`` part of the sample gold and
Meantime's story ``gm`` are only ever scored on.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from pathlib import Path

import jellyfish
import numpy as np
from anyascii import anyascii
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler

from benchmarks.gold import SAMPLES
from benchmarks.identity_gold import (
    Corpus,
    Key,
    meantime,
    place,
    read_folder,
    samples,
    write_meantime,
)
from benchmarks.scoring import score_alignment, score_clusters
from graph.identity.candidates import MAX_BLOCK
from graph.identity.chunks import SpellingModel, from_json
from graph.identity.resolve import resolve
from graph.identity.scripts import latin, plain_arabic
from graph.model import Reading
from training.identity_fit import Logistic, fit_names, made_pairs, read_name_pairs, rows_of
from training.identity_spelling import is_held_out, model_of, persian_pairs, read_pairs

FOLDS = 10
QUERIES = 150
SHORTLIST = 300
CHANCE = 11

Table = dict[str, dict[str, float]]


def pairs(data: Path) -> Table:
    """Score pairs of names, each by weights fitted on nine tenths that do not hold it.

    Beside it the best that one threshold over a single likeness could do on the same pairs.
    """
    rows = read_name_pairs(data)
    made = made_pairs(data)
    labels = np.array([row[3] for row in rows])
    order = list(range(len(rows)))
    random.Random(CHANCE).shuffle(order)
    scores = np.zeros(len(rows))
    for fold in range(FOLDS):
        held = order[fold::FOLDS]
        kept = [rows[i] for i in order if i not in set(held)]
        fitted: Mapping[str, Logistic] = fit_names(kept, made)
        for i in held:
            scores[i] = fitted[rows[i][2]].log_odds(rows_of([rows[i]]))[0]
    table = {"whence, cross-validated": _binary(labels, scores, threshold=0.0)}
    plain: dict[str, Callable[[str, str], float]] = {
        "rapidfuzz ratio, best threshold": lambda a, b: fuzz.ratio(_ascii(a), _ascii(b)),
        "rapidfuzz token_sort_ratio, best threshold": lambda a, b: fuzz.token_sort_ratio(
            _ascii(a), _ascii(b)
        ),
        "jellyfish Jaro-Winkler, best threshold": lambda a, b: jellyfish.jaro_winkler_similarity(
            _ascii(a), _ascii(b)
        ),
    }
    for name, likeness in plain.items():
        values = np.array([likeness(row[0], row[1]) for row in rows])
        best = max(np.unique(values), key=lambda t: _binary(labels, values, threshold=t)["f1"])
        table[name] = _binary(labels, values, threshold=float(best))
    return table


def _ascii(name: str) -> str:
    return anyascii(name).casefold()


def _binary(labels: np.ndarray, scores: np.ndarray, *, threshold: float) -> dict[str, float]:
    given = scores >= threshold if threshold else scores > 0
    right = float((given & labels).sum())
    precision = right / max(1.0, float(given.sum()))
    recall = right / max(1.0, float(labels.sum()))
    both = precision + recall
    better = scores[labels][:, None] - scores[~labels][None, :]
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / both if both else 0.0,
        "auc": float(((better > 0) + 0.5 * (better == 0)).mean()),
    }


def spellings(data: Path, learnt: Path | None = None) -> Table:
    """Find the Arabic form of a Latin spelling among all forms; the model was not taught those.

    The model is learnt anew without the forms that are asked for (or read from a file that
    ``training.identity_spelling --tested`` wrote). For speed it ranks the
    {SHORTLIST} forms whose consonants are nearest; a form that is not among them counts as missed.
    """
    known = read_pairs(data / "arabic_names" / "wd_arabic_train.tsv.gz")
    model = (
        from_json(learnt.read_text(encoding="utf-8"))
        if learnt is not None
        else model_of([*(p for p in known if not is_held_out(p[1])), *persian_pairs()], seed=7)
    )
    forms = sorted({form for _, form, _ in known})
    wanted: dict[str, set[str]] = defaultdict(set)
    for one, form, _ in known:
        wanted[one].add(form)
    asked = sorted(word for word, found in wanted.items() if all(map(is_held_out, found)))
    asked = random.Random(CHANCE).sample(asked, min(QUERIES, len(asked)))
    ascii_forms = [latin(form) for form in forms]
    bones = [_consonants(form) for form in ascii_forms]
    ranks: dict[str, list[int]] = defaultdict(list)
    for word in asked:
        right = {i for i, form in enumerate(forms) if form in wanted[word]}
        ranks["whence"].append(_rank(right, _by_model(model, word, forms, bones)))
        near = process.cdist([word], ascii_forms, scorer=fuzz.ratio)[0]
        ranks["rapidfuzz ratio on anyascii"].append(_rank(right, _order(near)))
        near = np.array([jellyfish.jaro_winkler_similarity(word, form) for form in ascii_forms])
        ranks["jellyfish Jaro-Winkler on anyascii"].append(_rank(right, _order(near)))
    return {
        name: {
            "recall at 1": sum(rank < 1 for rank in found) / len(found),
            "recall at 10": sum(rank < 10 for rank in found) / len(found),
            "queries": float(len(found)),
            "forms": float(len(forms)),
        }
        for name, found in ranks.items()
    }


def _consonants(word: str) -> str:
    return "".join(c for c in word if c not in "aeiouwy'") or word


def _by_model(
    model: SpellingModel, word: str, forms: Sequence[str], bones: Sequence[str]
) -> list[int]:
    near = process.cdist([_consonants(word)], bones, scorer=JaroWinkler.similarity)[0]
    short = np.argsort(-near, kind="stable")[:SHORTLIST].tolist()
    return sorted(short, key=lambda i: (-model.gain(word, plain_arabic(forms[i])), i))


def _order(likeness: np.ndarray) -> list[int]:
    return [int(i) for i in np.argsort(-likeness, kind="stable")[:10]]


def _rank(right: set[int], ranked: Sequence[int]) -> int:
    return next((rank for rank, index in enumerate(ranked) if index in right), 1_000_000)


def clusters(data: Path) -> Table:
    """Score entities across documents by B-cubed and CEAF-e.

    Every name of the sample counts, and every name that Meantime marks in its story gm, of people,
    organisations, places, products, in the first sentences, which it marks in full. "From gold
    mentions" shows the joining by itself. "End to end" begins with the bare texts: a name counts
    only with the gold's first and last letter, and one that only one side marks counts against
    recall or precision (Pradhan et al. 2014). "Borders aside" a name may be wider or narrower than
    the gold's.
    """
    read = read_folder(SAMPLES / "documents")
    corpora: dict[str, Corpus] = {
        f"samples, {part}": samples(read, part) for part in ("tune", "frozen")
    }
    with tempfile.TemporaryDirectory() as folder:
        write_meantime(data, Path(folder))
        corpora["meantime, gm"] = meantime(read_folder(Path(folder)), data, ("gm",))
    table: Table = {}
    for name, corpus in corpora.items():
        table[f"{name}: from gold mentions"] = score_corpus(corpus, corpus.gold)
        table[f"{name}: end to end"] = score_corpus(corpus, corpus.found)
        table[f"{name}: end to end, borders aside"] = score_corpus(
            corpus, corpus.found, borders=False
        )
    return table


def score_corpus(
    corpus: Corpus, readings: Mapping[str, Reading], *, borders: bool = True
) -> dict[str, float]:
    """Score the entities that follow from readings against a corpus's own: names alone count.

    Parameters
    ----------
    borders : bool
        Whether a name must have the gold's borders; else one that overlaps will do.
    """
    found: dict[Key, int] = {}
    for number, group in enumerate(resolve(readings, sources=corpus.sources).groups):
        for document, index in group:
            mention = readings[document].mentions[index]
            if mention.form != "named":
                continue  # a word such as "arrest" is no name
            found[place(document, mention.start, mention.text)] = number
    gold: dict[Hashable, Hashable] = {key: value for key, value in corpus.entities.items()}
    laid = {} if borders else laid_on(corpus.entities, found)
    given: dict[Hashable, Hashable] = {laid.get(key, key): at for key, at in found.items()}
    cubed, aligned = score_clusters(gold, given), score_alignment(gold, given)
    return {
        "B3 precision": cubed.precision,
        "B3 recall": cubed.recall,
        "B3 F1": cubed.f1,
        "CEAF-e F1": aligned.f1,
        "mentions": float(len(gold)),
    }


def laid_on(gold: Iterable[Key], found: Iterable[Key]) -> dict[Key, Key]:
    """Return for names the gold name that each overlaps, those that overlap most first, each once.

    Examples
    --------
    >>> laid_on([("d", 0, 13)], [("d", 8, 13), ("d", 0, 7), ("e", 0, 13)])
    {('d', 0, 7): ('d', 0, 13)}
    """
    places: dict[str, list[Key]] = defaultdict(list)
    for key in gold:
        places[key[0]].append(key)
    meeting = sorted(
        (min(one[2], other[2]) - max(one[1], other[1]), one, other)
        for one in found
        for other in places[one[0]]
        if one[1] < other[2] and other[1] < one[2]
    )
    laid: dict[Key, Key] = {}
    taken: set[Key] = set()
    for _, one, other in reversed(meeting):
        if one not in laid and other not in taken:
            laid[one] = other
            taken.add(other)
    return laid


PARTS: dict[str, Callable[[Path], Table]] = {
    "pairs": pairs,
    "spellings": spellings,
    "clusters": clusters,
}
TITLES = {
    "pairs": "Pairs of names",
    "spellings": "Arabic forms of Latin spellings",
    "clusters": "Entities across documents",
    "growth": "Growth with the number of mentions",
}
GROWTH = """Made by `python -m benchmarks.identity_scale --json FILE`: seconds of the processor
on one core, the greatest memory of the process (about 300 MiB of it the program itself), names
that are compared, and pairs of them. A key that more than {MAX_BLOCK} names share ("oversized")
proposes only neighbours in the alphabet, or nothing where it is a single word."""


def card(results: Mapping[str, Table]) -> str:
    """Return the tables in Markdown."""
    lines = [
        "# Scorecard: identity",
        "",
        "Made by `python -m benchmarks.identity DATA --card`.",
        "",
    ]
    for part, table in results.items():
        heads = list(next(iter(table.values())))
        lines += [f"## {TITLES[part]}", "", _row(["", *heads]), _row(["---"] * (len(heads) + 1))]
        lines += [_row([name, *(_figure(row[h]) for h in heads)]) for name, row in table.items()]
        about = GROWTH if part == "growth" else PARTS[part].__doc__ or ""
        lines += ["", " ".join(about.split()).format(SHORTLIST=SHORTLIST, MAX_BLOCK=MAX_BLOCK), ""]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value > 1 else f"{100 * value:.1f}"


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[])
    parser.add_argument("--learnt", type=Path, help="a spelling model learnt without the queries")
    parser.add_argument("--json", type=Path, help="write the results there, keeping other parts")
    parser.add_argument("--again", action="store_true", help="measure nothing, write what is known")
    parser.add_argument("--card", type=Path, help="write the tables there, from the JSON if given")
    arguments = parser.parse_args()
    results: dict[str, Table] = {}
    if arguments.json is not None and arguments.json.exists():
        results = json.loads(arguments.json.read_text(encoding="utf-8"))
    for part in arguments.parts or ([] if arguments.again else PARTS):
        results[part] = (
            spellings(arguments.data, arguments.learnt)
            if part == "spellings"
            else PARTS[part](arguments.data)
        )
        print(json.dumps({part: results[part]}, indent=1), flush=True)
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    if arguments.card is not None:
        arguments.card.write_text(card(results), encoding="utf-8")


if __name__ == "__main__":
    main()
