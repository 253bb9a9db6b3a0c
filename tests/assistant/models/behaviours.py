"""How models behave, well and badly; each by the name under which the server knows it."""

from __future__ import annotations

import itertools
import json

from tests.assistant.models.server import Ask, Behaviour, Reply, best_sentences, claims_json, good_claims


def good(ask: Ask) -> Reply:
    if "Reply with one word" in ask.words:
        return Reply("supported")
    if "on one line" in ask.words:
        return Reply(ask.words.split("The last question: ")[1].splitlines()[0])
    return Reply(claims_json(good_claims(ask)))


def invented(ask: Ask) -> Reply:
    return Reply(
        claims_json([("The council bought a castle.", 1, "The council resolved to buy a castle for its meetings.")])
    )


def wrong_passage(ask: Ask) -> Reply:
    count = len(ask.passages)
    return Reply(claims_json([(text, n % count + 1, quote) for text, n, quote in good_claims(ask)]))


def prose(ask: Ask) -> Reply:
    lines = [f"{n}. **{sentence}** [{number}]" for n, (number, sentence) in enumerate(best_sentences(ask), start=1)]
    return Reply("\n".join(["Here is what the minutes say:", "", *lines, "", "Let me know if you need more!"]))


def prose_without_marks(ask: Ask) -> Reply:
    return Reply("The minutes show that everything went very well and that all members were content with it.")


def broken_json(ask: Ask) -> Reply:
    return Reply('{"claims": [{"text": "The barrier held", "quotes": [{"passage": 1, "text": ')


def broken_then_good(ask: Ask) -> Reply:
    return (
        broken_json(ask) if len(ask.body["messages"]) == 2 else Reply(f"```json\n{claims_json(good_claims(ask))}\n```")
    )


def empty(ask: Ask) -> Reply:
    return Reply("")


def nothing(ask: Ask) -> Reply:
    return Reply('{"claims": []}')


def refusal(ask: Ask) -> Reply:
    return Reply("I am sorry, I cannot help with that.", refuses=True)


def long(ask: Ask) -> Reply:
    return Reply("word " * 10_000)


def drip(ask: Ask) -> Reply:
    return Reply(claims_json(good_claims(ask)), pause=0.4)


def stall(ask: Ask) -> Reply:
    return Reply(claims_json(good_claims(ask)), stalls_after=3)


def stall_after_one(ask: Ask) -> Reply:
    text = claims_json(good_claims(ask))
    first = text.index("]}") + 2
    return Reply(text, stalls_after=len(text[:first].split()) + 1)


def cut(ask: Ask) -> Reply:
    return Reply(claims_json(good_claims(ask)), cut_after=4)


def cut_after_one(ask: Ask) -> Reply:
    text = claims_json(good_claims(ask))
    first = text.index("]}") + 2
    return Reply(text, cut_after=len(text[:first].split()) + 1)


def unauthorised(ask: Ask) -> Reply:
    return Reply("Incorrect API key provided: sk-secr****alue.", status=401)


def always_busy(ask: Ask) -> Reply:
    return Reply(status=429, headers=(("Retry-After", "30"),))


def fault(ask: Ask) -> Reply:
    return Reply(status=500)


def overloaded(ask: Ask) -> Reply:
    return Reply(status=503)


def knows_no_form(ask: Ask) -> Reply:
    return Reply(status=400) if ask.is_in_form else good(ask)


def knows_no_temperature(ask: Ask) -> Reply:
    return Reply(status=400) if "temperature" in ask.body else good(ask)


def addresses(ask: Ask) -> Reply:
    """Good claims that would lead a reader elsewhere."""
    leads = ["![x](https://evil.example/?q=1)", "[more](https://evil.example)", "www.evil.example", "<img src=x>"]
    return Reply(claims_json([(f"{text} {leads[n % 4]}", p, q) for n, (text, p, q) in enumerate(good_claims(ask) * 2)]))


def odd_json(ask: Ask) -> Reply:
    """Claims among what are none."""
    [(text, number, quote), *_] = good_claims(ask)
    good_one = {"text": text, "quotes": [{"passage": str(number), "text": quote}, {"passage": 99, "text": quote}, 7]}
    odd = [{"text": 7, "quotes": []}, {"text": "No quotes at all."}, {"text": "x", "quotes": [{"passage": None}]}]
    return Reply(f"Sure! {json.dumps({'claims': [*odd, good_one]})} I hope that helps.")


def busy_at_first() -> Behaviour:
    """One that has too many requests the first time it is asked."""
    times = itertools.count()
    return lambda ask: Reply(status=429, headers=(("Retry-After", "0"),)) if next(times) == 0 else good(ask)


def faulty_at_first() -> Behaviour:
    """One that has a fault the first time it is asked."""
    times = itertools.count()
    return lambda ask: Reply(status=503) if next(times) == 0 else good(ask)


def a_third_fails() -> Behaviour:
    """One of which each third reply is bad, in another way each time."""
    bad = itertools.cycle([fault, cut, broken_json, wrong_passage, invented, empty, unauthorised, prose_without_marks])
    times = itertools.count(1)
    return lambda ask: next(bad)(ask) if next(times) % 3 == 0 else good(ask)


BEHAVIOURS: dict[str, Behaviour] = {
    made.__name__.replace("_", "-"): made
    for made in (
        good,
        invented,
        wrong_passage,
        prose,
        prose_without_marks,
        broken_json,
        broken_then_good,
        empty,
        nothing,
        refusal,
        long,
        drip,
        stall,
        stall_after_one,
        cut,
        cut_after_one,
        unauthorised,
        always_busy,
        fault,
        overloaded,
        knows_no_form,
        knows_no_temperature,
        addresses,
        odd_json,
    )
}
