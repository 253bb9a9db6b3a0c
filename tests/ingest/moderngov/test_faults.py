"""Whatever goes wrong at whatever request: it is said in sentences, nothing is lost, and the next run makes it good."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.fetch import Client
from ingest.layouts.meeting import NOTHING_GIVEN
from ingest.mg_addresses import CommitteeAddress, MeetingAddress
from ingest.mg_service import committees, meeting, meetings
from ingest.moderngov import Visit
from ingest.reports import Status
from ingest.run import ingest
from ingest.wire import Limits
from tests.ingest import runs
from tests.ingest.moderngov.anytown import MARCH, MAY, XML
from tests.ingest.moderngov.site import Answer, Site, login

pytestmark = pytest.mark.usefixtures("checked_here")

FAULTS = {
    "forbidden": [Answer(b"<p>no", 403)],
    "error": [Answer(b"<p>oh", 500)] * 4,
    "an error once": [Answer(b"<p>oh", 500)],
    "busy": [Answer(b"", 503, headers={"Retry-After": "5"})],
    "cut": [Answer(b"<meeting>", kind=XML, length=999)] * 4,
    "cut once": [Answer(b"<html>", length=999)],
    "wrong xml": [Answer(b'<?xml version="1.0"?><other><meetingid>31</meetingid></other>', kind=XML)],
    "no xml": [Answer(b"\xff\xfe\x00<<", kind=XML)],
    "login": [login()],
    "inside": [Answer(status=302, headers={"Location": "http://inside.test/secret"})],
    "round": [Answer(status=302, headers={"Location": "/round"})],
}
SERVED = ["robots.txt", "GetCommittees", "GetMeetings", "GetMeeting?"]
PAGED = ["robots.txt", "mgListCommittees", "ieListMeetings", "ieListDocuments", "mgAi"]


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize(("request_", "service"), [(r, True) for r in SERVED] + [(r, False) for r in PAGED])
def test_a_fault_is_said_and_the_next_run_makes_it_good(
    fault: str,
    request_: str,
    service: bool,  # noqa: FBT001
    site: Site,
    visit: Callable[..., Visit],
    tmp_path: Path,
) -> None:
    site.service = service
    site.pages["/round"] = Answer(status=302, headers={"Location": "/round"})
    site.faults[request_] = list(FAULTS[fault])

    def run() -> dict[str, Status]:
        going = visit(site.root, committee="Planning Committee")
        going.client = Client(going.client.wire, going.client.pace)  # a run of its own: hosts are asked anew
        report = ingest([], tmp_path, runs.encoding(), given=NOTHING_GIVEN, visit=going)
        for file in report.files:
            if file.status is Status.REFUSED:
                assert file.reason is not None
                assert file.reason.endswith("."), file.reason
                assert file.hint
        return {file.location: file.status for file in report.files}

    run()
    assert len(site.faults.pop(request_)) < len(FAULTS[fault]), "the fault was never met"
    again = run()
    assert set(again) == {site.meeting_page(MARCH), site.meeting_page(MAY)}
    assert Status.REFUSED not in again.values()
    held = runs.held(tmp_path)
    assert set(held) == set(again)
    assert all(summary.truncated == () for summary in held.values())
    assert all("secret" not in target for target in site.asked)


def test_a_site_that_takes_a_minute_is_waited_for() -> None:
    limits = Limits()
    assert limits.read > 60
    assert limits.total > limits.read


# --- the service of a real council ------------------------------------------------------------------------------------


def test_what_a_real_council_serves_is_read(shared: Path) -> None:
    folder, site = shared / "moderngov", "https://democracy.anytown.test/"
    names = [found.name for found in committees((folder / "committees.xml").read_bytes(), site)]
    assert len(names) == 3
    audit = CommitteeAddress(site, 144, "Audit Committee")
    assert audit in committees((folder / "committees.xml").read_bytes(), site)
    listed = meetings((folder / "meetings.xml").read_bytes(), audit)
    assert [(found.meeting, f"{found.date}") for found in listed] == [(4967, "2026-02-10")]
    data = (folder / "meeting_with_minutes.xml").read_bytes()
    served = meeting(data, MeetingAddress(site, 4967, 144))
    assert (served.data, f"{served.date}", served.has_minutes) == (data, "2026-02-10", True)
    shut = data.replace(b"<isrestricted>False", b"<isrestricted>True", 1)
    left = meeting(shut, MeetingAddress(site, 4967, 144)).data
    assert b"25 November 2025" not in left
    assert b"Work Programme" in left
