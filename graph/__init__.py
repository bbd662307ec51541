"""Claims with evidence: from documents to a graph whose every edge shows its passage."""

from __future__ import annotations

__version__ = "0.1.0"
