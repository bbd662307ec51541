"""What a draft is worth: the product of what its rule, its ends and its syntax are worth."""

from __future__ import annotations

from graph.extract.drafts import Draft


def worth(draft: Draft) -> float:
    """Return a draft's score in [0, 1], four digits.

    Notes
    -----
    It orders claims and is no probability: it has not been fitted to judged claims.
    """
    return round(min(1.0, max(0.0, draft.score)), 4)
