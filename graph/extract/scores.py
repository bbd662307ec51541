"""From what a rule and the syntax are worth to a probability that the claim is right."""

from __future__ import annotations

from graph.extract.drafts import Draft


def calibrated(draft: Draft) -> float:
    """Return the probability, in [0, 1], that a draft says what its passage says."""
    return round(min(1.0, max(0.0, draft.score)), 4)
