"""The views beside the conversation, as a browser without scripts gets them."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from assistant.answers import Answer, Filter, Question
from assistant.build import Assistant
from assistant.tables.attendance import attendance_rows
from assistant.tables.listings import DECISIONS, outcome_rows, told_rows
from assistant.tables.routine import DECLARATIONS as DECLARATIONS_OF_INTEREST
from assistant.tables.routine import PETITIONS, PUBLIC_QUESTIONS
from assistant.web.officers import COOKIE
from eval.cases import entries, load
from eval.check import check
from eval.metrics import score
from ingest.records import fold_spaces
from tests.assistant.web.fakes import CHURN
from tests.assistant.web.injections import INJECTIONS, seen

GLOUCESTERSHIRE = "gloucestershire/children-and-families-osc/2019-06-07"
BODY = {
    "council": "Leicestershire County Council",
    "committee": "Children and Families Overview and Scrutiny Committee",
}
VIEWS = ["decisions", "records", "briefing", f"meeting/{GLOUCESTERSHIRE}"]


def test_every_row_of_the_decisions_leads_to_its_words(reader: httpx.Client, house: Assistant) -> None:
    page = seen(reader.get("/decisions").text)
    rows = list(outcome_rows(house.store, Filter(), DECISIONS))
    links = [link for link in page.links if link.startswith("record/")]
    assert len(links) == len(rows) > 20
    for link, row in zip(links, rows, strict=True):
        assert "".join(seen(reader.get(f"/{link}").text).marked.split()) == row.text.replace(" ", "")


@pytest.mark.parametrize(
    ("register", "sort"),
    [("declarations", DECLARATIONS_OF_INTEREST), ("petitions", PETITIONS), ("questions", PUBLIC_QUESTIONS)],
)
def test_what_is_told_under_routine_business_stands_in_registers_of_its_own(
    reader: httpx.Client, house: Assistant, register: str, sort: str
) -> None:
    rows = list(told_rows(house.store, Filter(), sort))
    page = seen(reader.get("/decisions", params={"register": register}).text)
    links = [link for link in page.links if link.startswith("record/")]
    assert len(links) == len(rows) > 0
    for link, row in zip(links, rows, strict=True):
        assert "".join(seen(reader.get(f"/{link}").text).marked.split()) == row.text.replace(" ", "")
    taken = csv.DictReader(io.StringIO(reader.get(f"/registers/{register}.csv").content.decode("utf-8-sig")))
    assert [row["text"] for row in taken] == [row.text for row in rows]
    assert reader.get(f"/registers/{register}.docx").content.startswith(b"PK")


def test_attendance_lists_who_is_listed_at_each_meeting(reader: httpx.Client, house: Assistant) -> None:
    rows = list(attendance_rows(house.store, Filter()))
    page = seen(reader.get("/decisions", params={"register": "attendance"}).text)
    assert len([link for link in page.links if link.startswith("record/")]) == len(rows) > 10
    some = seen(reader.get("/decisions", params={"register": "attendance", "q": rows[0].name}).text)
    assert rows[0].name in some.text
    assert len(some.links) < len(page.links)


@pytest.mark.parametrize(
    ("fields", "holds"),
    [
        ({"council": "Leicester City Council"}, "Leicester City Council"),
        ({"from": "2020-01-01", "to": "2020-12-31"}, "18 November 2020"),
        ({"q": "video"}, "video"),
    ],
)
def test_registers_show_only_what_is_asked_for(reader: httpx.Client, fields: dict[str, str], holds: str) -> None:
    table = reader.get("/decisions", params=fields).text.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = table.split("</tr>")[:-1]
    assert rows
    assert all(holds in seen(row).text for row in rows)


def test_what_holds_no_row_says_so(reader: httpx.Client) -> None:
    assert "record none" in reader.get("/decisions", params={"q": "zebra crossing"}).text
    assert "The first date" in reader.get("/decisions", params={"from": "2020-02-01", "to": "2020-01-01"}).text


def test_registers_are_taken_away_as_files(reader: httpx.Client, house: Assistant) -> None:
    rows = list(csv.DictReader(io.StringIO(reader.get("/registers/decisions.csv").content.decode("utf-8-sig"))))
    assert len(rows) == len(list(outcome_rows(house.store, Filter(), DECISIONS)))
    with zipfile.ZipFile(io.BytesIO(reader.get("/registers/actions.docx").content)) as word:
        assert b"Actions" in word.read("word/document.xml")
    assert reader.get("/registers/meetings.ics").text.startswith("BEGIN:VCALENDAR\r\n")
    assert reader.get("/registers/decisions.exe").status_code == 404
    assert reader.get("/registers/nothing.csv").status_code == 404


def test_what_is_held_shows_its_gaps(reader: httpx.Client) -> None:
    text = seen(reader.get("/records").text).text
    assert "Nothing is held between 3 September 2019 and 18 November 2020, 15 months." in text
    assert "is spoken of in the minutes; its own are not held." in text
    found = seen(reader.get("/records", params={"q": "residential children's homes"}).text)
    assert any(link.startswith("record/") for link in found.links)


def test_a_meeting_opens_whole_and_words_are_found_in_it(reader: httpx.Client, house: Assistant) -> None:
    page = seen(reader.get(f"/meeting/{GLOUCESTERSHIRE}", params={"q": "churning"}).text)
    with house.store.view() as view:
        record = view.record(GLOUCESTERSHIRE)
    shown = fold_spaces(page.text)
    for item in record.meeting.items:
        for paragraph in item.paragraphs:
            assert fold_spaces(record.slice(paragraph.start, paragraph.end)) in shown
    assert set(page.marked.split("churn")) == {""}
    assert page.marked.count("churn") == len(re.findall(r"churn", record.text))
    assert reader.get("/meeting/nowhere/at/all").status_code == 404


def test_a_topic_shows_its_coverage_and_its_numbers_twice(reader: httpx.Client) -> None:
    html = reader.get("/topics", params={"q": "foster carers"}).text
    text = seen(html).text
    assert text.count("looked through") >= 4
    drawn = re.findall(r"<text[^>]*>(\d{1,2})</text>", html)
    table = re.findall(r"<td>(\d+)</td>", html)
    assert sorted(drawn) == sorted(number for number in table if number != "0")
    assert "do not speak of it" in seen(reader.get("/topics", params={"q": "zebra crossings"}).text).text


def test_a_briefing_cites_every_sentence_and_is_taken_away(reader: httpx.Client) -> None:
    html = reader.get("/briefing", params=BODY).text
    assert html.count("mb-mark mb-place") > 10
    assert "Good questions to ask next" in html
    with zipfile.ZipFile(io.BytesIO(reader.get("/briefing.docx", params=BODY).content)) as word:
        assert b"Acronyms" in word.read("word/document.xml")


# --- officers ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/desk"), ("GET", "/add"), ("POST", "/add"), ("GET", f"/remove?record={GLOUCESTERSHIRE}"),
     ("POST", "/remove"), ("POST", "/desk/known"),
     ("GET", "/desk/question"), ("GET", "/desk/health"), ("POST", "/desk/forget")],
)  # fmt: skip
def test_what_is_for_officers_is_for_nobody_else(
    reader: httpx.Client, house: Assistant, method: str, path: str
) -> None:
    data = {"record": GLOUCESTERSHIRE, "question": "x", "address": "https://example.org/"} if method == "POST" else None
    for cookie in ("", "made up"):
        reader.cookies.set(COOKIE, cookie)
        reply = reader.request(method, path, data=data)
        assert reply.status_code == 401
        assert "Password" in reply.text
    with house.store.view() as view:
        assert view.record(GLOUCESTERSHIRE)


def test_a_wrong_password_is_refused_and_leaving_shuts_the_door(reader: httpx.Client, officer: httpx.Client) -> None:
    assert reader.post("/desk", data={"password": "guess"}).status_code == 403
    assert "Health of the store" in officer.get("/desk").text
    cookie = next(iter(officer.cookies.jar))
    assert "HttpOnly" in str(cookie.__dict__)
    officer.post("/desk/leave")
    assert officer.get("/desk").status_code == 401


def test_nobody_can_enter_where_no_password_is_set() -> None:
    from assistant.web.officers import Officers

    assert Officers("").admit("") is None


def test_a_page_of_another_site_can_send_nothing(officer: httpx.Client) -> None:
    reply = officer.post("/remove", data={"record": GLOUCESTERSHIRE}, headers={"sec-fetch-site": "cross-site"})
    assert reply.status_code == 403


def test_a_question_that_found_nothing_is_made_a_known_question(
    reader: httpx.Client, officer: httpx.Client, house: Assistant
) -> None:
    told = {"question": "Who paid for the zebra?", "state": "not_found", "verdict": "missed", "links": ["javascript:x"]}
    assert "for 30 days" in reader.post("/rating", json=told).text
    assert reader.post("/rating", json={**told, "verdict": "<b>"}).status_code == 422
    assert reader.post("/rating", content=b"[]").status_code == 422
    assert "Who paid for the zebra?" in officer.get("/desk").text
    officer.post("/desk/known", data={"question": told["question"]})
    assert "Who paid for the zebra?" not in officer.get("/desk").text
    known = (Path(house.settings.store) / "known-questions.jsonl").read_text("utf-8")
    assert '"type": "unanswerable"' in known


def test_a_reply_that_is_right_becomes_a_known_question_that_the_evaluation_judges(
    reader: httpx.Client, officer: httpx.Client, house: Assistant, tmp_path: Path
) -> None:
    told = {"question": CHURN, "state": "answered", "verdict": "item", "links": []}
    reader.post("/rating", json=told)
    page = officer.get("/desk/question", params={"question": CHURN}).text
    reply = house.picked(Question(CHURN))
    assert isinstance(reply, Answer)
    for citation in reply.citations:
        assert fold_spaces(citation.quote) in seen(page).text
    suggestion = seen(page).text.partition("Facts of a right answer")[2].partition("This reply is right")[0].strip()
    for facts, refusal in [("", "at least one fact"), ("the moon is a balloon", "does not state “the moon")]:
        refused = officer.post("/desk/known", data={"question": CHURN, "facts": facts})
        assert refused.status_code == 422
        assert refusal in refused.text
    assert officer.get("/desk/question").status_code < 500
    officer.post("/desk/known", data={"question": CHURN, "facts": f"{suggestion}\nmoon | churn"})
    line = next(e for _, e in entries(house.settings.store / "known-questions.jsonl") if e["question"] == CHURN)
    made = tmp_path / "known.jsonl"
    made.write_text(json.dumps(line), "utf-8")
    assert list(check([made])) == []
    case = load(made)[0]
    assert case.facts[-1] == ("moon", "churn")
    assert score(case, house.ask(case.question)).right
    assert not score(replace(case, facts=(("moon",),)), house.ask(case.question)).right


def test_a_record_is_removed_once_that_is_confirmed(officer: httpx.Client, house: Assistant) -> None:
    record = "worcestershire/children-and-families-overview-and-scrutiny-panel/2017-03-13"
    assert "Remove the minutes of" in officer.get("/remove", params={"record": record}).text
    assert "is removed" in officer.post("/remove", data={"record": record}).text
    with house.store.view() as view:
        assert record not in {meeting.id for meeting in view.meetings()}
    assert officer.get(f"/meeting/{record}").status_code == 404


@pytest.mark.parametrize("text", INJECTIONS)
def test_markup_in_an_address_shows_as_text(reader: httpx.Client, text: str) -> None:
    fields = {"q": text, "council": text, "committee": text, "register": text, "record": text, "sort": text}
    for view in VIEWS if text is not INJECTIONS[0] else [*VIEWS, "topics", "desk", "add", "remove"]:
        shown = seen(reader.get(f"/{view}", params=fields).text)
        assert not {"img", "iframe", "style", "math", "b", "details"} & set(shown.elements)
        assert shown.elements.count("script") == 1
        assert not any(name.startswith("on") for name, _ in shown.attributes)
