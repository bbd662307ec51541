"""What is kept for measuring and never trained on."""

from __future__ import annotations

from pathlib import Path

from training.data import gum_sentences, rows


def texts(data: Path) -> frozenset[str]:
    """Return the sentences of the measuring sets, words joined by blanks.

    Training leaves out any sentence of six words or more that stands among them.
    """
    found: set[str] = set()
    for number, sentence in enumerate(rows(data / "crossner/politics_dev.txt")):
        if number % 2:
            found.add(" ".join(row[0] for row in sentence))
    for words, _, _ in gum_sentences(data / "gum/gum_dev_open.conllu.gz", frozenset()):
        found.add(" ".join(words))
    for sentence in rows(data / "uner_ewt/en_ewt-ud-dev.iob2"):
        found.add(" ".join(row[1] for row in sentence))
    return frozenset(text for text in found if text.count(" ") >= 5)
