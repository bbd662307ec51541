from __future__ import annotations

import pypdfium2 as pdfium
import pytest

from corpus import Document, Limits, LockedFile, NoText, TooLarge, UnreadableFile, read_bytes
from corpus.reading import read_bytes_noted
from tests.corpus.builders import Placed, column, pdf

OPENING = [
    "The inquiry into the fire at the harbour heard on Monday that two of the",
    "three watchmen had been sent home before midnight, although the regu-",
    "lations of the port demand that three be present. Judge Omar Al-",
    "Rashid presides.",
    "A second witness, the clerk of the harbour master, said that he had told",
    "nobody of the order, which he had received by telephone on the evening",
]
OTHERS = [
    ["The port's own inquiry was never published, and its files are lost."],
    ["Two letters of the master's widow speak of threats in the spring."],
    ["A list of the dead is kept in the chapel by the eastern mole."],
]
REST = [
    "of the third of May. The regulations were suspended, he said, by a letter",
    "that he no longer has.",
]


def article(*, pages: int = 2) -> list[list[Placed]]:
    first = [
        (72.0, 800.0, 8.0, "Harbour Commission - Report 7"),
        (72.0, 740.0, 20.0, "The Fire and Its"),
        (72.0, 715.0, 20.0, "Nine Witnesses"),
        (72.0, 690.0, 10.0, "12 March 2021"),
        *column(OPENING, y=660),
        (290.0, 40.0, 8.0, "Page 1"),
    ]
    more = [
        [
            (72.0, 800.0, 8.0, "Harbour Commission - Report 7"),
            *column(rest, y=760),
            (290.0, 40.0, 8.0, f"Page {number}"),
        ]
        for number, rest in zip(range(2, pages + 1), [REST, *OTHERS], strict=False)
    ]
    return [first, *more]


def read(pages: list[list[Placed]], info: str = "") -> Document:
    return read_bytes(pdf(pages, info=info), "a.pdf")


def test_pdf_lines_become_paragraphs() -> None:
    paragraphs = read(article(pages=1)).text.rstrip().split("\n\n")
    assert paragraphs[1:4] == [
        "The Fire and Its Nine Witnesses",
        "12 March 2021",
        "The inquiry into the fire at the harbour heard on Monday that two of the three watchmen"
        " had been sent home before midnight, although the regulations of the port demand that"
        " three be present. Judge Omar Al-Rashid presides.",
    ]


def test_pdf_paragraph_goes_on_over_the_page() -> None:
    found = read(article())
    assert "on the evening of the third of May. The regulations were" in found.text
    first, second = found.pages
    assert found.text[second:].startswith("of the third of May.")
    assert (first, found.page_of(second - 1), found.page_of(second)) == (0, 1, 2)


def test_pdf_running_lines_are_set_aside() -> None:
    found = read(article(pages=5))
    marked = [found.text[s.start : s.end] for s in found.set_aside]
    assert marked.count("Harbour Commission - Report 7") == 5
    assert [line for line in marked if line.startswith("Page")] == [
        f"Page {i}" for i in range(1, 6)
    ]
    assert len(marked) == 10
    assert "Report 7" not in found.body()
    assert found.body().count("that he no longer has.") == 1
    assert found.body().count("eastern mole") == 1


def test_pdf_title_is_the_largest_type() -> None:
    found = read(article(), info="/Title (Microsoft Word - fire3.doc) /Author (Ana Bell)")
    assert found.title == "The Fire and Its Nine Witnesses"
    assert (found.authors, found.published) == (("Ana Bell",), "2021-03-12")
    assert found.media_type == "application/pdf"


def test_pdf_property_is_title_where_the_page_shows_none() -> None:
    prose = [column(["it was said in the hall that the order had come from above."])]
    assert read(prose, info="/Title (Minutes of May)").title == "Minutes of May"
    assert read(prose, info="/Title (scan0001.pdf)").title is None


def test_pdf_columns_are_read_one_after_the_other() -> None:
    left = ["The harbour master left", "the city in May and did", "not return. His deputy,"]
    right = ["who had been ill, took", "over the office."]
    page = [*column(left, x=72), *column(right, x=320)]
    assert read([page]).text == (
        "The harbour master left the city in May and did not return. His deputy, who had been"
        " ill, took over the office.\n"
    )


def test_pdf_headings_lists_and_short_lines_stay_apart() -> None:
    page = [
        *column(["Findings"], y=760),
        *column(
            ["The judge signed the order in the evening, when nobody else was in", "the house."],
            y=747,
        ),
        *column(
            [
                "1. The gate was open, as the porter has told the court in his state-",
                "ment.",
                "2. The log is false.",
                "Ana Bell",
                "Jo Marsh",
            ],
            y=700,
        ),
    ]
    assert read([page]).text.split("\n\n") == [
        "Findings",
        "The judge signed the order in the evening, when nobody else was in the house.",
        "1. The gate was open, as the porter has told the court in his statement.",
        "2. The log is false.",
        "Ana Bell",
        "Jo Marsh\n",
    ]


def test_pdf_pages_ascend_even_where_some_are_empty() -> None:
    data = pdf([[], article()[0], [], article()[1], []])
    found, notes = read_bytes_noted(data, "a.pdf")
    assert len(found.pages) == 5
    assert list(found.pages) == sorted(found.pages)
    assert found.pages[-1] == len(found.text)
    assert notes == ("no text on pages 1, 3, 5: if scanned, run OCR (ocrmypdf) on the file",)


def test_pdf_without_text_asks_for_ocr() -> None:
    with pytest.raises(NoText, match=r"W105.*ocrmypdf"):
        read([[], []])


def test_pdf_locked_with_a_password_says_so() -> None:
    with pytest.raises(LockedFile, match=r"W104.*[Rr]emove the password"):
        read_bytes(locked(), "a.pdf")


def locked() -> bytes:
    """A PDF whose encryption dictionary fits no password."""
    data = pdf(article())
    encrypt = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"00" * 32, b"11" * 32)
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /ID [<00><00>] /Encrypt " + encrypt)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4\n" + b"nothing of use " * 50,
        b"%PDF-1.7\n%%EOF",
        pdf(article())[:300],
        b"Not a PDF, but some other thing that somebody renamed.",
    ],
)
def test_pdf_broken_fails_with_a_remedy(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"W10[25]"):
        read_bytes(data, "a.pdf")


def test_pdf_cut_anywhere_never_raises_but_corpus_errors() -> None:
    data = pdf(article())
    for end in range(0, len(data), 97):
        try:
            read_bytes(data[:end], "a.pdf")
        except UnreadableFile as error:
            assert error.code.startswith("W10")


def test_pdf_limits() -> None:
    with pytest.raises(TooLarge, match="more than 3 pages"):
        read_bytes(pdf(article(pages=4)), "a.pdf", limits=Limits(max_pages=3))
    with pytest.raises(TooLarge, match="longer than 0 seconds"):
        read_bytes(pdf(article()), "a.pdf", limits=Limits(max_seconds=0))


def test_pdf_by_another_name_is_read_as_what_it_is() -> None:
    assert read_bytes(pdf(article()), "a.txt").media_type == "application/pdf"
    assert read_bytes(b"The marker %PDF-1.4 stands at the head of such files.", "a.txt").text


def test_pdf_made_by_pdfium_itself_is_read() -> None:
    new = pdfium.PdfDocument(pdf(article()))
    other = pdfium.PdfDocument.new()
    other.import_pages(new)
    import io

    file = io.BytesIO()
    other.save(file)
    assert read_bytes(file.getvalue(), "b.pdf").text == read(article()).text
