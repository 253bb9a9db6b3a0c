"""Who may take records in, remove them and see the desk: whoever typed the officers' password in this browser."""

from __future__ import annotations

import hmac
import secrets
import threading
import time
from pathlib import Path

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from assistant.web import shell
from assistant.web.markup import Html, join, tag

COOKIE = "minutebook_officer"
_HOURS = 8
_PAUSE_S = 1.0  # after a wrong password, so that nobody can try many
SAMPLES = Path(__file__).parents[2] / "records"
_OFF = (
    "No password for officers is set, so nobody can do this here. On the computer that runs Minutebook, put"
    " MINUTEBOOK_OFFICER_PASSWORD into .env and start it again; or use the commands `minutebook ingest` and"
    " `minutebook remove`."
)


class Officers:
    """The browsers in which the password was typed, for some hours or until the server ends."""

    def __init__(self, password: str) -> None:
        self._password = password
        self._tokens: dict[str, float] = {}
        self._trying = threading.Lock()

    @property
    def are_there(self) -> bool:
        """Whether a password is set."""
        return bool(self._password)

    def is_one(self, request: Request) -> bool:
        """Whether the request comes from an officer's browser."""
        token = request.cookies.get(COOKIE, "")
        return self.are_there and self._tokens.get(token, 0.0) > time.monotonic()

    def admit(self, password: str) -> str | None:
        """A token for whoever knows the password."""
        with self._trying:  # one after the other
            if not self.are_there or not hmac.compare_digest(password.encode(), self._password.encode()):
                time.sleep(_PAUSE_S)
                return None
        token = secrets.token_urlsafe(32)
        self._tokens[token] = time.monotonic() + _HOURS * 3600
        return token

    def dismiss(self, request: Request) -> None:
        """Forget a browser."""
        self._tokens.pop(request.cookies.get(COOKIE, ""), None)

    def way_in(self, request: Request) -> Html | None:
        """The link that officers have on the page of records."""
        if not self.is_one(request):
            return None
        return tag("p", tag("a", "Take in more records", href="add", class_="mb-button mb-link-button"))

    def first_steps(self, request: Request) -> Html:
        """What to do where nothing is held yet."""
        steps: list[Html | None] = [tag("p", "No minutes are held yet, so there is nothing to ask.", class_="mb-lead")]
        if SAMPLES.is_dir():
            button = tag("button", "Take in the five sample records", class_="mb-button mb-main-button")
            told = "Try it with the sample records: real minutes of four councils, a quarter of a minute’s work."
            steps.append(tag("form", tag("p", told), button, action="add/samples", method="post"))
        if self.is_one(request):
            steps.append(self.way_in(request))
        else:
            told = "Officers can take in your own minutes: "
            steps.append(tag("p", told, tag("a", "go to the officers’ desk", href="desk"), "."))
        return join(steps)


def door(request: Request, officers: Officers, *, wrong: bool = False) -> Response:
    """The page that asks for the password, or says that there is none."""
    if not officers.are_there:
        return shell.page(request, "desk", "Officers’ desk", tag("p", _OFF, class_="mb-empty"), status=403)
    form = tag(
        "form",
        shell.field(
            "password",
            "Password",
            tag("input", id="f-password", name="password", type="password", autocomplete="current-password"),
        ),
        tag("button", "Enter", class_="mb-button mb-main-button"),
        class_="mb-form",
        action="desk",
        method="post",
    )
    said = tag("p", "That is not the password.", class_="mb-caution", role="alert") if wrong else None
    told = tag(
        "p", "For officers: take records in and remove them, see what found nothing, and the health of the store."
    )
    return shell.page(request, "desk", "Officers’ desk", told, said, form, status=403 if wrong else 401)


def entered(request: Request, officers: Officers, password: str) -> Response:
    """The answer to a password."""
    token = officers.admit(password)
    if token is None:
        return door(request, officers, wrong=True)
    reply = RedirectResponse("./desk", 303)
    is_https = request.headers.get("x-forwarded-proto", request.url.scheme) == "https"
    reply.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=is_https, max_age=_HOURS * 3600)
    return reply
