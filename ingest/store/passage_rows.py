"""Passages, their words and their vectors ↔ rows."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.encoding import Encoded, texts_of
from ingest.passages import Passage, Window
from ingest.records import ItemKind, Part
from ingest.store.database import Database
from ingest.store.rows import marks

_KEYS_AT_ONCE = 500


def save_passages(database: Database, row: int, encoded: Encoded) -> None:
    """Insert the passages of a record with their words and their vectors."""
    for passage, arrays, alone in zip(encoded.passages, encoded.windows, encoded.sentences, strict=True):
        number = database.insert(
            "INSERT INTO passages (record, id, item_id, part, kind, paragraphs, start, end, text, context)"
            f" VALUES ({marks(10)})",
            (
                *(row, passage.id, passage.item_id, passage.part, passage.kind, json.dumps(passage.paragraphs)),
                *(passage.start, passage.end, passage.text, passage.context),
            ),
        )
        database.rows(
            "INSERT INTO words (rowid, text, context) VALUES (?, ?, ?)", (number, passage.text, passage.context)
        )
        database.run_many(
            f"INSERT INTO windows VALUES ({marks(5)})",
            [
                (number, n, window.start, window.end, vector.astype("<f4").tobytes())
                for n, (window, vector) in enumerate(zip(passage.windows, arrays, strict=True))
            ],
        )
        # Half precision: they are only compared within an answer, and there are four times as many as of windows.
        spans = json.dumps([(sentence.start, sentence.end) for sentence in passage.sentences])
        database.rows(f"INSERT INTO sentences VALUES ({marks(3)})", (number, spans, alone.astype("<f2").tobytes()))
        texts = texts_of(passage)
        keys = [(text.key, number, n, 0) for n, text in enumerate(texts)]
        alone_keys = [key for text in texts for key in text.sentence_keys]
        keys += [(key, number, n, 1) for n, key in enumerate(alone_keys)]
        database.run_many(f"INSERT OR IGNORE INTO embedded VALUES ({marks(4)})", keys)


def known_vectors(database: Database, keys: Sequence[bytes], dimension: int) -> dict[bytes, NDArray[np.float32]]:
    """The vectors that are stored of some texts, by the digest of the text."""
    found: dict[bytes, NDArray[np.float32]] = {}
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        some = keys[start : start + _KEYS_AT_ONCE]
        for key, window in database.rows(
            "SELECT e.text, w.vector FROM embedded e JOIN windows w ON w.passage = e.passage AND w.ordinal = e.ordinal"
            f" WHERE NOT e.is_sentence AND e.text IN ({marks(len(some))})",
            some,
        ):
            found[key] = as_vector(window)
        for key, sentence in database.rows(
            "SELECT e.text, substr(s.vectors, 1 + 2 * ? * e.ordinal, 2 * ?) FROM embedded e"
            f" JOIN sentences s ON s.passage = e.passage WHERE e.is_sentence AND e.text IN ({marks(len(some))})",
            (dimension, dimension, *some),
        ):
            found[key] = as_sentence_vectors(sentence, dimension)[0]
    return found


def load_passages(database: Database, rows: Sequence[int]) -> dict[int, Passage]:
    """The passages of the given rows, by row."""
    wanted = json.dumps([int(row) for row in rows])
    windows: defaultdict[int, list[Window]] = defaultdict(list)
    for passage, start, end in database.rows(
        "SELECT passage, start, end FROM windows WHERE passage IN (SELECT value FROM json_each(?))"
        " ORDER BY passage, ordinal",
        (wanted,),
    ):
        windows[passage].append(Window(start, end))
    found = database.rows(
        "SELECT p.row, p.id, r.meeting, p.item_id, p.part, p.kind, p.paragraphs, p.start, p.end, p.text, p.context,"
        " s.spans FROM passages p JOIN records r ON r.row = p.record JOIN sentences s ON s.passage = p.row"
        " WHERE p.row IN (SELECT value FROM json_each(?))",
        (wanted,),
    )
    return {
        row: Passage(
            id=ident,
            meeting_id=meeting,
            item_id=item,
            part=Part(part),
            kind=ItemKind(kind),
            paragraphs=tuple(json.loads(paragraphs)),
            start=start,
            end=end,
            text=text,
            context=context,
            windows=tuple(windows[row]),
            sentences=tuple(Window(first, last) for first, last in json.loads(spans)),
        )
        for row, ident, meeting, item, part, kind, paragraphs, start, end, text, context, spans in found
    }


def load_encoded(database: Database, row: int, dimension: int) -> Encoded:
    """The passages of a record with their vectors, in reading order."""
    numbers = [n for (n,) in database.rows("SELECT row FROM passages WHERE record = ? ORDER BY row", (row,))]
    passages = load_passages(database, numbers)
    windows: defaultdict[int, list[NDArray[np.float32]]] = defaultdict(list)
    for passage, blob in database.rows(
        "SELECT w.passage, w.vector FROM windows w JOIN passages p ON p.row = w.passage WHERE p.record = ?"
        " ORDER BY w.passage, w.ordinal",
        (row,),
    ):
        windows[passage].append(as_vector(blob))
    sentences = {
        passage: as_sentence_vectors(blob, dimension)
        for passage, blob in database.rows(
            "SELECT s.passage, s.vectors FROM sentences s JOIN passages p ON p.row = s.passage WHERE p.record = ?",
            (row,),
        )
    }
    return Encoded(
        tuple(passages[n] for n in numbers),
        tuple(np.array(windows[n], np.float32).reshape(-1, dimension) for n in numbers),
        tuple(sentences[n] for n in numbers),
    )


def delete_record(database: Database, row: int) -> None:
    """Take a record out with all that hangs on it."""
    # An FTS5 table that keeps no copy of the text must be told the words it is to forget.
    database.rows(
        "INSERT INTO words (words, rowid, text, context)"
        " SELECT 'delete', row, text, context FROM passages WHERE record = ?",
        (row,),
    )
    database.rows("DELETE FROM records WHERE row = ?", (row,))


def as_vector(blob: bytes) -> NDArray[np.float32]:
    """A vector as it was stored."""
    return np.frombuffer(blob, dtype="<f4").astype(np.float32, copy=False)


def as_sentence_vectors(blob: bytes, dimension: int) -> NDArray[np.float32]:
    """The vectors of a passage's sentences as they were stored, one a row."""
    return np.frombuffer(blob, dtype="<f2").astype(np.float32).reshape(-1, dimension)
