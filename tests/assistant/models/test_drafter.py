"""What a model is asked, by the kind of question; what it may read; what its calls took."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answers import Answer, Kind, Question, Side, Turn
from assistant.chain import AskChain
from assistant.models.drafter import Limits, prompt_for
from assistant.settings import Settings
from ingest.store import EVERYWHERE, Store
from prompts import Prompt, names
from tests.assistant.made_up import asked as understood
from tests.assistant.made_up import scored
from tests.assistant.models.behaviours import good
from tests.assistant.models.conftest import Worded, drafter
from tests.assistant.models.contract import OTTERS, asked
from tests.assistant.models.server import Ask, Reply, Server, claims_json

FLOODS_AND_TRAMS = Question("Compare what Fenshire and Moorton said about the barrier")


@pytest.mark.parametrize(
    ("kind", "prompt"),
    [(Kind.FACT, "answer"), (Kind.TIMELINE, "timeline"), (Kind.WHO, "answer"), (Kind.SUMMARY, "overview")],
)
def test_the_kind_of_question_chooses_the_prompt(kind: Kind, prompt: str) -> None:
    one_item = [s.evidence for s in scored()][:1]
    assert prompt_for(understood("barriers", kind), one_item) == prompt


def test_an_overview_of_many_items_is_a_briefing_and_sides_are_compared() -> None:
    places = list({s.evidence.passage.item_id: s.evidence for s in scored()}.values())
    assert prompt_for(understood("bring me up to date", Kind.SUMMARY), places) == "briefing"
    sides = tuple(Side(name, EVERYWHERE, name) for name in ("Fenshire", "Moorton"))
    assert prompt_for(replace(understood("compare"), sides=sides), places) == "comparison"


def test_a_comparison_says_of_each_claim_which_meeting_it_rests_on(worded: Worded, server: Server) -> None:
    def compares(ask: Ask) -> Reply:
        lines = [(n, line) for n, lines in enumerate(ask.passages, start=1) for line in lines if "barrier" in line]
        return Reply(
            claims_json([(line.split(". ")[0], n, line.split(". ")[0]) for n, line in lines if "." in line][:3])
        )

    server.behaviours["compares"] = compares
    reply = asked(worded("compares"), FLOODS_AND_TRAMS)
    assert isinstance(reply, Answer)
    assert "It sets side by side: Fenshire County Council, Moorton City Council." in server.asked[-1].words
    led = [claim.text.partition(" – ")[0] for claim in reply.claims]
    assert "Fenshire County Council, 12 March 2019" in led
    assert "Moorton City Council, 9 September 2021" in led


def test_a_follow_up_is_made_to_stand_alone_by_the_model(worded: Worded, server: Server) -> None:
    def rewrites(ask: Ask) -> Reply:
        return Reply("What did the Warden say about otters?") if "on one line" in ask.words else good(ask)

    server.behaviours["rewrites"] = rewrites
    follow_up = Question("And who said so?", (Turn("Have the otters come back?", "The Warden said that they have."),))
    reply = asked(worded("rewrites"), follow_up)
    assert reply.question == follow_up
    assert server.asked[1].question == "What did the Warden say about otters?"
    assert server.asked[0].words.count("| ") == 2


@pytest.mark.parametrize("made", ["What did Ofsted say about Longreach?", "", "word " * 200])
def test_a_question_made_anew_may_add_nothing_that_nobody_said(worded: Worded, server: Server, made: str) -> None:
    server.behaviours["adds"] = lambda ask: Reply(made) if "on one line" in ask.words else good(ask)
    before = Turn("Have the otters come back?", "The Warden said that they have.")
    asked(worded("adds"), Question("Who said so?", (before,)))
    assert "Ofsted" not in server.asked[1].question
    assert server.asked[1].question == "Who said so? Have the otters come back?"


def test_the_support_check_only_ever_takes_away(worded: Worded, server: Server) -> None:
    def doubts(ask: Ask) -> Reply:
        return Reply("Unsupported.") if "Reply with one word" in ask.words else good(ask)

    server.behaviours["doubts"] = doubts
    doubted = asked(worded("doubts", model_check=True))
    assert isinstance(doubted, Answer)
    assert not any("It is recorded" in claim.text for claim in doubted.claims)  # words of the record need no opinion
    assert "Not shown: 1 sentence of the model" in " ".join(doubted.notes)
    assert "a model finds no support in its quotes" in " ".join(doubted.notes)
    agreed = asked(worded("good", model_check=True))
    assert agreed.model.startswith("good")
    checks = [ask.words for ask in server.asked if "Reply with one word" in ask.words]
    assert "| The Warden reported that otters had come back" in checks[0]
    invented = asked(worded("invented", model_check=True))
    assert invented.model == "extractive"


def test_every_prompt_is_sent_by_something(worded: Worded, server: Server) -> None:
    """With the tests above, which name those that are chosen by the kind of question."""
    before = (Turn("Have the otters come back?", "The Warden said that they have."),)
    asked(worded("good", model_check=True), Question("What did the Warden say?", before))
    asked(worded("broken-json"))
    sent = "\n".join(ask.words for ask in server.asked)
    for name, part in {"standalone": "on one line", "support": "one word", "repair": "without a code fence"}.items():
        assert part in sent
        assert name in names()


# --- what it may read -----------------------------------------------------------------------------------------------


def test_what_does_not_fit_is_left_out_and_said(worded: Worded, server: Server) -> None:
    chain = worded("good", limits=Limits(window=1_350, answer=100, seconds=30.0))
    reply = asked(chain)
    [note] = [note for note in reply.notes if "relevant paragraphs used" in note]
    used, relevant = (int(n) for n in note.split(" relevant")[0].split(" of "))
    assert 0 < used < relevant
    assert used == sum(len(lines) for lines in server.asked[-1].passages)
    assert "otters had come back" in "".join(server.asked[-1].passages[0])


def test_a_window_that_holds_no_passage_needs_no_call(worded: Worded, server: Server) -> None:
    reply = asked(worded("good", limits=Limits(window=300, answer=100, seconds=30.0)))
    assert reply.model == "extractive"
    assert server.asked == []


def test_no_answer_is_not_believed_of_a_model_that_could_not_read_everything(worded: Worded) -> None:
    reply = asked(worded("nothing", limits=Limits(window=1_350, answer=100, seconds=30.0)))
    assert isinstance(reply, Answer)
    assert "it claims nothing" in " ".join(reply.notes)


# --- what it took ---------------------------------------------------------------------------------------------------


def test_tokens_are_told_and_cost_where_prices_are_set(worded: Worded) -> None:
    reply = asked(worded("good"))
    assert reply.usage is not None
    assert (reply.usage.calls, reply.usage.counted_by, reply.usage.cost) == (1, "the provider", None)
    priced = asked(worded("good", limits=Limits(price_in=2.0, price_out=10.0)))
    assert priced.usage is not None
    wanted = (priced.usage.tokens_in * 2 + priced.usage.tokens_out * 10) / 1e6
    assert priced.usage.cost == pytest.approx(wanted, abs=1e-6)


def test_what_a_provider_does_not_count_is_counted_here_and_said(worded: Worded) -> None:
    reply = asked(worded("cut-after-one"))
    assert reply.usage is not None
    assert "the embedding model's tokenizer" in reply.usage.counted_by
    assert reply.usage.tokens_in > 500


def test_the_fingerprint_follows_the_model_and_differs_from_that_without_one(
    ask: AskChain, worded: Worded, invented: Store
) -> None:
    replies = [ask.invoke(OTTERS), asked(worded("good")), asked(worded("prose"))]
    assert len({reply.fingerprint for reply in replies}) == 3
    assert asked(worded("good")).fingerprint == replies[1].fingerprint


def test_the_fingerprint_follows_every_word_of_the_prompts(server: Server) -> None:
    settings = Settings(_env_file=None, model=f"{server.address}#good")
    before = drafter(settings).fingerprint
    for name in names():
        changed = drafter(settings)
        changed._prompts[name] = Prompt(name, f"{changed._prompts[name].text} More.")
        assert changed.fingerprint != before


def test_a_chain_can_answer_without_its_model(worded: Worded, server: Server) -> None:
    chain = worded("good")
    reply = chain.without_model().invoke(OTTERS)
    assert isinstance(reply, Answer)
    assert reply.model == "extractive"
    assert server.asked == []
    assert chain.without_model().without_model().invoke(OTTERS).fingerprint == reply.fingerprint
