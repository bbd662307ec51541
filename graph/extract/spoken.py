"""What sentences speak of, as candidates for what a pronoun means."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

NOBODY = -1
DOUBTED = 0.75
"""Below this a pronoun's meaning is coreference's guess alone."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Something that a sentence speaks of: where, which chain by which mention, and as what."""

    token: Token
    mention: int
    chain: int
    kind: str
    sentence: int
    quotation: int | None
    subject: bool
    sure: float = 1.0


Meant = tuple[Spoken, float]
