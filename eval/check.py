"""`python -m eval check`: is each known question whole, and does each quote stand where it says it does?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.locate import fold, states
from eval.cases import Wanted, entries, load
from eval.corpora import CORPORA, files, read_record
from eval.metrics import places
from ingest.errors import BadQuestion, RecordRefused
from ingest.readers import READERS
from ingest.records import Item, Record

TYPES = frozenset(
    {
        *("fact", "number", "date", "who", "reason", "list", "decision", "action", "procedural", "compare"),
        *("timeline", "summary", "followup", "unanswerable", "truncated"),
    }
)
DIFFICULTIES = frozenset({"easy", "medium", "hard"})

_TEXTS: dict[str, type] = {"type": str, "id": str, "question": str, "answer": str, "difficulty": str}
_LISTS: dict[str, type] = {"facts": list, "citations": list}
_OPTIONAL: dict[str, type] = {
    "also_ok": list,
    "filter": dict,
    "history": list,
    "speaker": list,
    "must_not": list,
    "records": str,
    "extra_records": list,
    "judge_only": bool,
}
_WANTED = {"record", "item", "paragraph", "quote"}
_FILTER = {"council", "committee", "date_from", "date_to"}


def check(paths: Sequence[Path]) -> Iterator[str]:
    """A sentence for each thing that is wrong with some files of questions, or that could not be looked at."""
    library = Library()
    seen: dict[str, str] = {}
    for path in paths:
        for number, entry in entries(path):
            where = f"{path.name}, line {number}"
            shape = list(_shape(entry))
            yield from (f"{where}: {problem}" for problem in shape)
            if shape:
                continue
            if entry["id"] in seen:
                yield f"{where}: its id {entry['id']} is also that of {seen[entry['id']]}."
            seen[entry["id"]] = where
            yield from (f"{where} ({entry['id']}): {problem}" for problem in (*_says(entry), *_quotes(entry, library)))
        if not any(True for _ in entries(path)):
            yield f"{path.name} holds no question."
    yield from library.told()


class Library:
    """The records of the corpora, each read once, when a question names it."""

    def __init__(self) -> None:
        self._files: dict[str, dict[str, Path]] = {}
        self._read: dict[Path, Record | str] = {}
        self._absent: dict[str, int] = {}

    def record(self, corpus: str, stem: str) -> Record | str | None:
        """A record, or why it cannot be had; None where its corpus is not on this machine."""
        if not CORPORA[corpus].is_there:
            self._absent[corpus] = self._absent.get(corpus, 0) + 1
            return None
        if corpus not in self._files:
            self._files[corpus] = files(CORPORA[corpus].folder())
        path = self._files[corpus].get(stem)
        if path is None:
            return f"there is no record {stem} among the {corpus} records."
        if path not in self._read:
            try:
                self._read[path] = read_record(path)
            except RecordRefused as refusal:
                self._read[path] = f"{stem} cannot be read: {refusal.message}"
        return self._read[path]

    def told(self) -> Iterator[str]:
        """What was not looked at, and why."""
        for corpus, count in sorted(self._absent.items()):
            yield f"Not looked at: {count} quotes of the {corpus} records, which are not on this machine."


def _shape(entry: Any) -> Iterator[str]:  # noqa: ANN401  # whatever a line holds
    """What is wrong with the keys of a question and the types of their values."""
    if not isinstance(entry, dict):
        yield "it is not an object."
        return
    for key, kind in {**_TEXTS, **_LISTS}.items():
        if not isinstance(entry.get(key), kind):
            yield f'"{key}" is missing or no {kind.__name__}.'
    for key, kind in _OPTIONAL.items():
        if entry.get(key) is not None and not isinstance(entry[key], kind):
            yield f'"{key}" is no {kind.__name__}.'
    yield from (f'"{key}" is no key of a question.' for key in sorted(set(entry) - {*_TEXTS, *_LISTS, *_OPTIONAL}))
    yield from _values(entry)


def _values(entry: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the values of a question."""
    if entry.get("type") not in TYPES:
        yield f'"{entry.get("type")}" is no type of question; there are {", ".join(sorted(TYPES))}.'
    if entry.get("difficulty") not in DIFFICULTIES:
        yield f'its difficulty "{entry.get("difficulty")}" is none of {", ".join(sorted(DIFFICULTIES))}.'
    if (entry.get("records") or "samples") not in CORPORA:
        yield f'its records "{entry["records"]}" are none of {", ".join(CORPORA)}.'
    for wanted in (*(entry.get("citations") or ()), *(entry.get("also_ok") or ())):
        if not isinstance(wanted, dict) or set(wanted) != _WANTED or not str(wanted.get("quote") or "").strip():
            yield f"a citation does not have exactly {', '.join(sorted(_WANTED))}."
    if set(entry.get("filter") or {}) - _FILTER:
        yield f"its filter sets something else than {', '.join(sorted(_FILTER))}."
    yield from _forms(entry)


def _forms(entry: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the texts that an answer is held against, and with the extra records."""
    forms = [*(entry.get("facts") or ()), entry.get("speaker") or ["-"], entry.get("must_not") or ["-"]]
    if not all(isinstance(f, list) and f and all(isinstance(form, str) and form.strip() for form in f) for f in forms):
        yield 'each of "facts", "speaker" and "must_not" is made of lists of texts, none of them empty.'
    for extra in entry.get("extra_records") or ():
        named = isinstance(extra, dict) and set(extra) == {"name", "text"} and isinstance(extra["text"], str)
        if not named or Path(str(extra["name"])).suffix not in READERS:
            yield "an extra record has a name that a reader knows, and a text, and nothing else."


def _says(entry: dict[str, Any]) -> Iterator[str]:
    """Where a question contradicts itself."""
    if entry["type"] == "unanswerable":
        if entry["citations"] or entry["facts"]:
            yield "it is unanswerable, and yet has citations or facts."
        return
    if not entry["citations"] or not entry["facts"]:
        yield "it is answerable, and yet has no citation or no fact."
    if entry["type"] == "followup" and not entry.get("history"):
        yield "it is a follow-up without a history."
    answer = fold(entry["answer"])[0]
    for fact in entry["facts"]:
        if not any(states(answer, form) for form in fact):
            yield f"its answer states none of {', '.join(fact)}."
    yield from (
        f"its answer states “{form}”, which it must not."
        for form in entry.get("must_not") or ()
        if states(answer, form)
    )


def _quotes(entry: dict[str, Any], library: Library) -> Iterator[str]:
    """Which quotes do not stand word for word in the record, item and paragraph named."""
    extras = {Path(extra["name"]).stem: extra["text"] for extra in entry.get("extra_records") or ()}
    for found in (*entry["citations"], *(entry.get("also_ok") or ())):
        wanted = Wanted(" ".join(found["record"].split()), found["item"], found["paragraph"], found["quote"])
        if wanted.record in extras:
            if not list(places(extras[wanted.record], wanted.quote)):
                yield f"“{_short(wanted.quote)}” does not stand in the extra record {wanted.record}."
            continue
        record = library.record(entry.get("records") or "samples", wanted.record)
        if isinstance(record, str):
            yield record
        elif record is not None and (problem := misplaced(record, wanted)):
            yield problem


def misplaced(record: Record, wanted: Wanted) -> str | None:
    """Why a quote does not stand where it is said to; None where it does."""
    quote = f"“{_short(wanted.quote)}”"
    found = list(places(record.text, wanted.quote))
    if not found:
        return f"{quote} does not stand word for word in {wanted.record}."
    inside = [(start, end, item) for start, end in found for item in [item_at(record, start)] if _is(item, wanted.item)]
    if not inside:
        where = ", ".join(sorted({_name(item_at(record, start)) for start, _ in found}))
        return f"{quote} stands in {where} of {wanted.record}, not in {_named(wanted.item)}."
    if wanted.paragraph is None:
        return None
    labels = {label for start, end, item in inside for label in _labels(record, item, start, end)}
    if not any(_same_label(label, wanted.paragraph) for label in labels):
        told = ", ".join(sorted(labels)) or "no paragraph with a label"
        return f"{quote} stands in {told} of {_named(wanted.item)} of {wanted.record}, not in {wanted.paragraph}."
    return None


def item_at(record: Record, start: int) -> Item | None:
    """The item in which an offset stands; None in the header and the closing lines."""
    return next((item for item in record.meeting.items if item.start <= start < item.end), None)


def _is(item: Item | None, number: str | None) -> bool:
    return (item.number if item else None) == number


def _labels(record: Record, item: Item | None, start: int, end: int) -> Iterator[str]:
    """The labels of the paragraphs and outcomes that a stretch touches."""
    for paragraph in record.paragraphs():
        if paragraph.label and paragraph.start < end and start < paragraph.end:
            yield paragraph.label
    for outcome in item.outcomes if item else ():
        if outcome.label and outcome.start < end and start < outcome.end:
            yield outcome.label


def _same_label(label: str, wanted: str) -> bool:
    return label.strip("().").casefold() == wanted.strip("().").casefold()


def _name(item: Item | None) -> str:
    return _named(item.number if item else None)


def _named(number: str | None) -> str:
    return f"item {number}" if number else "no item"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


def problems(paths: Sequence[Path]) -> list[str]:
    """What is wrong, without what could not be looked at; unreadable files are a problem too."""
    try:
        found = [line for line in check(paths) if not line.startswith("Not looked at")]
        for path in paths:
            load(path)
    except BadQuestion as error:
        return [error.message]
    return found
