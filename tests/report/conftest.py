"""The invented affair as a dossier and as reports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.case import Case
from graph.query import find_entity
from graph.report.dossier import Dossier, dossier
from tests.report import affair


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    with affair.make(Path(tmp_path_factory.mktemp("affair")) / "affair.whence") as made:
        yield made


@pytest.fixture(scope="session")
def maranov(case: Case) -> Dossier:
    return dossier(case, find_entity(case, "Viktor Maranov"))
