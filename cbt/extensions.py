"""The database and the Flask extensions: made here, bound in app.py."""

from contextvars import ContextVar

import sqlalchemy as sa
from flask_login import LoginManager
from flask_sqlalchemy_lite import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

db = SQLAlchemy()
csrf = CSRFProtect()
login = LoginManager()

#: True while nothing may be written: SQLite then begins without taking the write lock.
reading_only: ContextVar[bool] = ContextVar("reading_only", default=False)


def _configure(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver's own transactions begin late and lose updates: SQLAlchemy begins them instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "busy_timeout=30000",
        "synchronous=NORMAL",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    # A deferred BEGIN that writes later fails or overwrites another's update; writers queue here.
    connection.exec_driver_sql("BEGIN" if reading_only.get() else "BEGIN IMMEDIATE")


def make_sound(engine: sa.Engine) -> None:
    """Give a SQLite engine its pragmas and its writers' queue; leave others as they are."""
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _configure)
        sa.event.listen(engine, "begin", _begin)
