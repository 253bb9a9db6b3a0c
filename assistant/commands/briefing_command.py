"""The command `briefing`: a committee's pack for a new member, on screen or as a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from assistant.asked.questions import chosen_filter
from assistant.commands.options import CommitteeOption, CouncilOption, JsonOption, StoreOption, console, settings_of
from assistant.commands.printed import write


def briefing(
    store: StoreOption = None,
    council: CouncilOption = None,
    committee: CommitteeOption = None,
    word: Annotated[Path | None, typer.Option("--word", metavar="FILE", help="Write it as a Word document.")] = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write it as a page of its own.")] = None,
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE.md", help="Write it as Markdown.")] = None,
    json_: JsonOption = False,
) -> None:
    """Bring a new member up to date with one committee. Example: minutebook briefing --council Worcestershire"""
    from assistant.briefing import briefing as made_of
    from assistant.build import build
    from assistant.documents.document import of_briefing
    from assistant.documents.document_text import as_html, as_markdown

    assistant = build(settings_of(store))
    with assistant.store.view() as view:
        made = made_of(chosen_filter(council, committee, None, None), view, assistant.picked)
    document = of_briefing(made)
    if json_:
        console().file.write(json.dumps(_json(made), ensure_ascii=False) + "\n")
    if word is not None:
        from assistant.documents.document_word import as_word

        _write(word, as_word(document))
    if html is not None:
        _write(html, as_html(document).encode())
    if output is not None:
        _write(output, as_markdown(document).encode())
    if not (json_ or word or html or output):
        console().print(Text(as_markdown(document)))


def add_to(app: typer.Typer) -> None:
    """Put the command of this module into the command `minutebook`."""
    app.command(epilog='Example: minutebook briefing --council "Leicester City" --word briefing.docx')(briefing)


def _write(path: Path, data: bytes) -> None:
    write(path, data)
    console(stderr=True).print(Text(f"Wrote {path}."))


def _json(made: Any) -> dict[str, Any]:  # noqa: ANN401  a briefing, whose module is not loaded for --help
    from assistant.show import citation_json, claim_json

    return {
        "council": made.council,
        "committee": made.committee,
        "sections": [
            {"title": s.title, "claims": [claim_json(c) for c in s.claims], "notes": list(s.notes)}
            for s in made.sections
        ],
        "questions": list(made.questions),
        "citations": [citation_json(n, c) for n, c in enumerate(made.citations, start=1)],
        "notes": list(made.notes),
    }
