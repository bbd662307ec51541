"""Who is who across documents: profiles, candidates, scores with reasons, clusters."""

from __future__ import annotations

from graph.identity.constraints import NOTHING_DECIDED, Constraints, MentionKey
from graph.identity.profiles import Source
from graph.identity.resolve import Candidate, Resolution, clusters, resolve

__all__ = [
    "NOTHING_DECIDED",
    "Candidate",
    "Constraints",
    "MentionKey",
    "Resolution",
    "Source",
    "clusters",
    "resolve",
]
