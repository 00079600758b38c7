import json
from datetime import timedelta

import pytest
import sqlalchemy as sa

from cbt.audit.service import verify
from cbt.core.errors import Refused
from cbt.models.accounts import Officer, Person
from cbt.models.jobs import Job
from cbt.models.organizations import Commission, Organization, OrganizationKind, TrafficAuthority
from cbt.models.rosters import RosterState
from cbt.officers import roster
from cbt.officers.roster_file import COLUMNS

HEADER = ",".join(COLUMNS)
ANA = "104233,Rivera,Ana,,ana@example.org,A,2019-03-01,Boone County SO,2020-01-06,yes"
BO = "104234,Cole,Bo,T,bo@example.org,B,2015-03-01,Boone County SO,2016-01-06,no"
BAD = "104235,,Cy,,cy@example.org,A,2019-03-01,Boone County SO,2020-01-06,no"


def text(*lines):
    return "\n".join((HEADER, *lines)).encode()


@pytest.fixture
def agency(session, at):
    agency = Organization(name="Boone County SO", kind=OrganizationKind.AGENCY, created_at=at)
    session.add(agency)
    session.add(Organization(name="Columbia PD", kind=OrganizationKind.AGENCY, created_at=at))
    session.commit()
    return agency


def import_all(session, content, at, **options):
    options = {"without_bad_rows": False, "by": None} | options
    return roster.import_at_once(session, content, at=at, **options)


def test_a_statewide_roster_adds_officers_and_the_agencies_it_names(session, at):
    found = import_all(session, text(ANA, BO), at)
    assert (found.added, found.new_agencies) == (2, ("Boone County SO",))
    ana = session.scalars(sa.select(Officer).where(Officer.license_number == "104233")).one()
    assert (ana.person.name, ana.events[0].on.isoformat()) == ("Ana Rivera", "2019-03-01")
    assert session.scalars(sa.select(TrafficAuthority.officer_id)).all() == [ana.id]
    assert verify(session).broken is None


def test_the_same_file_again_changes_nothing(session, at):
    import_all(session, text(ANA, BO), at)
    events = verify(session).checked
    found = import_all(session, text(ANA, BO), at + timedelta(days=1))
    assert (found.added, found.changed, found.unchanged) == (0, 0, 2)
    assert verify(session).checked == events


def test_a_changed_file_updates_and_lists_the_differences(session, at):
    import_all(session, text(ANA, BO), at)
    married = ANA.replace("Rivera", "Cruz").replace("yes", "no")
    found = import_all(session, text(married, BO), at + timedelta(days=1))
    assert found.differences == (
        (2, "104233", "last_name: Rivera → Cruz; traffic_authority: yes → no"),
    )
    ana = session.scalars(sa.select(Person).where(Person.email == "ana@example.org")).one()
    assert [n.name for n in ana.names] == ["Ana Rivera", "Ana Cruz"]
    assert session.scalars(sa.select(TrafficAuthority.to_on)).one() is not None


def test_one_bad_row_holds_everything_back_until_the_person_says_so(session, at):
    found = import_all(session, text(ANA, BAD), at)
    assert [(p.line, p.reason) for p in found.problems] == [(3, "last_name is empty.")]
    assert session.scalar(sa.select(sa.func.count(Officer.id))) == 0
    import_all(session, text(ANA, BAD), at, without_bad_rows=True)
    assert session.scalars(sa.select(Officer.license_number)).all() == ["104233"]


def test_an_address_of_somebody_else_is_refused(session, person, at):
    line = ANA.replace("ana@example.org", person.email)
    (problem,) = import_all(session, text(line), at).problems
    assert "another person's" in problem.reason


def receive(session, content, agency, person, at):
    return roster.receive(session, content, "roster.csv", agency=agency, by=person, at=at)


def test_an_agency_brings_only_its_own_officers(session, agency, person, at):
    kept = receive(session, text(ANA.replace("Boone County SO", "Columbia PD")), agency, person, at)
    (problem,) = roster.read_report(kept).problems
    assert "is not yours (Boone County SO)" in problem.reason


def test_an_agency_cannot_take_over_another_s_officer_by_the_address(session, agency, person, at):
    import_all(session, text(ANA.replace("Boone County SO", "Columbia PD")), at)
    kept = receive(session, text(ANA.replace("ana@", "thief@")), agency, person, at)
    (problem,) = roster.read_report(kept).problems
    assert "email differs from the record" in problem.reason


def run_jobs(session, at):
    for job in session.scalars(sa.select(Job).order_by(Job.id)):
        roster.import_piece(session, json.loads(job.payload), at=at)


def test_a_roster_is_imported_in_pieces_and_goes_on_where_it_stood(
    session, agency, person, at, monkeypatch
):
    monkeypatch.setattr(roster, "PIECE", 1)
    kept = receive(session, text(ANA, BO), agency, person, at)
    roster.begin(session, kept, without_bad_rows=False, by=person, at=at)
    for expected in (1, 2):
        session.commit()
        run_jobs(session, at)  # Pieces of before are run once more and change nothing.
        assert kept.rows_done == expected
    assert kept.state is RosterState.DONE
    assert session.scalar(sa.select(sa.func.count(Commission.id))) == 2


def test_bad_rows_must_be_given_up_in_so_many_words(session, agency, person, at):
    kept = receive(session, text(ANA, BAD), agency, person, at)
    with pytest.raises(Refused, match="Some rows are bad"):
        roster.begin(session, kept, without_bad_rows=False, by=person, at=at)
    roster.begin(session, kept, without_bad_rows=True, by=person, at=at)
    with pytest.raises(Refused, match="already"):
        roster.begin(session, kept, without_bad_rows=True, by=person, at=at)


def test_a_row_gone_bad_since_the_check_is_reported(session, agency, person, at):
    kept = receive(session, text(ANA), agency, person, at)
    roster.begin(session, kept, without_bad_rows=False, by=person, at=at)
    session.add(Person(email="ana@example.org", first_name="A", last_name="B", created_at=at))
    session.commit()
    run_jobs(session, at)
    assert "another person's" in roster.read_report(kept).problems[0].reason


def test_a_discarded_roster_is_not_imported(session, agency, person, at):
    kept = receive(session, text(ANA), agency, person, at)
    roster.discard(session, kept, by=person, at=at)
    with pytest.raises(Refused):
        roster.begin(session, kept, without_bad_rows=False, by=person, at=at)


@pytest.mark.parametrize("content", [b"", HEADER.encode()], ids=["empty", "only a header"])
def test_a_file_without_officers_is_refused(session, agency, person, at, content):
    with pytest.raises(Refused):
        receive(session, content, agency, person, at)
