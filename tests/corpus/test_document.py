from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Document, SetAside, quote, read_bytes, sha256_text
from corpus.document import blanked, disjoint

spans = st.lists(
    st.builds(
        lambda start, length, why: SetAside(start, start + length, why),
        st.integers(0, 60),
        st.integers(0, 20),
        st.sampled_from("ab"),
    ),
    max_size=8,
)


@given(st.text(min_size=1, max_size=80), st.data())
def test_quote_is_a_slice_with_its_surroundings(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    context = data.draw(st.integers(0, 40))
    found = quote(text, start, end, context=context)
    assert found.exact == text[start:end]
    assert found.prefix + found.exact + found.suffix in text
    assert text[:start].endswith(found.prefix) and text[end:].startswith(found.suffix)
    assert len(found.prefix) == min(context, start)
    assert len(found.suffix) == min(context, len(text) - end)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 6), (5, 6)])
def test_quote_refuses_what_is_no_span(start: int, end: int) -> None:
    with pytest.raises(IndexError):
        quote("12345", start, end)


@given(spans)
def test_disjoint_sorts_and_keeps_every_marked_point(marked: list[SetAside]) -> None:
    found = disjoint(marked)
    assert list(found) == sorted(found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))
    points = {i for span in marked for i in range(span.start, span.end)}
    assert {i for span in found for i in range(span.start, span.end)} == points


@given(spans, st.text(alphabet="a b\n", min_size=80, max_size=80))
def test_blanked_moves_no_offset(marked: list[SetAside], text: str) -> None:
    found = disjoint(marked)
    blank = blanked(text, found)
    inside = {i for span in found for i in range(span.start, span.end)}
    assert len(blank) == len(text)
    for i, (before, after) in enumerate(zip(text, blank, strict=True)):
        expected = (" " if before != "\n" else "\n") if i in inside else before
        assert after == expected


def document(text: str, pages: tuple[int, ...] = ()) -> Document:
    plain = read_bytes(text.encode(), "a.txt")
    return Document(
        **{name: getattr(plain, name) for name in Document.__slots__ if name != "pages"},
        pages=pages,
    )


def test_page_of_counts_from_one_and_prefers_the_page_that_starts_there() -> None:
    three = document("one two three four", (0, 4, 4, 8))
    assert [three.page_of(i) for i in (0, 3, 4, 7, 8, 17)] == [1, 1, 3, 3, 4, 4]
    assert document("one").page_of(1) is None
    with pytest.raises(IndexError):
        three.page_of(19)


def test_hashes_and_id_are_those_of_bytes_and_text() -> None:
    data = "Señora Río\r\nleft.".encode("cp1252")
    found = read_bytes(data, "folder/a.txt")
    assert found.content_sha256 == hashlib.sha256(data).hexdigest()
    assert found.id == "doc-" + found.content_sha256[:16]
    assert found.text == "Señora Río\nleft."
    assert found.text_sha256 == sha256_text(found.text)
    assert found.paths == ("folder/a.txt",)


def test_passage_and_set_aside() -> None:
    found = read_bytes(b"He left.\n\nExit mobile version\n", "a.txt")
    (span,) = found.set_aside
    assert found.passage(span.start, span.end) == "Exit mobile version"
    assert found.is_set_aside(span.start + 3, span.start + 4)
    assert not found.is_set_aside(0, span.start)
    assert found.body().strip() == "He left."
    assert found.quote(0, 2, context=3).suffix == " le"
