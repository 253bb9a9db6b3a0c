"""Whatever is drawn is text unless we wrote it as markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.web.markup import Html, escape, join, tag, unseen, web_address
from tests.assistant.web.injections import INJECTIONS, seen


@given(st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"])))
def test_any_text_shows_as_itself(text: str) -> None:
    shown = seen(tag("p", text, title=text))
    assert (shown.elements, shown.text) == (["p"], text)
    assert shown.attributes == [("title", text)]


@pytest.mark.parametrize("text", INJECTIONS)
def test_markup_in_text_makes_no_element(text: str) -> None:
    assert seen(join([text, tag("b", text), unseen(text)])).elements == ["b", "span"]


def test_what_is_html_already_is_not_escaped_twice() -> None:
    once = escape("a < b")
    assert escape(once) == once == Html("a &lt; b")
    assert tag("p", tag("b", "x"), None, " & ", class_="y", hidden=True, id=None) == (
        '<p class="y" hidden><b>x</b> &amp; </p>'
    )


@pytest.mark.parametrize("url", ["https://example.gov.uk/ieList.aspx?CId=1&MId=2", "http://example.gov.uk/"])
def test_pages_of_the_web_may_be_linked(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "//example.org",
        "https://",
        "https://[",
        "https://exa mple.org",
        "ftp://example.org/x",
        "minutes.txt",
    ],
)
def test_nothing_else_is_linked(url: str | None) -> None:
    assert web_address(url) is None
