"""Words per second from raw text to Doc: the shipped pipeline beside spaCy's small CNN.

``python -m benchmarks.speed --cache DIR [--data DIR] [FILES...]``

The whole pipeline (sentences, syntax, names, frames, and what else it has) stands against a CNN
with tagger, parser and names; names alone against a CNN with names alone. The CNNs are trained once
on the data sets that the reader learns from (see ``cnn.py``) and kept in the cache folder.

All read the same texts in the same run, in turns, in one process and in two; the best of the
rounds counts. The start of worker processes is counted in. Texts given as files are repeated up to
the number of words asked for; without any, sentences made up here are read. Beside the pipelines
the whole build is timed once: text files in, a case with its derived data out, in two processes.
"""

from __future__ import annotations

import argparse
import json
import platform
import tempfile
import time
from pathlib import Path

import onnxruntime
from spacy.about import __version__ as SPACY_VERSION
from spacy.language import Language

from benchmarks.cnn import cached
from benchmarks.texts import texts
from graph.build import build
from graph.case import Case
from graph.nlp import COMPONENTS, load, pipeline_version

#: Components of the reader that set names and nothing else.
NAMES_ALONE = ("whence_sentences", "whence_encoder", "whence_names", "whence_tidy")


def speed(nlp: Language, corpus: list[str], processes: int) -> float:
    """Return words per second; words are counted by blanks."""
    words = sum(len(text.split()) for text in corpus)
    begun = time.perf_counter()
    for doc in nlp.pipe(corpus, n_process=processes, batch_size=8):
        len(doc.ents)
    return words / (time.perf_counter() - begun)


def build_speed(corpus: list[str], processes: int) -> float:
    """Return words per second of a whole build: files to a case with its derived data.

    The start of the worker processes is counted in, for users wait for it too.
    """
    words = sum(len(text.split()) for text in corpus)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "texts").mkdir()
        for number, text in enumerate(corpus):
            (folder / "texts" / f"{number}.txt").write_text(text, encoding="utf-8")
        begun = time.perf_counter()
        with Case.open(folder / "case.whence", create=True) as case:
            build([folder / "texts"], case, workers=processes)
        return words / (time.perf_counter() - begun)


def main() -> None:
    """Measure and print a JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--cache", type=Path, required=True, help="folder of the trained CNNs")
    parser.add_argument("--data", type=Path, help="folder of the data sets, to train them")
    parser.add_argument("--words", type=int, default=40_000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    corpus = texts(arguments.files, arguments.words)
    alone = [part for part in COMPONENTS if part not in NAMES_ALONE]
    pipelines = {
        "whole": (
            load(threads=1),
            load(threads=2),
            cached("whole", arguments.cache, arguments.data),
        ),
        "names": (
            load(threads=1, exclude=alone),
            load(threads=2, exclude=alone),
            cached("names", arguments.cache, arguments.data),
        ),
    }
    ways: dict[str, tuple[Language, int]] = {}
    for kind, (one, two, cnn) in pipelines.items():
        cnn.max_length = one.max_length
        ways[f"{kind}: whence, one process, one thread"] = (one, 1)
        ways[f"{kind}: whence, one process, two threads"] = (two, 1)
        ways[f"{kind}: whence, two processes"] = (one, 2)
        ways[f"{kind}: spacy cnn, one process"] = (cnn, 1)
        ways[f"{kind}: spacy cnn, two processes"] = (cnn, 2)
        for nlp in (one, two, cnn):
            list(nlp.pipe(corpus[:4]))
    best: dict[str, float] = dict.fromkeys(ways, 0.0)
    for _ in range(arguments.rounds):
        for name, (nlp, processes) in ways.items():
            best[name] = max(best[name], speed(nlp, corpus, processes))
    ratios = {}
    for kind in pipelines:
        ours = {name: v for name, v in best.items() if name.startswith(f"{kind}: whence")}
        theirs = {name: v for name, v in best.items() if name.startswith(f"{kind}: spacy")}
        one_process = theirs[f"{kind}: spacy cnn, one process"]
        ratios[f"{kind}, one thread"] = round(
            ours[f"{kind}: whence, one process, one thread"] / one_process, 2
        )
        ratios[f"{kind}, both cores"] = round(max(ours.values()) / max(theirs.values()), 2)
    print(
        json.dumps(
            {
                "words_per_second": {name: round(value) for name, value in best.items()},
                "ratios": ratios,
                "whole_build_two_processes": round(build_speed(corpus, 2)),
                "words": sum(len(text.split()) for text in corpus),
                "pipeline": pipeline_version(pipelines["whole"][0]),
                "onnxruntime": onnxruntime.__version__,
                "spacy": SPACY_VERSION,
                "machine": platform.machine(),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
