from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from corpus.plain import clean, unwrap

anything = st.text(alphabet=st.characters(), max_size=120)
lines = st.lists(st.text(alphabet="abcdefghij .,-", max_size=110), min_size=1, max_size=12).map(
    "\n".join
)


@given(anything)
def test_clean_leaves_nothing_that_cannot_be_stored(text: str) -> None:
    found = clean(text)
    found.encode("utf-8")
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in found if c not in "\t\n")
    assert not {"\u2028", "\u2029", "\u00a0", "\ufeff", "\u00ad"} & set(found)


@given(anything)
def test_clean_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"]), max_size=60))
def test_clean_keeps_letters(text: str) -> None:
    def letters(text: str) -> str:
        return "".join(c for c in unicodedata.normalize("NFD", text) if c.isalnum())

    assert letters(clean(text)) == letters(text)


@given(lines)
def test_unwrap_only_turns_newlines_into_spaces(text: str) -> None:
    found = unwrap(text)
    assert len(found) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, found, strict=True))


WRAPPED = """\
The inquiry into the fire at the harbour heard on Monday that two
of the three watchmen had been sent home before midnight, although
the rules of the port authority demand that three men be present
at all times.

Judge Ana
Bell presides.
"""


def test_unwrap_joins_what_was_wrapped_by_hand() -> None:
    first, second = unwrap(WRAPPED).rstrip().split("\n\n")
    assert first == WRAPPED.split("\n\n")[0].replace("\n", " ")
    assert second == "Judge Ana\nBell presides."


def test_unwrap_leaves_verse_lists_and_long_paragraphs() -> None:
    verse = "O western wind,\nwhen wilt thou blow,\nthe small rain\ndown can rain?"
    names = "\n".join(
        f"- the name of the person number {i} on the long list of names" for i in range(9)
    )
    article = "\n".join(["A paragraph of an article that is far longer than a line. " * 4] * 4)
    for text in (verse, names, article):
        assert unwrap(text) == text
