"""What a person reads when the answer is no: what happened, what is safe, what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import uuid4

from flask import Flask, current_app, g, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from cbt.config import Settings
from cbt.core.errors import Refused
from cbt.extensions import db

NOTHING_SAVED = "Nothing was saved by this request; what was saved before stands."
NOTHING_CHANGED = "Nothing was changed."


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One page of this kind, in words."""

    status: int
    title: str
    happened: str
    safe: str = NOTHING_CHANGED
    to_do: str
    clause: str | None = None


TROUBLES = {
    each.status: each
    for each in (
        Trouble(
            status=400,
            title="The request could not be read",
            happened="Something in the address or the form was not as this site sends it.",
            safe=NOTHING_SAVED,
            to_do="Go back, load the page anew and send the form again.",
        ),
        Trouble(
            status=401,
            title="Please sign in",
            happened="This page is for people who are signed in, and your sign-in has ended.",
            to_do="Sign in, then open the page again.",
        ),
        Trouble(
            status=403,
            title="This page is not open to your role",
            happened="You are signed in, but the role you act in may not do this.",
            to_do="If you hold another role, change to it; else ask whoever manages your account.",
        ),
        Trouble(
            status=404,
            title="There is no such page",
            happened="The address leads nowhere, or to a record that is not yours to see.",
            to_do="Check the address, or begin from the front page.",
        ),
        Trouble(
            status=405,
            title="This address does not take that request",
            happened="The page was asked in a way that it does not answer.",
            to_do="Go back and use the buttons of the page.",
        ),
        Trouble(
            status=409,
            title="This cannot be done now",
            happened="The record says no.",
            safe=NOTHING_SAVED,
            to_do="Go back; when what stands in the way has changed, try again.",
        ),
        Trouble(
            status=413,
            title="The file is too large",
            happened="What you sent is larger than this site takes at once.",
            safe=NOTHING_SAVED,
            to_do="Send a smaller file, or several.",
        ),
        Trouble(
            status=422,
            title="The form could not be taken",
            happened="Something in the form is missing or does not fit.",
            safe=NOTHING_SAVED,
            to_do="Go back, mend it and send it again.",
        ),
        Trouble(
            status=429,
            title="Too many tries",
            happened="There were more requests than a person makes in so short a time.",
            to_do="Wait a few minutes and try again.",
        ),
        Trouble(
            status=500,
            title="Something went wrong on our side",
            happened="The site met a fault that it did not expect. It is noted.",
            safe=NOTHING_SAVED,
            to_do="Try again in a moment. If it happens again, tell us the reference below.",
        ),
        Trouble(
            status=503,
            title="The site is busy or being looked after",
            happened="It cannot answer at the moment.",
            safe=NOTHING_SAVED,
            to_do="Wait a minute and load the page again.",
        ),
    )
}
FORM_TOO_OLD = replace(
    TROUBLES[400],
    title="Your form was open too long",
    happened="For your safety a form can be sent only for a while, and only by the one it was"
    " shown to.",
    safe="Nothing was saved.",
    to_do="Go back, load the page anew and send it again.",
)


def answer(trouble: Trouble, *, headers: Mapping[str, str] | None = None) -> ResponseReturnValue:
    """Return the page of a trouble."""
    # Not render_template: after a fault neither the record nor the sign-in may be asked again.
    template = current_app.jinja_env.get_template("errors/show.html")
    settings: Settings = current_app.config["SETTINGS"]
    page = template.render(
        trouble=trouble, reference=reference(), display_name=settings.display_name
    )
    return page, trouble.status, headers or {}


def reference() -> str:
    """Return what finds this request again in the logs."""
    return str(g.get("request_id") or uuid4().hex[:16])


def show_http(error: HTTPException) -> ResponseReturnValue:
    """Answer an HTTP error in words; redirects and their kin pass."""
    if error.code is None or error.code < 400 or error.response is not None:
        return error
    trouble = TROUBLES.get(error.code) or TROUBLES[400 if error.code < 500 else 500]
    return answer(replace(trouble, status=error.code), headers=_headers(error))


def show_refused(refused: Refused) -> ResponseReturnValue:
    """Answer that the record or the regulation says no; nothing of the deed is kept."""
    db.session.rollback()
    return answer(replace(TROUBLES[409], happened=refused.reason, clause=refused.clause))


def show_old_form(_: CSRFError) -> ResponseReturnValue:
    """Answer a form without a valid token."""
    return answer(FORM_TOO_OLD)


def _headers(error: HTTPException) -> dict[str, str]:
    kept = ("Allow", "Retry-After")
    return {k: v for k, v in error.get_headers(request.environ) if k in kept}


def install(app: Flask) -> None:
    """Let every error of `app` end in a page of words."""
    app.register_error_handler(HTTPException, show_http)
    app.register_error_handler(Refused, show_refused)
    app.register_error_handler(CSRFError, show_old_form)
