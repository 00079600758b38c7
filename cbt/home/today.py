"""What needs doing today, for each role: short sentences with the place where it is done."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from flask import url_for
from sqlalchemy.orm import Session

from cbt.core import clock, queue
from cbt.models.accounts import Officer, Person, Role
from cbt.models.jobs import JobState
from cbt.models.organizations import Commission, SourceLicense
from cbt.models.rosters import RosterImport, RosterState
from cbt.web.access import Acting
from cbt.web.filters import count, day

#: A license or approval is renewed in good time.
LICENSE_NOTICE = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, where, and why."""

    what: str
    address: str
    why: str


def tasks(session: Session, me: Acting, at: datetime) -> list[Task]:
    """Return what the person is to do today in the role of the moment, the weightiest first."""
    found = TASKS.get(me.role) if me.role else None
    return [*(found(session, me, at) if found else ()), *_own(me)]


def _own(me: Acting) -> Iterator[Task]:
    is_weighty = me.role in {Role.DIRECTOR_STAFF, Role.OPERATOR, Role.COURSE_ADMINISTRATOR}
    if is_weighty and not me.person.totp_secret:
        yield Task(
            "Turn one-time codes on",
            url_for("accounts.codes"),
            "What you do in this role is done in the name of others; a stolen password must not be"
            " enough.",
        )


def _coordinator(session: Session, me: Acting, _: datetime) -> Iterator[Task]:
    mine = me.organization.id if me.organization else None
    yield from _rosters(session, mine)
    if not session.scalar(sa.select(_commissioned(mine))):
        yield Task(
            "Enter your officers",
            url_for("rosters.add"),
            "Your roster is empty. Send a file of your officers; nothing is imported before you"
            " have seen what it does.",
        )


def _commissioned(agency_id: int | None) -> sa.ColumnElement[bool]:
    is_open = sa.and_(Commission.agency_id == agency_id, Commission.to_on.is_(None))
    return sa.exists().where(is_open)


def _rosters(session: Session, agency_id: int | None) -> Iterator[Task]:
    waiting = session.scalars(
        sa.select(RosterImport)
        .where(RosterImport.state == RosterState.CHECKED, RosterImport.agency_id == agency_id)
        .order_by(RosterImport.id.desc())
    )
    for roster in waiting:
        yield Task(
            f"Decide on the roster {roster.file_name}",
            url_for("rosters.show", roster_id=roster.id),
            f"It was checked: {count(roster.rows_total, 'row')}. Nothing is imported yet.",
        )


def _director(session: Session, _: Acting, at: datetime) -> Iterator[Task]:
    yield from _rosters(session, None)
    for held in session.scalars(_ending(clock.legal_date(at))):
        house = held.source.organization
        yield Task(
            f"{house.name}: {held.number} ends on {day(held.last_valid_on)}",
            url_for("sources.organization", organization_id=house.id),
            "After that day the source gives no credit under this number.",
        )


def _provider(session: Session, me: Acting, at: datetime) -> Iterator[Task]:
    house = me.organization
    if house is None:
        return
    for held in session.scalars(_ending(clock.legal_date(at))):
        if held.source.organization_id == house.id:
            yield Task(
                f"Renew {held.number} before {day(held.last_valid_on)}",
                url_for("people.people"),
                "Write to the director in good time; see that your managers are still the right"
                " ones.",
            )


def _ending(today: date) -> sa.Select[SourceLicense]:
    soon = SourceLicense.last_valid_on.between(today, today + LICENSE_NOTICE)
    return sa.select(SourceLicense).where(soon).order_by(SourceLicense.last_valid_on)


def _operator(session: Session, _: Acting, at: datetime) -> Iterator[Task]:
    counts = queue.count_by_state(session)
    if counts[JobState.DEAD]:
        yield Task(
            f"Look at {count(counts[JobState.DEAD], 'dead job')}",
            url_for("operation.jobs", state="dead"),
            "They were tried many times in vain; each waits for your word.",
        )
    late = queue.oldest_due_seconds(session, at=at)
    if late > 600:
        yield Task(
            "See whether a worker runs",
            url_for("operation.jobs"),
            f"A job has waited for {int(late // 60)} minutes.",
        )


TASKS: Mapping[Role, Callable[[Session, Acting, datetime], Iterator[Task]]] = {
    Role.AGENCY_COORDINATOR: _coordinator,
    Role.DIRECTOR_STAFF: _director,
    Role.PROVIDER_MANAGER: _provider,
    Role.OPERATOR: _operator,
}


@dataclass(frozen=True, slots=True)
class OfficerRecord:
    """What the record says of the officer who looks."""

    officer: Officer
    commissions: tuple[Commission, ...]


def record_of(session: Session, person: Person) -> OfficerRecord | None:
    """Return the license and the commissions of a person; None for one without a license."""
    officer = session.scalar(sa.select(Officer).where(Officer.person_id == person.id))
    if officer is None:
        return None
    held = session.scalars(
        sa.select(Commission)
        .where(Commission.officer_id == officer.id)
        .order_by(Commission.to_on.isnot(None), Commission.from_on.desc())
    )
    return OfficerRecord(officer, tuple(held))
