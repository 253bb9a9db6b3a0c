"""The commands of the registers and the briefing give each of their forms."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import docx
import pytest

from ingest.readers import read
from tests.assistant.cli.ran import RECORDS, here, refused

REGISTERS = ["decisions", "actions", "attendance", "declarations", "petitions", "questions", "meetings"]


@pytest.mark.parametrize("name", REGISTERS)
def test_every_register_is_given_in_each_form_and_its_words_stand_where_it_says(store: Path, name: str) -> None:
    rows = here(name, "--json", "--store", store).json
    assert rows
    for row in rows:
        path = RECORDS / row["source"]
        words = row.get("text", row.get("quote"))
        if words is not None:
            kept = read(path.read_bytes(), path.name).text[row["start"] : row["end"]]
            assert " ".join(words.split()) == " ".join(kept.split())
    assert len(list(csv.reader(io.StringIO(here(name, "--csv", "--store", store).out)))) == len(rows) + 1
    assert here(name, "--store", store).out.strip()
    assert here(name, "--store", store, "--word", "rows.docx").code == 0
    assert len(docx.Document("rows.docx").tables[0].rows) == len(rows) + 1
    assert here(name, "--council", "Atlantis", "--json", "--store", store).json == []


@pytest.mark.parametrize("command", [["decisions"], ["actions"], ["timeline", "budget"]])
def test_a_row_in_the_terminal_says_which_item_it_is_by_its_title(store: Path, command: list[str]) -> None:
    titles = {
        " ".join(row["item_title"].split()).removesuffix(".") for row in here(*command, "--json", "--store", store).json
    }
    told = " ".join(here(*command, "--store", store).out.split())
    assert titles
    assert all(f"“{title}”" in told for title in titles)


def test_dates_ahead_are_written_to_a_calendar_and_what_cannot_be_written_is_refused(store: Path) -> None:
    assert here("meetings", "--ics", "ahead.ics", "--store", store).code == 0
    assert Path("ahead.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    refused(here("meetings", "--ics", "nowhere/ahead.ics", "--store", store), "cannot be written")


def test_a_briefing_is_given_in_each_form_and_is_of_one_committee(store: Path) -> None:
    told = here("briefing", "--council", "Worcestershire", "--json", "--store", store).json
    claims = [claim for section in told["sections"] for claim in section["claims"]]
    assert {n for claim in claims for n in claim["citations"]} == {citation["n"] for citation in told["citations"]}
    assert here("briefing", "--council", "Worcestershire", "--store", store).out.startswith("# ")
    files = ["--word", "b.docx", "--html", "b.html", "--output", "b.md"]
    assert here("briefing", "--council", "Worcestershire", *files, "--store", store).code == 0
    assert all(Path(name).stat().st_size > 1_000 for name in ("b.docx", "b.html", "b.md"))
    refused(here("briefing", "--store", store), "one committee")
    refused(here("briefing", "--council", "Atlantis", "--store", store), "No minutes")
