"""The door: sign in, second step, sign out, forgotten password, mailed links."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from cbt.accounts import service
from cbt.accounts.browser import describe
from cbt.accounts.forms import CodeForm, ForgottenForm, NewPasswordForm, SignInForm
from cbt.core import clock
from cbt.core.permissions import Permission
from cbt.extensions import db
from cbt.models.accounts import Person
from cbt.web.access import acting, enter, leave, public, requires, who

bp = Blueprint("accounts", __name__)
#: Between the password and the code nobody needs longer.
CODE_WAIT = timedelta(minutes=10)
WAITING = "waits_for_code"
LINK_MAILED = (
    "If an account has that address, a mail with a link is on its way. The link works for one hour."
)


def address() -> str:
    """Return where the request comes from, for the throttle."""
    return request.remote_addr or "nowhere"


def safe_way(wish: str | None) -> str:
    """Return a path of this site: the one asked for if it is one, else the home page."""
    parts = urlsplit(wish or "")
    is_ours = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    # Browsers read a backslash as a slash: /\elsewhere leads elsewhere.
    return wish if wish and is_ours and "\\" not in wish else url_for("home.today")


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Ask for address and password."""
    if acting() is not None:
        return redirect(safe_way(request.args.get("next")), 303)
    form = SignInForm(next=request.args.get("next", ""))
    if not form.validate_on_submit():
        return render_template("accounts/sign_in.html", form=form)
    at = clock.now()
    person = service.check_password(
        db.session, form.email.data, form.password.data, address=address(), at=at
    )
    if person is None:
        db.session.commit()
        form.password.errors = [service.WRONG_PASSWORD]
        return render_template("accounts/sign_in.html", form=form)
    if person.totp_secret:
        session[WAITING] = [person.id, at.isoformat()]
        db.session.commit()
        return redirect(url_for(".code", next=form.next.data or None), 303)
    return _let_in(person, form.next.data, at)


@bp.route("/sign-in/code", methods=["GET", "POST"])
@public
def code() -> ResponseReturnValue:
    """Ask for the one-time code of somebody whose password was right."""
    at = clock.now()
    person = _waiting(at)
    if person is None:
        return redirect(url_for(".sign_in", next=request.args.get("next")), 303)
    form = CodeForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        if service.check_code(db.session, person, form.code.data, at=at):
            return _let_in(person, form.next.data, at)
        db.session.commit()
        form.code.errors = [service.WRONG_CODE]
    return render_template("accounts/code.html", form=form)


def _waiting(at: datetime) -> Person | None:
    key, since = session.get(WAITING, (None, None))
    if key is None or at - datetime.fromisoformat(since) > CODE_WAIT:
        return None
    person = db.session.get(Person, key)
    return person if person and person.is_active and person.totp_secret else None


def _let_in(person: Person, wish: str | None, at: datetime) -> ResponseReturnValue:
    session.pop(WAITING, None)
    browser = describe(request.user_agent.string)
    token = service.sign_in(db.session, person, browser=browser, at=at)
    db.session.commit()
    enter(token)
    return redirect(safe_way(wish), 303)


@bp.post("/sign-out")
@requires(Permission.USE_OWN_ACCOUNT)
def sign_out() -> ResponseReturnValue:
    """End this sign-in."""
    service.sign_out(db.session, who().sign_in, by=who().person, at=clock.now())
    db.session.commit()
    leave()
    flash("You are signed out.", "success")
    return redirect(url_for("home.front"), 303)


@bp.route("/forgotten-password", methods=["GET", "POST"])
@public
def forgotten() -> ResponseReturnValue:
    """Mail a link with which a new password is set."""
    form = ForgottenForm()
    if form.validate_on_submit():
        service.ask_for_reset(db.session, form.email.data, address=address(), at=clock.now())
        db.session.commit()
        flash(LINK_MAILED, "success")
        return redirect(url_for(".sign_in"), 303)
    return render_template("accounts/forgotten.html", form=form)


@bp.route("/set-password/<token>", methods=["GET", "POST"])
@public
def set_password(token: str) -> ResponseReturnValue:
    """Set a password by a mailed link; it is used up by the form, not by a look at it."""
    at = clock.now()
    found = service.find_token(db.session, token, at=at)
    if found is None:
        return render_template("accounts/stale_link.html")
    form = NewPasswordForm()
    if form.validate_on_submit():
        service.set_password_by_token(db.session, token, form.password.data, at=at)
        db.session.commit()
        flash("Your password is set. Sign in with it.", "success")
        return redirect(url_for(".sign_in"), 303)
    return render_template("accounts/set_password.html", form=form, person=found.person)
