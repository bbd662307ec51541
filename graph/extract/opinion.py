"""The reader's frames as a second opinion: where they contradict the syntax, a claim is unsure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from spacy.tokens import Doc, Token

from graph.extract.syntax import children, is_passive
from graph.extract.way import Stance

AGREES, SILENT, DISAGREES = 1.0, 0.97, 0.45
_CORE = frozenset({"ARG0", "ARG1"})
_SURE = 0.6
_BESIDES = ("obj", "iobj", "ccomp", "obl:agent")


class Opinion:
    """What the frames of one document say of its predicates; silent where there are none."""

    def __init__(self, doc: Doc) -> None:
        rows = doc._.whence_frames if Doc.has_extension("whence_frames") else None
        self._frames: Mapping[int, Sequence[Any]] = {row[0]: row for row in rows or ()}

    def of_role(self, predicate: Token, filler: Token, place: str) -> float:
        """Return how far the frames agree that a word fills ARG0 or ARG1 of a predicate."""
        row = self._frames.get(predicate.i)
        if row is None or place not in _CORE:
            return SILENT
        other = "ARG1" if place == "ARG0" else "ARG0"
        told = {name for name, start, end, score in row[6] if score >= _SURE}
        for name, start, end, score in row[6]:
            if start <= filler.i < end and score >= _SURE:
                if name == place:
                    return AGREES
                if name == other:
                    # Who resigns or dies is the one part there is, whichever its number.
                    alone = place not in told and not children(predicate, *_BESIDES)
                    return AGREES if alone and not is_passive(predicate) else DISAGREES
        return SILENT

    def of_stance(self, predicate: Token, stance: Stance) -> float:
        """Return how far the factuality agrees with a stance: happened, did not, open."""
        row = self._frames.get(predicate.i)
        if row is None:
            return SILENT
        happened, did_not, open_ = row[5]
        if stance.polarity == "denied":
            return DISAGREES if happened > 0.9 and not stance.voices else SILENT
        if stance.modality == "asserted":
            if did_not > 0.5 or open_ > 0.85:
                return DISAGREES
            return AGREES if happened > 0.6 else SILENT
        return SILENT
