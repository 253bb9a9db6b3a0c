"""What holds of every reply, whatever a model did."""

from __future__ import annotations

from assistant.answers import Answer, Citation, Claim, DraftClaim, Evidence, NotFound, Question, Quote
from assistant.chain import AskChain
from assistant.show import lines, markdown
from assistant.verify import check
from ingest.records import fold_spaces

OTTERS = Question("What did the Warden say about otters?")


def asked(chain: AskChain, question: Question = OTTERS) -> Answer | NotFound:
    """The reply to a question, of which everything holds that must."""
    *claims, reply = list(chain.stream(question))
    assert not isinstance(reply, Claim)
    holds(reply)
    assert claims == (list(reply.claims) if isinstance(reply, Answer) else [])
    return reply


def holds(reply: Answer | NotFound) -> None:
    """Every claim rests on exact words that support it; a model that did not word it is told of."""
    if isinstance(reply, NotFound):
        assert reply.reason
        return
    assert reply.claims
    for citation in reply.citations:
        assert citation.quote == citation.record.text[citation.start : citation.end]
        assert citation.paragraph.start <= citation.start < citation.paragraph.end
    for claim in reply.claims:
        cited = [reply.citations[n - 1] for n in claim.citations]
        assert cited
        text = claim.text.partition(" – ")[2] or claim.text  # without which meeting it is
        quotes = tuple(Quote(_place_of(citation, reply), citation.quote) for citation in cited)
        assert fold_spaces(cited[0].quote) in text or check(DraftClaim(text, quotes)) is not None
    if reply.usage is not None and reply.model == "extractive":
        assert any("Not worded by" in note for note in reply.notes)
    assert "evil.example" not in "\n".join([markdown(reply), *lines(reply)])


def _place_of(citation: Citation, reply: Answer) -> Evidence:
    """The evidence that a citation was found in."""
    return next(
        one
        for one in reply.evidence
        if one.record.meeting.id == citation.record.meeting.id and one.passage.start <= citation.start < one.passage.end
    )
