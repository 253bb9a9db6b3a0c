"""When and where a meeting sat, who came, what its routine business came to, in whatever words it is asked; votes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answers import Answer, NotFound, Question
from assistant.asked.bodies import committees_named
from assistant.business import business_of, businesses_of
from assistant.chain import AskChain
from ingest.encoding import Encoding
from ingest.run import ingest
from ingest.store import Store
from tests.assistant.words import MODEL, WordEmbedder
from tests.ingest.samples import parsed_text

MARKETS = """Fenshire County Council

Markets and Fairs Panel

Minutes of the meeting held in the Moot Hall, Eelby on 5 May 2020 at 6.30 pm

Present: Cllr Ada Quill (Chair), Cllr Ben Rusk and Cllr Dora Fell

1. Apologies

Apologies were received from Cllr Cora Sedge. Cllr Rusk would need to leave the meeting early.

2. Declarations of Interest

Cllr Fell was in attendance virtually and declared an interest in the toll bridge.

3. Minutes

The minutes of the meeting held on 3 March 2020 were agreed as a correct record and signed.

4. Stall Rents

4.1 Cllr Quill proposed, and Cllr Fell seconded the motion that

"Stall rents be frozen for a year."

4.2 Following the debate the Chair put the motion to the vote and the voting was as follows:

For (2)

Cllr Quill, Cllr Fell

Against (1)

Cllr Rusk

Motion carried.

5. Horse Fair

5.1 The Clerk asked for the fair to be let run over two days.

Proposed: Cllr Ben Rusk

5.2 It was agreed to hold the June meeting of the Panel on Tuesday, 9 June 2020 at 5.00 pm.

The meeting ended at 8.05 pm
"""


@pytest.fixture(scope="module")
def markets(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AskChain]:
    folder: Path = tmp_path_factory.mktemp("markets")
    (folder / "may.txt").write_text(MARKETS)
    embedder = WordEmbedder()
    ingest([folder], folder / "store", Encoding(MODEL, lambda: embedder, embedder.count_tokens))
    with Store.open(folder / "store", MODEL) as store:
        yield AskChain(store, lambda: embedder, MODEL)


def quotes(chain: AskChain, text: str) -> list[str]:
    reply = chain.invoke(Question(text))
    assert isinstance(reply, Answer), reply
    return [" ".join(citation.quote.split()) for citation in reply.citations]


def refused(chain: AskChain, text: str) -> str:
    reply = chain.invoke(Question(text))
    assert isinstance(reply, NotFound), reply
    return reply.reason


OPENED, ENDED = "Minutes of the meeting held in the Moot Hall, Eelby on 5 May 2020 at 6.30 pm", "8.05 pm"


@pytest.mark.parametrize(
    "text", ["What time did the panel kick off?", "Where did the panel sit?", "Which building hosted the meeting?"]
)
def test_the_line_above_the_items_says_when_and_where_a_meeting_sat(markets: AskChain, text: str) -> None:
    assert any(OPENED in quote for quote in quotes(markets, text))


@pytest.mark.parametrize("text", ["When did they wrap up?", "What time did the panel break up?"])
def test_the_line_below_the_items_says_when_a_meeting_ended(markets: AskChain, text: str) -> None:
    [quote] = quotes(markets, text)
    assert ENDED in quote


def test_how_long_a_meeting_went_on_is_told_by_its_beginning_and_its_end(markets: AskChain) -> None:
    first, last = quotes(markets, "How long did the panel sit for - start and end?")
    assert OPENED in first
    assert ENDED in last


def test_who_was_there_from_afar_is_told_in_the_words_that_say_so(markets: AskChain) -> None:
    [quote] = quotes(markets, "Which members joined online rather than in the room?")
    assert quote.startswith("Cllr Fell was in attendance virtually")


@pytest.mark.parametrize("text", ["Who was missing in May 2020?", "Which councillors sent their excuses?"])
def test_who_stayed_away_is_told_however_it_is_asked(markets: AskChain, text: str) -> None:
    assert any("Cllr Cora Sedge" in quote for quote in quotes(markets, text))


def test_who_left_before_the_end_is_told_under_the_apologies(markets: AskChain) -> None:
    for text in ("Did anyone have to slip away early?", "Did any councillor slip away before the end of the panel?"):
        assert any("leave the meeting early" in quote for quote in quotes(markets, text))


def test_two_sorts_of_business_in_one_question_are_both_told(markets: AskChain) -> None:
    found = " ".join(quotes(markets, "Were there any apologies, and any conflicts of interest?"))
    assert "Cllr Cora Sedge" in found
    assert "declared an interest" in found


def test_of_two_sorts_of_business_the_one_not_recorded_is_named(markets: AskChain) -> None:
    reply = markets.invoke(Question("apologies and any urgent items?"))
    assert isinstance(reply, Answer)
    assert any("urgent item" in note for note in reply.notes)


def test_earlier_minutes_are_found_by_their_own_day(markets: AskChain) -> None:
    assert any("3 March 2020" in q for q in quotes(markets, "Were the minutes of the March 2020 meeting signed off?"))


def test_what_no_record_tells_of_its_sitting_is_refused(markets: AskChain) -> None:
    assert "exclusion of the public" in refused(markets, "Were the public shut out of any of it?")


@pytest.mark.parametrize(
    "text",
    [
        "When does the panel meet again?",
        "When was the panel to meet in June 2020?",
        "When is the next panel after May 2020?",
    ],
)
def test_a_meeting_called_by_its_month_is_a_date_ahead(markets: AskChain, text: str) -> None:
    assert any("9 June 2020" in quote for quote in quotes(markets, text))


def test_a_date_of_another_thing_than_the_meeting_of_its_month_is_none_ahead() -> None:
    told = MARKETS.replace("on Tuesday, 9 June 2020 at 5.00 pm", "later. The fair is on Tuesday, 9 June 2020")
    assert parsed_text(told, "may.txt").meeting.future_meetings == ()


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Who voted against freezing stall rents?", "Against (1) Cllr Rusk"),
        ("Which members voted for the stall rents motion?", "For (2) Cllr Quill, Cllr Fell"),
        ("How did Cllr Rusk vote on stall rents?", "Against (1) Cllr Rusk"),
    ],
)
def test_who_voted_which_way_is_told_as_the_vote_lists_them(markets: AskChain, text: str, quote: str) -> None:
    assert quotes(markets, text) == [quote]


def test_nobody_is_said_to_have_voted_whom_the_vote_does_not_list(markets: AskChain) -> None:
    assert "does not name" in refused(markets, "How did Cllr Sedge vote on stall rents?")
    assert "does not name" in refused(markets, "Who abstained on freezing stall rents?")


def test_a_line_behind_a_thing_says_who_moved_it(markets: AskChain) -> None:
    assert "Proposed: Cllr Ben Rusk" in quotes(markets, "Who proposed letting the horse fair run over two days?")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Was anybody deputising for a member?", ["apology"]),
        ("Any other business?", ["urgent item"]),
        ("Was it behind closed doors?", ["exclusion of the public"]),
        ("Who was elected vice-chair?", ["election of a chair"]),
        ("petitions, declarations, whips", ["petition", "party whip", "declaration of interest"]),
        ("Which children are missing from care?", []),
        ("How long did it take to mend the weir?", []),
        ("Did the ferry stay away from Eel Quay?", []),
        ("Which people are leaving care early?", []),
        ("Did any councillor leave early?", ["apology"]),
    ],
)
def test_every_sort_of_business_in_a_question_is_known(text: str, names: list[str]) -> None:
    assert [business.name for business in businesses_of(text)] == names
    assert (business_of(text) is not None) == bool(names)


def test_a_body_spelt_in_several_ways_is_one_and_a_cabinet_is_named_in_questions_of_its_business() -> None:
    held = {"Roads Strategic Policy Committee", "Roads SPC", "Cabinet"}
    assert committees_named("apologies at the Roads SPC", held) == {"Roads Strategic Policy Committee", "Roads SPC"}
    assert committees_named("Who chaired the Cabinet?", held, is_of_business=True) == {"Cabinet"}
    assert committees_named("Which cabinet members were there?", held, is_of_business=True) == set()
