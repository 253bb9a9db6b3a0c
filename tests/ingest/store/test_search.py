"""Words and vectors find what they should, and nothing outside the scope."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.store import Scope, Store, View
from ingest.store.exact import rescored
from ingest.store.filters import as_where
from ingest.store.rows import day_number
from ingest.store.scope import EVERYWHERE
from tests.ingest.store import world

RECORDS = world.many(12)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return world.made(tmp_path_factory.mktemp("world") / "store", *RECORDS)


@pytest.fixture(scope="module")
def indexed(folder: Path) -> Iterator[Store]:
    """Asks the vector index."""
    with world.reading(folder) as store:
        yield store
        assert store._nearest.trouble is None
        assert store._nearest._clone is not None, "the index was never asked"


@pytest.fixture(scope="module")
def exact(folder: Path) -> Iterator[Store]:
    """Looks at every vector."""
    with world.reading(folder, exact_up_to=10**9) as store:
        yield store
        assert store._nearest._clone is None


@pytest.fixture
def view(indexed: Store) -> Iterator[View]:
    with indexed.view() as view:
        yield view


SCOPES = [
    EVERYWHERE,
    Scope(councils=(world.LEICESTER[0],)),
    Scope(committees=(world.SCRUTINY[1], "No such board")),
    Scope(date_from=dt.date(2017, 2, 1), date_to=dt.date(2017, 3, 1)),
    Scope(councils=(world.SCRUTINY[0],), committees=(world.SCRUTINY[1],), date_from=dt.date(2017, 1, 16)),
]


@pytest.mark.parametrize("scope", SCOPES)
def test_the_index_and_looking_at_every_vector_agree(indexed: Store, exact: Store, scope: Scope) -> None:
    embedder = world.FakeEmbedder()
    with indexed.view() as one, exact.view() as other:
        for words in ("ofsted and churn", "budget approved", "the parking report", "nothing like it"):
            [vector] = embedder.embed([words])
            assert one.search_vectors(vector, scope, 10) == other.search_vectors(vector, scope, 10)


@pytest.mark.parametrize("scope", SCOPES)
def test_a_scope_is_applied_before_ranking(view: View, scope: Scope) -> None:
    inside = {meeting.id for meeting in view.meetings(scope)}
    expected = {passage.id for record in RECORDS if record.meeting.id in inside for passage in world.passages(record)}
    [vector] = world.FakeEmbedder().embed(["budget"])
    assert {hit.passage_id for hit in view.search_vectors(vector, scope, 1_000)} == expected
    assert {hit.passage_id for hit in view.search_words(["members"], scope, 1_000)} == expected
    assert {passage.id for passage in view.all_passages(scope)} == expected


@pytest.mark.parametrize(
    "scope",
    [
        Scope(councils=("Leeds City Council",)),
        Scope(councils=(world.LEICESTER[0],), committees=(world.SCRUTINY[1],)),
        Scope(date_from=dt.date(2030, 1, 1)),
        Scope(date_from=dt.date(2017, 3, 1), date_to=dt.date(2017, 2, 1)),
    ],
)
def test_a_scope_that_matches_nothing_finds_nothing(view: View, scope: Scope) -> None:
    [vector] = world.FakeEmbedder().embed(["budget"])
    assert view.search_vectors(vector, scope, 5) == []
    assert view.search_words(["members"], scope, 5) == []
    assert view.meetings(scope) == ()


def test_a_scope_ends_with_its_last_day(view: View) -> None:
    day = RECORDS[3].meeting.date
    assert [meeting.date for meeting in view.meetings(Scope(date_from=day, date_to=day))] == [day]


def test_a_passage_finds_itself(view: View) -> None:
    for passage in world.passages(RECORDS[5]):
        best = view.search_vectors(view.vectors([passage.id])[passage.id][0], EVERYWHERE, 1)
        assert best[0].score == pytest.approx(1.0, abs=1e-5)


def test_a_score_is_the_cosine_of_the_best_window(view: View) -> None:
    [vector] = world.FakeEmbedder().embed(["ofsted report"])
    for hit in view.search_vectors(7 * vector, EVERYWHERE, 5):
        windows = view.vectors([hit.passage_id])[hit.passage_id]
        assert hit.score == pytest.approx(float((windows @ vector).max()), abs=1e-5)


def test_no_hits_are_asked_for_and_none_are_given(view: View) -> None:
    [vector] = world.FakeEmbedder().embed(["ofsted"])
    assert view.search_vectors(vector, EVERYWHERE, 0) == []
    assert view.search_words(["ofsted"], EVERYWHERE, 0) == []


@pytest.mark.parametrize(
    "word",
    [
        '"',
        "'",
        "*",
        "a OR b",
        "NEAR(ofsted",
        "text:ofsted",
        "-",
        "(",
        "^ofsted",
        "\0",
        "\ud800",
        "",
        "{text} :",
        "AND",
        "ofsted*",
    ],
)
def test_search_syntax_in_a_question_is_harmless(view: View, word: str) -> None:
    plain = view.search_words(["churn"], EVERYWHERE, 1_000)
    assert set(plain) <= set(view.search_words([word, "churn"], EVERYWHERE, 1_000)) or word.strip()
    assert {h.passage_id for h in plain} <= {
        h.passage_id for h in view.search_words([word, "churn"], EVERYWHERE, 1_000)
    }
    assert view.document_counts([word])[word] >= 0


def test_a_page_of_words_is_no_trouble(view: View) -> None:
    assert view.search_words([f"word{n}" for n in range(5_000)] + ["churn"], EVERYWHERE, 3) == []
    assert view.search_words(["churn"] * 5_000, EVERYWHERE, 3) != []


def test_words_find_their_other_forms(view: View) -> None:
    assert view.search_words(["approving"], EVERYWHERE, 5) == view.search_words(["approved"], EVERYWHERE, 5) != []


def test_context_counts_for_as_much_as_it_is_told_to(view: View) -> None:
    # "2017" stands in the context of every passage and in the text of none.
    assert len(view.search_words(["2017"], EVERYWHERE, 5)) == 5
    assert view.search_words(["2017"], EVERYWHERE, 5, context_weight=0.0) == []
    assert view.document_counts(["2017", "members"]) == {"2017": 0, "members": 120}


def test_higher_is_better(view: View) -> None:
    [vector] = world.FakeEmbedder().embed(["ofsted report"])
    for hits in (view.search_words(["ofsted", "noted"], EVERYWHERE, 50), view.search_vectors(vector, EVERYWHERE, 50)):
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize(
    "vector", [np.ones(7, np.float32), np.ones((1, 8), np.float32), np.full(8, np.nan, np.float32)]
)
def test_a_vector_that_does_not_fit_is_refused_and_the_index_not_blamed(
    folder: Path, view: View, vector: NDArray[np.float32]
) -> None:
    with pytest.raises(ValueError, match="8 finite numbers"):
        view.search_vectors(vector, EVERYWHERE, 3)
    assert not list((folder / "vectors").glob("*.broken"))


def test_asking_for_everything_gives_everything(view: View) -> None:
    [vector] = world.FakeEmbedder().embed(["budget"])
    assert len(view.search_vectors(vector, EVERYWHERE, 100_000)) == view.passage_count()


def test_a_vector_of_nothing_finds_without_failing(view: View) -> None:
    assert len(view.search_vectors(np.zeros(8, np.float32), EVERYWHERE, 3)) == 3


@pytest.mark.parametrize("scope", SCOPES)
def test_what_is_proposed_from_outside_a_scope_is_not_found(view: View, scope: Scope) -> None:
    rows = [row for (row,) in view._database.rows("SELECT row FROM passages")]
    vector = world.FakeEmbedder().embed(["ofsted budget"])[0]
    found = {hit.passage_id for hit in rescored(view._database, rows, vector, scope, len(rows))}
    assert found == {passage.id for passage in view.all_passages(scope)}


def test_the_index_is_asked_for_what_all_conditions_of_a_scope_leave() -> None:
    assert as_where(EVERYWHERE) is None
    assert as_where(Scope(councils=("A",))) == {"council": {"$in": ["A"]}}
    day = dt.date(2017, 2, 1)
    both = as_where(Scope(("A",), ("B",), day, day))
    assert both == {
        "$and": [
            {"council": {"$in": ["A"]}},
            {"committee": {"$in": ["B"]}},
            {"date": {"$gte": day_number(day)}},
            {"date": {"$lte": day_number(day)}},
        ]
    }
