"""Word features and word pieces."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from graph.nlp.features import (
    CAPITALS,
    MAX_WORD_PIECES,
    PREFIXES,
    SHAPES,
    SUFFIXES,
    WordPieces,
    capitals,
    shape,
    word_features,
)
from graph.nlp.weights import SHIPPED


@pytest.fixture(scope="module")
def pieces() -> WordPieces:
    return WordPieces(Tokenizer.from_file(str(SHIPPED / "tokenizer.json")))


@pytest.mark.parametrize(
    ("word", "group"),
    [("the", 1), ("Tehran", 2), ("UN", 3), ("U.S.", 3), ("J.", 4), ("McKay", 5), ("B-52", 6),
     ("1988", 6), (",", 7), ("’", 7)],
)  # fmt: skip
def test_capitals_class(word: str, group: int) -> None:
    assert capitals(word) == group


def test_shape_cuts_runs() -> None:
    assert shape("Mousavi-1988") == "Xxxx-ddd"


def test_features_curly_apostrophe_is_straight() -> None:
    assert word_features("O’Rourke") == word_features("O'Rourke")


def test_features_are_fixed_for_good() -> None:
    # The weights were trained with these rows.
    assert word_features("Tehran") == (2, 83, 816, 160)
    assert word_features("1988") == (6, 249, 824, 983)


@settings(deadline=None)
@given(st.text(min_size=1))
def test_features_in_their_tables(word: str) -> None:
    for value, size in zip(
        word_features(word), (CAPITALS, SHAPES, PREFIXES, SUFFIXES), strict=True
    ):
        assert 0 < value < size


@settings(deadline=None)
@given(st.lists(st.text(min_size=1, max_size=80), max_size=20))
def test_pieces_for_every_word(pieces: WordPieces, words: list[str]) -> None:
    found = pieces(words)
    assert len(found) == len(words)
    assert all(1 <= len(ids) <= MAX_WORD_PIECES for ids in found)
    assert found == [pieces([word])[0] for word in words]


def test_pieces_equal_the_tokenizer_on_whole_sentences(pieces: WordPieces) -> None:
    words = [
        "The",
        "Mojahedin",
        "'s",
        "spokesman",
        ",",
        "Mir",
        "-",
        "Hossein",
        "Mousavi",
        ",",
        "left",
        "Zürich",
        ".",
    ]
    tokenizer = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    whole = tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False)
    assert [i for ids in pieces(words) for i in ids] == whole.ids
    assert whole.word_ids == [n for n, ids in enumerate(pieces(words)) for _ in ids]


def test_pieces_lone_surrogate(pieces: WordPieces) -> None:
    assert pieces(["\ud800x"])[0]
