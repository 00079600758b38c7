"""`/`: the front page of a visitor; `/today`: what needs doing, for those who are signed in."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from cbt.core import clock
from cbt.core.permissions import Permission
from cbt.extensions import db
from cbt.home.figures import figures
from cbt.home.today import record_of, tasks
from cbt.models.accounts import Role
from cbt.web.access import acting, public, requires, who
from cbt.web.navigation import Entry

bp = Blueprint("home", __name__)
OWN = Permission.USE_OWN_ACCOUNT
NAVIGATION = (Entry(endpoint="home.today", label="Today", permission=OWN),)


@bp.get("/")
@public
def front() -> ResponseReturnValue:
    """Show what this is, and the way in."""
    if acting() is not None:
        return redirect(url_for(".today"), 303)
    return render_template("home/front.html")


@bp.get("/today")
@requires(OWN)
def today() -> ResponseReturnValue:
    """Show what needs doing today in the role of the moment."""
    me, at = who(), clock.now()
    record = record_of(db.session, me.person) if me.role is Role.OFFICER else None
    return render_template(
        "home/today.html",
        me=me,
        tasks=tasks(db.session, me, at),
        record=record,
        figures=figures(db.session, me, at),
        at=at,
    )
