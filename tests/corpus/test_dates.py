from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import edtf, find_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 March 2021", "2021-03-12"),
        ("12th of March, 2021", "2021-03-12"),
        ("March 12, 2021", "2021-03-12"),
        ("Sept. 5, 2020", "2020-09-05"),
        ("March 2021", "2021-03"),
        ("2021", "2021"),
        ("2021-03", "2021-03"),
        ("12.03.2021", "2021-03-12"),
        ("13/02/2021", "2021-02-13"),
        ("02/13/2021", "2021-02-13"),
        ("03/04/2021", "2021"),
        ("le 3 avril 2019", "2019-04-03"),
        ("12. März 2021", "2021-03-12"),
        ("12 de março de 2021", "2021-03-12"),
        ("12 марта 2021", "2021-03-12"),
        ("12 مارس 2021", "2021-03-12"),
        ("30 February 2021", None),
        ("2021-13-01", None),
        ("21 اسفند 1399", None),
        ("5 red cats 2020", None),
        ("last March", None),
        ("12 March", None),
        ("", None),
    ],
)
def test_edtf_gives_the_precision_written(text: str, expected: str | None) -> None:
    assert edtf(text) == expected


@given(st.dates(datetime.date(1500, 1, 1), datetime.date(2099, 12, 31)))
def test_edtf_reads_back_every_day(day: datetime.date) -> None:
    month = day.strftime("%B")
    for form in (f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", str(day)):
        assert edtf(form) == day.isoformat()
        assert find_date(f"It was on {form} that he left.") == day.isoformat()
