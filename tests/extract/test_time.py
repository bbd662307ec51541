from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.edtf import bounds, is_date
from graph.extract.relative import UNKNOWN
from graph.extract.time import resolve, time_expressions

WEDNESDAY = "2023-09-06"


def told(text, published=WEDNESDAY, start=0):
    """Return (words, EDTF or None) of each date of the sentence that begins at ``start``."""
    return [
        (text[e.start : e.end], e.when or resolve(e.relative or UNKNOWN, published))
        for e in time_expressions(text, start, len(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He was held on 12 March 2021 in Belm.", [("12 March 2021", "2021-03-12")]),
        ("He was held on March 12, 2021.", [("March 12, 2021", "2021-03-12")]),
        ("The 9th of May 1945 was fine.", [("9th of May 1945", "1945-05-09")]),
        ("It began on the ninth of May 1945.", [("ninth of May 1945", "1945-05-09")]),
        ("Tuesday, 17 March 2020 was cold.", [("Tuesday, 17 March 2020", "2020-03-17")]),
        ("The note is of 2019-11-06.", [("2019-11-06", "2019-11-06")]),
        ("She fled in March 2021.", [("March 2021", "2021-03")]),
        ("She fled in Sept. 2021.", [("Sept. 2021", "2021-09")]),
        ("She fled in the autumn of 1987.", [("autumn of 1987", "1987-23")]),
        ("She fled in late November 1987.", [("late November 1987", "1987-11")]),
        ("By decree of 1999 it was banned.", [("1999", "1999")]),
        ("She fled in 1999.", [("1999", "1999")]),
        ("In 2014-2018 he ruled.", [("2014-2018", "2014/2018")]),
        ("He ruled from 1981 to 1989.", [("from 1981 to 1989", "1981/1989")]),
        ("Ivo Sand (1931-2014) was a baker.", [("1931-2014", "1931/2014")]),
        ("He ruled in 2014–18.", [("2014–18", "2014/2018")]),
        ("They met between May and July 2003.", [("between May and July 2003", "2003-05/2003-07")]),
        (
            "They died between 21 September and 6 November 1987.",
            [("between 21 September and 6 November 1987", "1987-09-21/1987-11-06")],
        ),
        ("They met on 21-23 June 1990.", [("21-23 June 1990", "1990-06-21/1990-06-23")]),
        ("He has led it since 2019.", [("since 2019", "2019/..")]),
        ("He led it until March 2017.", [("until March 2017", "../2017-03")]),
        ("It was built circa 1850.", [("circa 1850", "1850~")]),
        ("It was built in about 1850.", [("in about 1850", "1850~")]),
        ("He came around 5 March 1988.", [("around 5 March 1988", "1988-03-05~")]),
        ("He wrote in the late 1980s.", [("late 1980s", "198X")]),
        (
            "It was read in 1987, 1988 and 1991.",
            [("1987", "1987"), ("1988", "1988"), ("1991", "1991")],
        ),
        ("The 1988 massacre was denied.", [("1988", "1988")]),
        ("The 2013 presidential election was fair.", [("2013", "2013")]),
        ("The minister (2009) was named.", [("2009", "2009")]),
        ("1974 Ivo Sand founds the party.", [("1974", "1974")]),
    ],
)
def test_what_the_words_alone_give(text, expected):
    assert told(text, None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It closed last month.", [("last month", "2023-08")]),
        ("It closed last week.", [("last week", "2023-08-28/2023-09-03")]),
        ("It closed last year.", [("last year", "2022")]),
        ("It will close next year.", [("next year", "2024")]),
        ("It closed earlier this year.", [("this year", "2023")]),
        ("It will close before the year is out, next spring.", [("next spring", "2024-21")]),
        ("He died last spring.", [("last spring", "2023-21")]),
        ("He died yesterday evening.", [("yesterday evening", "2023-09-05")]),
        ("He left the day before yesterday.", [("the day before yesterday", "2023-09-04")]),
        ("He leaves tomorrow.", [("tomorrow", "2023-09-07")]),
        ("On Saturday the police fired.", [("Saturday", "2023-09-02")]),
        ("The police fired on Saturday, a spokesman said.", [("Saturday", "2023-09-02")]),
        ("He was named on Wednesday.", [("Wednesday", "2023-09-06")]),
        ("He was named last Wednesday.", [("last Wednesday", "2023-08-30")]),
        ("A judge will decide on Friday.", [("Friday", "2023-09-08")]),
        ("On Friday she will speak.", [("Friday", "2023-09-08")]),
        ("She said on Friday that she will speak.", [("Friday", "2023-09-01")]),
        ("He has been held since Monday.", [("since Monday", "2023-09-04/..")]),
        ("In November alone nine men were hanged.", [("November", "2022-11")]),
        ("The vote is to be held in November.", [("November", "2023-11")]),
        ("He was held on 2 October.", [("2 October", "2022-10-02")]),
        ("The court is to sit on 2 October.", [("2 October", "2023-10-02")]),
        ("She left three days ago.", [("three days ago", "2023-09-03")]),
        ("She left twenty-two years ago.", [("twenty-two years ago", "2001~")]),
        ("Thirty years ago tonight they left.", [("Thirty years ago tonight", "1993-09-06")]),
    ],
)
def test_what_hangs_on_the_documents_date(text, expected):
    assert told(text) == expected
    assert all(when is None for _, when in told(text, None))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 3 May 2001 she left, and two days later he did.", "2001-05-05"),
        ("She left on 3 May 2001. The next morning he did.", "2001-05-04"),
        ("She left on 3 May 2001. He did three weeks later.", "2001-05-24~"),
        ("She left in May 2001 and he did two months later.", "2001-07"),
        ("She left in May 2001 and he did ten years later.", "2011"),
        ("She left on 3 May 2001; the following February he did.", "2002-02"),
        ("She left on 3 May 2001. That autumn he did.", "2001-23"),
        ("She wrote on 2 October 1987. He was dismissed on 23 October.", "1987-10-23"),
        ("He came in September 1987 and left in November.", "1987-11"),
    ],
)
def test_what_hangs_on_a_date_before_it(text, expected):
    assert told(text)[-1][1] == expected


def test_the_date_before_may_hang_on_the_documents_itself():
    assert told("On Saturday she left, and two days later he did.")[1][1] == "2023-09-04"


def test_a_sentence_hears_its_paragraph_but_no_other():
    text = "She left on 3 May 2001. The next morning he did.\nThe next morning it rained."
    assert told(text, start=24)[0] == ("The next morning", "2001-05-04")
    assert told(text, start=49) == [("The next morning", None)]


@pytest.mark.parametrize(
    "text",
    [
        "In his second term he did nothing.",
        "He may go, and Theresa May went.",
        "The March on the capital was long.",
        "He will march in, he may, in second place.",
        "He is 60 and ran for three years.",
        "On that day 1,987 loaves were baked.",
        "The camp held 1987 prisoners.",
        "About 1900 people came.",
        "A total of 1950 was counted.",
        "She paid $1999 and 2000 euros, or 2010%.",
        "See page 1984 and Resolution 1973.",
        "They meet every Friday and on Sundays.",
        "They meet on the first Friday of the month.",
        "Bloody Sunday was remembered, wrote the Sunday Times.",
        "It was so before 1990 and after March 1991.",
        "They fought over the June Takeover.",
        "It happened in the past year.",
        "On 31 February 1990 nothing was done.",
        "The code is 2014-99-12.",
        "He was second, she was first.",
    ],
)
def test_traps_give_nothing(text):
    assert [when for _, when in told(text) if when] == []


@pytest.mark.parametrize(
    "text",
    [
        "The next morning he fled.",
        "Two days later he fled.",
        "“I was asked on 16 September,” she said.",
        "The committee meets on Friday.",
    ],
)
def test_a_date_without_its_anchor_stays_unresolved_and_says_so(text):
    (found,) = time_expressions(text, 0, len(text))
    assert (found.when, found.relative) == (None, UNKNOWN)


def test_a_month_far_from_the_last_year_named_is_not_guessed():
    assert told("In 1995 few voted. He was struck off in April.")[1] == ("April", None)
    since = "Since 1995 few have voted. He was struck off in April."
    assert told(since)[1] == ("April", "2023-04")
    assert told("In June 2022 he was tried. He was freed in February.")[1] == (
        "February",
        "2023-02",
    )


@pytest.mark.parametrize(
    ("code", "anchor"),
    [
        ("day:-1", "2023-09"),
        ("week:0", "2023"),
        ("month:-1", "2023"),
        ("month:-1", None),
        ("weekday:5:past", "2023-09"),
        ("weekday:9:past", "2023-09-06"),
        ("weekday:5:sideways", "2023-09-06"),
        ("date:02-30:past", "2023-09-06"),
        ("anniversary:1", "2024-02-29"),
        ("year:-3000", "2023"),
        ("day:-1", "no date"),
        ("unknown", "2023-09-06"),
        ("", "2023-09-06"),
        ("later:month:1", "1999/2003"),
    ],
)
def test_resolve_says_nothing_rather_than_guess(code, anchor):
    assert resolve(code, anchor) is None


def test_a_month_is_enough_for_a_month():
    assert resolve("month:-1", "2020-01") == "2019-12"
    assert resolve("year:-1", "2020-01-05T10:00") == "2019"


days = st.dates(min_value=date(1500, 1, 10), max_value=date(2999, 12, 1))


@given(day=days, number=st.integers(0, 6))
def test_weekdays_lie_within_a_week(day, number):
    found = {w: resolve(f"weekday:{number}:{w}", str(day)) for w in ("past", "last", "next")}
    past, last, ahead = (date.fromisoformat(found[w]) for w in ("past", "last", "next"))
    assert {past.weekday(), last.weekday(), ahead.weekday()} == {number}
    assert timedelta(0) <= day - past < timedelta(7)
    assert timedelta(0) < day - last <= timedelta(7)
    assert timedelta(0) <= ahead - day < timedelta(7)


@given(day=days, number=st.integers(1, 12))
def test_months_lie_within_a_year_and_on_their_side(day, number):
    past = bounds(resolve(f"month:{number}:past", str(day)))
    ahead = bounds(resolve(f"month:{number}:next", str(day)))
    assert past.first <= day <= past.last + timedelta(days=366)
    assert ahead.first - timedelta(days=366) <= day <= ahead.last


@given(day=days, back=st.integers(-400, 400))
def test_days_count(day, back):
    assert date.fromisoformat(resolve(f"day:{back}", str(day))) - day == timedelta(days=back)


@given(day=days, months=st.integers(-240, 240))
def test_months_go_there_and_back(day, months):
    there = resolve(f"month:{months}", str(day))
    assert resolve(f"month:{-months}", there) == str(day)[:7]


units = st.sampled_from(["day", "week", "weekend", "month", "year", "ago:week", "later:day"])
steps = st.one_of(
    st.builds("{}:{}".format, units, st.integers(-9999, 9999)),
    st.builds("weekday:{}:{}".format, st.integers(-1, 8), st.sampled_from(["past", "next"])),
    st.sampled_from(["since", "until", "unknown", "not-before:1990", "date:02-29:past"]),
    st.text(max_size=12),
)


@given(code=st.lists(steps, max_size=4).map(">".join), anchor=days.map(str) | st.text(max_size=9))
def test_resolve_gives_a_date_or_nothing(code, anchor):
    when = resolve(code, anchor)
    assert when is None or is_date(when)


@example(text="0000-01-01")
@given(text=st.text(alphabet="0123456789 -–/.,MarchMay OctoberinFridaylast\n“”", max_size=80))
def test_expressions_stand_where_they_say(text):
    found = time_expressions(text, 0, len(text))
    for one, other in zip(found, found[1:], strict=False):
        assert one.end <= other.start
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert (one.when is None) != (one.relative is None)
        assert one.when is None or is_date(one.when)


@pytest.mark.parametrize(
    "text", ["Tuesday " * 1500, '"12 May ' * 1000, "in 1987, " * 1500, " " * 20000 + "1987"]
)
def test_hostile_sentences_take_no_long_time(text):
    began = time.process_time()
    time_expressions(text, 0, len(text))
    assert time.process_time() - began < 10
