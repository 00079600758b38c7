"""The own account: roles, sign-ins, password, one-time codes."""

import segno
from flask import abort, current_app, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from pyotp import TOTP

from cbt.accounts import service
from cbt.accounts.door import address, bp
from cbt.accounts.forms import ChangePasswordForm, CodesOffForm, CodesOnForm
from cbt.config import Settings
from cbt.core import clock, secrets
from cbt.core.permissions import Permission
from cbt.extensions import db
from cbt.web.access import Acting, leave, requires, who
from cbt.web.navigation import Entry

OWN = Permission.USE_OWN_ACCOUNT
#: The secret that was shown and not yet proved; it waits in the person's signed cookie.
OFFERED = "offered_code_secret"
NAVIGATION = (Entry(endpoint="accounts.account", label="Your account", permission=OWN),)


def back() -> ResponseReturnValue:
    """Return the way back to the account's page."""
    return redirect(url_for("accounts.account"), 303)


@bp.get("/account")
@requires(OWN)
def account() -> ResponseReturnValue:
    """Show who one is here, in which roles, and where one is signed in."""
    sign_ins = service.list_sign_ins(db.session, who().person)
    return render_template("accounts/account.html", me=who(), sign_ins=sign_ins)


@bp.post("/account/role/<int:role_id>")
@requires(OWN)
def act_as(role_id: int) -> ResponseReturnValue:
    """Act in another of the own roles."""
    me = who()
    chosen = next((a for a in me.assignments if a.id == role_id), None)
    if chosen is None:
        abort(404)
    service.act_as(db.session, me.sign_in, chosen, at=clock.now())
    db.session.commit()
    return redirect(url_for("home.today"), 303)


@bp.post("/account/sign-ins/<int:sign_in_id>/end")
@requires(OWN)
def end_sign_in(sign_in_id: int) -> ResponseReturnValue:
    """End one of the own sign-ins, as of a phone that was lost."""
    me = who()
    found = service.find_sign_in(db.session, me.person, sign_in_id)
    if found is None:
        abort(404)
    if found.ended_at is None:
        service.sign_out(db.session, found, by=me.person, at=clock.now())
        db.session.commit()
    flash("That browser is signed out.", "success")
    return back()


@bp.post("/account/sign-out-everywhere")
@requires(OWN)
def sign_out_everywhere() -> ResponseReturnValue:
    """End every sign-in, this one too."""
    me = who()
    service.sign_out_everywhere(db.session, me.person, by=me.person, at=clock.now())
    db.session.commit()
    leave()
    flash("You are signed out everywhere.", "success")
    return redirect(url_for("accounts.sign_in"), 303)


@bp.route("/account/password", methods=["GET", "POST"])
@requires(OWN)
def password() -> ResponseReturnValue:
    """Change the password; other browsers are signed out."""
    me, form, at = who(), ChangePasswordForm(), clock.now()
    if form.validate_on_submit():
        if _knows_password(me, form.present.data):
            service.set_password(db.session, me.person, form.password.data, but=me.sign_in, at=at)
            db.session.commit()
            flash("Your password is changed; every other browser is signed out.", "success")
            return back()
        form.present.errors = ["This is not your present password."]
    return render_template("accounts/password.html", form=form)


@bp.route("/account/codes", methods=["GET", "POST"])
@requires(OWN)
def codes() -> ResponseReturnValue:
    """Turn one-time codes on with an authenticator app."""
    me, form = who(), CodesOnForm()
    if me.person.totp_secret:
        return render_template("accounts/codes_off.html", form=CodesOffForm())
    secret = session.setdefault(OFFERED, secrets.new_code_secret())
    if form.validate_on_submit():
        on = service.turn_codes_on(db.session, me.person, secret, form.code.data, at=clock.now())
        if on:
            db.session.commit()
            session.pop(OFFERED)
            flash("From now on you are asked for a code as you sign in.", "success")
            return back()
        form.code.errors = [service.WRONG_CODE]
    return render_template(
        "accounts/codes.html", form=form, secret=secret, picture=_picture(me, secret)
    )


@bp.post("/account/codes/off")
@requires(OWN)
def codes_off() -> ResponseReturnValue:
    """Turn one-time codes off, against the password."""
    me, form = who(), CodesOffForm()
    if form.validate_on_submit():
        if _knows_password(me, form.password.data):
            service.turn_codes_off(db.session, me.person, by=me.person, at=clock.now())
            db.session.commit()
            flash("You are no longer asked for codes.", "success")
            return back()
        form.password.errors = ["This is not your password."]
    return render_template("accounts/codes_off.html", form=form)


def _knows_password(me: Acting, given: str) -> bool:
    at, person = clock.now(), me.person
    found = service.check_password(db.session, person.email, given, address=address(), at=at)
    if found is None:
        db.session.commit()
    return found is person


def _picture(me: Acting, secret: str) -> str:
    settings: Settings = current_app.config["SETTINGS"]
    uri = TOTP(secret).provisioning_uri(name=me.person.email, issuer_name=settings.display_name)
    # Black on white whatever the scheme: cameras want it so.
    return segno.make(uri, error="m").svg_data_uri(scale=5, border=4, light="#fff")
