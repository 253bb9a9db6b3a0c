"""What the clients of providers raise → sentences, and whether it helps to ask again.

Told by what the errors of all of them have in common; never in their own words, which may hold a part of a key.
"""

from __future__ import annotations

import random

from ingest.errors import Misfit, ModelUnavailable

_PASSING = frozenset([408, 409, 425, 429, 500, 502, 503, 504, 529])
_MISFITS = frozenset([400, 415, 422, 501])  # how servers refuse an option that they do not know


def fault_of(error: Exception, *, began: bool = False) -> ModelUnavailable:
    """What went wrong, in a sentence; never in the provider's words, which may hold a part of a key."""
    status = getattr(error, "status_code", None)
    if isinstance(error, TimeoutError) or "Timeout" in type(error).__name__:
        return ModelUnavailable("the model did not answer in time", hint="Raise MINUTEBOOK_MODEL_TIMEOUT.")
    if isinstance(status, int):
        return _refused(status)
    if "Length" in type(error).__name__:
        return ModelUnavailable("the model's answer was cut at its longest", hint="Raise MINUTEBOOK_MODEL_ANSWER.")
    if began:
        return ModelUnavailable("the reply of the model's server broke off")
    if "Connect" in type(error).__name__ or isinstance(error, OSError):
        return ModelUnavailable("the model's server cannot be reached", hint="Start it, or look at MINUTEBOOK_MODEL.")
    return ModelUnavailable(f"the reply of the model's server could not be read ({type(error).__name__})")


def _refused(status: int) -> ModelUnavailable:
    if status in _MISFITS:
        return Misfit(f"the model's server refused the request ({status})", hint="Set MINUTEBOOK_MODEL_FORM=plain.")
    told, hint = {
        401: ("the model's server refused the key", "Look at the key in the environment or in .env."),
        403: ("the model's server refused the key", "Look at the key in the environment or in .env."),
        404: ("the model's server has no model of that name", "Look at MINUTEBOOK_MODEL."),
        429: ("the model's server had too many requests", "Ask later, or lower MINUTEBOOK_MODEL_CALLS."),
    }.get(status, (f"the model's server had a fault ({status})", "Ask later."))
    return ModelUnavailable(told, hint=hint)


def wait_before_again(error: Exception, attempt: int) -> float | None:
    """Seconds after which a call is made again: what the server asks for, else more each time; None: it is not."""
    status = getattr(error, "status_code", None)
    if status is None and "Connect" not in type(error).__name__:
        return None
    if isinstance(status, int) and status not in _PASSING:
        return None
    headers = getattr(getattr(error, "response", None), "headers", {})
    asked = str(headers.get("retry-after", ""))
    return float(asked) if asked.replace(".", "", 1).isdigit() else 0.5 * 2**attempt * (1 + random.random() / 4)  # noqa: S311  # no secret
