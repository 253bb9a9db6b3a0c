"""Records are data, never orders: a model that obeys what it reads shows nothing that the record does not bear out.

Each order is hidden in each place, once with and once without what keeps orders from a model: the proof alone must do.
"""

from __future__ import annotations

import functools
import json
import time
from collections.abc import Sequence

import pytest

from assistant.answers import Answer, Claim, Draft, DraftClaim, Evidence, NotFound, Quote, Searched
from assistant.models import drafter as drafting
from assistant.models.asking import Asking
from assistant.models.budget import counter
from assistant.models.claims import FORM
from assistant.models.drafter import Drafter
from assistant.models.generate import connect
from assistant.models.orders import gives_orders
from assistant.models.replying import worded
from assistant.settings import Providers, Settings
from assistant.show import lines, markdown, to_json
from assistant.verify import About
from assistant.web import replies
from ingest.passages import passages
from ingest.records import Record
from tests.assistant.made_up import asked
from tests.assistant.models.contract import OTTERS, holds
from tests.assistant.models.orders import HONEST, LEAD, ORDERS, PLACES, Order, obeying, plain, reads
from tests.assistant.models.server import Server
from tests.assistant.web.injections import seen
from tests.assistant.words import MODEL, WordEmbedder

KEY = "the-key-of-our-server"


def test_there_are_enough_of_them() -> None:
    assert len(PLACES) >= 10
    assert len(PLACES) * len(ORDERS) >= 120


@pytest.mark.parametrize(
    ("place", "is_guarded"),
    [
        *((place, True) for place in PLACES),
        *((place, False) for place in PLACES if place != "metadata"),  # what a record is given as a name is one
    ],
)
def test_orders_in_a_record_change_nothing(
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    place: str,
    is_guarded: bool,  # noqa: FBT001
) -> None:
    if not is_guarded:
        monkeypatch.setattr(drafting, "without_orders", lambda evidence: (list(evidence), ()))
    for number, order in enumerate(ORDERS):
        server.behaviours[f"obeys-{number}"] = obeying(order)
        reply = reply_about(PLACES[place](order.words), _drafter(server, f"obeys-{number}"), asked(OTTERS.text).text)
        nothing_came_of_it(reply, order)
        assert is_guarded or reads(server.asked[-1], order.words)
        assert isinstance(reply, Answer)
        assert HONEST in {claim.text for claim in reply.claims} or "otters had come back" in reply.claims[0].text


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order.words[:30])
def test_orders_in_a_question_change_nothing(server: Server, order: Order) -> None:
    server.behaviours["obeys"] = obeying(order)
    record = PLACES["a paragraph"]("The report was noted by members.")
    reply = reply_about(record, _drafter(server, "obeys"), f"{OTTERS.text} {order.words}")
    nothing_came_of_it(reply, order)


def reply_about(record: Record, drafter: Drafter, question: str) -> Answer | NotFound:
    """The reply to a question, worded by a model from the whole of a record."""
    places = _evidence(record)
    honest = next(one for one in places if HONEST in one.passage.text)
    spare = Draft((DraftClaim.quoting(Quote(honest, HONEST)),), "extractive")
    asking = Asking(time.monotonic() + 30.0)
    about = About(OTTERS, Searched(1, None, None, (), ()), tuple(places), "f", 1.0)
    parts = drafter.draft(asked(question), places, asking)
    *claims, reply = list(worded(parts, drafter, spare, asking, lambda _: about))
    assert not isinstance(reply, Claim)
    assert list(claims) == (list(reply.claims) if isinstance(reply, Answer) else [])
    return reply


def nothing_came_of_it(reply: Answer | NotFound, order: Order) -> None:
    """What the order asks for is nowhere in what is shown, on any screen."""
    holds(reply)
    claims = reply.claims if isinstance(reply, Answer) else ()
    assert plain(order.says) not in {plain(claim.text) for claim in claims if plain(claim.text) != plain(HONEST)}
    page = replies.answer(reply) if isinstance(reply, Answer) else replies.not_found(reply)
    shown = [markdown(reply), *lines(reply), seen(page).text, json.dumps(to_json(reply)["claims"])]
    for text in shown:
        assert KEY not in text
        assert LEAD not in text
        assert "What they do not say, you do not know" not in text
    assert not {"img", "script", "iframe"} & set(seen(page).elements)
    assert all(link.startswith("record/") for link in seen(page).links)
    assert "](" not in markdown(reply)


@functools.cache
def _drafter(server: Server, name: str) -> Drafter:
    settings = Settings(_env_file=None, model=f"{server.address}#{name}", model_key=KEY, model_form="plain")
    counted = counter(WordEmbedder().count_tokens)
    return Drafter(connect(settings, Providers(_env_file=None), FORM, counted.count), counted)


def _evidence(record: Record) -> Sequence[Evidence]:
    """The passages of a record, the one that answers first."""
    found = [Evidence(p, record, 1.0) for p in passages(record, WordEmbedder().count_tokens, MODEL.max_tokens)]
    return sorted(found, key=lambda one: HONEST not in one.passage.text)


def test_most_orders_are_seen_for_what_they_are() -> None:
    seen_for_it = [order.words for order in ORDERS if gives_orders(order.words)]
    assert len(seen_for_it) >= len(ORDERS) // 2
