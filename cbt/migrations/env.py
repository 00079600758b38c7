"""Run the migrations on the connection that cbt.core.migration hands over."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext

from cbt.models.base import Model, UTCDateTime


def render(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """Return a moment's column as plain SQLAlchemy: a migration never imports cbt.models."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run(connection: sa.Connection) -> None:
    """Run the steps asked for in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=Model.metadata,
        render_item=render,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
