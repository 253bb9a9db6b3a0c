"""The days that words name: real ones, exactly as long as the words say."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answers import Period
from assistant.asked.periods import periods_named

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
WORDS = [
    "May",
    "june",
    "Sept.",
    "winter",
    "summer of",
    "last",
    "this",
    "autumn",
    "year",
    "month",
    "since",
    "from",
    "to",
]
FIGURES = ["31", "3rd", "0000", "9999", "2019", "2020", "2019/20", "1/2/21", "31.02.2020", "–", ","]
PIECES = st.sampled_from([*WORDS, *FIGURES])
TEXTS = (
    st.lists(PIECES, max_size=8).map(" ".join) | st.text("0123456789/.-– JuneMay", max_size=24) | st.text(max_size=30)
)


def day(year: int, month: int, number: int) -> dt.date:
    return dt.date(year, month, number)


def only(text: str, today: dt.date | None = None) -> Period:
    [named] = periods_named(text, today)
    return named.period


@given(TEXTS, st.none() | DAYS)
def test_periods_are_named_by_words_of_the_text_in_their_order_and_never_by_the_same(
    text: str, today: dt.date | None
) -> None:
    named = periods_named(text, today)
    assert all(one.end <= other.start for one, other in pairwise(named))
    for found in named:
        assert text[found.start : found.end].strip()
        assert not text[found.start - 1 : found.start].isdigit()
        assert not text[found.end : found.end + 1].isdigit()
        assert found.period.first <= found.period.last


@given(DAYS)
def test_a_day_names_itself_however_it_is_written(date: dt.date) -> None:
    for written in (
        f"{date.day} {date:%B} {date.year}",
        f"{date:%A} {date.day} {date:%b} {date.year}",
        f"{date:%B} {date.day}, {date.year}",
        f"{date.day}/{date.month}/{date.year}",
        f"{date:%d.%m.%Y}",
        date.isoformat(),
    ):
        assert only(f"the meeting on {written}?") == Period(date, date)


@given(DAYS)
def test_a_month_and_a_year_are_all_their_days(date: dt.date) -> None:
    month = only(f"in {date:%B} {date.year}")
    assert month.holds(date)
    assert month.first.day == 1
    assert (month.last + dt.timedelta(days=1)).day == 1
    assert (month.last - month.first).days < 31
    assert only(f"in {date.year}") == Period(day(date.year, 1, 1), day(date.year, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("spring 2022", day(2022, 3, 1), day(2022, 5, 31)),
        ("the summer of 2022", day(2022, 6, 1), day(2022, 8, 31)),
        ("Autumn 2022", day(2022, 9, 1), day(2022, 11, 30)),
        ("winter 2023", day(2023, 12, 1), day(2024, 2, 29)),
        ("on 4/5/21", day(2021, 5, 4), day(2021, 5, 4)),
        ("in Sept. 2021", day(2021, 9, 1), day(2021, 9, 30)),
        ("in may, 2021", day(2021, 5, 1), day(2021, 5, 31)),
    ],
)
def test_seasons_months_and_short_dates_are_read(text: str, first: dt.date, last: dt.date) -> None:
    assert only(text) == Period(first, last)


@pytest.mark.parametrize(
    "text", ["31/02/2020", "99/99/20", "June 0000", "winter 9999", "in May", "2019/20", "2019–20", "2019-2020", "12019"]
)
def test_what_is_no_day_month_or_calendar_year_names_nothing(text: str) -> None:
    assert periods_named(text, day(2024, 5, 1)) == ()


def test_the_most_exact_words_count() -> None:
    assert only("the meeting of 3 May 2021") == Period(day(2021, 5, 3), day(2021, 5, 3))
    assert [named.period.first for named in periods_named("3 May 2021, June 2021 and 2021")] == [
        day(2021, 5, 3),
        day(2021, 6, 1),
        day(2021, 1, 1),
    ]


@pytest.mark.parametrize("before", ["since", "since the", "from", "changes from"])
def test_since_has_no_end(before: str) -> None:
    assert only(f"{before} summer 2020") == Period(day(2020, 6, 1), dt.date.max)


@pytest.mark.parametrize("text", ["from 2018 to 2020", "from 2018 until 2020", "from 2018 – 2020"])
def test_from_one_year_to_another_names_each(text: str) -> None:
    assert [named.period.last.year for named in periods_named(text)] == [2018, 2020]


def test_the_minutes_from_a_month_are_that_months() -> None:
    assert only("the minutes from June 2019") == Period(day(2019, 6, 1), day(2019, 6, 30))


@pytest.mark.parametrize(
    "before", ["after", "before", "by", "until", "up to the end of", "in the year to", "as at", "ending the", "beyond"]
)
def test_what_happens_before_or_after_a_day_is_not_of_its_meeting(before: str) -> None:
    [named] = periods_named(f"repairs {before} March 2021")
    assert not named.is_of_meeting


@pytest.mark.parametrize("before", ["in", "of", "the", "since", "going by", "and"])
def test_other_words_before_a_day_leave_it_that_of_a_meeting(before: str) -> None:
    [named] = periods_named(f"repairs {before} March 2021")
    assert named.is_of_meeting


@given(DAYS)
def test_last_is_over_and_as_near_as_can_be(today: dt.date) -> None:
    for what, longest in (("spring", 366), ("autumn", 366), ("winter", 366), ("year", 366), ("month", 31)):
        period = only(f"last {what}", today)
        assert period.last < today
        assert (today - period.last).days <= longest


@given(DAYS)
def test_this_year_and_month_hold_today_and_this_season_does_while_it_lasts(today: dt.date) -> None:
    assert only("this year", today).holds(today)
    assert only("this month", today).holds(today)
    season = ["winter", "spring", "summer", "autumn"][today.month % 12 // 3]
    assert only(f"this {season}", today).holds(today)


def test_without_a_today_last_names_nothing() -> None:
    assert periods_named("what was said last autumn?") == ()


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (dt.date(2019, 11, 1), dt.date(2020, 2, 29), ("November", "December", "January", "February")),
        (dt.date(2020, 5, 4), dt.date(2020, 5, 4), ("May",)),
        (dt.date(2020, 1, 1), dt.date(2020, 12, 31), ()),
    ],
)
def test_a_period_of_less_than_a_year_says_its_months(first: dt.date, last: dt.date, months: tuple[str, ...]) -> None:
    assert Period(first, last).months() == months


@pytest.mark.parametrize("text", ["in February and early March 2017", "from February to March 2017"])
def test_a_month_takes_the_year_that_is_named_with_the_next(text: str) -> None:
    assert [str(named.period.first) for named in periods_named(text)] == ["2017-02-01", "2017-03-01"]


def test_a_month_later_in_the_year_than_the_next_is_not_of_that_year() -> None:
    assert [str(named.period.first) for named in periods_named("from November to March 2017")] == ["2017-03-01"]


def test_a_year_later_is_the_same_time_of_the_next_year() -> None:
    assert [str(n.period.first) for n in periods_named("autumn 2019 and a year later")] == ["2019-09-01", "2020-09-01"]
    assert periods_named("29 February 2020 and a year later")[1].period.last == dt.date(2021, 2, 28)
    assert periods_named("autumn 2019 and a year later")[1].period.last == dt.date(2020, 11, 30)
    assert periods_named("a year later") == ()
