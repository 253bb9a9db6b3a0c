"""Gradio's page made ours: our title, style and script, nothing from elsewhere, and a policy that holds it to that."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from assistant.web.markup import Html, tag

ASSETS = Path(__file__).parent / "assets"
_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL | re.IGNORECASE)
# What link previews of other sites would show: Gradio's name, and pictures on Gradio's servers.
_PREVIEWS = re.compile(r"<meta\s[^>]*(?:property|name)=\"(?:og|twitter):[^>]*>", re.DOTALL | re.IGNORECASE)
_MANIFEST = re.compile(r"<link rel=\"manifest\"[^>]*>", re.IGNORECASE)
_ROOT = re.compile(r'("root":"https?://[^"/]+)"')
_LANGUAGE = re.compile(r"<html(\s+)lang=\"[^\"]*\"", re.IGNORECASE)
_OWN = (
    tag("link", rel="stylesheet", href="minutebook/screen.css"),
    tag("script", type="module", src="minutebook/screen.js"),
)
TITLE = "Minutebook"
VIEWS = (
    ("ask", "./", "Ask"),
    ("decisions", "decisions", "Decisions and actions"),
    ("records", "records", "Records"),
    ("topics", "topics", "Topics over time"),
    ("briefing", "briefing", "New members"),
    ("desk", "desk", "Officers’ desk"),
)
_RESIZER = "iframeResizer"  # Gradio's script for pages inside another site's frame; ours may not stand in one


def ours(page: str, title: str, description: str, prefix: str = "") -> str:
    """Gradio's page with our head; ``prefix`` is the path that a proxy puts before ours, which Gradio is not told."""
    page = _ROOT.sub(lambda found: f'{found[1]}{prefix}"', page, count=1)
    page = _PREVIEWS.sub("", page)
    page = _MANIFEST.sub("", page)
    page = _SCRIPT.sub(lambda found: "" if f"{_RESIZER}.content" in found["body"] else found[0], page)
    page = _LANGUAGE.sub(r'<html\1lang="en-GB"', page, count=1)
    head = [tag("title", title), tag("meta", name="description", content=description), *_OWN]
    return page.replace("</head>", "".join(head) + "</head>", 1)


def alone(body: Html, title: str, home: str, address: str, here: str = "", *, wide: bool = False) -> str:
    """A page of ours that needs no script.

    ``home`` leads to the screen, ``address`` from there back to the page, ``here`` is the view's name.
    """
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("base", href=home),
        tag("link", rel="icon", href="minutebook/favicon.svg"),
        tag("link", rel="stylesheet", href="minutebook/screen.css"),
        tag("link", rel="stylesheet", href="minutebook/pages.css"),
        tag("script", type="module", src="minutebook/pages.js"),
    )
    main = tag("main", body, id="mb-content", tabindex=-1, class_="mb-wide" if wide else None)
    drawn = tag(
        "body",
        banner(here, f"{address}#mb-content"),
        main,
        tag("div", reader(), id="mb-reader") if wide else None,
        class_="mb-alone",
    )
    return "<!doctype html>" + tag("html", head, drawn, lang="en-GB")


def reader() -> Html:
    """Where the script puts a record, beside what cites it; hidden until there is one."""
    close = tag("button", "Close the record", type="button", class_="mb-button", id="mb-close")
    bar = tag("div", tag("p", "The record", class_="mb-part"), close, class_="mb-bar")
    return tag("section", bar, tag("div", id="mb-record"), id="mb-panel", aria_label="The record", hidden=True)


def banner(here: str, content: str) -> Html:
    """The way past it, the name, and the way to each view."""
    links = (
        tag("a", name, href=address, aria_current="page" if view == here else None) for view, address, name in VIEWS
    )
    return tag(
        "header",
        tag("a", "Skip to the content", href=content, class_="mb-skip"),
        tag("h1" if here == "ask" else "p", TITLE, class_="mb-name"),
        tag("nav", *links, aria_label="Views"),
        class_="mb-banner",
        role="banner",  # also where Gradio has put its own landmark around all
    )


def policy(page: str) -> str:
    """The content security policy of a page: its own inline scripts by their checksums, else only what we serve.

    Gradio's HTML component compiles its template in the browser, which needs 'unsafe-eval'; no text of a record or
    a question is ever part of a template.
    """
    hashes = " ".join(_checksum(found["body"]) for found in _SCRIPT.finditer(page) if "src=" not in found["attributes"])
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' 'unsafe-eval' {hashes}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'self'",
            "frame-ancestors 'none'",
        ]
    )


def _checksum(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
