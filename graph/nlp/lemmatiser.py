"""The lemma of each word: the best-scored edit script that fits it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph.nlp.lemmas import apply

_CACHE_LIMIT: Final = 200_000


class Lemmatiser:
    """Applies edit scripts.

    Parameters
    ----------
    scripts
        In the order of the network's outputs.
    """

    def __init__(self, scripts: Sequence[str]) -> None:
        self._scripts = tuple(scripts)
        self._known: dict[tuple[str, int], str | None] = {}

    def __call__(self, forms: Sequence[str], scores: NDArray[np.float32]) -> list[str]:
        """Return the lemma of each word; a word that no script fits is its own lemma."""
        if len(self._known) > _CACHE_LIMIT:
            self._known.clear()
        found = []
        for row, (form, best) in enumerate(zip(forms, scores.argmax(1).tolist(), strict=True)):
            lemma = self._lemma(form, best)
            if lemma is None:
                order = np.argsort(-scores[row], kind="stable").tolist()
                fitting = (self._lemma(form, script) for script in order)
                lemma = next((known for known in fitting if known is not None), form)
            found.append(lemma)
        return found

    def _lemma(self, form: str, script: int) -> str | None:
        key = (form, script)
        if key not in self._known:
            self._known[key] = apply(self._scripts[script], form)
        return self._known[key]
