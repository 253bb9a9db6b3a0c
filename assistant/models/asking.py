"""One asking of a chat model: until when, who still waits, how it ended; and what can be asked.

What a chain, a drafter and a model say to each other, so that none needs to know the others.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from assistant.answers import Citation, DraftClaim, Evidence, Question, Understood, Usage
from assistant.support import Refusal


class Stop:
    """Says to everything that works on a question that nobody waits for the answer any more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_set = False
        self._then: list[Callable[[], object]] = []

    def set(self) -> None:
        """Say it."""
        with self._lock:
            self._is_set, then, self._then = True, self._then, []
        for act in then:
            act()

    def calls(self, act: Callable[[], object]) -> None:
        """Have something done when it is said, or now if it was."""
        with self._lock:
            if not self._is_set:
                self._then.append(act)
                return
        act()


@dataclass(slots=True)
class Asking:
    """What the calls for one question share: until when, whether still wanted, who watches, and what they took."""

    until: float  # of time.monotonic()
    stop: Stop = field(default_factory=Stop)
    config: Mapping[str, Any] | None = None  # LangChain's, of the step that asks
    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    is_estimated: bool = False  # a call was not counted by its provider
    declined: bool = False  # the model refused to answer

    @property
    def left(self) -> float:
        """Seconds."""
        return max(0.0, self.until - time.monotonic())

    def watched(self, config: Mapping[str, Any]) -> Asking:
        """The same, its calls a part of a step."""
        self.config = config
        return self


@dataclass(frozen=True, slots=True)
class Written:
    """How a model's draft ended."""

    notes: tuple[str, ...] = ()  # of what it was not given
    fault: str = ""  # why there is no more of it, to go on from a colon
    dropped: int = 0  # sentences that name no passage, or lead elsewhere
    says_nothing: bool = False  # it read everything that was found, and claims nothing

    def told(
        self, name: str, shown: int, failed: Sequence[Refusal] = (), cut: Sequence[Refusal] = ()
    ) -> tuple[str, ...]:
        """What must be noted, where so many of its claims are shown.

        ``failed`` says why each of those fell that are not shown at all, ``cut`` why each was that is shown in part.
        """
        lost = self.dropped + len(failed)
        unproved = f"{_sentences(lost)} of the model"
        why = f": {_reasons((*failed, *[Refusal.QUOTE] * self.dropped))}" if lost else ""
        if shown:
            broke = (f"{name} gave only a part of its answer: {self.fault}.",) if self.fault else ()
            left_out = (f"Not shown: {unproved} that no words of the record bear out{why}.",) if lost else ()
            short = (f"Cut down to what the record bears out: {_sentences(len(cut))}: {_reasons(cut)}.",) if cut else ()
            return (*self.notes, *broke, *left_out, *short)
        reason = self.fault or (f"no words of the record bear out {unproved}{why}" if lost else "it claims nothing")
        return (*self.notes, f"Not worded by {name}: {reason}.")


def _sentences(count: int) -> str:
    return f"{count} {'sentence' if count == 1 else 'sentences'}"


def _reasons(refusals: Sequence[Refusal]) -> str:
    """Why some sentences fell, the most frequent first; how many fell for each, where it is not the same for all."""
    counts = Counter(refusals).most_common()
    return "; ".join(str(why) if len(counts) == 1 else f"{count} because {why}" for why, count in counts)


Said = tuple[Literal["system", "human", "ai"], str]


class Speaks(Protocol):
    """A chat model that is asked with a time limit."""

    @property
    def name(self) -> str:
        """As answers show it."""
        ...

    @property
    def in_form(self) -> bool:
        """Whether it is told to answer in a form, and not in words alone."""
        ...

    def words(
        self, messages: Sequence[Said], asking: Asking, *, name: str, in_form: bool = False
    ) -> Generator[str, None, None]:
        """What it says, piece by piece. Raises `ModelUnavailable`. To close it ends the call."""
        ...


class Drafts(Protocol):
    """Words a draft of what was found."""

    @property
    def name(self) -> str:
        """Of its model, as answers show it."""
        ...

    @property
    def fingerprint(self) -> str:
        """Changes when it would word another draft."""
        ...

    @property
    def seconds(self) -> float:
        """That it may take for a question."""
        ...

    @property
    def checks(self) -> bool:
        """Whether it is to be asked if claims are supported."""
        ...

    def stand_alone(self, question: Question, asking: Asking) -> str | None:
        """A question of a conversation, so that it stands alone; None where it cannot say."""
        ...

    def draft(self, asked: Understood, evidence: Sequence[Evidence], asking: Asking) -> Iterator[DraftClaim | Written]:
        """Claims as they are made, then how it ended."""
        ...

    def supports(self, claim: str, citations: Sequence[Citation], asking: Asking) -> bool:
        """Whether quotes support a claim."""
        ...

    def usage(self, asking: Asking) -> Usage | None:
        """What its calls took."""
        ...
