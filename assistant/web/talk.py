"""A conversation, one step at a time: what the screen shows after each claim, a stop, an error."""

from __future__ import annotations

import secrets
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace

from assistant import next_questions
from assistant.answers import Answer, Claim, Filter, NotFound, Question, Turn
from assistant.documents.transcript import Said
from assistant.question_log import QuestionLog
from assistant.web import filters, keeping, replies
from assistant.web.contract import Asks
from assistant.web.markup import Html, join
from ingest.errors import MinutebookError

LONGEST_QUESTION = 2_000  # characters
_CARRIED = 10  # earlier turns that a follow-up question carries
_OFFERED = 6  # questions to ask next, of which the page shows those that it finds answered
_SHOWN = 50  # turns that stay on the page


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is being answered."""

    question: str
    filter: Filter
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """What was asked and answered on one page; the page's own memory, gone when it is closed."""

    shown: tuple[Html, ...] = ()
    history: tuple[Turn, ...] = ()
    asked: Asked | None = None
    turns: int = 0
    key: str = ""  # what the names of its turns begin with: no two servers' turns have one name

    @property
    def next_name(self) -> str:
        """What the turn is called that is being asked."""
        return f"{self.key}{self.turns + 1}"


@dataclass(frozen=True, slots=True)
class Frame:
    """What the page shows at one moment, and what a screen reader is told."""

    conversation: Conversation
    status: str
    keeps_text: bool = False  # what was typed stays in its field, to be mended

    @property
    def html(self) -> Html:
        """The conversation, with the question that is being answered."""
        asked = self.conversation.asked
        if asked is None:
            return join(self.conversation.shown)
        body = replies.claims_so_far(asked.claims) if asked.claims else None
        said = replies.waiting(asked.question, asked.filter)
        current = replies.turn(self.conversation.next_name, said, body, busy=True)
        return join([*self.conversation.shown, current])


def ask(
    assistant: Asks, text: str, chosen: object, conversation: Conversation, log: QuestionLog | None = None
) -> Generator[Frame, None, None]:
    """The frames of one question: at once, at each claim, and when the reply is whole."""
    text, conversation = text.strip(), _taken_up(replace(conversation, asked=None), chosen)
    if not text:
        yield Frame(conversation, "Type a question first.")
        return
    if len(text) > LONGEST_QUESTION:
        yield _too_long(text, conversation)
        return
    try:
        asked = Asked(text, filters.read(chosen))
        yield from _answered(assistant, replace(conversation, asked=asked), asked, log)
    except MinutebookError as problem:
        question = replace(conversation, asked=Asked(text, Filter()))
        said = f"No answer this time. {problem.message} {problem.hint}"
        yield replace(_ended(question, replies.error(problem), said), keeps_text=True)


def stop(conversation: Conversation) -> Frame:
    """The conversation when the reader stopped the answer."""
    if conversation.asked is None:
        return Frame(conversation, "Nothing to stop.")
    return _ended(conversation, replies.stopped(conversation.asked.claims), "Stopped.")


def broken(conversation: Conversation) -> Frame:
    """The conversation when something failed that should not have."""
    if conversation.asked is None:
        return Frame(conversation, "Something went wrong.")
    message = "Something went wrong on the computer that runs Minutebook; the fault was written to its log."
    return _ended(conversation, replies.trouble(message, "Ask again, or run `minutebook doctor` there."), message)


def _answered(assistant: Asks, conversation: Conversation, asked: Asked, log: QuestionLog | None) -> Iterator[Frame]:
    yield Frame(conversation, "Searching the minutes.")
    question = Question(asked.question, conversation.history[-_CARRIED:], asked.filter)
    with closing(_stream(assistant, question)) as stream:
        for part in stream:
            if isinstance(part, Claim):
                asked = replace(asked, claims=(*asked.claims, part))
                conversation = replace(conversation, asked=asked)
                yield Frame(conversation, "Answering.")
            else:
                if log is not None:
                    log.asked(asked.question, "answered" if isinstance(part, Answer) else "not_found")
                yield _replied(conversation, part)


def _stream(assistant: Asks, question: Question) -> Generator[Claim | Answer | NotFound, None, None]:
    """The assistant's stream, as something that can be closed when the reader stops."""
    yield from assistant.stream(question)


def _replied(conversation: Conversation, reply: Answer | NotFound) -> Frame:
    chosen = conversation.asked.filter if conversation.asked else Filter()
    said = keeping.said(reply, reply.question.text, chosen)
    history = (*conversation.history, Turn(reply.question.text, replies.plain(reply)))
    then = tuple(dict.fromkeys(next_questions.after(reply, most=_OFFERED)))
    return _ended(replace(conversation, history=history), replies.reply(said), replies.announcement(reply), said, then)


def _taken_up(conversation: Conversation, payload: object) -> Conversation:
    """A conversation that the browser goes on with, where this server has not seen it: what it carries."""
    conversation = replace(conversation, key=conversation.key or f"{secrets.token_hex(4)}-")
    told = payload.get("history") if isinstance(payload, dict) else None
    if conversation.turns or not isinstance(told, list):
        return conversation
    pairs = [(one.get("q"), one.get("a")) for one in told[-_CARRIED:] if isinstance(one, dict)]
    turns = tuple(Turn(q[:LONGEST_QUESTION], a) for q, a in pairs if isinstance(q, str) and isinstance(a, str))
    return replace(conversation, history=turns)


def _too_long(text: str, conversation: Conversation) -> Frame:
    message = f"That question has {len(text):,} characters; at most {LONGEST_QUESTION:,} can be asked at once."
    hint = "Ask the part that matters most first, then follow up."
    beginning = replace(conversation, asked=Asked(f"{text[:120]} …", Filter()))
    return replace(_ended(beginning, replies.trouble(message, hint), f"{message} {hint}"), keeps_text=True)


def _ended(
    conversation: Conversation, reply: Html, status: str, said: Said | None = None, then: tuple[str, ...] = ()
) -> Frame:
    """The question that was being asked joins those that are done."""
    asked = conversation.asked
    if asked is None:
        return Frame(conversation, status)
    kept = said or replies.waiting(asked.question, asked.filter)
    done = replies.turn(conversation.next_name, kept, reply, keep=True, then=then)
    shown = (*conversation.shown, done)[-_SHOWN:]
    return Frame(replace(conversation, shown=shown, asked=None, turns=conversation.turns + 1), status)
