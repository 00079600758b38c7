"""Rosters that somebody sent: the file as it came, how far its import is, what came of it."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cbt.models.accounts import Person, one_of
from cbt.models.base import Keyed, Model
from cbt.models.organizations import Organization


class RosterState(StrEnum):
    """How far a roster is."""

    CHECKED = "checked"
    IMPORTING = "importing"
    DONE = "done"
    DISCARDED = "discarded"


class RosterImport(Keyed, Model):
    """One roster file and its import, which goes on where it stood after any interruption."""

    __tablename__ = "roster_import"
    __table_args__ = (
        one_of(RosterState, "state"),
        sa.CheckConstraint("rows_done BETWEEN 0 AND rows_total", name="rows_done"),
    )

    agency_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organization.id"), index=True)
    """The one agency whose officers the file may name; empty: the director's, any agency."""
    started_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    file_name: Mapped[str] = mapped_column(sa.String(200))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
    state: Mapped[RosterState] = mapped_column(default=RosterState.CHECKED)
    without_bad_rows: Mapped[bool] = mapped_column(default=False)
    """Whether the person said to import the good rows although there are bad ones."""
    rows_total: Mapped[int]
    rows_done: Mapped[int] = mapped_column(default=0)
    report: Mapped[str] = mapped_column(sa.Text)
    """Canonical JSON: what was added, changed, left as it was, and refused line by line."""
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]

    agency: Mapped[Organization | None] = relationship()
    started_by: Mapped[Person] = relationship()
