"""Who is who across documents: pure, over readings and decisions."""

from __future__ import annotations

from graph.identity.clusters import clusters
from graph.identity.constraints import MentionKey

__all__ = ["MentionKey", "clusters"]
