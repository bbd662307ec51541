"""The component ``whence_names``: sets ``doc.ents`` from the encoder's output.

Scores: ``doc._.whence_scores`` is a list, by start, of ``[start, end, type, score]``, offsets in
code points into ``doc.text``, half-open; ``span._.whence_score`` looks a span up in it and is None
for a span that this component did not set. A score is the calibrated probability, in 0..1, that the
span and its type are both right. Both survive pickling, ``to_bytes`` and worker processes.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from pathlib import Path
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example

from graph.nlp.decode import Calibration, agree, calibration, decode
from graph.nlp.encoder import encoded_of, let_go
from graph.nlp.labels import ENTITY_TYPES
from graph.nlp.weights import Weights

VERSION: Final = "3"

#: Calibrated score below which a span is left out by default: what scores lower is more often
#: wrong than right.
THRESHOLD: Final = 0.45
#: The same for names of events. Few sets mark them, so that their scores run low.
EVENTS: Final = 0.3

_EVENT: Final = "EVENT"
_LINKS: Final = frozenset({"of", "and", "or", "the", "in", "at", "for", "by", "from", "with", ","})


def _score(span: Span) -> float | None:
    scores = span.doc._.whence_scores or []
    at = bisect_left(scores, span.start_char, key=lambda row: row[0])
    if at < len(scores):
        start, end, kind, score = scores[at]
        if (start, end, kind) == (span.start_char, span.end_char, span.label_):
            return float(score)
    return None


def _is_address(span: Span) -> bool:
    """Whether a span is an address on the internet; "Example.com" may be a company."""
    text = span.text
    return "://" in text or text.startswith("www.") or any(t.like_email for t in span)


if not Doc.has_extension("whence_scores"):
    Doc.set_extension("whence_scores", default=None)
if not Span.has_extension("whence_score"):
    Span.set_extension("whence_score", getter=_score)


class Names:
    """Decodes label scores into entities with calibrated scores.

    Parameters
    ----------
    calibration
        Maps a span's raw probability to one that holds.
    threshold
        Spans with a lower calibrated score are left out; names of events need ``EVENTS`` at most.
    agree
        Give the spans of one form in a document one type, where the evidence is clear.
    """

    version = VERSION

    def __init__(
        self, calibration: Calibration, *, threshold: float = THRESHOLD, agree: bool = True
    ) -> None:
        self.calibration = calibration
        self.agree = agree
        self.threshold = threshold

    @property
    def labels(self) -> tuple[str, ...]:
        """Types that the component may set."""
        return ENTITY_TYPES

    def __call__(self, doc: Doc) -> Doc:
        """Set ``doc.ents``.

        Entities set before, by a ruler for instance, stay; those found that overlap them do not.
        """
        encoded = encoded_of(doc, "whence_names")
        taken = {i for span in doc.ents for i in range(span.start, span.end)}
        spans: list[Span] = list(doc.ents)
        scores: list[list[int | str | float]] = []
        decoded = decode(encoded.layer("names", "whence_names"), encoded.starts)
        places = [
            _without_links(doc, int(encoded.tokens[f.start]), int(encoded.tokens[f.end - 1]) + 1)
            for f in decoded
        ]
        if self.agree:
            decoded = agree(decoded, [doc[start:end].text for start, end in places])
        for found, (start, end) in zip(decoded, places, strict=True):
            score = self.calibration(found.probability)
            if (
                found.kind not in ENTITY_TYPES
                or score < (min(self.threshold, EVENTS) if found.kind == _EVENT else self.threshold)
                or _is_address(doc[start:end])
                or not taken.isdisjoint(range(start, end))
            ):
                continue
            span = Span(doc, start, end, label=found.kind)
            spans.append(span)
            scores.append([span.start_char, span.end_char, found.kind, round(score, 4)])
        doc.set_ents(spans)
        doc._.whence_scores = scores
        let_go(doc, "names")
        return doc

    def score(self, examples: list[Example], **_: Any) -> dict[str, Any]:
        """Score predicted entities with spaCy's own scorer."""
        from spacy.scorer import get_ner_prf

        scores: dict[str, Any] = get_ner_prf(examples)
        return scores

    def to_disk(self, path: Path, *, exclude: Any = ()) -> None:
        """Write the calibration."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: Path, *, exclude: Any = ()) -> Names:
        """Take the calibration that ``to_disk`` wrote."""
        return self.from_bytes(Path(path).read_bytes())

    def to_bytes(self, *, exclude: Any = ()) -> bytes:
        """Return the calibration as JSON."""
        return json.dumps([self.calibration.slope, self.calibration.shift]).encode("ascii")

    def from_bytes(self, data: bytes, *, exclude: Any = ()) -> Names:
        """Take the calibration that ``to_bytes`` gave."""
        slope, shift = json.loads(data)
        self.calibration = Calibration(float(slope), float(shift))
        return self


def _without_links(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return a span without the words at its end that only link a name with what follows."""
    while end > start + 1 and doc[end - 1].text in _LINKS:
        end -= 1
    return start, end


@Language.factory(
    "whence_names",
    default_config={"weights": None, "threshold": THRESHOLD, "agree": True},
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_score_weights={"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0},
)
def make_names(
    nlp: Language, name: str, weights: str | None, threshold: float, agree: bool
) -> Names:
    """Make the component ``whence_names``; calibration comes from the weights' ``meta.json``."""
    files = Weights() if weights is None else Weights(folder=Path(weights).resolve())
    return Names(calibration(files.meta(), "names"), threshold=threshold, agree=agree)
