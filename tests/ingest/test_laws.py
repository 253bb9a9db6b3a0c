"""The laws of the store, on whatever small set of minutes: twice is once, any order, removed is never, changed is new.

The minutes are drawn from few days, times and wordings, so that most sets hold the same meeting more than once.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.reports import Status
from ingest.store import Store
from tests.ingest import runs
from tests.ingest.runs import MINUTES

ENDINGS = (
    "",
    "The chair thanked the clerk.\n",
    "It was agreed that the gate be painted ...  view the full minutes text for item 2.\n",
    "\n3. Trees\n\nMinutes:\nThe Committee noted the report on the trees of the park.\n",
)
WHEN = "4 March 2025 at 10.00 am"
TEXTS = st.builds(
    lambda day, time, draft, ending: (
        MINUTES.replace(WHEN, f"{day} March 2025{time}").replace("Planning Committee\n", f"Planning Committee\n{draft}")
        + ending
    ),
    day=st.sampled_from([4, 5]),
    time=st.sampled_from(["", " at 10.00 am", " at 2.00 pm"]),
    draft=st.sampled_from(["", "Draft minutes\n"]),
    ending=st.sampled_from(ENDINGS),
)
FOLDERS = st.dictionaries(st.sampled_from(["a.txt", "b.txt", "c.txt", "d.txt"]), TEXTS, min_size=1)
SOME = settings(max_examples=25)


@pytest.fixture(autouse=True, scope="module")
def without_an_index() -> Iterator[None]:
    """The vector index is made of what is stored and takes most of a second; nothing here asks for it."""
    with pytest.MonkeyPatch.context() as patch:
        for step in ("publish", "rebuild"):
            patch.setattr(f"ingest.store.publish.Publisher.{step}", lambda *_, **__: None)
        yield


class Place:
    """A folder of minutes, and stores of it."""

    def __init__(self, root: Path, texts: dict[str, str]) -> None:
        self.root = root
        self.inbox = root / "inbox"
        self.inbox.mkdir()
        for name, text in texts.items():
            self.put(name, text)

    def put(self, name: str, text: str) -> None:
        (self.inbox / name).write_text(text, "utf-8")

    def ingest(self, store: str, *names: str) -> list[Status]:
        """Each file in a run of its own, or the folder in one."""
        paths = [self.inbox / name for name in names] or [self.inbox]
        return [file.status for path in paths for file in runs.run(self.root / store, path).files]

    def remove(self, store: str, *names: str) -> None:
        with Store.writer(self.root / store, None, who="minutebook remove") as writer:
            writer.remove_sources([str(self.inbox / name) for name in names], runs.encoding().encode)

    def digest(self, store: str) -> str:
        with Store.open(self.root / store, None) as opened:
            unsound = [c.name for c in opened.checks() if not c.ok and c.name not in {"vector index", "erasure"}]
            assert unsound == []
            return opened.digest()


@SOME
@given(texts=FOLDERS)
def test_ingest_twice_is_ingest_once(texts: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as root:
        place = Place(Path(root), texts)
        first = place.ingest("store")
        once = place.digest("store")
        assert set(first) <= {Status.ADDED, Status.FURTHER}
        assert set(place.ingest("store")) == {Status.UNCHANGED}
        assert place.digest("store") == once


@SOME
@given(texts=FOLDERS, data=st.data())
def test_any_order_of_the_files_makes_the_same_store(texts: dict[str, str], data: st.DataObject) -> None:
    orders = data.draw(st.tuples(st.permutations(sorted(texts)), st.permutations(sorted(texts))))
    with tempfile.TemporaryDirectory() as root:
        place = Place(Path(root), texts)
        for number, order in enumerate(orders):
            place.ingest(str(number), *order)
        assert place.digest("0") == place.digest("1")


@SOME
@given(texts=FOLDERS, data=st.data())
def test_what_is_removed_was_never_ingested(texts: dict[str, str], data: st.DataObject) -> None:
    gone = data.draw(st.lists(st.sampled_from(sorted(texts)), min_size=1, unique=True))
    kept = sorted(texts.keys() - set(gone))
    with tempfile.TemporaryDirectory() as root:
        place = Place(Path(root), texts)
        place.ingest("store")
        place.remove("store", *gone)
        place.ingest("never", *(kept or ["nosuch.txt"]))
        assert place.digest("store") == place.digest("never")


@SOME
@given(texts=FOLDERS, data=st.data())
def test_a_meeting_that_is_removed_was_never_ingested(texts: dict[str, str], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as root:
        place = Place(Path(root), texts)
        place.ingest("store")
        with Store.writer(place.root / "store", None, who="minutebook remove") as writer:
            held = list(writer.known().values())
            meeting = data.draw(st.sampled_from(sorted({one.meeting for one in held})))
            writer.remove(meeting)
        kept = [one.name for one in held if one.meeting != meeting]
        place.ingest("never", *(kept or ["nosuch.txt"]))
        assert place.digest("store") == place.digest("never")


@SOME
@given(texts=FOLDERS, changed=TEXTS, data=st.data())
def test_ingesting_a_file_and_then_its_new_version_is_ingesting_the_new_version(
    texts: dict[str, str], changed: str, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(sorted(texts)))
    with tempfile.TemporaryDirectory() as root:
        place = Place(Path(root), texts)
        place.ingest("store")
        place.put(name, changed)
        place.ingest("store")
        place.ingest("fresh")
        assert place.digest("store") == place.digest("fresh")


@SOME
@given(texts=FOLDERS)
def test_one_source_answers_for_each_meeting_and_every_source_is_kept(texts: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as root:
        place = Place(Path(root), texts)
        place.ingest("store")
        with Store.open(place.root / "store", None) as store, store.view() as view:
            meetings = view.meetings()
            held = [name for m in meetings for name in (m.source, *(one.source.name for one in m.further))]
            assert sorted(held) == sorted(texts)
            assert {p.meeting_id for p in view.all_passages()} == {m.id for m in meetings}
