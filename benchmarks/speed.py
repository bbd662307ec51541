"""Words per second from raw text to Doc: the shipped pipeline beside a bare spaCy CNN.

``python benchmarks/speed.py [FILES...]``

The CNN is spaCy's usual small one (a hashed-embedding tok2vec of width 96 and depth 4, with a
sentencizer and an entity recogniser). Its weights are random: speed does not need
trained ones, and its names are not looked at. An untrained recogniser marks more spans than a
trained one would, which costs it little. Both pipelines read the same texts in the same run, in
turns, in one process and in two; the best of the rounds counts. Texts given as files are
repeated up to the number of words asked for; without any, sentences made up here are read.
Beside the pipelines the whole build is timed once: text files in, a case with its derived data
out, in two processes, their start included.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import onnxruntime
import spacy
from spacy.about import __version__ as SPACY_VERSION
from spacy.language import Language
from spacy.training import Example

from graph.build import build
from graph.case import Case
from graph.nlp import load, pipeline_version

_PARTS = (
    "The minister of justice, Amina Dastani, told Radio Velmar on Tuesday that nobody was killed.",
    "Survivors of the 1988 massacre gathered outside Gohar Prison with photographs of the dead.",
    "It was raining, and the road to the north had been closed by soldiers since the morning.",
    "According to the Free Lawyers' Council (FLC), the files were burnt before the elections.",
    "He did not answer questions about the order, which he is said to have signed in May 1991.",
    "“We knew what they had done,” said Tomasz Brzeziak, who led the commission for four years.",
)


def texts(files: Sequence[Path], words: int, seed: int = 1) -> list[str]:
    """Return texts of about 800 words, ``words`` in all."""
    rng = random.Random(seed)
    base = [path.read_text("utf-8") for path in files]
    out: list[str] = []
    total = 0
    while total < words:
        if base:
            text = base[len(out) % len(base)]
        else:
            text = "\n\n".join(
                " ".join(rng.choice(_PARTS) for _ in range(rng.randint(3, 7))) for _ in range(10)
            )
        out.append(text)
        total += len(text.split())
    return out


def cnn() -> Language:
    """Return a bare spaCy CNN with names, its weights random."""
    nlp = spacy.blank("en")
    nlp.max_length = 20_000_000
    nlp.add_pipe("sentencizer")
    nlp.add_pipe(
        "tok2vec",
        config={
            "model": {
                "@architectures": "spacy.HashEmbedCNN.v2",
                "pretrained_vectors": None,
                "width": 96,
                "depth": 4,
                "embed_size": 2000,
                "window_size": 1,
                "maxout_pieces": 3,
                "subword_features": True,
            }
        },
    )
    ner = nlp.add_pipe(
        "ner",
        config={
            "model": {
                "@architectures": "spacy.TransitionBasedParser.v2",
                "state_type": "ner",
                "extra_state_tokens": False,
                "hidden_width": 64,
                "maxout_pieces": 2,
                "use_upper": True,
                "nO": None,
                "tok2vec": {
                    "@architectures": "spacy.Tok2VecListener.v1",
                    "width": 96,
                    "upstream": "tok2vec",
                },
            }
        },
    )
    for kind in ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "DATE", "WORK_OF_ART"):
        ner.add_label(kind)  # type: ignore[attr-defined]
    doc = nlp.make_doc("Amina Dastani spoke.")
    example = Example.from_dict(doc, {"entities": [(0, 13, "PERSON")]})
    nlp.initialize(lambda: [example])
    return nlp


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
    parser.add_argument("--words", type=int, default=40_000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    corpus = texts(arguments.files, arguments.words)
    one, two, bare = load(threads=1), load(threads=2), cnn()
    for nlp in (one, two, bare):
        list(nlp.pipe(corpus[:4]))
    ways = {
        "whence, one process, one thread": (one, 1),
        "whence, one process, two threads": (two, 1),
        "whence, two processes": (one, 2),
        "spacy cnn, one process": (bare, 1),
        "spacy cnn, two processes": (bare, 2),
    }
    best: dict[str, float] = dict.fromkeys(ways, 0.0)
    for _ in range(arguments.rounds):
        for name, (nlp, processes) in ways.items():
            best[name] = max(best[name], speed(nlp, corpus, processes))
    built = build_speed(corpus, 2)
    ours = max(best["whence, one process, two threads"], best["whence, two processes"])
    theirs = max(best["spacy cnn, one process"], best["spacy cnn, two processes"])
    print(
        json.dumps(
            {
                "words_per_second": {name: round(value) for name, value in best.items()},
                "ratio_one_thread": round(
                    best["whence, one process, one thread"] / best["spacy cnn, one process"], 2
                ),
                "ratio_both_cores": round(ours / theirs, 2),
                "whole_build_two_processes": round(built),
                "ratio_whole_build": round(built / theirs, 2),
                "words": sum(len(text.split()) for text in corpus),
                "pipeline": pipeline_version(one),
                "onnxruntime": onnxruntime.__version__,
                "spacy": SPACY_VERSION,
                "machine": platform.machine(),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
