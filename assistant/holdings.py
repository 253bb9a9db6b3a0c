"""What is held and whether it is sound: the commands `records`, `remove`, `reindex` and `doctor`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from rich.console import Console

from assistant.answers import Filter
from assistant.build import encoding_of, store_folder
from assistant.settings import Settings
from assistant.understand import scope_of
from ingest.embed import embedding_model
from ingest.errors import MinutebookError, UnknownRecord
from ingest.fetched import Cache
from ingest.model_check import check_model
from ingest.store import MeetingSummary, Store


class Finding(NamedTuple):
    """Something `doctor` looked at."""

    what: str
    ok: bool
    detail: str
    hint: str | None = None


def meetings_held(settings: Settings, chosen: Filter) -> tuple[MeetingSummary, ...]:
    """The meetings of a scope, newest first; none where the filter names what is not held."""
    store = Store.open(store_folder(settings), None)
    try:
        with store.view() as view:
            scope = scope_of(chosen, view.meetings())
            return view.meetings(scope) if scope is not None else ()
    finally:
        store.close()


def summary_json(meeting: MeetingSummary) -> dict[str, Any]:
    """A meeting for machines."""
    return {
        "id": meeting.id,
        "council": meeting.council,
        "committee": meeting.committee,
        "date": meeting.date.isoformat(),
        "time": f"{meeting.time:%H:%M}" if meeting.time else None,
        "state": meeting.state.value,
        "items": meeting.items,
        "paragraphs": meeting.paragraphs,
        "truncated": list(meeting.truncated),
        "notes": list(meeting.notes),
        "source": meeting.source,
        "url": meeting.url,
        "sha256": meeting.sha256,
    }


def remove_records(settings: Settings, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Remove records by id, file name or location: the ids removed, and the names that no record has."""
    unknown: list[str] = []
    chosen: dict[str, None] = {}  # a set that keeps its order
    with Store.writer(store_folder(settings), None, who="minutebook remove") as writer:
        held = list(writer.known().values())
        for name in dict.fromkeys(names):
            found = [m.id for m in held if name in (m.id, m.source, m.location)]
            if len(found) > 1:
                raise UnknownRecord(
                    f"{len(found)} records come from a file called {name}: {', '.join(sorted(found))}.",
                    hint="Nothing was removed. Name the one that is meant by its id.",
                )
            chosen.update(dict.fromkeys(found))
            if not found:
                unknown.append(name)
        for identity in chosen:
            writer.remove(identity)
        if chosen:
            Cache(store_folder(settings)).clear()  # an ingest that was stopped may have left the same words there
    return list(chosen), unknown


def reindex_store(settings: Settings, console: Console) -> dict[str, Any]:
    """Cut and embed every record anew with the model that is set, and make the vector index anew."""
    encoding = encoding_of(settings, console)
    with Store.writer(store_folder(settings), None, who="minutebook reindex") as writer:
        made = writer.remake(encoding.encode, encoding.model)
    return {"passages": made, "model": encoding.model.name}


def examine(settings: Settings) -> list[Finding]:
    """Is the embedding model what it should be, and the store sound?"""
    findings = [
        Finding(c.what, c.ok, c.detail, None if c.ok else "Run `make install`.")
        for c in check_model(settings.embedding)
    ]
    try:
        store = Store.open(store_folder(settings), embedding_model(settings.embedding))
    except MinutebookError as error:
        return [*findings, Finding("store", ok=False, detail=error.message, hint=error.hint)]
    try:
        return [*findings, *(Finding(c.name, c.ok, c.detail, c.hint) for c in store.checks())]
    finally:
        store.close()
