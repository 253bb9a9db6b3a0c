"""Numbers of lists as they are printed: 1. a) iv)."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def numeral(number: int, style: str) -> str:
    """A number with the sign behind it, in the style of HTML's ``type``: 1, a, A, i or I."""
    bare = plain_numeral(number, style)
    return f"{bare}." if style not in {"a", "A", "i", "I"} else f"{bare})"


def plain_numeral(number: int, style: str) -> str:
    """A number without a sign behind it; one that the style has no word for stays as it is."""
    if style in {"a", "A"} and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number <= 260 else str(number)
        return letters if style == "a" else letters.upper()
    if style in {"i", "I"} and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (number // value)
            number %= value
        return roman if style == "i" else roman.upper()
    return str(number)
