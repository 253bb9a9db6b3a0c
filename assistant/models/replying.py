"""Verified claims → what is shown of them as they come, and the whole reply at the end."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from assistant.answers import Answer, Claim, Draft, DraftClaim, NotFound
from assistant.models.asking import Asking, Drafts, Written
from assistant.show import is_opening
from assistant.support import Refusal, TokenVectors
from assistant.verify import About, AlsoAsked, Verified, answer, judged, not_found


@dataclass(slots=True)
class Replying:
    """A reply in the making: claims that hold are numbered as they come; those that do not are counted."""

    about: Callable[[Draft], About]
    model: str
    judge: AlsoAsked | None = None
    vectors: TokenVectors | None = None
    drafted: list[DraftClaim] = field(default_factory=list)
    held: list[Verified] = field(default_factory=list)
    shown: int = 0
    failed: list[Refusal] = field(default_factory=list)  # why, of each claim of which nothing holds
    cut: list[Refusal] = field(default_factory=list)  # and of each of which a part does

    def take(self, claim: DraftClaim) -> Iterator[Claim]:
        """What a drafted claim adds to the answer."""
        self.drafted.append(claim)
        found = judged(claim, self.judge, self.vectors)
        (self.cut if found.shown else self.failed).extend(refused.why for refused in found.refused[:1])
        if not found.shown:
            return
        self.held += found.shown
        partial = self.reply(())
        if isinstance(partial, Answer):
            yield from partial.claims[self.shown :]
            self.shown = len(partial.claims)

    def reply(self, notes: tuple[str, ...], reason: str | None = None) -> Answer | NotFound:
        """The whole reply."""
        draft = Draft(tuple(self.drafted), self.model, notes, reason)
        return answer(self.held, draft, self.about(draft))

    @classmethod
    def of(cls, draft: Draft, about: Callable[[Draft], About]) -> Iterator[Claim | Answer | NotFound]:
        """Each claim of a draft that holds, then the reply."""
        replying = cls(about, draft.model)
        for claim in draft.claims:
            yield from replying.take(claim)
        yield replying.reply(draft.notes, draft.reason)


def worded(
    parts: Iterable[DraftClaim | Written],
    drafter: Drafts,
    spare: Draft,
    asking: Asking,
    about: Callable[[Draft], About],
    vectors: TokenVectors | None = None,
) -> Iterator[Claim | Answer | NotFound]:
    """A model's claims that hold, then the reply; where none does, the draft in the record's own words, and why."""
    also = functools.partial(drafter.supports, asking=asking) if drafter.checks else None
    replying = Replying(about, drafter.name, also, vectors)
    written: Written | None = None
    for part in parts:
        if isinstance(part, DraftClaim):
            yield from replying.take(part)
        else:
            written = part
    if written is None:  # it was not asked
        yield from Replying.of(spare, about)
        return
    notes = written.told(drafter.name, len(replying.held), replying.failed, replying.cut)
    if replying.held:
        yield replying.reply((*filter(is_opening, spare.notes), *notes))
    elif written.says_nothing:
        reason = f"{drafter.name} was given the passages found, and finds no answer in them."
        yield not_found(reason, drafter.name, about(spare))
    else:
        yield from Replying.of(replace(spare, notes=(*notes, *spare.notes)), about)
