"""An address given to the ingest becomes records, once, whatever happens on the way."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.fetched import FOLDER, Cache, Fetched
from ingest.layouts.meeting import NOTHING_GIVEN, Given
from ingest.moderngov import Visit
from ingest.reports import Progress, RunReport, Status
from ingest.run import ingest
from ingest.store import Store
from tests.ingest import runs
from tests.ingest.moderngov.anytown import COUNCIL, LONG, MARCH, MAY, meeting_xml
from tests.ingest.moderngov.conftest import Time
from tests.ingest.moderngov.site import Answer, Site

pytestmark = pytest.mark.usefixtures("checked_here")
Run = Callable[..., RunReport]


@pytest.fixture
def run(tmp_path: Path, visit: Callable[..., Visit]) -> Run:
    """Ingest some addresses."""

    def running(
        *addresses: str,
        given: Given = NOTHING_GIVEN,
        told: Callable[[Progress], None] = lambda _: None,
        **wanted: object,
    ) -> RunReport:
        going = visit(*addresses, **wanted)
        return ingest([], tmp_path, runs.encoding(), given=given, visit=going, on_progress=told)

    return running


@pytest.fixture
def listed(site: Site) -> str:
    return f"{site.root}ieListMeetings.aspx?CId=7"


def statuses(report: RunReport) -> list[Status]:
    return [file.status for file in report.files]


def whole_text(store: Path) -> str:
    """All words that are kept."""
    with Store.open(store, None) as opened, opened.view() as view:
        return "\n".join(view.record(meeting.id).text for meeting in view.meetings())


def kept(store: Path) -> list[Path]:
    folder = store / FOLDER
    return [file for file in folder.iterdir() if file.suffix != ".part"] if folder.exists() else []


@pytest.mark.parametrize("service", [True, False])
def test_a_meeting_of_an_address_is_held(service: bool, site: Site, run: Run, tmp_path: Path) -> None:  # noqa: FBT001
    site.service = service
    report = run(site.meeting_page(MARCH))
    assert statuses(report) == [Status.ADDED], report
    held = runs.held(tmp_path)[site.meeting_page(MARCH)]
    assert (held.council, held.committee, held.date.isoformat()) == (COUNCIL, "Planning Committee", "2025-03-04")
    assert held.source == held.location == held.url == site.meeting_page(MARCH)
    assert (held.items, held.truncated) == (2, ())
    for paragraph in LONG:
        assert paragraph.strip() in whole_text(tmp_path)


def test_nothing_restricted_is_stored(site: Site, run: Run, tmp_path: Path) -> None:
    run(site.meeting_page(MARCH))
    for file in tmp_path.rglob("*"):
        data = file.read_bytes() if file.is_file() else b""
        assert not any(word in data for word in (b"Zebedee", b"Brewery", b"Quentin")), file


def test_the_hash_is_that_of_the_bytes_as_served(site: Site, run: Run, tmp_path: Path) -> None:
    site.meetings = [replace(MARCH, items=MARCH.items[:2])]
    run(site.meeting_page(MARCH))
    held = runs.held(tmp_path)[site.meeting_page(MARCH)]
    assert held.sha256 == hashlib.sha256(meeting_xml(site.meetings[0])).hexdigest()


def test_what_the_page_cuts_off_is_told_where_its_item_cannot_be_had(site: Site, run: Run, tmp_path: Path) -> None:
    site.service = False
    site.faults["mgAi.aspx"] = [Answer(b"", 404)]
    run(site.meeting_page(MARCH))
    assert runs.held(tmp_path)[site.meeting_page(MARCH)].truncated == ("2",)
    assert statuses(run(site.meeting_page(MARCH))) == [Status.CHANGED]
    assert runs.held(tmp_path)[site.meeting_page(MARCH)].truncated == ()


@pytest.mark.parametrize("service", [True, False])
def test_the_same_address_again_fetches_politely_and_changes_nothing(
    service: bool,  # noqa: FBT001
    site: Site,
    listed: str,
    run: Run,
    time: Time,
    tmp_path: Path,
) -> None:
    site.service = service
    assert statuses(run(listed)) == [Status.ADDED] * 2
    held, asked = runs.held(tmp_path), len(site.asked)
    pages = site.asked_for("ieListDocuments") + site.asked_for("GetMeeting?")
    time.slept.clear()
    assert statuses(run(listed)) == [Status.UNCHANGED] * 2
    assert runs.held(tmp_path) == held
    assert site.asked_for("ieListDocuments") + site.asked_for("GetMeeting?") > pages
    assert len(time.slept) >= len(site.asked) - asked - 2
    assert min(time.slept) >= 1


def test_a_meeting_that_changed_replaces_its_old_self(site: Site, run: Run, tmp_path: Path) -> None:
    run(site.meeting_page(MARCH))
    site.meetings = [
        replace(MARCH, items=(replace(MARCH.items[0], minutes=("Apologies came from Councillor Jones.",)),))
    ]
    assert statuses(run(site.meeting_page(MARCH))) == [Status.CHANGED]
    assert "Jones" in whole_text(tmp_path)
    assert "Smith" not in whole_text(tmp_path)


class Stopped(BaseException):
    """Somebody pressed Ctrl-C."""


def test_a_run_that_was_stopped_goes_on_where_it_stopped(site: Site, listed: str, run: Run, tmp_path: Path) -> None:
    def stop(step: Progress) -> None:
        if step.done == 1:
            raise Stopped

    with pytest.raises(Stopped):
        run(listed, told=stop)
    assert site.asked_for("GetMeeting?") == 2  # one ahead of its turn, parsed while the one before is embedded
    assert len(kept(tmp_path)) == 2
    assert statuses(run(listed)) == [Status.ADDED, Status.UNCHANGED]
    assert site.asked_for("GetMeeting?") == 2
    assert kept(tmp_path) == []


def test_what_was_fetched_is_kept_while_something_may_still_be_had(
    site: Site, listed: str, run: Run, tmp_path: Path
) -> None:
    site.faults["lMeetingId=31"] = [Answer(b"<", length=99)] * 4
    report = run(listed)
    assert statuses(report) == [Status.ADDED, Status.REFUSED]
    assert "broke off" in (report.files[1].reason or "")
    assert len(kept(tmp_path)) == 1
    assert statuses(run(listed)) == [Status.ADDED, Status.UNCHANGED]
    assert site.asked_for("lMeetingId=32") == 1


def test_a_refused_address_stops_no_other(site: Site, run: Run, tmp_path: Path) -> None:
    report = run("ftp://anytown.test/x", site.meeting_page(MARCH), site.root + "ieListDocuments.aspx?CId=7&MId=999")
    assert statuses(report) == [Status.REFUSED, Status.ADDED, Status.REFUSED] or statuses(report) == [
        Status.REFUSED,
        Status.REFUSED,
        Status.ADDED,
    ]
    assert all(file.hint for file in report.files if file.status is Status.REFUSED)
    assert kept(tmp_path) == []


def test_a_limited_run_comes_through_a_committee_bit_by_bit(site: Site, listed: str, run: Run, tmp_path: Path) -> None:
    first = run(listed, limit=1)
    assert (statuses(first), first.left) == ([Status.ADDED], 1)
    assert statuses(run(listed, limit=1)) == [Status.ADDED]
    assert set(runs.held(tmp_path)) == {site.meeting_page(MARCH), site.meeting_page(MAY)}


def test_a_committee_and_a_council_can_be_said(site: Site, run: Run, tmp_path: Path) -> None:
    run(site.meeting_page(MARCH), given=Given("Othertown Council", "Streets Panel"))
    held = runs.held(tmp_path)[site.meeting_page(MARCH)]
    assert (held.council, held.committee) == ("Othertown Council", "Streets Panel")


def test_files_are_taken_in_beside_addresses(site: Site, visit: Callable[..., Visit], tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_text(runs.MINUTES, encoding="utf-8")
    store = tmp_path / "store"
    report = ingest(
        [tmp_path / "minutes.txt"], store, runs.encoding(), given=runs.GIVEN, visit=visit(site.meeting_page(MAY))
    )
    assert statuses(report) == [Status.ADDED, Status.ADDED]


def test_the_files_of_what_was_fetched_are_named_by_hash_only(tmp_path: Path) -> None:
    Cache(tmp_path).put(Fetched("http://x/../../etc/passwd", ".xml", b"words"))
    [file] = kept(tmp_path)
    assert file.name == hashlib.sha256(b"http://x/../../etc/passwd").hexdigest()
    assert json.loads(file.read_bytes().partition(b"\n")[0])["kind"] == ".xml"


@pytest.mark.parametrize("service", [True, False])
def test_a_listed_meeting_without_minutes_is_counted_and_a_named_one_refused(
    service: bool,  # noqa: FBT001
    site: Site,
    listed: str,
    run: Run,
    tmp_path: Path,
) -> None:
    site.service = service
    site.meetings = [MARCH, replace(MAY, published=False)]
    report = run(listed)
    assert (statuses(report), report.waiting) == ([Status.ADDED], 1)
    named = run(site.meeting_page(MAY))
    assert (statuses(named), named.waiting) == ([Status.REFUSED], 0)
    assert "not published yet" in (named.files[0].reason or "")
    site.meetings = [MARCH, MAY]
    assert statuses(run(listed)) == [Status.ADDED, Status.UNCHANGED]
