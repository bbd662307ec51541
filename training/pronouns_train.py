"""Train what ranks persons for "he" and "she": ``python -m training.pronouns_train``.

It stands on all that is trained before: GAP's passages (its validation file and the first half of
development) and passages of our own that nothing else is trained on are read with the finished
reader, and the small network of ``graph.nlp.coref_pronouns`` learns which of the persons named the
pronoun means. Its weights and calibration go into ``coref.json``. Passages in five parts, each
scored by a network that has not seen it, give the calibration.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import spacy
import torch
from numpy.typing import NDArray
from spacy.tokens import Doc
from torch import Tensor, nn

from graph.nlp.coref import Coref
from graph.nlp.coref_pronouns import COLUMNS, columns
from graph.nlp.names import make_names
from graph.nlp.weights import SHIPPED, Weights
from training.calibrate import fit
from training.coref_data import CorefDocument
from training.coref_task import documents
from training.scores_syntax import GivenSentences
from training.written import FOLDER, coreference

HIDDEN: Final = 64
EPOCHS: Final = 20
RATE: Final = 3e-3
#: Passages of one step, and parts of the passages for calibration.
TOGETHER: Final = 16
PARTS: Final = 5


@dataclass(frozen=True, slots=True)
class Question:
    """A pronoun of a passage: the columns of the persons named, who they are, which is right."""

    columns: NDArray[np.float32]
    people: list[int]
    right: NDArray[np.bool_]
    wrong: NDArray[np.bool_]


def questions(found: Sequence[CorefDocument], weights: Weights) -> Iterator[Question]:
    """Read passages and yield their pronouns; those with nobody named around are left out."""
    nlp = spacy.blank("en")
    encoder = GivenSentences(weights, layers=("names", "syntax", "vectors"), threads=1)
    names = make_names(nlp, "names", str(weights.folder), 0.1, True)
    coref = Coref(weights, threads=1)
    for document in found:
        starts = set(document.starts)
        words = list(document.words)
        doc = Doc(nlp.vocab, words=words, sent_starts=[i in starts for i in range(len(words))])
        tree, pronouns, spans = coref.pronouns(names(encoder(doc)))
        meant = {m.anchor: m.cluster for m in document.mentions if m.end - m.start == 1}
        for one in pronouns:
            cluster = meant.get(one.word)
            if cluster is None or (document.scope == "pair" and cluster != "p"):
                continue
            people = [p.entity for p in one.people]
            means: dict[bool, set[int]] = {True: set(), False: set()}
            for mention, person in zip(one.mentions, people, strict=True):
                named = _named(document, *spans[mention])
                if named is not None:
                    means[named == cluster].add(person)
            yield Question(
                columns(tree, one.word, one.people),
                people,
                np.array([p in means[True] for p in people]),
                np.array([p in means[False] - means[True] for p in people]),
            )


def _named(document: CorefDocument, start: int, end: int) -> str | None:
    """Return whom a name means: the cluster of the shortest mention that shares a word with it."""
    over = [m for m in document.mentions if m.start < end and start < m.end]
    return min(over, key=lambda m: m.end - m.start).cluster if over else None


class Network(nn.Module):
    """Two layers over the columns of a person, and a score for nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.up = nn.Linear(COLUMNS, HIDDEN)
        self.down = nn.Linear(HIDDEN, 1, bias=False)
        self.nobody = nn.Parameter(torch.zeros(1))
        self.dropout = nn.Dropout(0.3)

    def forward(self, question: Question) -> Tensor:
        """Return the scores of all people, and then of nobody."""
        hidden = self.dropout(torch.relu(self.up(torch.from_numpy(question.columns))))
        return torch.cat([self.down(hidden).squeeze(-1), self.nobody])

    def loss(self, question: Question) -> Tensor:
        """Return the loss: the right person wins, or where none is, the wrong ones do not."""
        scores = self(question)
        right = np.append(question.right, False)
        if not right.any():
            right = ~np.append(question.wrong, False)
        good = scores.masked_fill(~torch.from_numpy(right), -1e4)
        loss: Tensor = scores.logsumexp(0) - good.logsumexp(0)
        return loss

    def weights(self) -> dict[str, Any]:
        """Return the weights as lists."""

        def plain(values: Tensor) -> Any:
            return np.round(values.detach().numpy().astype(np.float64), 4).tolist()

        return {
            "up": plain(self.up.weight.T),
            "shift": plain(self.up.bias),
            "down": plain(self.down.weight[0]),
            "nobody": plain(self.nobody)[0],
        }


def train(asked: Sequence[Question], *, seed: int = 1) -> Network:
    """Train a network."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    model = Network()
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.05)
    order = list(asked)
    total = EPOCHS * -(-len(order) // TOGETHER)
    steps = 0
    for _ in range(EPOCHS):
        rng.shuffle(order)
        for first in range(0, len(order), TOGETHER):
            for group in optimizer.param_groups:
                group["lr"] = RATE * (1 - steps / total)
            losses = [model.loss(question) for question in order[first : first + TOGETHER]]
            optimizer.zero_grad()
            torch.stack(losses).mean().backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            steps += 1
    return model.eval()


def judged(model: Network, asked: Sequence[Question]) -> Iterator[tuple[float, float]]:
    """Yield how likely the best person is and whether it is right, where that is known."""
    for question in asked:
        with torch.no_grad():
            chances = model(question).softmax(0)[:-1].numpy()
        people = np.array(question.people)
        best = max(question.people, key=lambda person: float(chances[people == person].sum()))
        if question.right.any() or question.wrong[people == best].any():
            yield float(chances[people == best].sum()), float(question.right[people == best].any())


def main() -> None:
    """Train, calibrate, and write into ``coref.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory with the sets")
    parser.add_argument("--model", type=Path, default=SHIPPED, help="folder of the reader")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    passages = [d for d in documents(arguments.data) if d.source == "gap"]
    passages += coreference(FOLDER / "pronouns")
    asked = list(questions(passages, Weights(folder=arguments.model)))
    print(len(asked), "pronouns", flush=True)
    pairs: list[tuple[float, float]] = []
    for part in range(PARTS):
        model = train([q for n, q in enumerate(asked) if n % PARTS != part])
        pairs += judged(model, asked[part::PARTS])
    found = {**train(asked).weights(), "calibration": list(fit(pairs))}
    path = arguments.model / "coref.json"
    meta = {**json.loads(path.read_text("utf-8")), "people": found}
    path.write_text(json.dumps(meta, separators=(",", ":")) + "\n", "utf-8")
    print({"right of those chosen": round(float(np.mean([r for _, r in pairs])), 3),
           "calibration": found["calibration"], "passages": len(pairs)})  # fmt: skip


if __name__ == "__main__":
    main()
