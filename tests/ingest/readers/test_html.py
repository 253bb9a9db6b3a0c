"""Web pages, saved from ModernGov sites and plain, become the lines that a reader sees."""

from __future__ import annotations

import html
import re

import pytest

from ingest.errors import NotMinutes, Unreadable
from ingest.readers import read
from ingest.records import Item, ItemNumber, fold_spaces
from tests.ingest.laws import assert_covered
from tests.ingest.samples import parsed_bytes, sample

TITLE = "Agenda for Children Committee on Friday, 7th June, 2019, 10.00 am - Gloucestershire County Council"
HEAD = "Children and Families Committee - Friday 7 June 2019 10.00 am"


def page(*items: str, head: str = HEAD, before: str = "") -> bytes:
    """A page of a ModernGov site, after what is known of its class names."""
    return f"""<!DOCTYPE html><html lang="en"><head><title>{TITLE}</title><meta charset="utf-8">
<style>p {{ color: red }}</style><script>var agenda = "hidden words";</script></head><body>{before}
<header class="site-header"><a href="/">Council home</a></header><nav><ul><li>Menu</li></ul></nav>
<div id="cookie-banner">We use cookies</div><a class="skip-link" href="#x">Skip to content</a>
<div id="modgov"><div class="mgContent"><h1 class="mgMainTitleTxt">Agenda and minutes</h1>
<h2 class="mgSubTitleTxt">{head}</h2><ul class="mgActionList"><li><a href="#">Printed minutes PDF 90 KB</a></li></ul>
<p><span class="mgLabel">Venue:</span> Council Chamber - Shire Hall, Gloucester. <a href="#">View directions</a></p>
<table class="mgItemTable"><thead><tr><th>No.</th><th>Item</th></tr></thead><tbody>{"".join(items)}</tbody></table>
</div></div><footer>Contact us</footer></body></html>""".encode()


def item(number: str, title: str, minutes: str, agenda: str = "") -> str:
    """One row of a page's table of items."""
    return f"""<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt">{number}</p></td>
<td><p class="mgAiTitleTxt">{title}</p><div class="mgWordPara">{agenda}</div>
<p class="mgSubItemTitleTxt">Minutes:</p><div class="mgWordPara">{minutes}</div></td></tr>"""


def lines(body: str) -> list[str]:
    """The lines of a plain page."""
    return read(f"<html><body>{body}</body></html>".encode(), "page.html").text.splitlines()


TWO = (
    item("24.", "Apologies", "<p>There were\nnone.</p>"),
    item(
        "25.",
        '<a href="#">Budget <span><img alt="pdf icon"> PDF 74 KB</span></a>',
        "<p>RESOLVED:</p><p>That the\r\n budget be noted.</p>",
    ),
)  # fmt: skip


def test_a_saved_page_gives_its_items_with_what_was_printed_on_it() -> None:
    record = parsed_bytes(page(*TWO), "page.html")
    found = [(i.number, i.number_is, i.title, len(i.outcomes)) for i in record.meeting.items]
    assert found == [("24", ItemNumber.PRINTED, "Apologies", 0), ("25", ItemNumber.PRINTED, "Budget", 1)]
    assert record.meeting.id == "gloucestershire/children-and-families-committee/2019-06-07"
    assert record.meeting.venue == "Council Chamber - Shire Hall, Gloucester"
    assert record.source.format == "html"


def test_what_surrounds_the_minutes_is_left_out() -> None:
    text = read(page(*TWO, before="<!-- comment -->"), "page.html").text
    for word in ("hidden words", "cookies", "Menu", "Skip", "Contact us", "home", "Printed minutes", "comment", "red"):
        assert word not in text
    assert text.startswith("Gloucestershire County Council\n\nAgenda and minutes\n\n" + HEAD)


@pytest.mark.parametrize("stem", ["gloucestershire-2019-06-07", "leicester-2025-01-14", "leicestershire-2020-11-18"])
def test_the_page_of_a_sample_record_gives_what_its_text_gives(stem: str) -> None:
    of_text = sample(stem)
    of_page = parsed_bytes(as_page(of_text.text), "page.html")
    expected = [shape(i, of_text.text) for i in of_text.meeting.items]
    assert [shape(i, of_page.text) for i in of_page.meeting.items] == expected
    assert of_page.meeting.id == of_text.meeting.id
    assert (of_page.meeting.time, of_page.meeting.venue) == (of_text.meeting.time, of_text.meeting.venue)
    assert_covered(of_page)


def shape(item: Item, text: str) -> object:
    """What a record holds of an item, without where it stands."""
    return (
        (item.number, item.title, item.kind, item.truncated),
        [(p.label, p.part, p.speaker, fold_spaces(text[p.start : p.end])) for p in item.paragraphs],
        [(o.kind, o.owner, fold_spaces(text[o.start : o.end])) for o in item.outcomes],
    )


def as_page(text: str) -> bytes:
    """A sample record of text, rendered as the page that it was saved from."""
    top, *rest = re.split(r"^(\d{1,3}\.)$", text, flags=re.MULTILINE)
    kept = (line for line in top.splitlines() if line.strip(" \u00a0") and not line.startswith(("Items", "No. Item")))
    head = "".join(f"<p>{html.escape(line)}</p>" for line in kept)
    rows = []
    for number, body in zip(rest[::2], rest[1::2], strict=True):
        title, *lines_ = [line for line in body.splitlines() if line.strip()]
        inner = "".join(
            f'<p class="mgSubItemTitleTxt">{html.escape(line)}</p>'
            if re.fullmatch(r"(Minutes|Additional documents):", line.strip())
            else f'<div class="mgWordPara"><p class="MsoNormal">{wrapped(html.escape(line))}</p></div>'
            for line in lines_
        )
        rows.append(
            f'<tr><td class="mgItemNumberCell"><p class="mgAiTitleTxt">{number}</p></td><td>'
            f'<p class="mgAiTitleTxt"><a href="#">{html.escape(title)}</a></p>{inner}</td></tr>'
        )
    return (
        f"<html><head><meta charset=utf-8><title>Agenda</title></head><body>{head}"
        f"<table id='mgItemTable'><tr><th>No.</th><th>Item</th></tr>{''.join(rows)}</table></body></html>"
    ).encode()


def wrapped(text: str) -> str:
    """Text as Word's HTML has it: hard line breaks inside sentences."""
    return re.sub(r"(\S{3,} \S{3,}) (?=\S)", r"\1\r\n", text)


def test_elements_become_lines() -> None:
    body = "<p>one<br>two</p><div>three <b>four</b>\n five</div><h3>six</h3><p>a&nbsp;&nbsp;b</p><pre>x\n  y</pre>"
    assert lines(body) == ["one", "two", "", "three four five", "", "six", "", "a\u00a0\u00a0b", "", "x", "y"]


def test_lists_keep_their_marks_and_numbers() -> None:
    body = "<p>That</p><ol><li>one<ul><li>deep</li></ul></li><li value=4><p>four</p></li></ol>"
    body += "<ol type=i start=3><li>c</ol>"
    assert lines(body) == ["That", "", "1. one", "  • deep", "4. four", "", "iii) c"]


def test_tables_are_rows_of_cells() -> None:
    body = "<table><tr><th>For</th><th>Against</th></tr><tr><td>12</td><td><p>3</p></td></tr></table><p>Lost.</p>"
    assert lines(body) == ["For | Against", "12 | 3", "", "Lost."]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display: none'>secret</p>",
        "<span hidden>secret</span>",
        "<div aria-hidden=true><p>secret</p></div>",
        "<p class='sr-only'>secret</p>",
        "<span style='font-size:0'>secret</span>",
        "<!-- secret -->",
        "<script>secret</script>",
        "<template>secret</template>",
    ],
)
def test_what_a_reader_does_not_see_is_not_kept(hidden: str) -> None:
    assert lines(f"<p>It was {hidden}agreed.</p><p>Next.</p>")[-1] == "Next."
    assert "secret" not in "".join(lines(f"<p>It was {hidden}agreed.</p>"))


def test_documents_linked_from_an_item_are_no_words_of_it() -> None:
    documents = '<ul class="mgBulletList"><li>Appendix A PDF 9 KB</li></ul>'
    documents = f'<p class="mgSubItemTitleTxt">Additional documents:</p>{documents}'
    row = item("25.", "Budget", "<p>It was noted.</p>").replace('<p class="mgSub', f'{documents}<p class="mgSub')
    text = read(page(TWO[0], row), "page.html").text
    assert "Additional documents:\n\nMinutes:" in text
    assert "Appendix A" not in text


@pytest.mark.parametrize(
    ("head", "encoding", "noted"),
    [
        ("<meta charset='iso-8859-1'>", "cp1252", False),
        ("<meta http-equiv=Content-Type content='text/html; charset=windows-1252'>", "cp1252", False),
        ("<meta charset=utf-8>", "utf-8", False),
        ("<meta charset=utf-8>", "utf-16", False),
        ("<meta charset=utf-8>", "cp1252", True),
        ("<meta charset=nonsense>", "utf-8", False),
        *(
            (f"<meta charset={codec}>", "utf-8", False)
            for codec in ("undefined", "unicode_escape", "rot13", "cp037", "U16")
        ),
    ],
)
def test_the_encoding_is_what_the_page_says_if_that_holds(head: str, encoding: str, *, noted: bool) -> None:
    document = read(f"<html><head>{head}</head><body>the council’s £5</body></html>".encode(encoding), "page.html")
    assert document.text == "the council’s £5\n"
    assert bool(document.notes) is noted


@pytest.mark.parametrize(
    ("said", "url"),
    [
        ('<link rel="canonical" href="https://x.gov.uk/mgAi.aspx?ID=1">', "https://x.gov.uk/mgAi.aspx?ID=1"),
        ("<!-- saved from url=(0024)http://x.gov.uk/a?b=1 -->", "http://x.gov.uk/a?b=1"),
        ('<link rel="canonical" href="/relative">', None),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="https://me:secret@x.gov.uk/">', None),
        ('<link rel="canonical" href="http://[broken">', None),
    ],
)
def test_the_address_that_a_page_states_is_kept(said: str, url: str | None) -> None:
    data = f"<html>{said}<body>words</body></html>".encode()
    assert read(data, "page.html").url == url


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("<title>Sign in</title><form><input type=Password></form><p>Log in</p>", "asks to sign in"),
        ("<title>404 - Page not found</title><p>Sorry</p>", "error"),
        ("<title>Just a moment...</title><p>Checking</p>", "error"),
        ("<script>draw()</script>", "shows no words"),
        ("<div>" * 3_000 + "words", "nests its elements deeper"),
        ("<p>" + "<span>" * 100_000 + "words", "nests its elements deeper"),
        ("<p>a" * 210_000, "more elements"),
    ],
)
def test_pages_that_hold_no_minutes_are_refused_by_name(body: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says) as refused:
        read(f"<html>{body}</html>".encode(), "page.html")
    assert "page.html" in refused.value.message


def test_the_page_of_an_agenda_is_no_minutes() -> None:
    row = "<tr><td class=mgItemNumberCell>{0}.</td><td><p class=mgAiTitleTxt>Item {0}</p>To consider it.</td></tr>"
    with pytest.raises(NotMinutes, match="agenda"):
        parsed_bytes(page(row.format(1), row.format(2)), "page.html")
