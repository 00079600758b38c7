"""What every table shares: names of constraints, aware times, integer keys.

Keys are integers: small, ordered by age and quick to join. None is ever an authority or shown as
a secret; what the public sees (a certificate's number, a token) is made for the purpose.
"""

from datetime import UTC, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class UTCDateTime(sa.TypeDecorator[datetime]):
    """An aware moment, stored as UTC; SQLite would give back a naive one."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Return `value` in UTC; refuse a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"A moment needs its time zone; got {value.isoformat()}.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Return `value` as an aware UTC moment."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


#: A word of a list: kept as text, given back as the enum; each table constrains its own list.
WORD = sa.Enum(
    StrEnum,
    native_enum=False,
    create_constraint=False,
    length=20,
    values_callable=lambda words: [word.value for word in words],
)


class Model(DeclarativeBase):
    """The root of every table."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UTCDateTime, StrEnum: WORD}  # noqa: RUF012 - SQLAlchemy's own name and form


class Keyed:
    """A table with an integer key."""

    id: Mapped[int] = mapped_column(primary_key=True)
