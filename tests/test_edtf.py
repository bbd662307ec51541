from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.edtf import bounds, compatible, disjoint, is_date, most_precise, when_words


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("1988", date(1988, 1, 1), date(1988, 12, 31)),
        ("1988-02", date(1988, 2, 1), date(1988, 2, 29)),
        ("1988-02-03", date(1988, 2, 3), date(1988, 2, 3)),
        ("198X", date(1980, 1, 1), date(1989, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
        ("1987-23", date(1987, 9, 1), date(1987, 11, 30)),
        ("1987-24", date(1987, 1, 1), date(1988, 2, 29)),
        ("1988~", date(1988, 1, 1), date(1988, 12, 31)),
        ("2005/2011", date(2005, 1, 1), date(2011, 12, 31)),
        ("2005-03/2005-04-02", date(2005, 3, 1), date(2005, 4, 2)),
        ("2016/..", date(2016, 1, 1), None),
        ("../2016", None, date(2016, 12, 31)),
    ],
)
def test_bounds(edtf, first, last):
    assert (bounds(edtf).first, bounds(edtf).last) == (first, last)


@pytest.mark.parametrize(
    "text",
    ["", "88", "1988-13", "1988-00", "1988-02-30", "198X-02", "1987-23-01", "../..", "2011/2005",
     "spring", "1988-2", "1988/1990/1992", "0000"],
)  # fmt: skip
def test_what_is_no_date(text):
    assert not is_date(text)
    with pytest.raises(ValueError):
        bounds(text)


def test_dates_agree_or_not():
    assert compatible("2018-01", "2018-01-17")
    assert compatible("2016/..", "2017")
    assert not compatible("2018-01", "2018-02")
    assert not compatible("1985/1989", "1987/1991")
    assert not disjoint("1985/1989", "1987/1991")
    assert disjoint("../1989", "1990")


def test_the_most_precise_of_dates_that_say_the_same():
    assert most_precise(["2018", "2018-01-17", "2018-01"]) == "2018-01-17"
    assert most_precise(["2018-01", "2018-02"]) is None
    assert most_precise([]) is None
    assert most_precise(["2016/..", "2017"]) == "2017"


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("1987-23", "autumn 1987"),
        ("1988-07-28", "28 July 1988"),
        ("1988~", "about 1988"),
        ("1988%", "perhaps about 1988"),
        ("2009/..", "from 2009"),
        ("2009/", "from 2009"),
        ("../1988-07", "until July 1988"),
        ("1988-07-28T10:00", "28 July 1988"),
        ("1988-17", "1988-17"),
        ("soon", "soon"),
        (None, ""),
    ],
)
def test_words(edtf, words):
    assert when_words(edtf) == words


edtf_days = st.dates(min_value=date(1000, 1, 1)).map(str)
edtf = st.builds(lambda day, cut: day[:cut], edtf_days, st.sampled_from([4, 7, 10]))


@given(one=edtf, other=edtf)
def test_agreement_is_mutual_and_never_disjoint(one, other):
    assert compatible(one, other) == compatible(other, one)
    assert disjoint(one, other) == disjoint(other, one)
    assert not (compatible(one, other) and disjoint(one, other))
    assert compatible(one, one)
