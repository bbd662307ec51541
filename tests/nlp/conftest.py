from __future__ import annotations

from collections.abc import Iterator

import pytest
from spacy.language import Language

from graph.nlp import load


@pytest.fixture(scope="session")
def nlp() -> Iterator[Language]:
    yield load(threads=2)
