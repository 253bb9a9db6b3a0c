"""What is shown of a reply names what was looked through."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.answers import NotFound, Question, Searched
from assistant.show import SUMMARY_NOTICE, lines, looked_through, markdown

SEARCHED = Searched(
    3, dt.date(2019, 3, 12), dt.date(2021, 9, 9), ("Fenshire", "Moorton"), ("Drainage Panel", "Tram Board")
)


def test_what_was_looked_through_is_told_by_meetings_dates_councils_and_committees() -> None:
    told = looked_through(SEARCHED)
    for said in ("3 meetings", "12 March 2019", "9 September 2021", *SEARCHED.councils, *SEARCHED.committees):
        assert said in told


@pytest.mark.parametrize("is_markdown", [True, False])
def test_a_refusal_tells_it_too_and_that_silence_is_no_denial(*, is_markdown: bool) -> None:
    reply = NotFound(Question("?"), "Nothing.", (), (), SEARCHED, (), "extractive", "", 0.0)
    said = markdown(reply) if is_markdown else "\n".join(lines(reply))
    assert looked_through(SEARCHED) in said
    assert SUMMARY_NOTICE in said
