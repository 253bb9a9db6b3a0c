"""The drafter with a chat model: prompts out, claims in; how it ended is said, whatever the model did."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

import prompts
from assistant.answering.compare import lead_of
from assistant.answers import Citation, DraftClaim, Evidence, Kind, Question, Understood, Usage
from assistant.locate import locate
from assistant.models.asking import Asking, Said, Speaks, Written
from assistant.models.budget import Counter, Fitted, fit, fit_turns
from assistant.models.claims import MOST_CLAIMS, MOST_WRITTEN, Reader, WrittenClaim, as_draft, from_prose
from assistant.models.excerpts import seen, told
from assistant.models.orders import without_orders
from assistant.terms import content_words, is_asking, stem
from ingest.errors import ModelUnavailable

_ROOM_FOR_HISTORY = 1_500  # tokens
_SPARE = 256  # tokens of a request that are nobody's words: the form, and what marks who speaks
_LONGEST_QUESTION = 400  # characters of one that was made to stand alone
_BEST = 6  # passages
_MANY_ITEMS = 4  # among the best; an overview is then one of the committee's business, not of an item


@dataclass(frozen=True, slots=True)
class Limits:
    """What a model may take: tokens of a call and of its answer, seconds for a question; and what tokens cost."""

    window: int = 8192
    answer: int = 1024
    seconds: float = 60.0
    price_in: float = 0.0  # of a million tokens; 0 where no price is set
    price_out: float = 0.0


class Drafter:
    """Words answers with a chat model; safe to use from several threads."""

    def __init__(self, model: Speaks, counted: Counter, limits: Limits = Limits(), *, checks: bool = False) -> None:
        """``checks``: the model is also asked whether claims are supported."""
        self.name = model.name
        self.seconds = limits.seconds
        self.checks = checks
        self._model = model
        self._counted = counted
        self._limits = limits
        self._prompts = {name: prompts.load(name) for name in prompts.names()}

    @property
    def fingerprint(self) -> str:
        """Changes with the model, a word of a prompt, or what may be read and written."""
        words = [f"{name} {prompt.fingerprint}" for name, prompt in self._prompts.items()]
        parts = [self.name, self._counted.how, f"{self._limits.window} {self._limits.answer} {self.checks}", *words]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]

    # --- what is asked of it ----------------------------------------------------------------------------------------

    def stand_alone(self, question: Question, asking: Asking) -> str | None:
        """The question so that it stands alone, in nobody's words but the conversation's; None where that failed."""
        history = fit_turns(question.history, _ROOM_FOR_HISTORY, self._counted)
        if not history:
            return None
        text = self._prompts["standalone"].fill(history=told(history), question=seen(question.text))
        try:
            reply = "".join(self._model.words([("human", text)], asking, name="stand-alone question"))
        except ModelUnavailable:
            return None  # the draft will fail as well, and say why
        made = seen(reply).strip().removeprefix("Question:").strip(' "“”')
        words = " ".join([question.text, *(f"{turn.question} {turn.answer}" for turn in history)])
        known = {stem(word) for word in content_words(words)}
        added = [w for w in content_words(made) if not is_asking(w) and stem(w) not in known]
        return made if made and not added and len(made) <= _LONGEST_QUESTION else None

    def draft(self, asked: Understood, evidence: Sequence[Evidence], asking: Asking) -> Iterator[DraftClaim | Written]:
        """Claims as the model makes them, then how it ended."""
        safe, withheld = without_orders(evidence)
        name = prompt_for(asked, safe)
        fitted = self._fitted(name, asked, safe)
        notes = (*withheld, *fitted.notes)
        if not fitted.evidence or fitted.evidence[0] is not evidence[0]:
            yield Written(notes, "it may not be given what fits best to read")
            return
        led = asked.kind is Kind.TIMELINE or bool(asked.sides)
        tray = _Tray(fitted.evidence, is_led=led)
        messages: list[Said] = [
            ("system", self._prompts["rules"].text),
            ("human", self._filled(name, asked, fitted.text)),
        ]
        yield from self._read(messages, tray, asking, name)
        if tray.is_malformed and not asking.declined:
            messages += [("ai", tray.reader.text), ("human", self._prompts["repair"].text)]
            tray.begin_again()
            yield from self._read(messages, tray, asking, f"{name} again")
        yield tray.ending(notes, declined=asking.declined)

    def supports(self, claim: str, citations: Sequence[Citation], asking: Asking) -> bool:
        """Whether the model, asked about it, finds a claim in its quotes; one that cannot be asked has no say."""
        speakers = dict.fromkeys(seen(c.speaker) for c in citations if c.speaker)
        filled = self._prompts["support"].fill(
            claim=seen(claim),
            quotes="\n".join(f"| {seen(c.quote)}" for c in citations),
            speaker=f" of {', '.join(speakers)}" if speakers else "",
        )
        try:
            reply = "".join(self._model.words([("human", filled)], asking, name="support check"))
        except ModelUnavailable:
            return True
        return re.match(r"\W*(?:un|not\b)", reply, re.IGNORECASE) is None

    def usage(self, asking: Asking) -> Usage | None:
        """What the calls for a question took; None where there were none."""
        if not asking.calls:
            return None
        limits = self._limits
        cost = (asking.tokens_in * limits.price_in + asking.tokens_out * limits.price_out) / 1e6
        by = self._counted.how if asking.is_estimated else "the provider"
        has_price = limits.price_in or limits.price_out
        return Usage(asking.calls, asking.tokens_in, asking.tokens_out, by, round(cost, 6) if has_price else None)

    def tried(self) -> str:
        """What a trial question with one passage shows of the model. Raises `ModelUnavailable`."""
        began = time.monotonic()
        asking = Asking(began + self.seconds)
        messages: list[Said] = [("system", self._prompts["rules"].text), ("human", self._prompts["trial"].text)]
        reader = Reader()
        with closing(self._model.words(messages, asking, name="trial", in_form=True)) as words:
            claims = [claim for piece in words for claim in reader.feed(piece)]
        claims = claims or from_prose(reader.text)
        if not any(locate(self._prompts["trial"].text, quote) for claim in claims for _, quote in claim.quotes):
            raise ModelUnavailable(
                "it answers, but a trial question got no claim with words of its passage",
                hint="Set MINUTEBOOK_MODEL_FORM=plain, or name a more able model.",
            )
        form = "in the form it is told" if self._model.in_form else "in plain words"
        return (
            f"{self.name} answers a trial question with a proved claim after {time.monotonic() - began:.1f} s, {form};"
            f" tokens are counted with {self._counted.how}"
        )

    # --- how --------------------------------------------------------------------------------------------------------

    def _fitted(self, name: str, asked: Understood, evidence: Sequence[Evidence]) -> Fitted:
        bare = self._filled(name, asked, "")
        taken = self._counted.count(self._prompts["rules"].text) + self._counted.count(bare)
        return fit(evidence, self._limits.window - self._limits.answer - taken - _SPARE, self._counted)

    def _filled(self, name: str, asked: Understood, passages: str) -> str:
        values = {"passages": passages, "question": seen(asked.text)}
        if name == "comparison":
            values["sides"] = ", ".join(seen(side.name) for side in asked.sides)
        return self._prompts[name].fill(**values)

    def _read(self, messages: Sequence[Said], tray: _Tray, asking: Asking, name: str) -> Iterator[DraftClaim]:
        """The claims of one reply, each as soon as it is whole; plain words are read when all have come."""
        try:
            with closing(self._model.words(messages, asking, name=name, in_form=True)) as words:
                for piece in words:
                    for written in tray.reader.feed(piece):
                        yield from tray.take(written)
                    if tray.is_full:
                        break
        except ModelUnavailable as fault:
            tray.fault = fault.message.rstrip(".")
            return
        if not tray.reader.read and not tray.is_full:
            for written in from_prose(tray.reader.text):
                yield from tray.take(written)


@dataclass(slots=True)
class _Tray:
    """What was read of a model's reply so far."""

    evidence: Sequence[Evidence]
    is_led: bool = False  # which meeting a claim rests on is put before it
    reader: Reader = field(default_factory=Reader)
    taken: int = 0
    dropped: int = 0
    fault: str = ""
    said: set[str] = field(default_factory=set)
    meeting: str = ""

    def take(self, written: WrittenClaim) -> Iterator[DraftClaim]:
        """The claim, if it can be one and was not made before."""
        if self.taken >= MOST_CLAIMS:
            return
        claim = as_draft(written, self.evidence)
        if claim is None:
            self.dropped += 1
        elif claim.text.casefold() not in self.said:
            self.said.add(claim.text.casefold())
            self.taken += 1
            yield self._led(claim)

    def _led(self, claim: DraftClaim) -> DraftClaim:
        meeting = claim.quotes[0].evidence.record.meeting.id
        if not self.is_led or meeting == self.meeting:
            return claim
        self.meeting = meeting
        return replace(claim, lead=lead_of(claim))

    @property
    def is_full(self) -> bool:
        """Whether nothing more is to be read."""
        return self.taken >= MOST_CLAIMS or len(self.reader.text) > MOST_WRITTEN

    @property
    def is_malformed(self) -> bool:
        """Whether the reply holds nothing that could be read, and may be asked for again."""
        nothing = not (self.taken or self.dropped or self.fault or self.is_full)
        return nothing and (not self.reader.is_whole or self.reader.bad > 0)

    def begin_again(self) -> None:
        """Make room for another reply in place of the first."""
        self.reader = Reader()

    def ending(self, notes: tuple[str, ...], *, declined: bool) -> Written:
        """How it ended."""
        fault = self.fault
        if not fault and not self.taken and not self.dropped:
            if declined:
                fault = "it declined to answer"
            elif self.is_full:
                fault = "it wrote at length, and not in the form that was asked for"
            elif self.is_malformed:
                fault = "its reply was not in the form that was asked for, nor was its second"
        elif not fault and self.reader.read and not self.reader.is_whole and not self.is_full:
            fault = "its reply is not whole"
        says_nothing = not fault and not self.taken and not self.dropped and not notes
        return Written(notes, fault, self.dropped, says_nothing)


def prompt_for(asked: Understood, evidence: Sequence[Evidence]) -> str:
    """The prompt for a kind of question."""
    if asked.sides:
        return "comparison"
    if asked.kind is Kind.TIMELINE:
        return "timeline"
    if asked.kind is Kind.SUMMARY:
        items = {one.passage.item_id for one in evidence[:_BEST]}
        return "briefing" if len(items) >= _MANY_ITEMS else "overview"
    return "answer"
