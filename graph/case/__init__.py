"""The case file: one SQLite file with recorded and derived tables; storage only."""

from __future__ import annotations

from graph.case.case import Case
from graph.case.checks import Fault, verify
from graph.case.derived import Derived, DerivedTables
from graph.case.documents import StoredDocument
from graph.case.ledger import LedgerLine
from graph.case.recorded import Recorded

__all__ = [
    "Case",
    "Derived",
    "DerivedTables",
    "Fault",
    "LedgerLine",
    "Recorded",
    "StoredDocument",
    "verify",
]
