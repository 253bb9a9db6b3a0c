"""Good files → files as bad luck or ill will leaves them: bytes, words and structure spoilt. The same dice, the same file."""

from __future__ import annotations

import html
import io
import lzma
import random
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Sequence

from tests.ingest.fuzzing.seeds import Form, seeds
from tests.ingest.fuzzing.structure import MOST_BYTES, Dice, structure_spoilt, tree_spoilt, words_put_in

_ESCAPED = re.compile(rb"(?<=>)[^<>]*&lt;[^<>]*(?=<)")
Mutator = Callable[[Dice, bytes, Form], bytes]


def mutated(form: Form, seed: int, number: int) -> bytes:
    """The file of this number: a good one of its format, spoilt in one to six places. Now and then a good one."""
    dice = random.Random(f"{seed} {form} {number}")  # noqa: S311  the same files at every run
    data = dice.choice(seeds(form))
    for _ in range(dice.choice((0, 1, 1, 1, 2, 2, 3, 4, 6)) if number % 50 else 0):
        data = _spoilt(dice, data, form)[:MOST_BYTES] or b" "
    return data


def _spoilt(dice: Dice, data: bytes, form: Form) -> bytes:
    if form is Form.DOCX and data.startswith(b"PK") and dice.random() < 0.93:
        return _in_zip(dice, data)
    if form is Form.MODERNGOV_XML and dice.random() < 0.4:
        return _in_escaped(dice, data)
    return _any_mutator(dice, data, form)


def _any_mutator(dice: Dice, data: bytes, form: Form) -> bytes:
    if form in {Form.MODERNGOV_XML, Form.DOCX} and dice.random() < 0.8:
        return tree_spoilt(
            dice, data, form
        )  # what is no XML any more is refused at the door, and tries nothing behind it
    mutator: Mutator = dice.choices((_bytes, words_put_in, structure_spoilt, _shape), (2, 4, 5, 1))[0]
    return mutator(dice, data, form)


def _bytes(dice: Dice, data: bytes, form: Form) -> bytes:
    """Bits flipped, pieces cut out, doubled, moved, overwritten, or taken from another file."""
    start = dice.randint(0, len(data))
    end = min(len(data), start + int(2 ** dice.uniform(0, 12)))
    piece = data[start:end]
    match dice.randrange(8):
        case 0:
            return _flipped(dice, data)
        case 1:
            return data[:start]
        case 2:
            return data[:start] + data[end:]
        case 3:
            return data[:end] + piece * dice.randint(1, 20) + data[end:]
        case 4:
            return data[:start] + dice.randbytes(end - start) + data[end:]
        case 5:
            return data[:start] + bytes([dice.choice(b"\x00\xff\x80 \n<&%(")]) * len(piece) + data[end:]
        case 6:
            other = dice.choice(seeds(form))
            at = dice.randint(0, len(other))
            return data[:start] + other[at : at + 5_000] + data[end:]
        case _:
            place = dice.randint(0, len(data))
            return data[:place] + piece + data[place:]


def _flipped(dice: Dice, data: bytes) -> bytes:
    made = bytearray(data)
    for _ in range(dice.choice((1, 2, 8, 64)) if made else 0):
        made[dice.randrange(len(made))] ^= 1 << dice.randrange(8)
    return bytes(made)


def _shape(dice: Dice, data: bytes, form: Form) -> bytes:
    """The whole file in another encoding, on one line, wrapped, in capitals, without blank lines."""
    if form in {Form.PDF, Form.DOCX}:
        return structure_spoilt(dice, data, form)
    text = data.decode("utf-8", "replace")
    match dice.randrange(9):
        case 0:
            encoding = dice.choice(("utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32", "utf-8-sig", "cp437"))
            return text.encode(encoding, "replace")
        case 1:
            return " ".join(text.split()).encode()
        case 2:
            width = dice.choice((1, 7, 40, 80))
            return "\n".join(text[at : at + width] for at in range(0, len(text), width)).encode()
        case 3:
            return text.upper().encode()
        case 4:
            return re.sub(r"\n\s*\n", "\n", text).encode()
        case 5:
            return text.replace("\n", "\n\n\n").encode()
        case 6:
            return text.replace("\n", dice.choice(("\r", "\r\n", "\u2028", "\x0c", "\x85"))).encode()
        case 7:
            return text.replace(" ", dice.choice(("\u00a0", "  ", "\t", "\u200b", ""))).encode()
        case _:
            return re.sub(r"[.:;]", dice.choice(("", "…", ".", " - ")), text).encode()


def _in_zip(dice: Dice, data: bytes) -> bytes:
    """A Word document with one of its parts spoilt, left out, doubled or packed otherwise."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, ValueError, EOFError, RuntimeError, OSError):
        return _bytes(dice, data, Form.DOCX)
    known = [at for at, (name, _) in enumerate(parts) if re.fullmatch(r"word/(?:document|styles|numbering)\.xml", name)]
    if not known:
        return _bytes(dice, data, Form.DOCX)
    at = known[0] if dice.random() < 0.6 else dice.choice(known)
    at = next((n for n in known if parts[n][0] == "word/document.xml"), at) if dice.random() < 0.6 else at
    name, content = parts[at]
    match dice.randrange(20):
        case 0:
            del parts[at]
        case 1:
            parts.append((dice.choice(parts)[0], content))
        case 2:
            parts[at] = (dice.choice(("word/document.xml", "x", "../word/document.xml", "word/Document.xml")), content)
        case _:
            parts[at] = (name, _any_mutator(dice, content, Form.DOCX)[:MOST_BYTES])
    methods = (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    return _zipped(parts, dice.choices(methods, (50, 2, 1, 1))[0])


def _zipped(parts: Sequence[tuple[str, bytes]], method: int) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", method, compresslevel=1) as archive:
        warnings.simplefilter("ignore", UserWarning)  # that a name stands there twice is what was wanted
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content, method, 1)
    return buffer.getvalue()


def _in_escaped(dice: Dice, data: bytes) -> bytes:
    """The XML of a meeting with the HTML inside one of its elements spoilt."""
    found = list(_ESCAPED.finditer(data))
    if not found:
        return _any_mutator(dice, data, Form.MODERNGOV_XML)
    one = dice.choice(found)
    inner = html.unescape(one.group().decode("utf-8", "replace")).encode()
    spoilt = _any_mutator(dice, inner, Form.HTML).decode("utf-8", "replace")
    return data[: one.start()] + html.escape(spoilt).encode() + data[one.end() :]
