"""From what is recorded to what is asked: a pure function, written whole."""

from __future__ import annotations

from graph.derive.all import derive, refresh

__all__ = ["derive", "refresh"]
