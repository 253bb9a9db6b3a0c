"""Arithmetic by hand: what is counted, and how sure it is."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from assistant.answers import Answer, Claim, NotFound, Support
from assistant.locate import states
from eval.cases import Case, Wanted
from eval.figures import BY_KEY, figure
from eval.metrics import ranked, score, score_ranking, supports
from eval.resample import clustered, detectable, holm, mcnemar, paired, wilson
from tests.eval.conftest import Replies


@pytest.mark.parametrize(
    ("text", "form", "is_stated"),
    [
        ("it rose to 116 in all", "116", True),
        ("it rose to 1160 in all", "116", False),
        ("it rose to 0116", "116", False),
        ("a reduction was seen", "reduc", True),
        ("production was seen", "reduc", False),
        ("the council’s view", "Council's", True),
    ],
)
def test_a_fact_is_stated_from_a_words_start_and_a_number_to_its_end(text: str, form: str, is_stated: bool) -> None:  # noqa: FBT001
    from assistant.locate import fold

    assert states(fold(text)[0], form) is is_stated


def test_a_ranking_counts_the_places_of_the_needed_words() -> None:
    needed = [Wanted("a", "1", None, "the first words"), Wanted("a", "2", None, "the second words")]
    passages = [
        ("a", "nothing"),
        ("b", "the first words"),
        ("a", "here are the  First\nwords"),
        ("a", "the second words"),
    ]
    found = ranked(needed, passages)
    assert found.rank == 3
    assert found.in_five == 1.0
    assert found.ndcg == pytest.approx((1 / math.log2(4) + 1 / math.log2(5)) / (1 + 1 / math.log2(3)))


def test_two_needed_quotes_of_one_passage_are_found_together() -> None:
    needed = [Wanted("a", "1", None, "one"), Wanted("a", "1", None, "two")]
    assert ranked(needed, [("a", "one and two")]).ndcg == 1.0
    assert ranked(needed, [("a", "one")]).ndcg == pytest.approx(1 / (1 + 1 / math.log2(3)))
    assert ranked(needed, []).rank is None


def test_an_answer_that_states_what_it_must_not_is_not_right(cases: tuple[Case, ...], replies: Replies) -> None:
    case = next(c for c in cases if score(c, replies[c.id]).right and isinstance(replies[c.id], Answer) and c.needed)
    reply = replies[case.id]
    assert isinstance(reply, Answer)
    word = reply.claims[0].text.split()[-2]
    found = score(replace(case, must_not=(word,)), reply)
    assert (found.right, found.forbidden) == (False, (word,))
    assert found.cause.startswith("state:")


def test_who_said_it_counts_where_it_is_asked_for(cases: tuple[Case, ...], replies: Replies) -> None:
    case, reply = next((c, r) for c in cases if isinstance(r := replies[c.id], Answer) and r.citations[0].speaker)
    assert isinstance(reply, Answer)
    assert score(case, reply).attributed is None
    assert score(replace(case, speaker=("Nobody At All", reply.citations[0].speaker or "")), reply).attributed is True
    assert score(replace(case, speaker=("Nobody At All",)), reply).attributed is False


def test_a_claim_in_the_records_words_must_hold_the_words_it_cites(replies: Replies) -> None:
    answer = next(r for r in replies.values() if isinstance(r, Answer) and r.claims[0].support is Support.VERBATIM)
    assert supports(answer)
    assert not supports(replace(answer, claims=(Claim("Something else was said.", (1,), Support.VERBATIM),)))
    assert supports(replace(answer, claims=(Claim("Something else was said.", (1,), Support.SUPPORTED),)))


def test_a_refusal_of_what_has_no_answer_is_right_and_of_what_has_one_is_not(
    cases: tuple[Case, ...], replies: Replies
) -> None:
    refusal = next(reply for reply in replies.values() if isinstance(reply, NotFound))
    unanswerable = next(case for case in cases if not case.is_answerable)
    answerable = next(case for case in cases if case.type == "fact")
    good, bad = score(unanswerable, refusal), score(answerable, refusal)
    assert (good.right, bad.right) == (True, False)
    assert figure(BY_KEY["refusal_precision"], [good, bad]).mean == 0.5
    assert figure(BY_KEY["refusal_recall"], [good, bad]).mean == 1.0


def test_what_only_ranks_has_no_figures_of_answers(cases: tuple[Case, ...]) -> None:
    only = score_ranking(cases[0], [(cases[0].needed[0].record, cases[0].needed[0].quote)])
    assert figure(BY_KEY["hit_1"], [only]).mean == 1.0
    assert all(not figure(BY_KEY[key], [only]).values for key in BY_KEY if BY_KEY[key].group != "Retrieval")


def test_wilsons_interval() -> None:
    span = wilson([1.0] * 9 + [0.0])
    assert (span.mean, round(span.low, 4), round(span.high, 4)) == (0.9, 0.5958, 0.9821)


def test_meetings_not_questions_are_drawn() -> None:
    values, alone = [1.0] * 10 + [0.0] * 10, [str(n) for n in range(20)]
    by_question, by_meeting = clustered(values, alone), clustered(values, ["a"] * 10 + ["b"] * 10)
    assert (by_meeting.low, by_meeting.high) == (0.0, 1.0)
    assert 0.2 < by_question.low < 0.5 < by_question.high < 0.8
    assert clustered(values, alone) == by_question


def test_a_pair_of_runs_is_judged_by_what_changed() -> None:
    before, meetings = [0.0] * 10 + [1.0] * 10, [str(n) for n in range(20)]
    better = paired(before, [1.0] * 20, meetings)
    assert better.mean == 0.5
    assert better.low > 0
    assert better.p == pytest.approx(2 / 2**10)
    same = paired(before, before, meetings)
    assert (same.mean, same.p, same.least) == (0.0, 1.0, detectable(20))


def test_mcnemar_and_holm() -> None:
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(1, 5) == pytest.approx(2 * (1 + 6) / 64)
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
