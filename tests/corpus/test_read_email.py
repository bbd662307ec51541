from __future__ import annotations

import pytest

from corpus import Limits, TooLarge, read_bytes
from corpus.reading import read_bytes_noted
from tests.corpus.builders import mail

HEADERS = {
    "From": '"Núñez, Ana" <ana@example.org>',
    "To": "jo@example.org",
    "Date": "Mon, 27 May 2019 23:12:44 -0500",
    "Subject": "Re: The général's order",
    "Message_ID": "<1@example.org>",
}
BODY = """\
Dear Jo,

The order was signed by Judge Omar Rashid on Monday, as you supposed.

Yours,
Ana

-- 
Ana Núñez
Harbour Watch

On Sun, 26 May 2019 at 18:04, Jo Marsh
<jo@example.org> wrote:
> Who signed it?
>
> Jo
"""


def message(body: str = BODY, **headers: str) -> bytes:
    return mail(body, **(HEADERS | headers)).as_bytes()


def test_email_headers_are_metadata() -> None:
    found = read_bytes(message(), "a.eml")
    assert found.title == "Re: The général's order"
    assert found.authors == ("Núñez, Ana",)
    assert (found.published, found.publisher) == ("2019-05-27", None)
    assert (found.media_type, found.language) == ("message/rfc822", "en")


def test_email_quotes_and_signature_are_set_aside() -> None:
    found = read_bytes(message(), "a.eml")
    assert [(s.why, found.text[s.start : s.end].split("\n")[0]) for s in found.set_aside] == [
        ("signature", "-- "),
        ("quoted reply", "On Sun, 26 May 2019 at 18:04, Jo Marsh"),
    ]
    assert found.body().rstrip().endswith("Yours,\nAna")
    assert "Who signed it?" in found.text


def test_email_quotes_in_between_leave_the_answers() -> None:
    found = read_bytes(message("> Who signed?\nRashid.\n> When?\nOn Monday.\n"), "a.eml")
    assert found.body().split() == ["Rashid.", "On", "Monday."]


def test_email_sentence_about_writing_is_no_quote() -> None:
    found = read_bytes(message("On Monday the judge wrote:\n\nI have signed nothing.\n"), "a.eml")
    assert found.set_aside == ()


def test_email_forwarded_and_original_messages_are_not_the_words_of_the_sender() -> None:
    for mark in ("---- Forwarded message ----", "Begin forwarded message:"):
        forwarded = read_bytes(message(f"See below.\n\n{mark}\nHe signed.\n"), "a.eml")
        assert forwarded.body().strip() == "See below."
    original = read_bytes(message("No.\n\n-----Original Message-----\nDid he sign?\n"), "a.eml")
    assert original.body().strip() == "No."


def test_email_html_part_is_read_when_it_is_alone_and_plain_when_both() -> None:
    html = "<html><body><p>He <b>signed</b> it.</p><p>Ana</p></body></html>"
    both = mail("In plain words.", **HEADERS)
    both.add_alternative(html, subtype="html")
    assert read_bytes(both.as_bytes(), "a.eml").text == "In plain words."
    alone = mail("x", **HEADERS)
    alone.set_content(html, subtype="html")
    assert read_bytes(alone.as_bytes(), "a.eml").text == "He signed it.\nAna"


def test_email_attachments_are_noted() -> None:
    sent = mail("See the file.", **HEADERS)
    sent.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="Ordre signé.pdf")
    sent.add_attachment("other text", filename="b.txt")
    found, notes = read_bytes_noted(sent.as_bytes(), "a.eml")
    assert found.text == "See the file."
    assert notes == (
        "attachment not read: Ordre signé.pdf (application/pdf)",
        "attachment not read: b.txt (text/plain)",
    )


def test_email_wrapped_lines_are_joined() -> None:
    body = (
        "The inquiry into the fire at the harbour heard on Monday that two\n"
        "of the three watchmen had been sent home before midnight, although\n"
        "the rules of the port demand that three be present.\n\nYours,\nAna\n"
    )
    text = read_bytes(message(body), "a.eml").text
    assert (
        text == body.replace("two\nof", "two of").replace("although\nthe", "although the").strip()
    )


@pytest.mark.parametrize(
    ("headers", "title", "authors", "published"),
    [
        ("From: ana@b.c\nSubject: \nDate: yesterday", None, ("ana@b.c",), None),
        ("From: =?utf-8?q?N=C3=BA?= <a@b.c>\nSubject: =?x-no?b?YQ==?=", "a", ("Nú",), None),
        ("From: a@b.c\nSubject: café\nDate: 1 Jan 2020 10:00", "café", ("a@b.c",), "2020-01-01"),
        ("From: A (the clerk)\n <a@b.c>\nSubject: one\n two", "one two", ("A (the clerk)",), None),
    ],
)
def test_email_odd_headers(
    headers: str, title: str | None, authors: tuple[str, ...], published: str | None
) -> None:
    found = read_bytes(f"{headers}\nMIME-Version: 1.0\n\nHe signed.".encode(), "a.eml")
    assert (found.title, found.authors, found.published) == (title, authors, published)
    assert found.text == "He signed."


def test_email_with_very_many_parts_is_refused() -> None:
    part = "--b\nContent-Type: text/plain\n\nhi\n"
    head = "From: a@b.c\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b"
    data = f"{head}\n\n{part * 300}--b--"
    with pytest.raises(TooLarge, match="too many parts"):
        read_bytes(data.encode(), "a.eml", limits=Limits(max_parts=100))


def test_email_by_another_name_is_read_as_what_it_is() -> None:
    assert read_bytes(message(), "a.txt").media_type == "message/rfc822"
    memo = b"From: The registry\nTo: The court\n\nThe file is missing since Monday."
    assert read_bytes(memo, "memo.txt").media_type == "text/plain"
    assert read_bytes(b"No headers, only words.", "a.eml").media_type == "text/plain"
