"""Files of other councils parse as people read them: facts noted from the pages themselves, field by field.

The files are not part of the project; where they are absent the tests say so and are skipped. The words of those in
``layouts`` were replaced by others before they came here, and their titles with them.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from ingest.layouts.meeting import Given
from ingest.records import Item, OutcomeKind, Part, Presence, Record
from tests.ingest.laws import assert_covered
from tests.ingest.samples import parsed_bytes

GOLD: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text("utf-8")) for path in sorted(Path(__file__).with_name("gold").glob("*.json"))
}

each_file = pytest.mark.parametrize("name", sorted(GOLD))

_read: dict[str, Record] = {}


@pytest.fixture
def record(name: str, shared: Path) -> Record:
    """The record of the file that some gold speaks of."""
    if name not in _read:
        gold = GOLD[name]
        path = shared / gold["file"]
        date = dt.date.fromisoformat(gold["given_date"]) if "given_date" in gold else None
        given = Given(gold.get("given"), gold.get("given_committee"), date)
        if "row" in gold:
            text = json.loads(path.read_text("utf-8").splitlines()[gold["row"]])["text"]
            _read[name] = parsed_bytes(text.encode(), f"{name}.md", given)
        else:
            _read[name] = parsed_bytes(path.read_bytes(), path.name, given)
    return _read[name]


@each_file
def test_the_meeting_is_read(name: str, record: Record) -> None:
    gold, meeting = GOLD[name], record.meeting
    assert meeting.council.name == gold.get("council", gold.get("given"))
    assert meeting.committee.name == gold["committee"]
    assert meeting.date.isoformat() == gold["date"]
    assert (f"{meeting.time:%H:%M}" if meeting.time else None) == gold.get("time")
    for field in ("venue", "meeting_type"):
        assert field not in gold or getattr(meeting, field) == gold[field]


@each_file
def test_every_item_has_its_number_and_title(name: str, record: Record) -> None:
    expected = [(i["number"], i["number_is"], i["title"]) for i in GOLD[name]["items"]]
    assert [(i.number, i.number_is.value, i.title.rstrip(".:")) for i in record.meeting.items] == expected


@each_file
def test_every_paragraph_label_is_read(name: str, record: Record) -> None:
    expected = [(i["number"], i["labels"]) for i in GOLD[name]["items"]]
    assert [(item.number, _labels(item)) for item, _ in _both(name, record)] == expected


@each_file
def test_every_decision_is_read(name: str, record: Record) -> None:
    for item, gold in _both(name, record):
        found = [o.label for o in item.outcomes if o.kind is OutcomeKind.DECISION]
        assert found == gold["decisions"], item.id


@each_file
def test_every_motion_has_who_moved_it_how_it_went_and_who_voted_how(name: str, record: Record) -> None:
    for item, gold in _both(name, record):
        motions = [o for o in item.outcomes if o.kind is OutcomeKind.MOTION]
        expected = [(m["mover"], m["seconder"], m["result"]) for m in gold["motions"]]
        assert [(m.mover, m.seconder, m.result) for m in motions] == expected, item.id
        votes = [{v.side.value: v.count for v in m.votes} for m in motions]
        assert votes == [m["votes"] for m in gold["motions"]], item.id
        assert all(len(v.names) == v.count for m in motions for v in m.votes), item.id


@each_file
def test_what_is_cut_off_and_the_page_an_item_begins_on_are_known(name: str, record: Record) -> None:
    for item, gold in _both(name, record):
        assert item.truncated == gold["cut_off"]
        assert record.pages.at(item.start) == gold.get("page")
    assert len(record.pages.starts) == GOLD[name].get("pages", 0)


@each_file
def test_attendance_is_read(name: str, record: Record) -> None:
    gold, people = GOLD[name], record.meeting.attendance
    for presence in (Presence.PRESENT, Presence.IN_ATTENDANCE):
        if presence.value in gold:
            assert sum(p.presence is presence for p in people) == gold[presence.value], presence
    if "apologies" in gold:
        assert [p.name for p in people if p.presence is Presence.APOLOGIES] == gold["apologies"]


@each_file
def test_every_character_is_accounted_for(name: str, record: Record) -> None:
    assert_covered(record)
    ids = [p.id for p in record.paragraphs()] + [item.id for item in record.meeting.items]
    assert len(ids) == len(set(ids)), name


def _both(name: str, record: Record) -> list[tuple[Item, dict[str, Any]]]:
    return list(zip(record.meeting.items, GOLD[name]["items"], strict=True))


def _labels(item: Item) -> list[str]:
    """The labels of the paragraphs of the minutes; those of decisions printed among them are counted too."""
    return [p.label for p in item.paragraphs if p.part is Part.MINUTES and p.label]
