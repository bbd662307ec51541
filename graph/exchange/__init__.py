"""Decisions on their way between cases, people and programs: one module a format."""

from __future__ import annotations

from graph.exchange.common import Fault, Received, file_lines
from graph.exchange.own import decision_lines, read_decisions
from graph.exchange.resolver import read_resolver, resolver_lines

__all__ = [
    "Fault",
    "Received",
    "decision_lines",
    "file_lines",
    "read_decisions",
    "read_resolver",
    "resolver_lines",
]
