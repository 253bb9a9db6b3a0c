"""The five sample records parse exactly as people read them (tests/data/structure.json)."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from ingest.records import Item, OutcomeKind, Part, Presence, Record, fold_spaces
from tests.ingest.samples import RECORDS, sample

GOLD: dict[str, Any] = json.loads((Path(__file__).parents[2] / "data" / "structure.json").read_text("utf-8"))

each_record = pytest.mark.parametrize("stem", sorted(GOLD))


def test_every_sample_record_has_gold() -> None:
    assert sorted(GOLD) == sorted(path.stem for path in RECORDS)


@each_record
@pytest.mark.parametrize("field", ["council", "committee", "date", "time", "venue", "ended"])
def test_the_meeting_is_read(stem: str, field: str) -> None:
    assert GOLD[stem][field] == _meeting(sample(stem))[field]


@each_record
def test_the_type_of_meeting_is_read(stem: str) -> None:
    assert GOLD[stem].get("meeting_type") == sample(stem).meeting.meeting_type


@each_record
def test_every_item_has_its_number_and_title(stem: str) -> None:
    expected = [(i["number"], i["number_is"], _bare(i["title"]), i["kind"]) for i in GOLD[stem]["items"]]
    assert expected == [(i.number, i.number_is.value, _bare(i.title), i.kind.value) for i in sample(stem).meeting.items]


@each_record
def test_every_paragraph_label_is_read(stem: str) -> None:
    expected = {i["number"]: i["paragraphs"] for i in GOLD[stem]["items"]}
    assert expected == {i.number: _labels(i) for i in sample(stem).meeting.items}


@each_record
def test_every_cut_off_item_is_known(stem: str) -> None:
    expected = [i["number"] for i in GOLD[stem]["items"] if i["truncated"]]
    assert expected == [i.number for i in sample(stem).meeting.items if i.truncated]


@each_record
def test_every_decision_and_action_is_read(stem: str) -> None:
    record = sample(stem)
    expected = [
        (i["number"], o["kind"], o["label"], fold_spaces(o["text"]), o["owner"], o.get("truncated", False))
        for i in GOLD[stem]["items"]
        for o in i["outcomes"]
    ]
    found = [
        (i.number, o.kind.value, o.label, fold_spaces(record.slice(o.start, o.end)), o.owner, o.truncated)
        for i in record.meeting.items
        for o in i.outcomes
        if o.kind is not OutcomeKind.PROSE
    ]
    assert expected == found


@each_record
def test_sentences_that_decide_are_found_and_no_others(stem: str) -> None:
    record = sample(stem)
    for gold, item in zip(GOLD[stem]["items"], record.meeting.items, strict=True):
        found = {fold_spaces(record.slice(o.start, o.end)) for o in item.outcomes if o.kind is OutcomeKind.PROSE}
        assert set(gold["prose_outcomes"]) <= found
        assert found <= set(gold["prose_outcomes"]) | set(gold["prose_outcomes_borderline"])


@each_record
def test_the_minutes_of_an_item_begin_and_end_where_they_should(stem: str) -> None:
    record = sample(stem)
    for gold, item in zip(GOLD[stem]["items"], record.meeting.items, strict=True):
        body = _body(record, item)
        if "takes both sentences as the body is not wrong" not in gold.get("note", ""):
            assert body.startswith(gold["first_words"]), gold["number"]
        assert body.endswith(gold["last_words"]), gold["number"]


@each_record
def test_attendance_is_read(stem: str) -> None:
    gold, people = GOLD[stem], sample(stem).meeting.attendance
    present = [p for p in people if p.presence is Presence.PRESENT]
    assert gold["present"] == [p.name for p in present]
    assert gold.get("present_roles", {}) == {p.name: p.role for p in present if p.role}
    attending = [{"name": p.name, "role": p.role} for p in people if p.presence is Presence.IN_ATTENDANCE]
    assert gold["in_attendance"] == attending
    assert gold["apologies"] == [p.name for p in people if p.presence is Presence.APOLOGIES]


@each_record
def test_future_meetings_are_read(stem: str) -> None:
    assert GOLD[stem]["future_meetings"] == [f.date.isoformat() for f in sample(stem).meeting.future_meetings]


def _meeting(record: Record) -> dict[str, str | None]:
    meeting = record.meeting
    return {
        "council": meeting.council.name,
        "committee": meeting.committee.name,
        "date": meeting.date.isoformat(),
        "time": f"{meeting.time:%H:%M}" if meeting.time else None,
        "venue": meeting.venue,
        "ended": f"{meeting.ended:%H:%M}" if meeting.ended else None,
    }


def _bare(title: str) -> str:
    return title.rstrip(".")


def _labels(item: Item) -> list[str]:
    decided = {o.paragraph for o in item.outcomes if o.kind is OutcomeKind.DECISION}
    return [p.label for p in item.paragraphs if p.part is Part.MINUTES and p.label and p.id not in decided]


def _body(record: Record, item: Item) -> str:
    words = [record.slice(p.start, p.end) for p in item.paragraphs if p.part is Part.MINUTES and p.end > p.start]
    return fold_spaces(" ".join(w for w in words if not re.match(r"ACTION", w)))
