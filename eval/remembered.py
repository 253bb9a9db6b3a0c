"""A chat model whose replies are kept on disk: what was asked once is not asked again, whatever it cost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Generator, Sequence
from pathlib import Path

from assistant.models.asking import Asking, Said, Speaks


class Remembered:
    """A model, and what it replied before. A reply that did not come whole is not kept."""

    def __init__(self, model: Speaks, folder: Path) -> None:
        self.name = model.name
        self._model = model
        self._folder = folder

    @property
    def in_form(self) -> bool:
        """See `Speaks`."""
        return self._model.in_form

    def words(
        self, messages: Sequence[Said], asking: Asking, *, name: str, in_form: bool = False
    ) -> Generator[str, None, None]:
        """See `Speaks`; a reply that is kept comes at once, with the tokens that it took when it was given."""
        asked = json.dumps([self.name, in_form, [*messages]], ensure_ascii=False)
        path = self._folder / f"{hashlib.sha256(asked.encode()).hexdigest()[:32]}.json"
        if path.is_file():
            kept = json.loads(path.read_text("utf-8"))
            asking.calls += 1
            asking.tokens_in += kept["tokens_in"]
            asking.tokens_out += kept["tokens_out"]
            asking.is_estimated |= kept["is_estimated"]
            asking.declined |= kept["declined"]
            yield kept["text"]
            return
        yield from self._asked(messages, asking, name, path, in_form=in_form)

    def _asked(
        self, messages: Sequence[Said], asking: Asking, name: str, path: Path, *, in_form: bool
    ) -> Generator[str, None, None]:
        before = (asking.tokens_in, asking.tokens_out)
        said: list[str] = []
        for piece in self._model.words(messages, asking, name=name, in_form=in_form):
            said.append(piece)
            yield piece
        kept = {
            "model": self.name,
            "text": "".join(said),
            "tokens_in": asking.tokens_in - before[0],
            "tokens_out": asking.tokens_out - before[1],
            "is_estimated": asking.is_estimated,
            "declined": asking.declined,
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")


def remembering(folder: Path) -> Callable[[Speaks], Speaks]:
    """What keeps the replies of a model in a folder."""
    return lambda model: Remembered(model, folder)
