"""The process that opens a PDF: standard input → runs of text with their places, as one line of JSON a page.

With the number of a page behind its name it gives that page as a picture instead (a grey PNM), for text recognition.

PDFium crashes, hangs or fills the memory on files made for that; here it takes nobody with it. The one door to
pypdfium2. Run as a file of its own, so that it starts fast and imports nothing of ours.
"""

from __future__ import annotations

import ctypes
import json
import signal
import sys
from collections.abc import Iterator
from typing import Any, TypeAlias

MOST_MEMORY = 1_000_000_000  # bytes of address space
MOST_PAGES = 5_000
MOST_CHARACTERS = 5_000_000
MOST_RUNS = 500_000
SECONDS_TO_OPEN, SECONDS_A_PAGE = 4.0, 0.1
SECONDS_TO_DRAW = 15.0
_DOTS_AN_INCH = 300  # what text recognition is best at
_MOST_DOTS = 20_000_000  # of a picture; an A3 page has 17 million
_SMALLEST = 2.0  # points: nobody reads smaller print, and what is hidden in a file is often set so

Handle: TypeAlias = Any  # of PDFium, which carries no types
Place = tuple[float, float, float, float]  # left, bottom, right, top
Run = list[Any]  # text, left, bottom, right, top, is it bold


def main() -> None:
    """Read a PDF from standard input; say on standard output what is on its pages, or what is wrong with it."""
    _limit()
    import pypdfium2 as pdfium

    data = sys.stdin.buffer.read()
    _seconds(SECONDS_TO_OPEN)
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        _say({"error": "locked" if "password" in str(error).lower() else "broken"})
        return
    if len(sys.argv) > 1:
        _draw(document[int(sys.argv[1])])
        return
    if count > MOST_PAGES:
        _say({"error": "long", "pages": count})
        return
    _seconds(SECONDS_TO_OPEN + SECONDS_A_PAGE * count)
    characters = runs = 0
    for number in range(count):
        try:
            page = _page(document, number)
        except pdfium.PdfiumError:
            page = {"error": "page"}
        characters += sum(len(run[0]) for run in page.get("runs", ()))
        runs += len(page.get("runs", ()))
        if characters > MOST_CHARACTERS or runs > MOST_RUNS:
            page = {"error": "long", "pages": count}
        _say(page)
        if page.get("error") == "long":
            return
    _say({"end": count})


def _draw(page: Handle) -> None:
    """A page as a grey picture on standard output."""
    _seconds(SECONDS_TO_DRAW)
    width, height = page.get_size()
    scale = min(_DOTS_AN_INCH / 72, (_MOST_DOTS / max(width * height, 1.0)) ** 0.5)
    picture = page.render(scale=scale, grayscale=True)
    rows = bytes(picture.buffer)
    out = sys.stdout.buffer
    out.write(f"P5 {picture.width} {picture.height} 255\n".encode())
    for at in range(0, picture.height * picture.stride, picture.stride):
        out.write(rows[at : at + picture.width])


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the clock of the process that waits still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _seconds(seconds: float) -> None:
    """From now on this process may use so much of the processor's time; past that it is killed."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _say(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")


def _page(document: Handle, number: int) -> dict[str, Any]:
    page = document[number]
    try:
        text = page.get_textpage()
        left, bottom, right, top = page.get_bbox()
        turned = page.get_rotation()
        runs = [
            run
            for run in _runs(text)
            if run[1] < right and run[3] > left and run[2] < top and run[4] > bottom and run[4] - run[2] >= _SMALLEST
        ]
        pictures = any(True for _ in page.get_objects(filter=[3], max_depth=2)) if not runs else False
        text.close()
    finally:
        page.close()
    box = (left, bottom, right, top)
    width, height = (top - bottom, right - left) if turned in {90, 270} else (right - left, top - bottom)
    return {
        "width": width,
        "height": height,
        "runs": [_turned(run, box, turned) for run in runs],
        "pictures": pictures,
    }


def _runs(text: Handle) -> Iterator[Run]:
    """Characters that stand on one line beside each other, as PDFium orders them."""
    run: Run | None = None
    first = last = 0
    for index, character, place in _characters(text):
        if run is not None and place is None and character == " ":
            run[0] += " "
        elif run is not None and place is not None and _follows(run, place):
            run[0] += character
            run[2], run[3], run[4] = min(run[2], place[1]), max(run[3], place[2]), max(run[4], place[3])
            last = index
        else:
            if run is not None:
                yield [*run, _is_bold(text, first) and _is_bold(text, last)]
            run = None if place is None else [character, *place]
            first = last = index
    if run is not None:
        yield [*run, _is_bold(text, first) and _is_bold(text, last)]


def _characters(text: Handle) -> Iterator[tuple[int, str, Place | None]]:
    """Every character and where it stands. No place: PDFium put it in, as a space or the end of a line."""
    import pypdfium2.raw as c

    box = c.FS_RECTF()
    for index in range(text.count_chars()):
        code = c.FPDFText_GetUnicode(text.raw, index)
        character = "\n" if code in {10, 13} else _character(code)
        if character == "\n":
            yield index, character, None
        elif character and c.FPDFText_IsGenerated(text.raw, index) == 1:
            yield index, " ", None
        elif character and c.FPDFText_GetLooseCharBox(text.raw, index, ctypes.byref(box)):
            yield index, character, (box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top))


def _follows(run: Run, place: Place) -> bool:
    """Whether a character stands on the line of a run, right behind it."""
    right: float = run[3]
    low: float = run[2]
    high: float = run[4]
    height = max(high - low, 1.0)
    is_level = min(high, place[3]) - max(low, place[1]) > 0.4 * min(height, max(place[3] - place[1], 1.0))
    return is_level and -0.5 * height < place[0] - right < 1.2 * height


def _is_bold(text: Handle, index: int) -> bool:
    import pypdfium2.raw as c

    name = ctypes.create_string_buffer(100)
    c.FPDFText_GetFontInfo(text.raw, index, name, 100, ctypes.byref(ctypes.c_int()))
    is_bold: bool = b"bold" in name.value.lower() or c.FPDFText_GetFontWeight(text.raw, index) >= 600
    return is_bold


def _character(code: int) -> str:
    """A character of the text; the sign that PDFium puts for a hyphen at the end of a line is one."""
    if code in {0x02, 0xFFFE, 0xAD}:
        return "-"
    if code < 32 or 0x7F <= code < 0xA0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return " " if code == 9 else ""
    return chr(code)


def _turned(run: Run, box: Place, turned: int) -> Run:
    """A run's place as the page is seen, from its top left corner downwards."""
    left, bottom, right, top = box
    x0, y0, x1, y1 = run[1], run[2], run[3], run[4]
    place = {
        0: (x0 - left, top - y1, x1 - left, top - y0),
        90: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
        180: (right - x1, y0 - bottom, right - x0, y1 - bottom),
        270: (top - y1, right - x1, top - y0, right - x0),
    }[turned]
    return [run[0], *(round(value, 1) for value in place), run[5]]


if __name__ == "__main__":
    main()
