"""`python -m eval claims`: of claims about the sample records, are the true ones shown and the false ones stopped?

`eval/claims/*.toml` holds them, each with the words that it cites; the false ones by what is wrong with them. Words of
records that are not part of the checkout are named by the digests of their sentences. Of a file that says
``unseen = true`` nobody is told which claims went wrong, so that nothing can be mended on them.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from assistant.answers import Citation, DraftClaim, Evidence, Quote
from assistant.verify import Judged, cite, judged
from eval.corpora import CORPORA, SAMPLES, files, read_record
from eval.resample import Interval, wilson
from ingest.errors import BadQuestion
from ingest.model_choice import question_embedder
from ingest.model_files import PACKAGED_MODEL
from ingest.passages import Passage, passages
from ingest.records import Record, fold_spaces
from ingest.sentences import sentences

CLAIMS = Path(__file__).parent / "claims"
_KEYS = {"corpus", "record", "quotes", "sentences", "true", "parts", "false"}
_LONGEST = 200  # words of a passage; no embedding is made of it


@dataclass(frozen=True, slots=True)
class Retold:
    """A claim, the words it cites, and whether it is true."""

    corpus: str
    record: str
    quotes: tuple[str, ...]
    claim: str
    kind: str  # what is wrong with it; "true" where nothing is
    allowed: frozenset[str] = (
        frozenset()
    )  # what may be shown of the words cited: the true claims, and parts of this one

    @property
    def is_true(self) -> bool:
        """Whether its quotes support it."""
        return self.kind == "true"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a claim fared: a true one should be shown, a false one should not."""

    retold: Retold
    judged: Judged

    @property
    def is_shown(self) -> bool:
        """Whether the claim itself can be read; of one told as fact, to be led by who said it is another claim."""
        claim = self.retold.claim
        for shown in self.judged.shown:
            is_led = shown.text.endswith(f": {claim}")
            if shown.text == claim or (is_led and self.retold.kind != "fact"):
                return True
        return not self.retold.is_true and any(self._is_unwanted(shown.text) for shown in self.judged.shown)

    def _is_unwanted(self, text: str) -> bool:
        """Whether what is left of a false claim is more than may be left of it."""
        return text not in self.retold.allowed and not (self.retold.kind == "fact" and text.endswith(self.retold.claim))

    @property
    def is_right(self) -> bool:
        """Whether it fared as it should."""
        return self.is_shown is self.retold.is_true


def load(path: Path) -> tuple[Retold, ...]:
    """The claims of a file. Raises `BadQuestion`."""
    try:
        entries = tomllib.loads(path.read_text("utf-8"))["cited"]
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as error:
        raise BadQuestion(
            f"{path} is no file of claims: {error}.", hint="See eval/claims/first.toml for one."
        ) from error
    return tuple(retold for entry in entries for retold in _claims_of(entry, path))


def _claims_of(entry: Mapping[str, Any], path: Path) -> Iterator[Retold]:
    """The claims of one entry; none where this machine does not have the records that it is about."""
    if set(entry) - _KEYS or not ({"record", "quotes"} <= set(entry) or {"record", "sentences"} <= set(entry)):
        raise BadQuestion(f"{path.name} has an entry with other keys than {', '.join(sorted(_KEYS))}.", hint="")
    corpus, record = entry.get("corpus", SAMPLES.name), entry["record"]
    if not CORPORA[corpus].is_there:
        return
    quotes = tuple(entry.get("quotes") or (_sentence(corpus, record, digest) for digest in entry["sentences"]))
    allowed = frozenset((*entry.get("true", ()), *entry.get("parts", ())))
    for kind, claims in (("true", entry.get("true", ())), *entry.get("false", {}).items()):
        yield from (Retold(corpus, record, quotes, claim, kind, allowed) for claim in claims)


def _sentence(corpus: str, record: str, digest: str) -> str:
    """The sentence of a record that has a digest; the digest itself, which stands nowhere, where none has."""
    return _sentences(corpus, record).get(digest, digest)


@cache
def _sentences(corpus: str, stem: str) -> dict[str, str]:
    record, _ = _read(corpus, stem)
    texts = (record.slice(p.start, p.end) for item in record.meeting.items for p in item.paragraphs)
    found = (fold_spaces(text[start:end]) for text in texts for start, end in sentences(text))
    return {hashlib.sha256(sentence.encode()).hexdigest()[:12]: sentence for sentence in found}


def problems(paths: Sequence[Path]) -> Iterator[str]:
    """Which quotes of which files do not stand word for word in their record, and which claims stand there twice."""
    for path in paths:
        seen: set[tuple[str, str]] = set()
        for retold in load(path):
            missing = [quote for quote in retold.quotes if _evidence(retold.record, quote, retold.corpus) is None]
            yield from (f"{path.name}: “{quote[:60]}” does not stand in {retold.record}." for quote in missing)
            if (retold.record, retold.claim) in seen:
                yield f"{path.name}: “{retold.claim[:60]}” stands there twice."
            seen.add((retold.record, retold.claim))


def measured(claims: Sequence[Retold]) -> list[Outcome]:
    """How each claim fares, as a drafter's would."""
    vectors = question_embedder(PACKAGED_MODEL)
    return [Outcome(retold, judged(_draft(retold), vectors=vectors)) for retold in claims]


def is_unseen(path: Path) -> bool:
    """Whether nobody may look at the single claims of a file."""
    return bool(tomllib.loads(path.read_text("utf-8")).get("unseen"))


def is_there(path: Path) -> bool:
    """Whether this machine has all the records that the claims of a file are about."""
    entries = tomllib.loads(path.read_text("utf-8"))["cited"]
    return all(CORPORA[entry.get("corpus", SAMPLES.name)].is_there for entry in entries)


def table(outcomes: Sequence[Outcome], *, with_faults: bool = True) -> Iterator[str]:
    """The shares by kind, with their intervals, and what went wrong."""
    kinds = dict.fromkeys(["true", *sorted({o.retold.kind for o in outcomes})])
    rows = [(kind, [o for o in outcomes if o.retold.kind == kind]) for kind in kinds]
    rows.append(("all false", [o for o in outcomes if not o.retold.is_true]))
    yield f"  {'claims':<16} {'right':>11}  95 % (Wilson)"
    for kind, some in rows:
        if some:
            right = [float(o.is_right) for o in some]
            name = "true, shown" if kind == "true" else kind
            yield f"  {name:<16} {int(sum(right)):>4} of {len(some):>3}  {_span(wilson(right))}"
    shown = [o for o in outcomes if o.is_shown]
    yield f"  of {len(shown)} claims shown, {sum(o.retold.is_true for o in shown)} are true"
    for outcome in outcomes:
        if with_faults and not outcome.is_right:
            yield f"  {_told(outcome)}"


def _told(outcome: Outcome) -> str:
    why = "; ".join(f"{r.why.name.lower()}: {r.words}" for r in outcome.judged.refused)
    return f"{'lost' if outcome.retold.is_true else 'shown'} ({outcome.retold.kind}) {outcome.retold.claim} [{why}]"


def _span(interval: Interval) -> str:
    return f"{interval.low:.2f}–{interval.high:.2f}"


def citations(retold: Retold) -> list[Citation]:
    """What a claim cites."""
    return [citation for quote in _draft(retold).quotes if (citation := cite(quote)) is not None]


def _draft(retold: Retold) -> DraftClaim:
    places = [(quote, _evidence(retold.record, quote, retold.corpus)) for quote in retold.quotes]
    return DraftClaim(retold.claim, tuple(Quote(place, quote) for quote, place in places if place))


@cache
def _evidence(stem: str, quote: str, corpus: str = SAMPLES.name) -> Evidence | None:
    """The passage of a record that holds a quote."""
    record, cut = _read(corpus, stem)
    places = (Evidence(passage, record, 1.0) for passage in cut)
    return next((place for place in places if cite(Quote(place, quote)) is not None), None)


@cache
def _read(corpus: str, stem: str) -> tuple[Record, tuple[Passage, ...]]:
    record = read_record(files(CORPORA[corpus].folder())[stem])
    return record, passages(record, lambda text: len(text.split()), _LONGEST)
