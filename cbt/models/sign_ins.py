"""Sign-ins, single-use tokens and the throttle: what the door keeps in the record."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cbt.models.accounts import Person, one_of
from cbt.models.base import Keyed, Model
from cbt.models.organizations import RoleAssignment


class SignIn(Keyed, Model):
    """One signed-in browser; ended by the person, by time or by a new password."""

    __tablename__ = "sign_in"

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    started_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    browser: Mapped[str] = mapped_column(sa.String(80), default="")
    acting_as_id: Mapped[int | None] = mapped_column(sa.ForeignKey("role_assignment.id"))
    """The role in which the person acts at the moment."""

    person: Mapped[Person] = relationship()
    acting_as: Mapped[RoleAssignment | None] = relationship()


class TokenPurpose(StrEnum):
    """What a mailed link is good for."""

    INVITATION = "invitation"
    RESET = "reset"


class AccountToken(Keyed, Model):
    """A mailed link: only its hash is kept, it works once and not for long."""

    __tablename__ = "account_token"
    __table_args__ = (one_of(TokenPurpose, "purpose"),)

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    purpose: Mapped[TokenPurpose]
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class Throttle(Keyed, Model):
    """Failures counted under a key that all processes share."""

    __tablename__ = "throttle"

    key_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    failures: Mapped[int] = mapped_column(default=0)
    first_at: Mapped[datetime]
    blocked_until: Mapped[datetime | None]
