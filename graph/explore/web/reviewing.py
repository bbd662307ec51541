"""The view of the review queue: pairs that may be one, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from graph.decide import WITNESSES, user_name
from graph.edtf import when_words
from graph.explore.passages import cut
from graph.explore.web.desk import Desk
from graph.explore.web.records import (
    Named,
    Piece,
    Question,
    ReviewPage,
    ReviewPassage,
    ReviewReason,
    ReviewSide,
)
from graph.explore.words import flat
from graph.query.review import NamedPassage, ReviewPair, Side, review_count, review_queue

_LEAST_WEIGHT = 0.05
_REASONS = 8


def review(desk: Desk, *, about: str | None = None, limit: int = 20) -> ReviewPage:
    """Return the pairs whose decision changes most."""
    row = None if about is None else desk.entity_row(about)
    named = None if row is None else desk.named([row])[row]
    asked = None if named is None else named.id
    return ReviewPage(
        questions=[_question(pair) for pair in review_queue(desk.case, limit=limit, about=asked)],
        total=review_count(desk.case, asked),
        about=named,
        user=user_name(),
    )


def _question(pair: ReviewPair) -> Question:
    heavy = [reason for reason in pair.reasons if abs(reason.weight) >= _LEAST_WEIGHT]
    return Question(
        left=_side(pair.left, joined=pair.joined),
        right=_side(pair.right, joined=pair.joined),
        joined=pair.joined,
        probability=round(pair.probability, 3),
        reasons=[
            ReviewReason(words=reason.text, weight=round(reason.weight, 2))
            for reason in heavy[:_REASONS]
        ],
        why_not=pair.why_not,
        unsure=pair.unsure,
    )


def _side(side: Side, *, joined: bool) -> ReviewSide:
    name = side.names[0] if joined and side.names else side.entity.name
    return ReviewSide(
        entity=Named(id=side.entity.id, name=flat(name), type=side.entity.type),
        mentions=list(side.mentions[:WITNESSES]),
        names=[flat(name) for name in side.names],
        positions=[flat(position) for position in side.positions],
        documents=side.documents,
        claims=side.claims,
        passages=_passages(side.passages),
    )


def _passages(passages: Sequence[NamedPassage]) -> list[ReviewPassage]:
    return [
        ReviewPassage(
            document=one.document,
            title=flat(one.title),
            published_words=when_words(one.published),
            start=one.position.start,
            pieces=[
                Piece(**piece)
                for piece in cut(
                    one.text,
                    [
                        (
                            one.name.start - one.position.start,
                            one.name.end - one.position.start,
                            "found",
                            "",
                        )
                    ],
                )
            ],
        )
        for one in passages
    ]
