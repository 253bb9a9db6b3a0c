"""The chain as a whole: every reply keeps the laws, however it is asked for, and is told in every form."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Iterator

import pytest
from langchain_core.callbacks import BaseCallbackHandler

from assistant.answers import Answer, Claim, Filter, NotFound, Question
from assistant.chain import AskChain
from assistant.show import lines, markdown, to_json
from eval.cases import QUESTIONS, load
from ingest.store import Store

CASES = load(QUESTIONS / "dev.jsonl")


def test_every_quote_is_an_exact_slice_and_no_refusal_has_sources(chain: AskChain) -> None:
    for case in CASES:
        reply = chain.invoke(case.question)
        if isinstance(reply, NotFound):
            assert to_json(reply)["citations"] == []
            continue
        assert reply.claims
        for citation in reply.citations:
            assert citation.quote == citation.record.text[citation.start : citation.end]
            assert citation.paragraph.start <= citation.start < citation.paragraph.end


def test_every_claim_carries_a_citation_and_every_citation_a_claim(chain: AskChain) -> None:
    for case in CASES:
        reply = chain.invoke(case.question)
        if isinstance(reply, Answer):
            assert all(claim.citations for claim in reply.claims)
            assert {n for claim in reply.claims for n in claim.citations} == set(range(1, len(reply.citations) + 1))


def test_the_same_question_gets_the_same_answer(chain: AskChain) -> None:
    for case in CASES[:10]:
        first, second = (to_json(chain.invoke(case.question)) for _ in range(2))
        first.pop("elapsed_ms"), second.pop("elapsed_ms")
        assert json.dumps(first) == json.dumps(second)


@pytest.mark.parametrize(
    "chosen",
    [
        Filter(council="Atlantis"),
        Filter(council="Gloucestershire", committee="Planning Committee"),
        Filter(date_from=dt.date(2030, 1, 1)),
        Filter(council="Gloucestershire", date_to=dt.date(2000, 1, 1)),
    ],
)
def test_a_filter_that_matches_nothing_finds_nothing_and_says_so(chain: AskChain, chosen: Filter) -> None:
    reply = chain.invoke(Question("what did Ofsted say about churn?", filter=chosen))
    assert isinstance(reply, NotFound)
    assert (reply.evidence, reply.nearest, reply.searched.meetings) == ((), (), 0)
    assert "nothing was searched" in reply.reason


def test_a_filter_holds_for_everything_that_is_found(chain: AskChain) -> None:
    chosen = Filter(council="Leicestershire", date_from=dt.date(2020, 1, 1))
    for case in CASES[:20]:
        reply = chain.invoke(Question(case.question.text, filter=chosen))
        assert {e.record.meeting.id for e in reply.evidence} <= {"leicestershire/children-and-families-osc/2020-11-18"}


def test_stream_gives_each_claim_and_then_the_reply(chain: AskChain) -> None:
    question = Question("what did Ofsted say about churn?")
    *claims, reply = list(chain.stream(question))
    assert isinstance(reply, Answer)
    assert claims == list(reply.claims)
    assert all(isinstance(claim, Claim) for claim in claims)


def test_batch_and_ainvoke_give_what_invoke_gives(chain: AskChain) -> None:
    questions = [case.question for case in CASES[:6]]
    expected = [_shown(chain.invoke(question)) for question in questions]
    assert expected == [_shown(reply) for reply in chain.batch(questions)]
    assert expected[0] == _shown(asyncio.run(chain.ainvoke(questions[0])))


def test_callbacks_see_the_steps(chain: AskChain) -> None:
    class Steps(BaseCallbackHandler):
        def __init__(self) -> None:
            self.seen: list[str] = []

        def on_chain_start(self, *_: object, name: str | None = None, **__: object) -> None:
            self.seen.append(name or "")

    steps = Steps()
    chain.invoke(Question("what did Ofsted say about churn?"), {"callbacks": [steps]})
    assert [name for name in steps.seen if name != "RunnableSequence"] == ["understand", "retrieve", "draft", "verify"]


def test_the_json_of_a_reply_has_the_keys_that_others_build_on(chain: AskChain) -> None:
    reply = to_json(chain.invoke(Question("what did Ofsted say about churn?", id="7")))
    keys = [
        "id",
        "question",
        "status",
        "text",
        "claims",
        "citations",
        "truncated",
        "notes",
        "searched",
        "evidence",
        "model",
        "fingerprint",
        "elapsed_ms",
    ]
    assert set(keys) <= set(reply)
    assert reply["id"] == "7"
    assert reply["status"] == "answered"
    assert {
        *[
            "n",
            "id",
            "source",
            "council",
            "committee",
            "date",
            "item",
            "item_title",
            "item_number",
            "paragraph",
            "speaker",
            "quote",
            "start",
            "end",
            "url",
        ]
    } <= set(reply["citations"][0])
    assert len(reply["evidence"]) <= 20
    assert json.loads(json.dumps(reply)) == reply


def test_the_terminal_shows_the_words_and_where_they_stand(chain: AskChain) -> None:
    text = "\n".join(lines(chain.invoke(Question("what did Ofsted say about churn?"))))
    assert "minute 25.3" in text
    assert "gloucestershire-2019-06-07.txt, characters" in text


def test_an_empty_store_answers_nothing(tmp_path_factory: pytest.TempPathFactory, chain: AskChain) -> None:
    from tests.assistant.words import MODEL, WordEmbedder

    folder = tmp_path_factory.mktemp("empty") / "store"
    with Store.writer(folder, MODEL, who="a test"):
        pass
    with Store.open(folder, MODEL) as store:
        reply = AskChain(store, WordEmbedder, MODEL).invoke(Question("what was agreed?"))
    assert isinstance(reply, NotFound)
    assert reply.reason == "No minutes are held yet."


def _shown(reply: Answer | NotFound) -> tuple[str, Iterator[str] | list[str]]:
    return markdown(reply), list(reply.notes)


def test_the_evidence_of_an_answer_begins_with_what_is_cited(ask: AskChain) -> None:
    reply = ask.invoke(Question("What did the Warden say about otters?"))
    assert isinstance(reply, Answer)
    [cited] = {citation.paragraph.id for citation in reply.citations}
    assert cited in reply.evidence[0].passage.paragraphs
