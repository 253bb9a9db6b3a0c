"""However a model behaves, the reply holds: what is shown is proved, and what went wrong is said."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from assistant.answers import Answer, NotFound, Question
from tests.assistant.models.behaviours import BEHAVIOURS, a_third_fails, busy_at_first, faulty_at_first
from tests.assistant.models.conftest import Worded
from tests.assistant.models.contract import OTTERS, asked, holds
from tests.assistant.models.server import Server

FORMS = ("auto", "tools", "plain")
SLOW = {"drip", "stall", "stall-after-one"}
WORDED = {
    "good": "",
    "prose": "",
    "broken-then-good": "",
    "knows-no-form": "",
    "knows-no-temperature": "",
    "odd-json": "1 sentence of the model",
    "stall-after-one": "did not answer in time",
    "cut-after-one": "broke off",
}
NOT_WORDED = {
    "invented": "no words of the record bear out 1 sentence",
    "wrong-passage": "no words of the record bear out 2 sentences",
    "prose-without-marks": "not in the form that was asked for",
    "broken-json": "not in the form that was asked for",
    "empty": "not in the form that was asked for",
    "refusal": "",
    "long": "wrote at length",
    "drip": "did not answer in time",
    "stall": "did not answer in time",
    "cut": "broke off",
    "unauthorised": "refused the key",
    "always-busy": "too many requests",
    "fault": "had a fault (500)",
    "overloaded": "had a fault (503)",
    "addresses": "no words of the record bear out 4 sentences",
    "no-such-model": "no model of that name",
}


def in_forms(names: Iterable[str], *some: str) -> list[tuple[str, str]]:
    """Every behaviour in the form that is tried first, and some in the others too."""
    return [(name, form) for name in names for form in FORMS if form == "auto" or name in some]


def test_every_behaviour_is_tried() -> None:
    assert {*WORDED, *NOT_WORDED} == {*BEHAVIOURS, "no-such-model"} - {"nothing"}


@pytest.mark.parametrize(("name", "form"), in_forms(WORDED, "good", "prose", "odd-json", "cut-after-one"))
def test_what_a_model_says_and_the_record_bears_out_is_shown(worded: Worded, name: str, form: str) -> None:
    reply = asked(worded(name, model_form=form, **_hurried(name)))
    assert isinstance(reply, Answer)
    assert reply.model.startswith(f"{name} at 127.0.0.1:")
    assert "otters had come back" in reply.citations[0].quote
    assert WORDED[name] in " ".join(reply.notes)
    assert bool(reply.notes) == bool(WORDED[name])


@pytest.mark.parametrize(("name", "form"), in_forms(NOT_WORDED, "invented", "broken-json", "cut", "stall", "addresses"))
def test_where_a_model_fails_the_record_answers_and_the_reason_is_told(worded: Worded, name: str, form: str) -> None:
    reply = asked(worded(name, model_form=form, **_hurried(name)))
    assert isinstance(reply, Answer)
    assert reply.model == "extractive"
    assert [claim.text for claim in reply.claims] == [
        "The Warden reported that otters had come back to the river since the weir was lowered."
    ]
    [told] = [note for note in reply.notes if note.startswith(f"Not worded by {name} at ")]
    assert NOT_WORDED[name] in told
    assert "sk-" not in told


def _hurried(name: str) -> dict[str, object]:
    return {"model_timeout": 1.0} if name in SLOW else {"model_retries": 0}


def test_a_model_that_finds_no_answer_is_believed(worded: Worded) -> None:
    reply = asked(worded("nothing"))
    assert isinstance(reply, NotFound)
    assert "finds no answer" in reply.reason
    assert reply.nearest


@pytest.mark.parametrize("behaves", [busy_at_first, faulty_at_first])
def test_a_server_that_is_busy_or_faulty_for_a_moment_is_asked_again(
    worded: Worded, server: Server, behaves: type
) -> None:
    server.behaviours["moody"] = behaves()
    reply = asked(worded("moody"))
    assert reply.model.startswith("moody")
    assert len(server.asked) == 2


def test_a_server_that_is_not_there_is_told(worded: Worded) -> None:
    reply = asked(worded("good", model="http://127.0.0.1:9/v1#good", model_retries=0))
    assert reply.model == "extractive"
    assert "cannot be reached" in " ".join(reply.notes)


def test_a_model_that_fails_again_and_again_is_left_alone_for_a_while(worded: Worded, server: Server) -> None:
    chain = worded("unauthorised")
    replies = [asked(chain) for _ in range(5)]
    assert len(server.asked) == 3
    assert "was not asked: 3 times in a row the model's server refused the key" in " ".join(replies[-1].notes)


def test_a_form_that_a_server_does_not_know_is_not_tried_twice(worded: Worded, server: Server) -> None:
    chain = worded("knows-no-form")
    for _ in range(3):
        asked(chain)
    assert [ask.is_in_form for ask in server.asked] == [True, False, False, False]


def test_what_needs_no_model_is_answered_without_one(worded: Worded, server: Server) -> None:
    chain = worded("invented")
    by_tables = asked(chain, Question("When did the Fenshire meeting end?"))
    refused = asked(chain, Question("What did Zebedee say?"))
    assert isinstance(by_tables, Answer)
    assert isinstance(refused, NotFound)
    assert by_tables.usage is None
    assert server.asked == []


def test_fifty_questions_at_once_of_a_model_that_fails_a_third_of_the_time_lose_none(
    worded: Worded, server: Server
) -> None:
    server.behaviours["failing"] = a_third_fails()
    asks = [
        OTTERS,
        Question("How much did the barrier at Longreach cost?"),
        Question("What did Cllr Vetch say about the trams?"),
        Question("What petition was received against the depot?"),
        Question("Which works did Cllr Rusk ask about?"),
    ]
    words = ["otters had come back", "£340,000", "late on nine days", "212 names", "works"]
    replies = worded("failing", model_retries=0).batch(asks * 10, {"max_concurrency": 10})
    assert len(replies) == 50
    for number, reply in enumerate(replies):
        holds(reply)
        assert isinstance(reply, Answer)
        assert any(words[number % 5] in citation.quote for citation in reply.citations)
    assert {reply.model.partition(" ")[0] for reply in replies} == {"failing", "extractive"}
