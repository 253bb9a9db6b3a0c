"""Officers take records in, by file or address, with true progress and a plain report."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Annotated

from fastapi import FastAPI, File, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response
from rich.console import Console

from assistant.asked.questions import day as day_of
from assistant.build import Assistant, encoding_of, store_folder
from assistant.commands.ingesting import told_apart, visit
from assistant.web import shell
from assistant.web.markup import Html, join, tag
from assistant.web.officers import SAMPLES, Officers, door
from assistant.web.words import count
from ingest.errors import MinutebookError
from ingest.layouts.meeting import Given
from ingest.moderngov import Wanted
from ingest.readers import READERS
from ingest.reports import FileReport, Progress, RunReport, Stage, Status
from ingest.run import ingest

_UPLOADS = "uploads"  # in the store's folder: files that came over the screen stay there, as their records' sources
_MOST_MEETINGS = 100  # of an address, in one run
_BECAME = {
    Status.ADDED: "Added",
    Status.CHANGED: "Changed",
    Status.UNCHANGED: "Unchanged",
    Status.FURTHER: "Kept as a further source",
    Status.REFUSED: "Refused",
}


@dataclass(slots=True)
class Job:
    """One run of the ingest, begun on the screen."""

    what: str
    for_all: bool = False  # whoever opens the page may see how it goes: the samples hold nobody's names of files
    at: Progress | None = None
    report: RunReport | None = None
    trouble: MinutebookError | None = None
    is_over: bool = False


class Intake:
    """The one run that is going on, and its outcome until the next begins."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._lock = threading.Lock()
        self.job: Job | None = None

    @property
    def uploads(self) -> Path:
        """Where uploaded files lie."""
        return uploads_of(self._assistant)

    @property
    def is_needed(self) -> bool:
        """Whether nothing is held yet."""
        with self._assistant.store.view() as view:
            return not view.meetings()

    @property
    def is_busy(self) -> bool:
        """Whether a run is going on."""
        return self.job is not None and not self.job.is_over

    def begin(self, job: Job, paths: Sequence[Path], given: Given, wanted: Wanted | None = None) -> None:
        """Begin a run, unless one is going on."""
        with self._lock:
            if self.is_busy:
                return
            self.job = job
        run = threading.Thread(target=self._run, args=(job, paths, given, wanted), daemon=True)
        run.start()

    def _run(self, job: Job, paths: Sequence[Path], given: Given, wanted: Wanted | None) -> None:
        settings = self._assistant.settings

        def told(step: Progress) -> None:
            job.at = step

        try:
            fetched = visit(settings, wanted, allow_private=False) if wanted else None
            encoding = encoding_of(settings, Console(quiet=True))
            job.report = ingest(paths, store_folder(settings), encoding, given=given, visit=fetched, on_progress=told)
        except MinutebookError as error:
            job.trouble = error
        finally:
            job.is_over = True


def uploads_of(assistant: Assistant) -> Path:
    """Where files that came over the screen lie, as the sources of their records."""
    return store_folder(assistant.settings).absolute() / _UPLOADS


def add_intake(app: FastAPI, assistant: Assistant, officers: Officers) -> None:
    """The pages that take in and remove."""
    intake = Intake(assistant)
    _add_forms(app, intake, officers)
    _add_jobs(app, intake, officers)


def _add_forms(app: FastAPI, intake: Intake, officers: Officers) -> None:

    @app.get("/add")
    def add(request: Request) -> Response:
        job, is_officer = intake.job, officers.is_one(request)
        if job is not None and (is_officer or job.for_all):
            return _told(request, job)
        return _forms(request) if is_officer else door(request, officers)

    @app.post("/add")
    def begin(
        request: Request,
        files: Annotated[list[UploadFile] | None, File()] = None,
        address: Annotated[str, Form()] = "",
        council: Annotated[str, Form()] = "",
        committee: Annotated[str, Form()] = "",
        date: Annotated[str, Form()] = "",
    ) -> Response:
        if not officers.is_one(request):
            return door(request, officers)
        try:
            given = Given(council.strip() or None, committee.strip() or None, day_of(date, "the date"))
        except MinutebookError as problem:
            return shell.problem(request, "records", problem, 422)
        return _begin(request, intake, files or [], address.strip(), given)


def _add_jobs(app: FastAPI, intake: Intake, officers: Officers) -> None:
    @app.post("/add/samples")
    def samples(request: Request) -> Response:
        if (intake.is_needed or officers.is_one(request)) and SAMPLES.is_dir():
            intake.begin(Job("the sample records", for_all=True), [SAMPLES], Given(None, None, None))
        return RedirectResponse("../add", 303)

    @app.post("/add/more")
    def more(request: Request) -> Response:
        if intake.job is not None and intake.job.is_over and officers.is_one(request):
            intake.job = None
        return RedirectResponse("../add", 303)


def _begin(request: Request, intake: Intake, files: Sequence[UploadFile], address: str, given: Given) -> Response:
    if intake.is_busy:
        told = "Something is being taken in already. Wait until that is done, then choose again."
        return shell.page(request, "records", "Not yet", tag("p", told), _back(), status=409)
    kept = [path for path in (_keep(file, intake.uploads) for file in files) if path is not None]
    _, addresses = told_apart([address] if address else [])
    wanted = Wanted(addresses, given.committee, None, None, _MOST_MEETINGS, False) if addresses else None  # noqa: FBT003
    if not kept and not addresses:
        told = "Choose files, or give an address that begins with https://."
        return shell.page(request, "records", "Nothing was chosen", tag("p", told), _back(), status=422)
    what = addresses[0] if addresses else count(len(kept), "file")
    intake.begin(Job(what), kept, given, wanted)
    return RedirectResponse("add", 303)


def _keep(file: UploadFile, folder: Path) -> Path | None:
    """An uploaded file, under its own name, where nothing of its name can lead elsewhere."""
    name = PurePath((file.filename or "").replace("\\", "/")).name
    plain = "".join(c for c in name if c.isprintable() and c not in '/:*?"<>|').lstrip(".")[-150:]
    if not plain:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    place = folder.absolute() / plain
    place.write_bytes(file.file.read())
    return place


def _back() -> Html:
    return tag("p", tag("a", "Back", href="add"))


def _forms(request: Request) -> Response:
    kinds = ", ".join(sorted(READERS))
    said = "Only where the files do not say it themselves:"
    given = [
        shell.field("council", "Council", tag("input", id="f-council", name="council", maxlength=200)),
        shell.field("committee", "Committee", tag("input", id="f-committee", name="committee", maxlength=200)),
        shell.field("date", "Date of the meeting", tag("input", id="f-date", name="date", type="date")),
    ]
    files = tag(
        "form",
        tag("h2", "Files of minutes"),
        tag("p", f"Read are: {kinds}. Up to 50 MB at once."),
        shell.field("files", "Files", tag("input", id="f-files", name="files", type="file", multiple=True)),
        tag("fieldset", tag("legend", said), *given),
        tag("button", "Take them in", class_="mb-button mb-main-button"),
        action="add", method="post", enctype="multipart/form-data", class_="mb-box",
    )  # fmt: skip
    site = tag(
        "form",
        tag("h2", "A council’s ModernGov site"),
        tag("p", "The address of a meeting, or of a committee’s list of meetings. Pages are fetched one at a time."),
        shell.field("address", "Address", tag("input", id="f-address", name="address", type="url", maxlength=500)),
        tag("button", "Fetch and take in", class_="mb-button mb-main-button"),
        action="add", method="post", class_="mb-box",
    )  # fmt: skip
    return shell.page(request, "records", "Take in records", files, site)


def _told(request: Request, job: Job) -> Response:
    """How far a run is, or what came of it."""
    if not job.is_over:
        return _progress(request, job)
    again = tag("form", tag("button", "Take in more", class_="mb-button"), action="add/more", method="post")
    onward = tag("p", tag("a", "See the records", href="records"), " or ", tag("a", "ask a question", href="./"), ".")
    if job.trouble is not None:
        body = [tag("p", job.trouble.message), tag("p", job.trouble.hint)]
        return shell.page(request, "records", "It could not be done", *body, again)
    report = job.report
    files = report.files if report else ()
    told = [f"{name.lower()}: {n}" for status, name in _BECAME.items() if (n := sum(f.status is status for f in files))]
    lead = f"{count(len(files), 'file')}. {'; '.join(told).capitalize()}." if files else "There was nothing to take in."
    rows = [tag("li", *_file(file)) for file in files]
    left = [
        tag("p", f"{report.left} more meetings are listed there; fetch again for the next.")
        if report and report.left
        else None,
        tag("p", f"{report.waiting} meetings have no published minutes yet.") if report and report.waiting else None,
    ]
    listed = tag("ul", *rows, class_="mb-plain mb-box")
    lead_in = tag("p", lead, class_="mb-lead")
    return shell.page(request, "records", f"Taken in: {job.what}", lead_in, listed, *left, onward, again)


def _progress(request: Request, job: Job) -> Response:
    at = job.at
    total = at.total if at else 0
    share = (at.embedded / at.passages if at and at.passages and at.stage is Stage.EMBEDDING else 0) if at else 0
    done = (at.done + share) if at else 0
    bar = tag("progress", max=max(total, 1), value=f"{done:.2f}", aria_label="Files done")
    where = f"{at.done} of {count(total, 'file')} done; now {at.stage.value} {at.name}" if at else "Starting …"
    refresh = tag("p", tag("a", "Look again", href="add"), class_="mb-refresh", data_refresh="1500")
    return shell.page(request, "records", f"Taking in {job.what}", bar, tag("p", where, role="status"), refresh)


def _file(file: FileReport) -> list[Html | str]:
    name = tag("a", file.name, href=f"meeting/{file.meeting}") if file.meeting else tag("strong", file.name)
    counts = f"{count(file.items, 'item')}, {count(file.paragraphs, 'paragraph')}" if file.meeting else ""
    parts = [tag("span", _BECAME[file.status], class_="mb-outcome"), " ", name, " ", counts]
    notes = [file.reason, f"Next: {file.hint}" if file.hint else None, *file.notes]
    return [join(parts), *(tag("span", note, class_="mb-where") for note in notes if note)]
