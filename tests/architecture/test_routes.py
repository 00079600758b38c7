"""Every route, walked with every role, at home and in another organization; the table decides."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from cbt.core.permissions import Permission, Scope, scope
from cbt.extensions import db
from cbt.models.accounts import LicenseStatus, Officer, Person, Role
from cbt.models.jobs import Job, JobState
from cbt.models.organizations import Commission, Organization, RoleAssignment
from cbt.models.rosters import RosterImport
from cbt.models.sign_ins import SignIn
from cbt.people.service import ROLES_OF
from cbt.web.access import guards
from tests import actors
from tests.conftest import MORNING

OWN = Permission.USE_OWN_ACCOUNT
TODAY = MORNING.date()
#: Deeds of the director alone behind a permission that agencies share: the view says no.
STATEWIDE_ONLY = {"officers.license_event"}


def somebody(session, email, organization=None, role=None):
    """Return a person with an officer's license, under commission of and in a role of a house."""
    person = Person(email=email, first_name="Kim", last_name="Other", created_at=MORNING)
    officer = Officer(
        person=person, license_number=email.split("@")[0].upper(), license_class="A",
        licensed_on=TODAY, license_status=LicenseStatus.ACTIVE,
    )  # fmt: skip
    session.add(officer)
    if organization is not None:
        session.add(Commission(officer=officer, agency=organization, from_on=TODAY))
        session.add(
            RoleAssignment(person=person, organization=organization, role=role, from_on=TODAY)
        )
    session.flush()
    return officer


def records(session, house, tag, me):
    """Return one record of each kind that addresses name, all of the organization `house`."""
    role = ROLES_OF[house.kind][-1]
    officer = somebody(session, f"{tag}@example.org", house, role)
    roster = RosterImport(
        agency=house, started_by=officer.person, file_name="r.csv", content=b"", rows_total=0,
        report='{"added":0,"changed":0,"differences":[],"new_agencies":[],"problems":[],"unchanged":0}',
        created_at=MORNING,
    )  # fmt: skip
    job = Job(kind="mail", payload="{}", run_at=MORNING, created_at=MORNING, state=JobState.DEAD)
    sign_in = SignIn(
        person=me or officer.person, token_hash=tag.encode().ljust(32), started_at=MORNING,
        last_seen_at=MORNING,
    )  # fmt: skip
    session.add_all([roster, job, sign_in])
    session.flush()
    one = {"person_id": officer.person_id}
    return {
        "officer_id": officer.id,
        "commission_id": session.scalar(sa.select(Commission.id).filter_by(officer_id=officer.id)),
        "role_id": session.scalar(sa.select(RoleAssignment.id).filter_by(**one)),
        "user_id": officer.person_id,
        "organization_id": house.id,
        "roster_id": roster.id,
        "job_id": job.id,
        "sign_in_id": sign_in.id,
        "deed": "end",
        "token": "nobody-has-it",
        "path": "mark.svg",
        "filename": "mark.svg",
    }


@pytest.fixture
def walker(app, client, sign_in):
    """Return what asks a route as somebody in a role, for a record of a house near or far."""
    app.config["WTF_CSRF_ENABLED"] = False

    def make(role):
        me_id = sign_in(role) if role else None
        kind = actors.kind_of(role) if role else None
        with app.app_context():
            near = actors.make_organization(db.session, kind, at=MORNING) if kind else None
            far = Organization(
                name="Far away", kind=kind or next(iter(ROLES_OF)), created_at=MORNING
            )
            db.session.add(far)
            db.session.flush()
            me = db.session.get(Person, me_id) if me_id else None
            made = {"far": records(db.session, far, "far", None)}
            made["near"] = records(db.session, near or far, "near", me)
            db.session.commit()
        return made

    return make


def routes(app):
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods & {"GET", "POST"}):
            yield rule, method


def ask(app, client, rule, method, values):
    """Return the status of a route's answer, in a transaction that is not kept."""
    with app.test_request_context():
        address = rule.build({k: values[k] for k in rule.arguments})[1]
    return client.open(address, method=method)


def wanted(guard, role, place, rule):
    """Return which statuses the table allows, in words of HTTP."""
    if guard is None:
        return {200, 303, 401, 403, 404, 409, 503}
    if role is None:
        return {303}
    reach = Scope.OWN if guard is OWN else scope(role, guard)
    if reach is None or (rule.endpoint in STATEWIDE_ONLY and reach is not Scope.STATEWIDE):
        return {403}
    if rule.arguments and place == "far" and reach is not Scope.STATEWIDE:
        return {404}
    return {200, 303, 409}


@pytest.mark.parametrize("place", ["near", "far"])
@pytest.mark.parametrize("role", [None, *Role])
def test_each_route_answers_as_the_table_says(app, client, walker, role, place):
    made, found = walker(role)[place], guards(app)
    wrong = []
    for rule, method in routes(app):
        if rule.endpoint == "static" or rule.endpoint in ENDING:
            continue
        answer = ask(app, client, rule, method, made)
        may = wanted(found[rule.endpoint], role, place, rule)
        if role is Role.OFFICER and place == "near" and "role_id" in rule.arguments:
            may = may | {404}  # An officer's own role is of no organization.
        if answer.status_code not in may:
            wrong.append(f"{method} {rule.rule}: {answer.status_code}, not one of {sorted(may)}")
        elif found[rule.endpoint] is not None and role is None:
            assert "/sign-in" in answer.headers["Location"]
    assert wrong == []


#: Deeds that end what the walk stands on; each is walked alone.
ENDING = {
    "accounts.sign_out", "accounts.sign_out_everywhere", "accounts.act_as", "people.end_role",
    "users.end_role", "users.close",
}  # fmt: skip


@pytest.mark.parametrize("endpoint", sorted(ENDING))
@pytest.mark.parametrize("role", [None, *Role])
def test_an_ending_deed_answers_as_the_table_says(app, client, walker, role, endpoint):
    made = walker(role)["far"]
    rule = next(r for r in app.url_map.iter_rules() if r.endpoint == endpoint)
    may = wanted(guards(app)[endpoint], role, "far", rule)
    assert ask(app, client, rule, "POST", made).status_code in may


def test_every_argument_of_an_address_is_walked(app, walker):
    made = walker(None)["far"]
    named = {a for r in app.url_map.iter_rules() if r.endpoint != "static" for a in r.arguments}
    assert named <= set(made)


def test_a_sign_in_that_ended_or_stood_idle_opens_nothing(app, client, sign_in):
    person_id = sign_in(Role.OPERATOR)
    assert client.get("/today").status_code == 200
    with app.app_context():
        found = db.session.scalars(sa.select(SignIn).filter_by(person_id=person_id)).one()
        found.last_seen_at -= timedelta(minutes=61)
        db.session.commit()
    assert client.get("/today").status_code == 303
