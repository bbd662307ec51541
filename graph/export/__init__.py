"""A case for other programs: one module a format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from graph.case import Case
from graph.export import graphml, jsonl

FORMATS: dict[str, Callable[[Case, Path], list[Path]]] = {
    "jsonl": jsonl.write,
    "graphml": graphml.write,
}
"""Each writes its files into a folder and returns their paths."""

__all__ = ["FORMATS"]
