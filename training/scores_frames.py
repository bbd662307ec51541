"""Predicates, arguments, factuality and event nouns on what the reader never saw.

On the development part of EWT's PropBank, with its words and sentences. PropBank leaves most
event nouns unmarked, so the event nouns that the reader finds besides are left out there; they are
measured on sentences of news of which we marked the nouns (``event_nouns.json``).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.tokens import Doc

from graph.nlp.predicates import RawFrame
from graph.nlp.weights import Weights
from training.data import open_text
from training.files import Tree, jsonl, trees
from training.scores_syntax import GivenSentences
from training.treebanks import lies_ahead, shares

HERE = Path(__file__).parent
Argument = tuple[str, int, int]


class WithoutEvents(Weights):
    """Weights whose event nouns never reach their threshold."""

    def meta(self) -> dict[str, Any]:
        """Return what ``meta.json`` says, with that threshold."""
        found = dict(Weights.meta(self))
        return {**found, "thresholds": {**found["thresholds"], "events": 2.0}}


@dataclass(frozen=True, slots=True)
class Read:
    """A gold sentence and the frames found in it, by predicate; places count from its start."""

    row: dict[str, Any]
    found: dict[int, RawFrame]
    tree: Tree | None


def read(encoder: GivenSentences, rows: list[dict[str, Any]]) -> Iterator[dict[int, RawFrame]]:
    """Yield the frames of each sentence; sentences of one document are read together."""
    vocab = spacy.blank("en").vocab
    at = 0
    while at < len(rows):
        end = at + 1
        while end < len(rows) and rows[end].get("doc") == rows[at].get("doc") and end - at < 60:
            end += 1
        words = [w for row in rows[at:end] for w in row["tokens"]]
        starts = [i == 0 for row in rows[at:end] for i in range(len(row["tokens"]))]
        encoded = encoder.encode(Doc(vocab, words=words, sent_starts=starts))
        assert encoded.frames is not None and len(encoded.tokens) == len(words)
        shift = 0
        for row in rows[at:end]:
            size = len(row["tokens"])
            yield {
                f.word - shift: _moved(f, shift)
                for f in encoded.frames
                if shift <= f.word < shift + size
            }
            shift += size
        at = end


def _moved(frame: RawFrame, shift: int) -> RawFrame:
    fillers = tuple(
        type(f)(f.name, f.start - shift, f.end - shift, f.probability) for f in frame.fillers
    )
    return RawFrame(
        frame.word - shift, frame.lemma, frame.sense, frame.kind, frame.score, frame.facts, fillers
    )


def f1(right: int, found: int, wanted: int) -> dict[str, Any]:
    """Return precision, recall and F1 in per cent, and the number wanted."""
    p, r = right / max(found, 1), right / max(wanted, 1)
    f = 2 * p * r / (p + r) if p + r else 0.0
    return {"p": round(100 * p, 1), "r": round(100 * r, 1), "f": round(100 * f, 1), "n": wanted}


def head(tree: Tree, start: int, end: int) -> int:
    """Return the word of a span that hangs outside it."""
    for i in range(start, end):
        above = int(tree.rows[i][6]) - 1
        if not start <= above < end:
            return i
    return start


def propbank(data: Path, weights: Weights, *, most: int = 0) -> dict[str, Any]:
    """Return the scores of frames on the development part of EWT's PropBank."""
    rows = list(jsonl(data / "ewt_propbank/ewt_propbank_dev.jsonl.gz"))[: most or None]
    by_id = {t.sent_id: t for t in trees(data / "ud_ewt/en_ewt_dev.conllu.gz")}
    quiet = WithoutEvents(weights.folder, weights.blobs)
    encoder = GivenSentences(quiet, layers=("frames",), threads=1)
    counts: dict[str, Counter[str]] = {"right": Counter(), "found": Counter(), "wanted": Counter()}
    whole, tuples, sense, senses = 0, 0, 0, 0
    for row, found in zip(rows, read(encoder, rows), strict=True):
        tree = by_id.get(row["sent_id"])
        if tree is None or [r[1] for r in tree.rows] != row["tokens"]:
            tree = None
        gold = {f["pred"]: f for f in row["frames"]}
        for part, predicates in (("wanted", set(gold)), ("found", set(found)),
                                 ("right", set(gold) & set(found))):  # fmt: skip
            for predicate in predicates:
                kind = {"V": "verbs", "N": "nouns"}.get(row["pos"][predicate][0], "others")
                counts[part][f"predicates, {kind}"] += 1
                counts[part]["predicates, all"] += 1
        for predicate in set(gold) | set(found):
            wanted = _arguments(gold.get(predicate))
            had = {(f.name, f.start, f.end) for f in found[predicate].fillers} if (
                predicate in found
            ) else set()  # fmt: skip
            for part, spans in (("wanted", wanted), ("found", had), ("right", wanted & had)):
                for name, _, _ in spans:
                    counts[part]["arguments, all"] += 1
                    counts[part][f"arguments, {name}"] += 1
            if tree is None:
                continue
            heads_wanted, heads_had = _heads(tree, wanted), _heads(tree, had)
            for part, spots in (("wanted", heads_wanted), ("found", heads_had),
                                ("right", heads_wanted & heads_had)):  # fmt: skip
                for name, _ in spots:
                    counts[part][f"head words, {name}"] += 1
                    counts[part]["head words, ARG0 and ARG1"] += 1
            if (
                predicate in gold
                and row["pos"][predicate].startswith("V")
                and {n for n, _ in heads_wanted} == {"ARG0", "ARG1"}
            ):
                tuples += 1
                no = [{n for n, _, _ in spans if n == "ARGM-NEG"} for spans in (wanted, had)]
                whole += heads_wanted == heads_had and no[0] == no[1]
        for predicate in set(gold) & set(found):
            if not gold[predicate]["roleset"].endswith(".LV"):
                senses += 1
                sense += gold[predicate]["roleset"] == found[predicate].sense
    out: dict[str, Any] = {
        name: f1(counts["right"][name], counts["found"][name], n)
        for name, n in sorted(counts["wanted"].items())
        if n >= 20
    }
    out["whole tuples of verbs with both"] = {"r": round(100 * whole / max(tuples, 1), 1),
                                              "n": tuples}  # fmt: skip
    out["rolesets of predicates found"] = {"r": round(100 * sense / max(senses, 1), 1), "n": senses}
    return out


def _arguments(frame: dict[str, Any] | None) -> set[Argument]:
    if frame is None:
        return set()
    return {(n.replace("-DSP", "").replace("ARGA", "ARG0"), s, e) for n, s, e in frame["args"]}


def _heads(tree: Tree, spans: Iterable[Argument]) -> set[tuple[str, int]]:
    return {(n, head(tree, s, e)) for n, s, e in spans if n in ("ARG0", "ARG1")}


def factuality(data: Path, weights: Weights) -> dict[str, Any]:
    """Return the scores on the development part of It-Happened, of the predicates found.

    Three ways: the class of the largest share (what lies ahead counts as open, as in training);
    happened against all else, by the judges' mean alone; and the correlation with that mean.
    """
    rows = list(jsonl(data / "uds_factuality/it_happened_v2_dev.jsonl.gz"))
    by_id = {t.sent_id: t for t in trees(data / "ud_ewt/en_ewt_dev.conllu.gz")}
    for row in rows:
        row["doc"] = row["sent_id"].rsplit("-", 1)[0]
    encoder = GivenSentences(weights, layers=("frames",), threads=1)
    names = ("happened", "did not", "open")
    table: Counter[tuple[str, str]] = Counter()
    means, guesses = list[float](), list[float]()
    missing = 0
    for row, found in zip(rows, read(encoder, rows), strict=True):
        tree = by_id[row["sent_id"]]
        if [r[1] for r in tree.rows] != row["tokens"]:
            continue
        for predicate in row["preds"]:
            if not predicate["judgements"]:
                continue
            if predicate["pred"] not in found:
                missing += 1
                continue
            ahead = lies_ahead(tree, predicate["pred"])
            wanted = shares(predicate["judgements"], ahead=ahead)
            had = found[predicate["pred"]].facts
            table[names[int(np.argmax(wanted))], names[int(np.argmax(had))]] += 1
            means.append(predicate["factuality"])
            guesses.append(had[0] - had[1] - 0.5 * had[2])
    out: dict[str, Any] = {"predicates not found": {"n": missing}}
    for name in names:
        right = table[name, name]
        out[name] = f1(
            right,
            sum(n for (_, h), n in table.items() if h == name),
            sum(n for (w, _), n in table.items() if w == name),
        )
    total = sum(table.values())
    out["accuracy, three ways"] = {
        "r": round(100 * sum(table[n, n] for n in names) / max(total, 1), 1), "n": total
    }  # fmt: skip
    x, y = np.array(means), np.array(guesses)
    out["accuracy, happened or not by the judges' mean"] = {
        "r": round(100 * float(((x > 0) == (y > 0)).mean()), 1), "n": len(x)
    }  # fmt: skip
    out["correlation with the judges' mean"] = {
        "r": round(100 * float(np.corrcoef(x, y)[0, 1]), 1), "n": len(x)
    }  # fmt: skip
    return out


def news_blocks(data: Path) -> list[list[str]]:
    """Return the words of the blocks of worldwide_newswire, in order."""
    found: list[list[str]] = []
    block: list[str] = []
    for line in [*open_text(data / "worldwide_newswire/worldwide_train.conll.gz"), ""]:
        if line.startswith("# doc"):
            continue
        if line.strip():
            block.append(line.split("\t")[0])
        elif block:
            found.append(block)
            block = []
    return found


def event_nouns(data: Path, weights: Weights) -> dict[str, Any]:
    """Return the scores on the nouns that we marked in news: event or not in their sentence.

    ``event_nouns.json`` holds no text: block numbers of worldwide_newswire, and for each the
    places of the nouns that stand for events and of the words that do not; nouns of which we were not
    sure are in neither. A verb that is found as a predicate is no mistake here.
    """
    marks = json.loads((HERE / "event_nouns.json").read_text("utf-8"))
    blocks = news_blocks(data)
    encoder = GivenSentences(weights, layers=("frames",), threads=1)
    rows = [{"tokens": blocks[m["block"]], "doc": m["block"]} for m in marks]
    right = found_all = wanted_all = 0
    for mark, found in zip(marks, read(encoder, rows), strict=True):
        events, others = set(mark["events"]), set(mark["others"])
        had = {i for i in found if i in events or (i in others and found[i].kind == "noun")}
        right += len(had & events)
        found_all += len(had)
        wanted_all += len(events)
    return {"event nouns in news": f1(right, found_all, wanted_all)}
