"""Texts to measure speed and memory on: files repeated, or sentences made up here."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

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
