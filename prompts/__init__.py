"""Every word that is sent to a model: Markdown files, with variables that are checked and a fingerprint to keep."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib import resources
from string import Template


class PromptError(ValueError):
    """A prompt is missing, is not well formed, or was not given exactly the variables it names."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The words of one prompt file, with ``$variables`` to fill in. ``$$`` is a dollar sign; braces stay braces."""

    name: str
    text: str

    def __post_init__(self) -> None:
        if not Template(self.text).is_valid():
            raise PromptError(f"The prompt {self.name!r} has a stray $: write $$ for a dollar sign.")

    @property
    def variables(self) -> frozenset[str]:
        """The names that `fill` must be given, no fewer and no more."""
        return frozenset(Template(self.text).get_identifiers())

    @property
    def fingerprint(self) -> str:
        """Twelve characters that change when a word of the prompt does."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    def fill(self, **values: str) -> str:
        """The text with every variable replaced, once: a ``$`` inside a value is left alone."""
        if missing := self.variables - values.keys():
            raise PromptError(f"The prompt {self.name!r} was not given: {', '.join(sorted(missing))}.")
        if unknown := values.keys() - self.variables:
            raise PromptError(f"The prompt {self.name!r} has no variable called: {', '.join(sorted(unknown))}.")
        return Template(self.text).substitute(values)


def names() -> tuple[str, ...]:
    """The prompts there are."""
    files = resources.files(__name__).iterdir()
    return tuple(sorted(f.name.removesuffix(".md") for f in files if f.name.endswith(".md")))


def load(name: str) -> Prompt:
    """The prompt kept in ``prompts/<name>.md``."""
    if name not in names():
        raise PromptError(f"There is no prompt called {name!r}; there are: {', '.join(names())}.")
    text = resources.files(__name__).joinpath(f"{name}.md").read_text(encoding="utf-8")
    return Prompt(name, text)
