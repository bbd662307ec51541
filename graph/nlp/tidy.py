"""The component ``whence_tidy``: drops what the encoder left for the layers. It stands last."""

from __future__ import annotations

from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from graph.nlp.encoder import ENCODED

VERSION: Final = "1"


class Tidy:
    """Removes the encoder's output, which is large and fits into no file."""

    version = VERSION

    def __call__(self, doc: Doc) -> Doc:
        """Drop the encoder's output."""
        doc.user_data.pop(ENCODED, None)
        return doc


@Language.factory("whence_tidy")
def make_tidy(nlp: Language, name: str) -> Tidy:
    """Make the component ``whence_tidy``."""
    return Tidy()
