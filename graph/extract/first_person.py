"""Whom "I" and "you" mean: who is quoted or transcribed there, who signs, who is greeted."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from graph.extract.ends import Ends
from graph.extract.letters import (
    Stretch,
    at,
    declared,
    interview,
    letters,
    mails,
    titled,
)
from graph.extract.quotes import Quotes
from graph.extract.syntax import text_of
from graph.model import Span

_I = frozenset({"i", "me", "my", "mine", "myself"})
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_YOU = frozenset({"you", "your", "yours", "yourself"})
_SURE = 0.95


def first_persons(doc: Doc, ends: Ends, quotes: Quotes) -> dict[int, tuple[int, float]]:
    """Return, for tokens that are pronouns of the first and second person, the mention meant.

    "I" means a person, "we" an organisation whose statement is quoted; whom a person means by
    "we", the words do not say. "You" means somebody only in letters and interviews.
    """
    stretches = (
        *mails(text_of(doc), ends),
        *letters(text_of(doc), ends),
        *interview(text_of(doc), ends),
        *declared(text_of(doc), ends),
        *titled(text_of(doc), ends),
    )
    found: dict[int, tuple[int, float]] = {}
    for token in doc:
        word = token.lower_
        if word not in _I | _WE | _YOU:
            continue
        place = Span(token.idx, token.idx + len(token))
        if word in _YOU:
            meant = None if quotes.around(place) is not None else _reader(stretches, place)
        else:
            meant = quotes.speaker_at(place)
            if meant is None and quotes.around(place) is None:
                meant = next((s.writer for s in at(stretches, place)), None)
        if meant is None:
            continue
        kind = ends.mentions[meant].type
        if (word in _WE and kind in {"ORG", "NORP"}) or (word not in _WE and kind == "PERSON"):
            found[token.i] = (meant, _SURE)
    return found


def _reader(stretches: Sequence[Stretch], place: Span) -> int | None:
    return next((s.reader for s in at(stretches, place)), None)
