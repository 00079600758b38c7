"""Organizations: agencies, sources, their names, licenses and approvals; roles and commissions."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cbt.models.accounts import Officer, Person, Role, in_order, one_of
from cbt.models.base import Keyed, Model


class OrganizationKind(StrEnum):
    """What an organization is before the regulation."""

    AGENCY = "agency"
    SOURCE = "source"
    DIRECTOR = "director"
    COMMISSION = "commission"
    SITE = "site"


class SourceKind(StrEnum):
    """As what an organization gives credit; an agency may be a training center as well."""

    PROVIDER = "provider"
    TRAINING_CENTER = "training_center"
    INDIVIDUAL_COURSE = "individual_course"
    AGENCY = "agency"
    RECOGNIZED = "recognized"
    COLLEGE = "college"


class Organization(Keyed, Model):
    """A body that people act for; the tenant of everything it owns."""

    __tablename__ = "organization"
    __table_args__ = (one_of(OrganizationKind, "kind"),)

    kind: Mapped[OrganizationKind]
    name: Mapped[str] = mapped_column(sa.String(200), unique=True)
    """The legal name as it is now."""
    is_department_based: Mapped[bool] = mapped_column(default=False)
    """.030(10): an agency that runs a department-based training center."""
    created_at: Mapped[datetime]

    names: Mapped[list["OrganizationName"]] = relationship(
        back_populates="organization", order_by="OrganizationName.from_on"
    )
    sources: Mapped[list["Source"]] = relationship(back_populates="organization")


class OrganizationName(Keyed, Model):
    """A legal name and the days it was borne; .020(4)(A) prints the name of the day."""

    __tablename__ = "organization_name"
    __table_args__ = (
        sa.UniqueConstraint("organization_id", "from_on"),
        in_order("from_on", "to_on"),
    )

    organization_id: Mapped[int] = mapped_column(sa.ForeignKey("organization.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(200))
    from_on: Mapped[date]
    to_on: Mapped[date | None]

    organization: Mapped[Organization] = relationship(back_populates="names")


class Source(Keyed, Model):
    """One capacity in which an organization gives credit under .010(4)."""

    __tablename__ = "source"
    __table_args__ = (
        sa.UniqueConstraint("organization_id", "kind"),
        one_of(SourceKind, "kind"),
    )

    organization_id: Mapped[int] = mapped_column(sa.ForeignKey("organization.id"), index=True)
    kind: Mapped[SourceKind]

    organization: Mapped[Organization] = relationship(back_populates="sources")
    licenses: Mapped[list["SourceLicense"]] = relationship(
        back_populates="source", order_by="SourceLicense.start_on"
    )


class SourceLicense(Keyed, Model):
    """A license or approval of a source, as the director recorded it."""

    __tablename__ = "source_license"
    __table_args__ = (in_order("start_on", "last_valid_on"),)

    source_id: Mapped[int] = mapped_column(sa.ForeignKey("source.id"), index=True)
    number: Mapped[str] = mapped_column(sa.String(40), unique=True)
    start_on: Mapped[date]
    last_valid_on: Mapped[date]

    source: Mapped[Source] = relationship(back_populates="licenses")


class RoleAssignment(Keyed, Model):
    """A role that a person holds in an organization from a day to a day."""

    __tablename__ = "role_assignment"
    __table_args__ = (
        one_of(Role, "role"),
        in_order("from_on", "to_on"),
        sa.Index(
            "uq_role_assignment_open",
            "person_id",
            "organization_id",
            "role",
            unique=True,
            sqlite_where=sa.text("to_on IS NULL"),
            postgresql_where=sa.text("to_on IS NULL"),
        ),
    )

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    organization_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organization.id"), index=True
    )
    """Empty for officers: an officer acts for nobody but himself."""
    role: Mapped[Role]
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    """The first day without the role, so that a role given and ended on one day is gone at once."""

    person: Mapped[Person] = relationship()
    organization: Mapped[Organization | None] = relationship()

    def holds_on(self, day: date) -> bool:
        """Return whether the role is held on `day`."""
        return self.from_on <= day and (self.to_on is None or day < self.to_on)


class Commission(Keyed, Model):
    """An officer's commission with an agency; the tenure of .020(6)."""

    __tablename__ = "commission"
    __table_args__ = (
        in_order("from_on", "to_on"),
        sa.Index(
            "uq_commission_open",
            "officer_id",
            "agency_id",
            unique=True,
            sqlite_where=sa.text("to_on IS NULL"),
            postgresql_where=sa.text("to_on IS NULL"),
        ),
    )

    officer_id: Mapped[int] = mapped_column(sa.ForeignKey("officer.id"), index=True)
    agency_id: Mapped[int] = mapped_column(sa.ForeignKey("organization.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]

    officer: Mapped[Officer] = relationship()
    agency: Mapped[Organization] = relationship()


class TrafficAuthority(Keyed, Model):
    """Days on which an officer may enforce traffic laws for an agency; .010(8) asks."""

    __tablename__ = "traffic_authority"
    __table_args__ = (in_order("from_on", "to_on"),)

    officer_id: Mapped[int] = mapped_column(sa.ForeignKey("officer.id"), index=True)
    agency_id: Mapped[int] = mapped_column(sa.ForeignKey("organization.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]
