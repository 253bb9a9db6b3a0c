"""A question and its reply as they stand in the conversation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.answers import Answer, Claim, Filter, NotFound
from assistant.documents.transcript import Kept, Origin, Said, filters_of, is_place, to_json
from assistant.show import is_opening
from assistant.web import keeping
from assistant.web.markup import Html, join, tag, unseen
from assistant.web.words import count, day
from ingest.errors import MinutebookError

REASONS = {
    "item": "Wrong item or meeting",
    "date": "Out of date",
    "missed": "Missed a meeting or a point",
    "person": "Wrong person",
    "other": "Something else",
}


def turn(
    name: str, said: Said, reply: Html | None, *, busy: bool = False, keep: bool = False, then: Sequence[str] = ()
) -> Html:
    """One question and what is shown under it; ``busy`` while more is to come, ``keep`` for the browser to keep.

    ``then`` are questions to ask next, which the script shows once it has found that they are answered.
    """
    heading = f"mb-question-{name}"
    return tag(
        "article",
        tag("h2", unseen("You asked: "), said.question, class_="mb-question", id=heading),
        _narrowed(said),
        reply,
        tag("p", "Searching the minutes …", class_="mb-working") if busy else _tools(name, said, then),
        class_="mb-turn mb-busy" if busy else "mb-turn",
        aria_labelledby=heading,
        data_said=None if busy else to_json(said),
        data_keep=keep,
    )


def again(name: str, said: Said) -> Html:
    """A turn that a browser has kept."""
    drawn = {"answered": _answered, "not_found": _silence}
    body = drawn[said.state](said) if said.state in drawn else _UNFINISHED
    return turn(name, said, body)


def claims_so_far(claims: Sequence[Claim]) -> Html:
    """Claims as they come; their marks become links when the sources are known."""
    return tag("div", *(_claim(Kept(claim.text, claim.citations), ()) for claim in claims), class_="mb-answer")


def reply(said: Said) -> Html:
    """What is shown under a question that has its reply."""
    return _answered(said) if said.state == "answered" else _silence(said)


def answer(given: Answer) -> Html:
    """An answer: its claims, its sources, what a reader must know, how it was made."""
    return _answered(keeping.said(given, given.question.text, given.question.filter))


def not_found(given: NotFound) -> Html:
    """That the minutes do not say, and the nearest places, which are no sources."""
    return _silence(keeping.said(given, given.question.text, given.question.filter))


def _answered(said: Said) -> Html:
    return tag(
        "div",
        *(tag("p", note, class_="mb-opening") for note in said.opening),
        *(_claim(claim, said.sources) for claim in said.claims),
        _sources(said.sources),
        _notes(said.notes),
        tag("p", said.how, class_="mb-how"),
        class_="mb-answer",
    )


def _silence(said: Said) -> Html:
    return tag(
        "div",
        tag("h3", "Not in these minutes"),
        tag("p", said.reason),
        tag("p", said.how),
        _nearest(said.nearest),
        _notes(said.notes),
        class_="mb-notfound",
    )


def stopped(claims: Sequence[Claim]) -> Html:
    """What had come when the reader stopped the answer. Its sources are not known yet, so it is not shown as fact."""
    came = f"{count(len(claims), 'sentence')} had come and cannot be shown without sources. " if claims else ""
    return tag("p", f"Stopped. {came}Ask again for the whole answer.", class_="mb-stopped")


def trouble(message: str, hint: str) -> Html:
    """Why there is no reply, and what to do."""
    return tag("div", tag("h3", "No answer this time"), tag("p", message), tag("p", hint), class_="mb-trouble")


def error(problem: MinutebookError) -> Html:
    """An error as its sentence and its next step."""
    return trouble(problem.message, problem.hint)


def announcement(given: Answer | NotFound) -> str:
    """What a screen reader says when the reply has come."""
    if isinstance(given, NotFound):
        return f"Not in these minutes. {given.reason}"
    said = " ".join([*filter(is_opening, given.notes), *(claim.text for claim in given.claims)])
    return f"Answer: {said} {count(len(given.citations), 'source')}."


def plain(given: Answer | NotFound) -> str:
    """The reply as the history of a follow-up question carries it."""
    return given.reason if isinstance(given, NotFound) else " ".join(claim.text for claim in given.claims)


def waiting(question: str, chosen: Filter) -> Said:
    """The turn of a question that is being answered."""
    return keeping.unfinished(question, chosen)


def _narrowed(said: Said) -> Html | None:
    """What the question was narrowed to, as chips that say what they are."""
    dates = {"From": said.date_from, "To": said.date_to}
    shown = {
        name: day(dates[name]) if dates.get(name) else value  # type: ignore[arg-type]  # there where it is set
        for name, value in filters_of(said).items()
    }
    chips = [tag("li", tag("span", f"{name}: ", class_="mb-which-chip"), text) for name, text in shown.items()]
    chips += [tag("li", text) for text in said.named]
    return tag("ul", *chips, class_="mb-chips", aria_label="Only in") if chips else None


def _claim(claim: Kept, sources: Sequence[Origin]) -> Html:
    marks = [_mark(number, sources) for number in claim.citations]
    return tag("p", claim.text, " ", join(marks, " "), class_="mb-claim")


def _mark(number: int, sources: Sequence[Origin]) -> Html:
    """[n], as a link once its source is known."""
    if not 0 < number <= len(sources) or not is_place(sources[number - 1].link):
        return tag("span", f"[{number}]", class_="mb-mark")
    source = sources[number - 1]
    return tag("a", f"[{number}]", unseen(f" Source: {source.cite}"), href=source.link, class_="mb-mark mb-place")


def _sources(sources: Sequence[Origin]) -> Html:
    listed = (tag("li", _source(source), value=number) for number, source in enumerate(sources, 1))
    return tag("section", tag("h3", "Sources"), tag("ol", *listed), class_="mb-sources")


def _source(source: Origin) -> Html:
    """Speaker, place and quote of a source."""
    who = join([tag("span", source.speaker, class_="mb-speaker"), ": "]) if source.speaker else None
    quote = tag("q", source.quote, class_="mb-quote")
    return join([tag("p", _link(source), tag("span", source.where, class_="mb-where")), tag("p", who, quote)])


def _link(origin: Origin) -> Html:
    return tag("a", origin.name, href=origin.link, class_="mb-place") if is_place(origin.link) else join([origin.name])


def _nearest(nearest: Sequence[Origin]) -> Html | None:
    """The nearest items, each once."""
    if not nearest:
        return None
    heading = tag("h4", "Nearest items, which may help but do not answer this")
    return tag("section", heading, tag("ul", *_near_items(nearest)), class_="mb-nearest")


def _near_items(nearest: Sequence[Origin]) -> Iterator[Html]:
    for place in nearest:
        where = tag("span", place.where, class_="mb-where")
        yield tag("li", tag("span", "nearest", class_="mb-tag"), " ", _link(place), where)


def _notes(notes: Sequence[str]) -> Html | None:
    if not notes:
        return None
    return tag("section", tag("h3", "Please note"), tag("ul", *(tag("li", n) for n in notes)), class_="mb-notes")


def _tools(name: str, said: Said, then: Sequence[str]) -> Html:
    """What can be done with a turn: ask on, ask again, pass it on, say whether it helped."""
    asked = [_button(question, "mb-next-one", data_do="ask") for question in then]
    ideas = tag("div", tag("h3", "You could ask next"), *asked, class_="mb-next", hidden=True) if asked else None
    rated = [_button("Helpful", "mb-small", data_do="helpful"), _button("Not helpful", "mb-small", data_do="unhelpful")]
    tools = [
        _button("Edit", "mb-small", data_do="edit"),
        _button("Ask again", "mb-small", data_do="again"),
        _button("Copy link", "mb-small", data_do="link"),
        *(rated if said.state != "unfinished" else ()),
    ]
    row = tag("div", *tools, class_="mb-tools", role="group", aria_label=f"With this question: {said.question[:80]}")
    return join([ideas, row, _reasons(name) if said.state != "unfinished" else None])


def _reasons(name: str) -> Html:
    """Why a reply did not help; shown when that is said."""
    buttons = [_button(text, "mb-small", data_do="reason", data_reason=reason) for reason, text in REASONS.items()]
    question = tag("p", "What was wrong with it?", id=f"mb-why-{name}")
    return tag(
        "div", question, *buttons, class_="mb-reasons", role="group", aria_labelledby=f"mb-why-{name}", hidden=True
    )


def _button(text: str, class_: str, **attributes: str) -> Html:
    return tag("button", text, type="button", class_=f"mb-button {class_}", **attributes)


_UNFINISHED = tag("p", "This was interrupted before its reply came. Ask again for the answer.", class_="mb-stopped")
