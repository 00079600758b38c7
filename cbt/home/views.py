"""`/`: the front page of a visitor."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from cbt.web.access import public

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def front() -> ResponseReturnValue:
    """Show what this is, and the way in."""
    return render_template("home/front.html")
