"""`/healthz`: the process lives. `/readyz`: it can read the record."""

import sqlalchemy as sa
from flask import Blueprint
from flask.typing import ResponseReturnValue

from cbt.extensions import db
from cbt.web.access import public

bp = Blueprint("health", __name__)
PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


@bp.get("/healthz")
@public
def healthz() -> ResponseReturnValue:
    """Answer that the process lives."""
    return "alive\n", 200, PLAIN


@bp.get("/readyz")
@public
def readyz() -> ResponseReturnValue:
    """Answer whether the database can be read."""
    try:
        db.session.execute(sa.text("SELECT 1 FROM alembic_version"))
    except sa.exc.DBAPIError:
        return "not ready: the database does not answer or is not migrated\n", 503, PLAIN
    return "ready\n", 200, PLAIN
