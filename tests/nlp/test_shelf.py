"""Vectors of long documents in a file."""

from __future__ import annotations

import numpy as np
import pytest

from graph.nlp import encoder, load
from graph.nlp.shelf import LONG, Shelf, vectors


def test_shelf_gives_back_what_was_written() -> None:
    table = np.random.default_rng(1).normal(size=(50, 3)).astype(np.float16)
    shelf = Shelf(60, 3)
    shelf[20:50] = table[20:].astype(np.float32)
    shelf[0:20] = table[:20]
    assert len(shelf) == 60
    assert (shelf[0:50] == table).all()
    assert (shelf[45:99] == np.vstack([table[45:], np.zeros((10, 3))])).all()
    assert shelf[7:7].shape == (0, 3)


def test_shelf_refuses_rows_that_do_not_fit() -> None:
    with pytest.raises(ValueError, match="3 rows"):
        Shelf(10, 2)[8:99] = np.zeros((3, 2))


def test_shelf_is_for_long_documents_only() -> None:
    assert isinstance(vectors(LONG, 1), np.ndarray)
    assert isinstance(vectors(LONG + 1, 1), Shelf)


def test_reading_is_the_same_from_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "Amina Dastani founded the Free Lawyers' Council in Velmar. She led it until 1994, when her"
        " husband, Tomasz Brzeziak, became its president. The council said that he had left. "
    ) * 3
    nlp = load(threads=1)
    before = nlp(text)
    monkeypatch.setattr(encoder, "vectors", Shelf)
    after = nlp(text)
    assert before._.whence_coref
    assert after._.whence_coref == before._.whence_coref
    assert after._.whence_relations == before._.whence_relations
