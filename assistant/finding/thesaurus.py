"""Words and phrases that askers and minutes use for one another: what is asked of a "turned down" bid was "refused".

`thesaurus.txt` holds them, a group of one sense a line, written from general knowledge of English and of councils. A
member may stand in several groups. Words are compared by their stems, phrases stem by stem.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources

from assistant.terms import stem, words

Phrase = tuple[str, ...]  # stems
Groups = frozenset[int]

_NONE: Groups = frozenset()


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """The groups that each phrase stands in, and the phrases that begin with each stem."""

    groups: Mapping[Phrase, Groups]
    beginning: Mapping[str, tuple[Phrase, ...]]

    def of_words(self, text: str) -> dict[str, Groups]:
        """The groups of each stem of a text, by itself and as part of the phrases it stands in there."""
        said = [stem(word) for word in words(text)]
        found: defaultdict[str, Groups] = defaultdict(frozenset)
        for phrase in self._phrases(said):
            for part in phrase:
                found[part] |= self.groups[phrase]
        return dict(found)

    def of_text(self, text: str) -> Groups:
        """The groups that anything in a text stands in."""
        said = [stem(word) for word in words(text)]
        return _NONE.union(*(self.groups[phrase] for phrase in self._phrases(said)))

    def _phrases(self, said: list[str]) -> Iterator[Phrase]:
        for at, word in enumerate(said):
            for phrase in self.beginning.get(word, ()):
                if len(phrase) == 1 or tuple(said[at : at + len(phrase)]) == phrase:
                    yield phrase


def read(lines: Iterator[str]) -> Thesaurus:
    """A thesaurus of lines: members parted by spaces, the words of a phrase by underscores or hyphens."""
    groups: defaultdict[Phrase, set[int]] = defaultdict(set)
    for number, line in enumerate(line for line in lines if not line.startswith("#")):
        for member in line.split():
            groups[tuple(stem(word) for word in words(member.replace("_", " ").replace("-", " ")))].add(number)
    beginning: defaultdict[str, list[Phrase]] = defaultdict(list)
    for phrase in groups:
        beginning[phrase[0]].append(phrase)
    return Thesaurus(
        {phrase: frozenset(numbers) for phrase, numbers in groups.items()},
        {word: tuple(phrases) for word, phrases in beginning.items()},
    )


@functools.cache
def thesaurus() -> Thesaurus:
    """The thesaurus of thesaurus.txt."""
    return read(iter(resources.files("assistant.finding").joinpath("thesaurus.txt").read_text("utf-8").splitlines()))
