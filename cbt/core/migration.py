"""Bring a database to a revision of the record."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

STEPS = Path(__file__).resolve().parents[1] / "migrations"


def config(connection: sa.Connection) -> Config:
    """Return Alembic's configuration on an open connection."""
    settings = Config()
    settings.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    settings.set_main_option("path_separator", "os")
    settings.attributes["connection"] = connection
    return settings


def revision(engine: sa.Engine) -> str | None:
    """Return the revision of the database; None where it was never migrated."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """Return the revision that this program wants."""
    return ScriptDirectory(str(STEPS)).get_current_head()


def migrate(engine: sa.Engine, revision: str = "head") -> None:
    """Upgrade the database to `revision`."""
    with _foreign_keys_off(engine) as connection:
        command.upgrade(config(connection), revision)


def migrate_back(engine: sa.Engine, revision: str) -> None:
    """Downgrade the database to `revision`."""
    with _foreign_keys_off(engine) as connection:
        command.downgrade(config(connection), revision)


def check_drift(engine: sa.Engine) -> None:
    """Refuse with Alembic's words where the models and the migrations differ."""
    with engine.connect() as connection:
        command.check(config(connection))


class _foreign_keys_off:  # noqa: N801 - used as a with-statement only
    """A transaction in which SQLite may rebuild a table without emptying its children."""

    def __init__(self, engine: sa.Engine) -> None:
        self.is_sqlite = engine.dialect.name == "sqlite"
        self.connection = engine.connect()

    def _pragma(self, statement: str) -> list[tuple[object, ...]]:
        cursor = self.connection.connection.cursor()
        try:
            return list(cursor.execute(statement).fetchall()) if self.is_sqlite else []
        finally:
            cursor.close()

    def __enter__(self) -> sa.Connection:
        # The pragma does nothing inside a transaction, so it stands before BEGIN.
        self._pragma("PRAGMA foreign_keys=OFF")
        self.connection.begin()
        return self.connection

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        orphans = self._pragma("PRAGMA foreign_key_check")
        if kind is None and not orphans:
            self.connection.commit()
        else:
            self.connection.rollback()
        self._pragma("PRAGMA foreign_keys=ON")
        self.connection.close()
        if orphans:
            raise RuntimeError(f"The migration would orphan rows; nothing was changed: {orphans}")
