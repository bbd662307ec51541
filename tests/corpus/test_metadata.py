from __future__ import annotations

import pytest

from corpus.bylines import byline, names_in_byline
from corpus.metadata import guess

BODY = (
    "\n\nThe commission met in the capital on Friday and heard nine witnesses.\n\nIt will go on.\n"
)


def test_guess_reads_a_newspaper_article() -> None:
    found = guess(
        "The Harbour Herald\n\nThree Men Named in Fire Inquiry\n\nBy ANA BELL | 3 May 2020" + BODY
    )
    assert found.publisher == "The Harbour Herald"
    assert found.title == "Three Men Named in Fire Inquiry"
    assert found.authors == ("Ana Bell",)
    assert found.published == "2020-05-03"


def test_guess_takes_initials_over_a_headline_as_masthead() -> None:
    found = guess("NCRB\n\nBoard: Every Office Knew of the Fire" + BODY)
    assert (found.publisher, found.title) == ("NCRB", "Board: Every Office Knew of the Fire")


@pytest.mark.parametrize("first", ["WORLD", "Breaking News", "MEMORANDUM", "Opinion", "Geneva"])
def test_guess_takes_no_section_for_a_publisher(first: str) -> None:
    assert guess(f"{first}\n\nBoard: Every Office Knew of the Fire" + BODY).publisher is None


def test_guess_reads_a_memorandum() -> None:
    found = guess(
        "To: The Registry\nFrom: Ana Bell (archive)\nDate: 3 May 1999\nRe: Missing files" + BODY
    )
    assert found.title == "Missing files"
    assert found.authors == ("Ana Bell",)
    assert found.published == "1999-05-03"


def test_guess_reads_a_wire_dateline() -> None:
    found = guess(
        "Guard held at airport\n\nGENEVA, March 3, 2019 (Wire) - Police arrested a man." + BODY
    )
    assert (found.publisher, found.published) == ("Wire", "2019-03-03")


def test_guess_reads_name_and_date_under_the_headline() -> None:
    found = guess("A fire and its witnesses\n\nHarbour Post, 2 June 2019" + BODY)
    assert (found.publisher, found.published) == ("Harbour Post", "2019-06-02")
    place = guess("A fire and its witnesses\n\nLisbon, 5 March 2020" + BODY)
    assert (place.publisher, place.published) == (None, "2020-03-05")


def test_guess_parts_the_byline_from_the_newspaper() -> None:
    found = guess("Fire Inquiry Ends\n\nBy Ana Bell, Harbour Tribune, 14 March 2019" + BODY)
    assert (found.publisher, found.authors) == ("Harbour Tribune", ("Ana Bell",))
    assert found.published == "2019-03-14"


def test_guess_prefers_the_date_of_publishing_to_that_in_a_title() -> None:
    found = guess(
        "Rights Board\nRaids in the Vale, September 2020\nPublished 12 January 2021" + BODY
    )
    assert found.published == "2021-01-12"


def test_guess_reads_a_programme_and_its_date() -> None:
    found = guess('RADIO HARBOUR\n"The Evening Hour", 12 November 2017, 19.05\nTranscript.' + BODY)
    assert found.title == "The Evening Hour"
    assert found.publisher == "RADIO HARBOUR"
    assert found.published == "2017-11-12"


def test_guess_reads_the_copyright_holder() -> None:
    assert (
        guess(
            "A title of this page" + BODY + "\n© 2019 Harbour Times. All rights reserved."
        ).publisher
        == "Harbour Times"
    )


@pytest.mark.parametrize(
    "text",
    [
        "The commission met on Friday and heard nine witnesses. It will go on.",
        "He said that he had left.\nShe said that she had not.\n",
        "one word",
        "",
    ],
)
def test_guess_finds_nothing_in_mere_prose(text: str) -> None:
    found = guess(text)
    assert (found.title, found.publisher, found.authors, found.published) == (None, None, (), None)


def test_guess_takes_no_date_from_a_title_or_a_table() -> None:
    text = "The killings of 3 October 1987\n\nName | Born | Seen | Died\nEmin | 1963 | 3 May 1987 | 4 May 1987"
    assert guess(text + BODY).published is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Bell and Omar al-Rashid", ("Ana Bell", "Omar al-Rashid")),
        ("By Ana Bell, Harbour correspondent", ("Ana Bell",)),
        ("By María de la Cruz in Lisbon", ("María de la Cruz",)),
        ("By Staff Reporter", ()),
        ("by Konrad Ahl, advocate. Two persons joined", None),
        ("By noon the square was empty.", None),
        ("By 1987 Karim Oshani had left", None),
        ("Ana Bell", None),
    ],
)
def test_byline(line: str, names: tuple[str, ...] | None) -> None:
    assert byline(line) == names


def test_names_in_byline_leaves_out_nobody() -> None:
    assert names_in_byline("ANA BELL; Editorial Team & Jo Marsh") == ("Ana Bell", "Jo Marsh")
