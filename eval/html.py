"""A report as one page that asks for nothing: its style and its charts stand in it, for light and for dark."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from eval.blocks import Block, Chart, Failure, Heading, Page, Table, Text
from eval.charts import svg

_STYLE = """
:root { color-scheme: light dark; --paper: #fdfdfb; --ink: #1d2327; --faint: #5d6870; --line: #d9dde0; --bar: #2f6f8f;
  --reach: #1d2327; --track: #eceff0; --wrong: #a33a2c; }
@media (prefers-color-scheme: dark) { :root { --paper: #15191c; --ink: #e6e9eb; --faint: #a2adb5; --line: #343c42;
  --bar: #5fa8ca; --reach: #f1f3f4; --track: #242b30; --wrong: #f08a7b; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
h1 { font-size: 1.7rem; margin: 0 0 1rem; } h2 { font-size: 1.25rem; margin: 2.75rem 0 .75rem; }
p { margin: .4rem 0; max-width: 48rem; }
.wide { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--faint); padding-bottom: .35rem; }
th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
th { color: var(--faint); font-weight: 600; } th.w, td.w { text-align: left; }
figure { margin: 1rem 0; } figcaption { color: var(--faint); font-size: .9rem; margin-bottom: .35rem; }
svg { display: block; width: 100%; max-width: 56rem; height: auto; }
svg text { font: 13px system-ui, sans-serif; fill: var(--ink); }
svg .faint { fill: var(--faint); } svg .track { fill: var(--track); } svg .bar { fill: var(--bar); }
svg .reach { stroke: var(--reach); stroke-width: 1.5; fill: none; }
details { border-bottom: 1px solid var(--line); padding: .45rem 0; } summary { cursor: pointer; }
figure details { border: 0; font-size: .9rem; } figure summary { color: var(--faint); }
dl { display: grid; grid-template-columns: 8rem 1fr; gap: .3rem 1rem; margin: .6rem 0; max-width: 62rem; }
dt { color: var(--faint); } dd { margin: 0; overflow-wrap: anywhere; } .cause { color: var(--wrong); }
:focus-visible { outline: 2px solid var(--bar); outline-offset: 2px; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; } }
""".strip()


def html(page: Page) -> str:
    """The whole report."""
    body: list[str] = []
    for is_failure, blocks in groupby(page.blocks, lambda block: isinstance(block, Failure)):
        lines = [line for block in blocks for line in _lines(block)]
        body += ["<section>", *lines, "</section>"] if is_failure else lines
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(page.title)}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main>",
            f"<h1>{escape(page.title)}</h1>",
            *body,
            "</main>\n</body>\n</html>\n",
        ]
    )


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield f"<h2>{escape(text)}</h2>"
        case Text(text):
            yield f"<p>{escape(text)}</p>"
        case Table():
            yield from _table(block)
        case Chart():
            yield from _chart(block)
        case Failure(title, told):
            yield f'<details><summary class="cause">{escape(title)}</summary><dl>'
            yield from (f"<dt>{escape(what)}</dt><dd>{escape(text)}</dd>" for what, text in told)
            yield "</dl></details>"


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        return
    yield f'<div class="wide" role="region" aria-label="{escape(table.caption)}" tabindex="0"><table>'
    yield f"<caption>{escape(table.caption)}</caption>"
    heads = "".join(f'<th scope="col"{_side(n, table)}>{escape(c)}</th>' for n, c in enumerate(table.columns))
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for row in table.rows:
        yield f"<tr>{''.join(f'<td{_side(n, table)}>{escape(cell)}</td>' for n, cell in enumerate(row))}</tr>"
    yield "</tbody></table></div>"


def _side(column: int, table: Table) -> str:
    return ' class="w"' if column < table.words else ""


def _chart(chart: Chart) -> Iterator[str]:
    """The bars, and the same as a table for those who do not see them."""
    if not chart.bars:
        return
    yield f"<figure><figcaption>{escape(chart.caption)}</figcaption>"
    yield svg(chart)
    yield "<details><summary>As a table</summary>"
    rows = tuple(
        (
            b.label,
            f"{b.value:.1%}",
            f"{b.low:.1%} to {b.high:.1%}" if b.low is not None and b.high is not None else "",
            b.note,
        )
        for b in chart.bars
    )
    yield from _table(Table(chart.caption, ("", "value", "95 %", "of"), rows))
    yield "</details></figure>"
