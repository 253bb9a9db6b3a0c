"""New members: the briefing on a committee, on the screen and to take away."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.responses import Response

from assistant.answers import Citation, Claim, Filter
from assistant.briefing import Briefing, briefing
from assistant.build import Assistant
from assistant.documents.document import of_briefing
from assistant.show import looked_through, reference
from assistant.web import shell
from assistant.web.files import as_file
from assistant.web.markup import Html, join, tag, unseen
from assistant.web.places import place_of
from ingest.errors import MinutebookError
from ingest.records import fold_spaces
from ingest.store import MeetingSummary

_WHAT = (
    "What a committee does in its own words, who is who, its last meetings in ten points, open actions, dates ahead and"
    " the acronyms its papers use: every sentence with the words it rests on."
)


def add_briefing(app: FastAPI, assistant: Assistant) -> None:
    """The page and the files of a briefing."""

    @app.get("/briefing")
    def show(request: Request) -> Response:
        fields = dict(request.query_params)
        with assistant.store.view() as view:
            choices = _choices(view.meetings(), fields)
            body: tuple[Html, ...] = ()
            if fields.get("committee"):
                try:
                    made = briefing(_of(fields), view, assistant.picked)
                except MinutebookError as problem:
                    return shell.problem(request, "briefing", problem)
                body = (_drawn(made, fields),)
        return shell.page(request, "briefing", "New members", tag("p", _WHAT, class_="mb-lead"), choices, *body)

    @app.get("/briefing.{form}")
    def file(form: str, request: Request) -> Response:
        try:
            with assistant.store.view() as view:
                made = briefing(_of(dict(request.query_params)), view, assistant.picked)
        except MinutebookError as problem:
            return shell.problem(request, "briefing", problem)
        return as_file(of_briefing(made), form, f"Briefing {made.committee}")


def _of(fields: dict[str, str]) -> Filter:
    return Filter(fields.get("council") or None, fields.get("committee") or None)


def _choices(meetings: Sequence[MeetingSummary], fields: dict[str, str]) -> Html:
    """The committees held, as links."""
    bodies = sorted({(m.council, m.committee) for m in meetings})
    now = (fields.get("council"), fields.get("committee"))
    links = [
        tag(
            "li",
            tag(
                "a",
                committee,
                href=shell.address("briefing", {}, council=council, committee=committee),
                aria_current="true" if (council, committee) == now else None,
            ),
            tag("span", council, class_="mb-where"),
        )
        for council, committee in bodies
    ]
    none = tag("p", "No minutes are held yet.", class_="mb-empty")
    return (
        tag(
            "nav",
            tag("h2", "Committees"),
            tag("ul", *links, class_="mb-plain"),
            aria_label="Committees",
            class_="mb-box",
        )
        if links
        else none
    )


def _drawn(made: Briefing, fields: dict[str, str]) -> Html:
    forms = {"docx": "Word", "html": "Web page", "md": "Markdown"}
    scope = {"council": made.council, "committee": made.committee}
    files = [
        tag("a", name, href=shell.address(f"briefing.{form}", scope), download=True) for form, name in forms.items()
    ]
    sections = [
        tag(
            "section",
            tag("h3", section.title),
            tag("ul", *(_claim(claim, made.citations) for claim in section.claims))
            if section.claims
            else tag("p", "The minutes read tell nothing of this.", class_="mb-quiet"),
            *(tag("p", note, class_="mb-how") for note in section.notes if section.claims),
        )
        for section in made.sections
    ]
    asked = [
        tag("li", tag("a", question, href=f"./#{urlencode({'q': question, **scope})}")) for question in made.questions
    ]
    ask = tag("section", tag("h3", "Good questions to ask next"), tag("ul", *asked)) if asked else None
    sources = [tag("li", *_source(citation), value=n, id=f"source-{n}") for n, citation in enumerate(made.citations, 1)]
    return tag(
        "article",
        tag("h2", made.committee, tag("span", made.council, class_="mb-where")),
        tag("p", looked_through(made.searched), class_="mb-how"),
        tag("p", "Take away: ", join(files, ", "), class_="mb-takeaway"),
        *(tag("p", note, class_="mb-caution") for note in made.notes),
        *sections,
        ask,
        tag("details", tag("summary", f"All {len(made.citations)} sources"), tag("ol", *sources, class_="mb-sources")),
        class_="mb-briefing mb-box",
    )


def _claim(claim: Claim, citations: Sequence[Citation]) -> Html:
    marks = [_mark(n, citations[n - 1]) for n in claim.citations]
    return tag("li", claim.text, " ", join(marks, " "))


def _mark(number: int, citation: Citation) -> Html:
    place = place_of(citation.record, citation.item, citation.start, citation.end)
    return tag(
        "a", f"[{number}]", unseen(f" Source: {reference(citation)}"), href=place.href, class_="mb-mark mb-place"
    )


def _source(citation: Citation) -> tuple[Html, Html]:
    place = place_of(citation.record, citation.item, citation.start, citation.end)
    return tag("p", shell.link(place, reference(citation))), tag(
        "p", tag("q", fold_spaces(citation.quote), class_="mb-quote")
    )
