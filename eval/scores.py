"""How one reply did, as it is kept: texts and numbers only, so that a run can be read back and compared."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Score:
    """How one reply did; None where a question of its type is not asked, or what is scored does not answer at all."""

    id: str
    question: str
    type: str
    council: str
    difficulty: str
    meeting: str  # what the question is about; questions of one meeting stand or fall together
    answered: bool | None
    rank: int | None  # of the first evidence passage with needed words, from 1; None where none has them
    ndcg: float
    in_five: float  # share of the needed quotes in the first five passages
    right: bool | None = None
    facts: float | None = None  # share of the facts that are stated
    missing: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()  # stated, and must not be
    attributed: bool | None = None  # who said it is named
    cites: bool | None = None  # a needed or acceptable item is cited
    precision_item: float | None = None
    precision_paragraph: float | None = None
    recall_item: float | None = None
    recall_paragraph: float | None = None
    exact: bool | None = None  # every quote is the slice of the record that it says it is
    supported: bool | None = None  # every claim in the record's words holds the words it cites
    sourceless: bool | None = None  # a refusal shows no source
    told: bool | None = None  # an answer that leans on a cut-off item says so
    words: int | None = None
    reference: str = ""
    got: str = ""
    cited: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()

    @property
    def is_answerable(self) -> bool:
        """Whether the records hold the answer, if only that a text is cut off."""
        return self.type != "unanswerable"

    @property
    def cause(self) -> str:
        """The step that failed, and how; empty where nothing did."""
        if self.right or self.right is None:
            return ""
        return next(told for is_so, told in self._causes() if is_so)

    def _causes(self) -> tuple[tuple[bool, str], ...]:
        """What can have gone wrong, the gravest first."""
        return (
            (not self.exact, "cite: a quote is not exact"),
            (bool(self.forbidden), f"state: says “{'”, “'.join(self.forbidden)}”"),
            (not self.is_answerable, "abstain: answered"),
            (self.rank is None, "retrieve: words not found"),
            (not self.answered, "abstain: refused"),
            (not self.cites, "select: another item cited"),
            (bool(self.missing), f"select: {self.facts:.0%} of the facts"),
            (self.type == "truncated", "tell: not said to be cut off"),
            (True, "select: too long"),
        )

    def to_json(self, *, brief: bool = False) -> dict[str, Any]:
        """The score for machines; in brief without the words of question, reference and reply."""
        spoken = {"question", "reference", "got", "cited", "needed"} if brief else set()
        found = {f.name: getattr(self, f.name) for f in fields(self) if f.name not in spoken}
        return {
            name: round(value, DECIMALS)
            if isinstance(value, float)
            else list(value)
            if isinstance(value, tuple)
            else value
            for name, value in found.items()
        }

    @classmethod
    def from_json(cls, entry: dict[str, Any]) -> Score:
        """The score that was kept."""
        kept: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in entry.items()}
        return cls(**{"question": "", **kept})
