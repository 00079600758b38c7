"""The database of the settings, outside of a request."""

from typing import Any

import sqlalchemy as sa

from cbt.config import Settings
from cbt.core.errors import Misconfigured
from cbt.extensions import make_sound


def engine_options(settings: Settings) -> dict[str, Any]:
    """Return how an engine on the database is made."""
    return {
        "url": settings.database,
        # An error's parameters would stand in the log: names, hashes, what people wrote.
        "hide_parameters": settings.is_production,
        # A server that was restarted leaves dead connections behind.
        "pool_pre_ping": not settings.is_embedded,
    }


def open_database(settings: Settings) -> sa.Engine:
    """Return a sound engine on the database of the settings; refuse where none answers."""
    if not settings.database_url:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(**engine_options(settings))
    make_sound(engine)
    try:
        engine.connect().close()
    except sa.exc.OperationalError as error:
        raise Misconfigured(
            "The database does not answer; check CBT_DATABASE_URL and that it runs."
            f" It said: {str(error.orig).strip()}"
        ) from None
    return engine
