"""Files to take away: Word, Markdown, a web page, CSV, a calendar."""

from __future__ import annotations

from urllib.parse import quote

from fastapi.responses import PlainTextResponse, Response

from assistant.documents.document import Document
from assistant.documents.document_text import as_html, as_markdown

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def as_file(document: Document, form: str, name: str) -> Response:
    """A document as the kind of file that is named."""
    if form == "docx":
        from assistant.documents.document_word import as_word

        return attached(as_word(document), _WORD, f"{name}.docx")
    if form == "md":
        return attached(as_markdown(document), "text/markdown; charset=utf-8", f"{name}.md")
    if form == "html":
        return attached(as_html(document), "text/html; charset=utf-8", f"{name}.html")
    return PlainTextResponse("There is no such kind of file.", 404)


def attached(content: str | bytes, kind: str, name: str) -> Response:
    """A file that the browser saves under a name."""
    plain = "".join(c for c in name if c.isalnum() or c in " -_.")[-80:]
    return Response(
        content, media_type=kind, headers={"content-disposition": f"attachment; filename*=utf-8''{quote(plain)}"}
    )
