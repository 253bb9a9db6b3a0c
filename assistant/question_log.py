"""Questions asked on the screen, kept for the officers for the days that the setting says, or not at all.

What readers say of replies is kept too; without their question's words where questions are not kept.
"""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from assistant.terms import stems

FILE = "questions.jsonl"
KNOWN = "known-questions.jsonl"
_VERDICTS = frozenset({"", "helpful", "item", "date", "missed", "person", "other"})
_MOST = 20_000  # lines that are kept; the oldest go first
_ALIKE = 0.6  # of the words of two questions that are the same


@dataclass(frozen=True, slots=True)
class Entry:
    """A question that was asked, or what a reader said of its reply."""

    when: str  # in UTC
    question: str  # empty where questions are not kept
    state: str  # "answered" or "not_found"
    verdict: str = ""  # "helpful", or what was wrong; empty where nobody said
    links: tuple[str, ...] = ()  # the places that the reply cited


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are alike, the newest first."""

    question: str
    entries: tuple[Entry, ...]

    @property
    def verdicts(self) -> tuple[str, ...]:
        """What readers said was wrong, each once."""
        return tuple(sorted({e.verdict for e in self.entries if e.verdict not in {"", "helpful"}}))


class QuestionLog:
    """A file of entries beside the store; safe to use from several threads of one program."""

    def __init__(
        self, folder: Path, days: int, now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    ) -> None:
        self._file = folder / FILE
        self.known_file = folder / KNOWN
        self.days = days
        self._now = now
        self._lock = threading.Lock()

    def asked(self, question: str, state: str) -> None:
        """Keep a question, if questions are kept."""
        if self.days:
            self._add(Entry(self._stamp(), question, state))

    def rated(self, question: str, state: str, verdict: str, links: Sequence[str]) -> bool:
        """Keep what a reader said of a reply; False if it is nothing that can be said."""
        if verdict not in _VERDICTS - {""} or state not in {"answered", "not_found"}:
            return False
        self._add(Entry(self._stamp(), question if self.days else "", state, verdict, tuple(links)))
        return True

    def entries(self) -> tuple[Entry, ...]:
        """What is kept and not yet too old, the newest first; what is too old is wiped."""
        with self._lock:
            return tuple(reversed(self._swept()))

    def forget(self, question: str) -> None:
        """Wipe a question, and all that was said of its replies."""
        with self._lock:
            self._write([e for e in self._read() if e.question != question])

    def make_known(self, case: dict[str, Any]) -> None:
        """Add a known question to the file that `python -m eval --questions` reads."""
        with self._lock, self.known_file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(case, ensure_ascii=False) + "\n")

    def known(self) -> int:
        """How many known questions were made."""
        with self._lock:
            return self.known_file.read_text("utf-8").count("\n") if self.known_file.is_file() else 0

    def _stamp(self) -> str:
        return self._now().isoformat(timespec="seconds")

    def _add(self, entry: Entry) -> None:
        with self._lock:
            self._write([*self._swept(), entry][-_MOST:])

    def _swept(self) -> list[Entry]:
        """What is kept; nothing with words where questions are no longer kept, nothing that is too old."""
        oldest = (self._now() - dt.timedelta(days=self.days or 90)).isoformat()
        held = self._read()
        kept = [e if self.days else replace(e, question="") for e in held if e.when >= oldest]
        kept = [e for e in kept if e.question or e.verdict]
        if kept != held:
            self._write(kept)
        return kept

    def _read(self) -> list[Entry]:
        if not self._file.is_file():
            return []
        lines = (json.loads(line) for line in self._file.read_text("utf-8").splitlines() if line.strip())
        return [Entry(**{**told, "links": tuple(told["links"])}) for told in lines]

    def _write(self, entries: Iterable[Entry]) -> None:
        """Replace the file whole, so that what is wiped is in it no more."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text("".join(json.dumps(asdict(e), ensure_ascii=False) + "\n" for e in entries), "utf-8")
        fresh.replace(self._file)


def wanting(entries: Iterable[Entry]) -> list[Group]:
    """Questions that found nothing or whose reply was found wanting, like ones together, the largest group first."""
    groups: list[tuple[set[str], list[Entry]]] = []
    for entry in entries:
        if not entry.question or entry.verdict == "helpful" or (entry.state == "answered" and not entry.verdict):
            continue
        words = stems(entry.question)
        for theirs, members in groups:
            if words and len(words & theirs) >= _ALIKE * len(words | theirs):
                members.append(entry)
                break
        else:
            groups.append((words, [entry]))
    made = [Group(members[0].question, tuple(members)) for _, members in groups]
    return sorted(made, key=lambda group: -len(group.entries))
