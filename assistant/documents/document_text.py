"""A document as Markdown, or as one HTML page that asks for nothing; text of the record is never markup in either."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from assistant.documents.document import Document, Heading, Part, Source, Table, Text
from assistant.show import escape

_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
h1, h2, h3 { line-height: 1.25 } .note { color: #4a4a4a; font-style: italic }
.source { margin: 0 0 1rem } blockquote { margin: .25rem 0 .25rem 1rem; padding-left: .75rem; border-left: 3px solid #767676 }
table { border-collapse: collapse; width: 100% } th, td { border: 1px solid #767676; padding: .3rem .5rem; text-align: left; vertical-align: top }
a { color: #0b4f8a } @media print { body { max-width: none; margin: 0 } }
"""


def as_markdown(document: Document) -> str:
    """The document in Markdown."""
    return "\n\n".join(_markdown(part) for part in document.parts) + "\n"


def _markdown(part: Part) -> str:
    match part:
        case Heading(level, text):
            return f"{'#' * level} {escape(_flat(text))}"
        case Text(text, is_note=True):
            return f"_{escape(_flat(text))}_"
        case Text(text, marks, is_point=is_point):
            return f"{'- ' if is_point else ''}{escape(_flat(text))} {marks}".rstrip()
        case Source(number, reference, quote, url):
            link = f" <{url.replace('>', '%3E').replace(' ', '%20')}>" if url else ""
            return f"[{number}] {escape(reference)}:\n“{escape(quote)}”{link}"
        case Table(headings, rows):
            lines = [headings, ("---",) * len(headings), *(tuple(_flat(c) for c in row) for row in rows)]
            return "\n".join(f"| {' | '.join(c if c == '---' else escape(c) for c in line)} |" for line in lines)


def _flat(text: str) -> str:
    return " ".join(text.split())


def as_html(document: Document) -> str:
    """The document as a page of its own: no script, nothing from elsewhere, links only to published pages."""
    body = "\n".join(_html(document.parts))
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{html.escape(document.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n"
        "</body>\n</html>\n"
    )


def _html(parts: Sequence[Part]) -> Iterator[str]:
    in_list = False
    for part in parts:
        is_point = isinstance(part, Text) and part.is_point
        if is_point != in_list:
            yield "<ul>" if is_point else "</ul>"
            in_list = is_point
        yield _element(part)
    if in_list:
        yield "</ul>"


def _element(part: Part) -> str:
    match part:
        case Heading(level, text):
            return f"<h{level}>{html.escape(text)}</h{level}>"
        case Text(text, is_note=True):
            return f'<p class="note">{html.escape(text)}</p>'
        case Text(text, marks, is_point=is_point):
            name = "li" if is_point else "p"
            return f"<{name}>{html.escape(text)} {_linked(marks)}</{name}>"
        case Source(number, reference, quote, url):
            where = html.escape(reference)
            linked = f'<a href="{html.escape(url)}" rel="noopener noreferrer">{where}</a>' if url else where
            said = f"<blockquote>{html.escape(quote)}</blockquote>"
            return f'<div class="source"><p id="source-{number}">[{number}] {linked}</p>{said}</div>'
        case Table(headings, rows):
            return f"<table><thead>{_row('th', headings)}</thead><tbody>{''.join(_row('td', r) for r in rows)}</tbody></table>"


def _linked(marks: str) -> str:
    """Marks as links to their sources on the same page."""
    return re.sub(r"\[(\d+)\]", r'<a href="#source-\1">[\1]</a>', marks)


def _row(name: str, cells: Sequence[str]) -> str:
    scope = ' scope="col"' if name == "th" else ""
    return f"<tr>{''.join(f'<{name}{scope}>{html.escape(c)}</{name}>' for c in cells)}</tr>"
