"""What is held and whether it is sound: the commands `records`, `remove`, `reindex` and `doctor`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from rich.console import Console

from assistant.answers import Filter
from assistant.build import LazyEmbedder, chat_drafter, encoding_of, store_folder
from assistant.settings import Settings
from assistant.understand import scope_of
from ingest.embed import embedding_model
from ingest.encoding import Encoded
from ingest.errors import MinutebookError, UnknownRecord
from ingest.fetched import Cache
from ingest.model_check import ASKED, FAR, NEAR, check_model
from ingest.records import FurtherSource, Record
from ingest.reranker import CrossReranker
from ingest.store import HeldSource, MeetingSummary, Store


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
        "further": [_further_json(one) for one in meeting.further],
    }


def _further_json(one: FurtherSource) -> dict[str, Any]:
    """Another file or page of the meeting for machines."""
    return {
        "source": one.source.name,
        "location": one.source.location,
        "sha256": one.source.sha256,
        "format": one.source.format,
        "url": one.source.url,
        "state": one.state.value,
        "taken": one.taken.isoformat() if one.taken else None,
    }


def remove_records(settings: Settings, names: Sequence[str], console: Console) -> tuple[list[str], list[str]]:
    """Remove meetings by id, or files by name or location: what was removed, and the names that no record has.

    A meeting goes with all its files; where a file goes that answered for its meeting, the next best answers.
    """
    removed: dict[str, None] = {}  # a set that keeps its order
    with Store.writer(store_folder(settings), None, who="minutebook remove") as writer:

        def encode(record: Record) -> Encoded:
            encoding = encoding_of(settings, console)
            writer.check_model(encoding.model)
            return encoding.encode(record)

        held = list(writer.known().values())
        chosen = {name: _named(held, name) for name in dict.fromkeys(names)}
        gone = {one.location for found in chosen.values() for one in found}
        left = {one.meeting for one in held if one.location not in gone}
        for one in (one for found in chosen.values() for one in found):
            removed[one.location if one.meeting in left else one.meeting] = None
        if gone:
            writer.remove_sources(gone, encode)
            Cache(store_folder(settings)).clear()  # an ingest that was stopped may have left the same words there
    return list(removed), [name for name, found in chosen.items() if not found]


def _named(held: Sequence[HeldSource], name: str) -> list[HeldSource]:
    """The sources of a meeting of that id, or the one source of that name or location."""
    meeting = [one for one in held if one.meeting == name]
    found = [one for one in held if name in (one.name, one.location)]
    if not meeting and len(found) > 1:
        ids = sorted({one.meeting for one in found})
        places = ids if len(ids) == len(found) else [one.location for one in found]
        raise UnknownRecord(
            f"{len(found)} records come from a file called {name}: {', '.join(places)}.",
            hint="Nothing was removed. Name the one that is meant by its id, or the file by its whole path.",
        )
    return meeting or found


def reindex_store(settings: Settings, console: Console) -> dict[str, Any]:
    """Cut and embed every record anew with the model that is set, and make the vector index anew."""
    encoding = encoding_of(settings, console)
    with Store.writer(store_folder(settings), None, who="minutebook reindex") as writer:
        made = writer.remake(encoding.encode, encoding.model)
    return {"passages": made, "model": encoding.model.name}


def examine(settings: Settings) -> list[Finding]:
    """Are the models what they should be, and the store sound?"""
    findings = [
        Finding(c.what, c.ok, c.detail, None if c.ok else "Run `make install`.")
        for c in check_model(settings.embedding)
    ]
    if settings.reranker:
        findings.append(_reranker(settings.reranker))
    if settings.model:
        findings.append(_chat_model(settings))
    try:
        store = Store.open(store_folder(settings), embedding_model(settings.embedding))
    except MinutebookError as error:
        return [*findings, Finding("store", ok=False, detail=error.message, hint=error.hint)]
    try:
        return [*findings, *(Finding(c.name, c.ok, c.detail, c.hint) for c in store.checks())]
    finally:
        store.close()


def _chat_model(settings: Settings) -> Finding:
    """Does the chat model answer, in time, in claims whose words can be found?"""
    try:
        told = chat_drafter(settings, LazyEmbedder(settings.embedding)).tried()
    except MinutebookError as error:
        return Finding("chat model", ok=False, detail=f"{settings.model}: {error.message}", hint=error.hint)
    return Finding("chat model", ok=True, detail=told)


def _reranker(name: str) -> Finding:
    """Does the cross-encoder load, and tell a fitting text from another?"""
    try:
        near, far = CrossReranker(name).scores(ASKED, [NEAR, FAR])
    except MinutebookError as error:
        return Finding("reranker", ok=False, detail=error.message, hint=error.hint)
    return Finding("reranker", ok=True, detail=f"{name} scores like texts {near:.2f}, unlike texts {far:.2f}")
