from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from cbt.audit.service import verify
from cbt.core.errors import Refused
from cbt.models.accounts import Person, Role
from cbt.models.jobs import Job
from cbt.models.organizations import Organization, OrganizationKind
from cbt.people import service
from cbt.people.service import Newcomer

NEWCOMER = Newcomer(email="J.Cole@example.org ", first_name="Jo", last_name="Cole")


@pytest.fixture
def agency(session, at):
    agency = Organization(name="Boone County SO", kind=OrganizationKind.AGENCY, created_at=at)
    session.add(agency)
    session.commit()
    return agency


def grant(session, agency, by, at, role=Role.AGENCY_COORDINATOR, who=NEWCOMER):
    return service.grant_role(session, agency, role, who, by=by, at=at)


def test_a_newcomer_is_added_invited_and_audited(session, agency, person, at):
    given = grant(session, agency, person, at)
    assert given.person.email == "j.cole@example.org"
    assert [n.name for n in given.person.names] == ["Jo Cole"]
    assert '"event":"invitation"' in session.scalars(sa.select(Job.payload)).one()
    assert verify(session).broken is None


def test_somebody_on_record_keeps_the_name_and_gets_no_second_account(session, agency, person, at):
    who = Newcomer(email=person.email, first_name="X", last_name="Y")
    assert grant(session, agency, person, at, who=who).person is person
    assert session.scalar(sa.select(sa.func.count(Person.id))) == 1
    assert person.name == "Ana Rivera"


def test_a_role_is_given_once(session, agency, person, at):
    grant(session, agency, person, at)
    with pytest.raises(Refused, match="already is agency coordinator of Boone"):
        grant(session, agency, person, at)


def test_an_agency_cannot_make_a_director(session, agency, person, at):
    with pytest.raises(Refused, match="cannot give the role of director's staff"):
        grant(session, agency, person, at, role=Role.DIRECTOR_STAFF)


def test_an_ended_role_is_gone_on_the_same_day_and_may_be_given_again(session, agency, person, at):
    given = grant(session, agency, person, at)
    service.end_role(session, given, by=person, at=at)
    assert not given.holds_on(date(2026, 11, 24))
    assert service.list_roles(session, agency.id) == []
    grant(session, agency, person, at)


def test_nobody_ends_the_own_role(session, agency, person, at):
    given = grant(session, agency, person, at)
    with pytest.raises(Refused, match="cannot end your own"):
        service.end_role(session, given, by=given.person, at=at)


def test_the_name_of_a_day_stays(session, agency, person, at):
    ana = grant(session, agency, person, at).person
    later = at + timedelta(days=30)
    service.change_name(
        session, ana, first_name="Jo", middle_name="", last_name="Rivers",
        from_on=date(2026, 12, 10), by=person, at=later,
    )  # fmt: skip
    assert [(n.name, n.from_on, n.to_on) for n in ana.names] == [
        ("Jo Cole", date(2026, 11, 24), date(2026, 12, 9)),
        ("Jo Rivers", date(2026, 12, 10), None),
    ]


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        pytest.param(date(2026, 11, 24), "begin later", id="not before the present name"),
        pytest.param(date(2027, 5, 1), "in the future", id="not ahead"),
    ],
)
def test_a_name_begins_between_the_present_one_and_today(session, agency, person, at, day, reason):
    ana = grant(session, agency, person, at).person
    with pytest.raises(Refused, match=reason):
        service.change_name(
            session, ana, first_name="J", middle_name="", last_name="R", from_on=day, by=person,
            at=at + timedelta(days=30),
        )  # fmt: skip


def test_nobody_grants_accommodations_to_himself(session, person, at):
    with pytest.raises(Refused, match="to yourself"):
        service.set_accommodations(
            session, person, time_multiple=10, no_timed_prompts=True, captions=False,
            by=person, at=at,
        )  # fmt: skip


def test_people_are_found_by_every_word(session, agency, person, at):
    grant(session, agency, person, at)
    found = session.scalars(service.people_named("jo example")).all()
    assert [p.last_name for p in found] == ["Cole"]
