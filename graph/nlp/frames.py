"""The component ``whence_frames``: who did what to whom, on ``doc._.whence_frames``.

See :mod:`graph.nlp.frame` for what a frame is and for typed access to frames.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from spacy.training import Example

from graph.nlp.circumstances import circumstances, names_below
from graph.nlp.encoder import encoded_of, let_go
from graph.nlp.frame import Factuality, Frame, Role, frames, set_frames
from graph.nlp.negation import denial, denied, without
from graph.nlp.predicates import RawFrame

VERSION: Final = "1"

#: Calibrated score below which a role is left out by default: none is. A low score often means
#: that the borders of a span are in doubt, not that nothing fills the role.
THRESHOLD: Final = 0.0

#: The noun of a light verb: "effort" in "made an effort".
_NOUN: Final = "ARGM-PRR"


class Frames:
    """Puts the frames that the encoder found on the Doc.

    Parameters
    ----------
    threshold
        Roles with a lower calibrated score are left out.
    places
        Take the time or place of a predicate from a name that hangs on it, where its frame has
        none; needs names and dependencies set before.
    """

    version = VERSION

    def __init__(self, *, threshold: float = THRESHOLD, places: bool = True) -> None:
        self.threshold = threshold
        self.places = places

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc._.whence_frames``."""
        encoded = encoded_of(doc, "whence_frames")
        raw_frames: list[RawFrame] = encoded.layer("frames", "whence_frames")
        token = encoded.tokens.tolist()
        found = [
            Frame(
                token[raw.word],
                raw.lemma,
                raw.sense,
                raw.kind,
                round(raw.score, 3),
                Factuality(*(round(p, 3) for p in raw.facts)),
                tuple(
                    Role(f.name, token[f.start], token[f.end - 1] + 1, round(f.probability, 3))
                    for f in raw.fillers
                    if f.probability >= self.threshold
                ),
            )
            for raw in raw_frames
        ]
        let_go(doc, "frames")
        del raw_frames, encoded
        if self.places:
            names = names_below(doc)
            found = [self._placed(doc, frame, names) for frame in found]
        lacking = without(doc)
        set_frames(doc, _with_nouns([_judged(doc, frame, lacking) for frame in found]))
        return doc

    def _placed(self, doc: Doc, frame: Frame, names: dict[int, list[tuple[Span, Token]]]) -> Frame:
        """Add the time and place that names give."""
        more = [role for role in circumstances(doc, frame, names) if role.score >= self.threshold]
        if not more:
            return frame
        return replace(
            frame, roles=tuple(sorted((*frame.roles, *more), key=lambda role: role.start))
        )

    def score(self, examples: list[Example], **_: Any) -> dict[str, Any]:
        """Score predicates, and arguments by role and span, in micro averages.

        The reference Docs carry their frames as this component sets them; both Docs of an example
        must have the same tokens.
        """
        scores: dict[str, Any] = {}
        for name, parts in (("predicates", _predicates), ("roles", _arguments)):
            right = found = wanted = 0
            for example in examples:
                predicted, reference = parts(example.predicted), parts(example.reference)
                right += len(predicted & reference)
                found += len(predicted)
                wanted += len(reference)
            scores[f"{name}_p"] = right / found if found else 0.0
            scores[f"{name}_r"] = right / wanted if wanted else 0.0
            scores[f"{name}_f"] = 2 * right / (found + wanted) if found + wanted else 0.0
        return scores


def _judged(doc: Doc, frame: Frame, lacking: dict[int, float]) -> Frame:
    """Bring factuality into line with the negations of a frame."""
    chance = denial(doc, frame, lacking)
    return replace(frame, factuality=denied(frame.factuality, chance)) if chance else frame


def _with_nouns(found: list[Frame]) -> list[Frame]:
    """Give a light verb the factuality of its noun: "made no effort" denies both."""
    by_word = {frame.predicate: frame for frame in found}
    out = []
    for frame in found:
        role = frame.role(_NOUN)
        noun = by_word.get(role.end - 1) if role is not None else None
        out.append(frame if noun is None else replace(frame, factuality=noun.factuality))
    return out


def _predicates(doc: Doc) -> set[Any]:
    return {frame.predicate for frame in frames(doc)}


def _arguments(doc: Doc) -> set[Any]:
    return {
        (frame.predicate, role.name, role.start, role.end)
        for frame in frames(doc)
        for role in frame.roles
    }


@Language.factory(
    "whence_frames",
    default_config={"threshold": THRESHOLD, "places": True},
    assigns=["doc._.whence_frames"],
    default_score_weights={"roles_f": 1.0, "predicates_f": 0.0},
)
def make_frames(nlp: Language, name: str, threshold: float, places: bool) -> Frames:
    """Make the component ``whence_frames``."""
    return Frames(threshold=threshold, places=places)
