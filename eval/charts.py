"""Bars with their intervals, as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from eval.blocks import Bar, Chart

_LABELS, _BARS, _NOTES = 330, 380, 150  # pixels across
_ROW = 26
_TOP = 22


def svg(chart: Chart) -> str:
    """The drawing of a chart, from 0 to 100 % across; it tells those who do not see it what it shows."""
    width, height = _LABELS + _BARS + _NOTES, _TOP + _ROW * len(chart.bars) + 4
    told = "; ".join(f"{bar.label} {bar.value:.0%}" for bar in chart.bars)
    return "\n".join(
        [
            f'<svg viewBox="0 0 {width} {height}" role="img" aria-label="{escape(f"{chart.caption}: {told}")}">',
            *_scale(height),
            *(line for row, bar in enumerate(chart.bars) for line in _bar(bar, _TOP + row * _ROW)),
            "</svg>",
        ]
    )


def _scale(height: int) -> Iterator[str]:
    for tenth in (0, 2.5, 5, 7.5, 10):
        x = _at(tenth / 10)
        yield f'<text class="faint" x="{x}" y="12" text-anchor="middle">{tenth * 10:.0f} %</text>'
        yield f'<rect class="track" x="{x}" y="{_TOP - 4}" width="1" height="{height - _TOP}"/>'


def _bar(bar: Bar, top: int) -> Iterator[str]:
    middle = top + _ROW // 2 - 2
    yield f'<text x="{_LABELS - 10}" y="{middle + 4}" text-anchor="end">{escape(bar.label)}</text>'
    yield f'<rect class="track" x="{_LABELS}" y="{top + 2}" width="{_BARS}" height="{_ROW - 8}" rx="2"/>'
    yield f'<rect class="bar" x="{_LABELS}" y="{top + 2}" width="{_long(bar.value)}" height="{_ROW - 8}" rx="2"/>'
    if bar.low is not None and bar.high is not None and bar.low < bar.high:
        low, high = _at(bar.low), _at(bar.high)
        yield f'<path class="reach" d="M{low} {middle - 4}v8M{low} {middle}H{high}M{high} {middle - 4}v8"/>'
    note = f'<tspan class="faint" dx="8">{escape(bar.note)}</tspan>' if bar.note else ""
    yield f'<text x="{_LABELS + _BARS + 10}" y="{middle + 4}">{bar.value:.0%}{note}</text>'


def _long(value: float) -> str:
    return f"{max(0.0, min(1.0, value)) * _BARS:.1f}"


def _at(value: float) -> str:
    return f"{_LABELS + max(0.0, min(1.0, value)) * _BARS:.1f}"
