"""However many texts are embedded at once, each passage gets the vectors of its own words."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from ingest import encoding as module
from ingest.encoding import Encoded
from tests.ingest import runs
from tests.ingest.samples import parsed_bytes

LONG = runs.MINUTES + "".join(
    f"\n{number}. Street {number}\n\nMinutes:\nThe Committee heard of street {number}. It was noted.\n"
    for number in range(3, 60)
)


def encoded(at_once: int, monkeypatch: pytest.MonkeyPatch) -> tuple[Encoded, list[tuple[int, int]]]:
    monkeypatch.setattr(module, "_AT_ONCE", at_once)
    told: list[tuple[int, int]] = []
    made = runs.encoding().encode(parsed_bytes(LONG.encode(), "a.txt"), lambda done, of: told.append((done, of)))
    return made, told


@pytest.mark.parametrize("at_once", [1, 7, 32])
def test_the_vectors_are_those_of_one_call(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, _ = encoded(100_000, monkeypatch)
    made, told = encoded(at_once, monkeypatch)
    assert made.passages == whole.passages
    for one, other in ((made.windows, whole.windows), (made.sentences, whole.sentences)):
        assert len(one) == len(other) == len(made.passages)
        assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))
    assert told[0] == (0, len(made.passages))
    assert told[-1] == (len(made.passages),) * 2
    assert len(told) > 2
    assert all(before < after for before, after in pairwise(told))
