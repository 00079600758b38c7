"""People, officers, organizations, roles, sign-ins: who acts, for whom, and under which name."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cbt.models.base import Keyed, Model


def one_of(words: type[StrEnum], column: str) -> sa.CheckConstraint:
    """Return the constraint that `column` holds one of the enum's values."""
    values = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({values})", name=column)


def in_order(start: str, end: str) -> sa.CheckConstraint:
    """Return the constraint that a span of days does not end before it begins."""
    return sa.CheckConstraint(f"{end} IS NULL OR {end} >= {start}", name=f"{start}_order")


class Role(StrEnum):
    """The roles of the permission table."""

    OFFICER = "officer"
    INSTRUCTOR = "instructor"
    COURSE_ADMINISTRATOR = "course_administrator"
    PROVIDER_MANAGER = "provider_manager"
    AGENCY_COORDINATOR = "agency_coordinator"
    DIRECTOR_STAFF = "director_staff"
    COMMISSION_MEMBER = "commission_member"
    AUDITOR = "auditor"
    OPERATOR = "operator"


class LicenseStatus(StrEnum):
    """The states of a peace officer's license."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    EXPIRED = "expired"
    SURRENDERED = "surrendered"
    SUSPENDED = "suspended"
    REVOKED = "revoked"


class LicenseEventKind(StrEnum):
    """What happens to a license; the first three bear on the exemption of .010(3)."""

    NEW = "new"
    UPGRADE = "upgrade"
    BASIC_COURSE = "basic_course"
    REINSTATED = "reinstated"
    INACTIVATED = "inactivated"
    EXPIRED = "expired"
    OTHER = "other"


class Person(Keyed, Model):
    """Somebody who signs in, with the name as it is now."""

    __tablename__ = "person"
    __table_args__ = (
        sa.CheckConstraint("time_multiple BETWEEN 1 AND 10", name="time_multiple"),
        sa.CheckConstraint("email = lower(email)", name="email_lower"),
    )

    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    first_name: Mapped[str] = mapped_column(sa.String(100))
    middle_name: Mapped[str] = mapped_column(sa.String(100), default="")
    last_name: Mapped[str] = mapped_column(sa.String(100))
    password_hash: Mapped[str | None] = mapped_column(sa.String(200))
    """Argon2; empty until the invitation is accepted."""
    totp_secret: Mapped[str | None] = mapped_column(sa.String(64))
    totp_last_step: Mapped[int | None] = mapped_column(sa.BigInteger)
    """The last accepted time step, so that a code is good once."""
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    time_multiple: Mapped[int] = mapped_column(default=1)
    """Extended time: 1 is the plain limit, 10 is ten times it."""
    no_timed_prompts: Mapped[bool] = mapped_column(default=False)
    captions: Mapped[bool] = mapped_column(default=False)

    names: Mapped[list["PersonName"]] = relationship(
        back_populates="person", order_by="PersonName.from_on"
    )
    officer: Mapped["Officer | None"] = relationship(back_populates="person")

    @property
    def name(self) -> str:
        """Return the name as it is said: first, middle, last."""
        return " ".join(filter(None, (self.first_name, self.middle_name, self.last_name)))


class PersonName(Keyed, Model):
    """A name and the days it was borne; a certificate keeps the name of its day."""

    __tablename__ = "person_name"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "from_on"),
        in_order("from_on", "to_on"),
    )

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(302))
    from_on: Mapped[date]
    to_on: Mapped[date | None]

    person: Mapped[Person] = relationship(back_populates="names")


class Officer(Keyed, Model):
    """A licensed peace officer."""

    __tablename__ = "officer"
    __table_args__ = (one_of(LicenseStatus, "license_status"),)

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), unique=True)
    license_number: Mapped[str] = mapped_column(sa.String(20), unique=True)
    license_class: Mapped[str] = mapped_column(sa.String(10))
    licensed_on: Mapped[date]
    license_status: Mapped[LicenseStatus] = mapped_column(default=LicenseStatus.ACTIVE)

    person: Mapped[Person] = relationship(back_populates="officer")
    events: Mapped[list["LicenseEvent"]] = relationship(
        back_populates="officer", order_by="LicenseEvent.on"
    )


class LicenseEvent(Keyed, Model):
    """Something that happened to a license on a day."""

    __tablename__ = "license_event"
    __table_args__ = (one_of(LicenseEventKind, "kind"),)

    officer_id: Mapped[int] = mapped_column(sa.ForeignKey("officer.id"), index=True)
    kind: Mapped[LicenseEventKind]
    on: Mapped[date] = mapped_column("happened_on")
    note: Mapped[str] = mapped_column(sa.String(500), default="")

    officer: Mapped[Officer] = relationship(back_populates="events")
