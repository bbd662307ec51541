"""Who is who across documents: pure, over readings and decisions."""

from __future__ import annotations

from graph.identity.clusters import MentionKey, clusters

__all__ = ["MentionKey", "clusters"]
