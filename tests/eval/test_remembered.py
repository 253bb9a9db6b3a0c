"""What a model replied once is not asked again; what did not come whole is."""

from __future__ import annotations

import time
from collections.abc import Generator, Sequence
from pathlib import Path

import pytest

from assistant.models.asking import Asking, Said
from eval.remembered import Remembered
from ingest.errors import ModelUnavailable

ASK: list[Said] = [("human", "What was agreed?")]


class Speaker:
    """A model that says the same each time, or breaks off."""

    def __init__(self, *, breaks_off: bool = False) -> None:
        self.name, self.in_form = "speaker", True
        self.breaks_off = breaks_off
        self.asked = 0

    def words(
        self, messages: Sequence[Said], asking: Asking, *, name: str, in_form: bool = False
    ) -> Generator[str, None, None]:
        self.asked += 1
        asking.calls += 1
        asking.tokens_in += len(messages)
        yield "It was "
        if self.breaks_off:
            raise ModelUnavailable("the reply broke off")
        asking.tokens_out += 3
        yield "agreed."


def said(model: Remembered, ask: list[Said] = ASK, *, in_form: bool = False) -> tuple[str, Asking]:
    asking = Asking(time.monotonic() + 10.0)
    return "".join(model.words(ask, asking, name="answer", in_form=in_form)), asking


def test_the_second_time_nobody_is_asked_and_the_same_is_told(tmp_path: Path) -> None:
    speaker = Speaker()
    first, took = said(Remembered(speaker, tmp_path))
    again, takes = said(Remembered(speaker, tmp_path))
    assert first == again == "It was agreed."
    assert (took.calls, took.tokens_in, took.tokens_out) == (takes.calls, takes.tokens_in, takes.tokens_out)
    assert speaker.asked == 1


def test_another_question_or_another_form_is_asked(tmp_path: Path) -> None:
    speaker = Speaker()
    model = Remembered(speaker, tmp_path)
    said(model)
    said(model, [("human", "What was said?")])
    said(model, in_form=True)
    assert speaker.asked == 3


def test_a_reply_that_broke_off_or_was_left_is_not_kept(tmp_path: Path) -> None:
    broken = Remembered(Speaker(breaks_off=True), tmp_path)
    with pytest.raises(ModelUnavailable):
        said(broken)
    left = Remembered(Speaker(), tmp_path).words(ASK, Asking(time.monotonic() + 10.0), name="answer")
    next(left)
    left.close()
    assert list(tmp_path.iterdir()) == []
