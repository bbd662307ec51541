from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import UnsupportedFormat, read_bytes
from corpus.decoding import decode

TEXT = "Le général a nié — « jamais », dit-il. Señor Núñez, Straße, naïve."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_decode_reads_what_was_written(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).text == TEXT


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Комиссия собралась в столице и выслушала свидетелей. " * 4, "cp1251"),
        ("Η επιτροπή συνεδρίασε στην πρωτεύουσα και άκουσε μάρτυρες. " * 4, "cp1253"),
        ("委員会は首都で開かれ、証人の話を聞いた。判事は何も言わなかった。" * 4, "shift_jis"),
    ],
)
def test_decode_guesses_other_encodings_and_says_so(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert found.text == text
    assert not found.sure


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80))
def test_decode_reads_any_utf8(text: str) -> None:
    assert decode(text.encode()).text == text.removeprefix("\ufeff")


def test_decode_believes_a_declared_encoding_only_if_it_fits() -> None:
    assert decode("日本".encode("shift_jis"), "shift_jis").text == "日本"
    assert decode("é".encode(), "no-such-encoding").text == "é"
    assert decode("naïve".encode(), "ascii").text == "naïve"


def test_decode_keeps_damaged_utf8_as_utf8() -> None:
    data = ("naïve café " * 20).encode() + b"\xff end"
    assert decode(data).text == "naïve café " * 20 + "\ufffd end"


def test_nul_bytes_in_a_text_are_replaced() -> None:
    found = read_bytes(b"The judge\x00 left the room and did not come back.", "a.txt")
    assert found.text == "The judge\ufffd left the room and did not come back."


def test_binary_called_txt_is_refused() -> None:
    with pytest.raises(UnsupportedFormat, match="W101.*binary"):
        read_bytes(bytes(range(256)) * 40, "a.txt")
