"""Scores → figures: what is counted, of which questions, and how sure it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from eval.resample import Interval, clustered, wilson
from eval.scores import Score

Value = Callable[[Score], float | bool | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is counted; a question it is not asked of has None."""

    key: str  # as in gate.toml
    group: str
    label: str
    of: Value
    is_share: bool = True  # of questions, each right or wrong; else a mean
    is_size: bool = False  # neither more nor less is better

    def values(self, scores: Sequence[Score]) -> list[tuple[Score, float]]:
        """The value of each question that it is asked of."""
        return [(score, float(value)) for score in scores if (value := self.of(score)) is not None]


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure over some questions."""

    measure: Measure
    values: tuple[float, ...]
    meetings: tuple[str, ...]

    @property
    def mean(self) -> float:
        """The share or mean."""
        return sum(self.values) / len(self.values) if self.values else 0.0

    @property
    def wilson(self) -> Interval | None:
        """Its interval as if questions were independent; only of shares."""
        return wilson(self.values) if self.measure.is_share else None

    @property
    def by_meeting(self) -> Interval:
        """Its interval if meetings, not questions, had been drawn anew."""
        return clustered(self.values, self.meetings)


def _asked(value: Value) -> Value:
    """Of questions that ask for words to be found."""
    return lambda s: value(s) if s.is_answerable else None


def _plain(value: Value) -> Value:
    """Of questions that are answered by what the records say, not by what they leave out."""
    return lambda s: value(s) if s.answered is not None and s.is_answerable and s.type != "truncated" else None


def _within(places: int) -> Value:
    return _asked(lambda s: s.rank is not None and s.rank <= places)


def _unforbidden(score: Score) -> bool | None:
    return None if score.answered is None else not score.forbidden


def _refused(score: Score) -> bool | None:
    """Of what has no answer: whether it was refused."""
    return None if score.answered is None or score.is_answerable else not score.answered


def _rightly_refused(score: Score) -> bool | None:
    """Of what was refused: whether it has no answer. That a text is cut off may be said either way."""
    return None if score.answered is not False or score.type == "truncated" else not score.is_answerable


RETRIEVAL, ANSWERS, CITATIONS, REFUSALS, LAWS = "Retrieval", "Answers", "Citations", "Refusals", "Laws"


def _share(key: str, group: str, label: str, of: Value) -> Measure:
    return Measure(key, group, label, of)


def _mean(key: str, group: str, label: str, of: Value) -> Measure:
    return Measure(key, group, label, of, is_share=False)


MEASURES: tuple[Measure, ...] = (
    _share("hit_1", RETRIEVAL, "needed words in the first passage", _within(1)),
    _share("hit_3", RETRIEVAL, "needed words in the first three", _within(3)),
    _share("hit_5", RETRIEVAL, "needed words in the first five", _within(5)),
    _mean("recall_5", RETRIEVAL, "share of needed quotes in the first five", _asked(lambda s: s.in_five)),
    _mean("mrr", RETRIEVAL, "mean reciprocal rank", _asked(lambda s: 1 / s.rank if s.rank else 0.0)),
    _mean("ndcg_10", RETRIEVAL, "nDCG at 10", _asked(lambda s: s.ndcg)),
    _share("right", ANSWERS, "answerable: wholly right", _plain(lambda s: s.right)),
    _mean("facts", ANSWERS, "answerable: facts stated", _plain(lambda s: s.facts)),
    _share("answered", ANSWERS, "answerable: answered at all", _plain(lambda s: s.answered)),
    _share("attributed", ANSWERS, "who said it is named", lambda s: s.attributed),
    _share("unforbidden", ANSWERS, "states nothing it must not", _unforbidden),
    _share(
        "truncated", ANSWERS, "cut-off text: said so, and where", lambda s: s.right if s.type == "truncated" else None
    ),
    Measure(
        "words", ANSWERS, "words of an answer", lambda s: s.words if s.answered else None, is_share=False, is_size=True
    ),
    _share("cites", CITATIONS, "answerable: a fitting item is cited", _plain(lambda s: s.cites)),
    _mean("precision_item", CITATIONS, "precision, by item", lambda s: s.precision_item),
    _mean("recall_item", CITATIONS, "recall, by item", _plain(lambda s: s.recall_item)),
    _mean("precision_paragraph", CITATIONS, "precision, by paragraph", lambda s: s.precision_paragraph),
    _mean("recall_paragraph", CITATIONS, "recall, by paragraph", _plain(lambda s: s.recall_paragraph)),
    _share("refusal_recall", REFUSALS, "unanswerable: not answered", _refused),
    _share("refusal_precision", REFUSALS, "refused: was unanswerable", _rightly_refused),
    _share("exact", LAWS, "quotes are exact slices in their paragraph", lambda s: s.exact),
    _share("supported", LAWS, "claims hold the words they cite", lambda s: s.supported),
    _share("sourceless", LAWS, "refusals are without sources", lambda s: s.sourceless),
    _share("told", LAWS, "what leans on cut-off text says so", lambda s: s.told),
)
BY_KEY = {measure.key: measure for measure in MEASURES}
HARD = ("exact", "sourceless")
"""Laws of the product: a run in which one of these is broken is a fault, whatever else it shows."""


def figure(measure: Measure, scores: Sequence[Score]) -> Figure:
    """A measure over some scores."""
    found = measure.values(scores)
    return Figure(measure, tuple(value for _, value in found), tuple(score.meeting for score, _ in found))


def figures(scores: Sequence[Score]) -> list[Figure]:
    """Every measure that is asked of some of the scores."""
    return [made for measure in MEASURES if (made := figure(measure, scores)).values]


def parted(scores: Sequence[Score], by: Callable[[Score], str]) -> Iterator[tuple[str, list[Score]]]:
    """The scores in parts, in order of the parts' names."""
    parts: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        parts[by(score)].append(score)
    yield from sorted(parts.items())


def broken(scores: Sequence[Score]) -> list[str]:
    """The hard laws that some score breaks, as sentences."""
    found = []
    for key in HARD:
        bad = [score.id for score, value in BY_KEY[key].values(scores) if not value]
        if bad:
            found.append(f"Broken: {BY_KEY[key].label} (not in {', '.join(bad)}).")
    return found
