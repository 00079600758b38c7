import pytest
import sqlalchemy as sa

from cbt.core import clock
from cbt.extensions import db
from cbt.models.accounts import Officer, Person, Role
from cbt.models.audit import AuditEvent
from cbt.models.jobs import Job
from cbt.models.organizations import RoleAssignment
from tests import actors
from tests.forms import forms, send

ANA = {
    "email": "ana@example.org", "first_name": "Ana", "middle_name": "", "last_name": "Sandoval",
    "role": "instructor",
}  # fmt: skip


def actions(app):
    with app.app_context():
        return list(db.session.scalars(sa.select(AuditEvent.action).order_by(AuditEvent.number)))


def test_a_manager_gives_a_role_and_the_person_is_invited(app, client, sign_in):
    sign_in(Role.PROVIDER_MANAGER)
    page = send(client, "/people/add", ANA)
    assert page.title == "People"
    assert "Ana Sandoval is instructor now and is told by mail." in page.text
    assert "Invited" in page.text
    assert actions(app)[-2:] == ["people:person:add", "people:role:grant"]
    with app.app_context():
        assert '"event":"invitation"' in db.session.scalars(sa.select(Job.payload)).one()


def test_a_form_with_mistakes_keeps_what_was_typed(client, sign_in):
    sign_in(Role.PROVIDER_MANAGER)
    page = send(client, "/people/add", ANA | {"email": "ana", "role": ""})
    assert "This is no e-mail address" in page.text
    assert "Choose a role." in page.text
    assert page.find(".//input[@name='last_name']").get("value") == "Sandoval"


def test_only_the_roles_of_the_house_are_offered(page, sign_in):
    sign_in(Role.AGENCY_COORDINATOR)
    offered = page("people.give_role").tree.findall(".//option")
    assert [o.get("value") for o in offered] == [
        "", "agency_coordinator", "instructor", "course_administrator",
    ]  # fmt: skip


def test_a_role_ends_at_once_but_not_one_s_own(app, client, sign_in):
    sign_in(Role.PROVIDER_MANAGER)
    send(client, "/people/add", ANA)
    ends = [address for address in forms(client, "/people") if address.endswith("/end")]
    assert len(ends) == 1, "one's own role has no button"
    page = send(client, "/people", to=ends[0])
    assert "Ana Sandoval is no longer instructor." in page.text
    assert "people:role:end" in actions(app)


@pytest.fixture
def officer(app):
    with app.app_context():
        at = clock.now()
        person = actors.make_person(db.session, Role.OFFICER, at=at)
        db.session.add(
            Officer(
                person=person,
                license_number="D77",
                license_class="A",
                licensed_on=clock.legal_date(at),
            )
        )
        db.session.commit()
        return person.id


def test_accommodations_are_granted_to_an_officer_who_is_named_exactly(
    app, client, sign_in, officer
):
    sign_in(Role.COURSE_ADMINISTRATOR)
    asked = "/accommodations?license_number=d77&last_name=riverastone"
    page = send(client, asked, {"time_multiple": "2", "captions": "y"}, to="/accommodations")
    assert "are as you set them" in page.text
    with app.app_context():
        person = db.session.get(Person, officer)
        assert (person.time_multiple, person.no_timed_prompts, person.captions) == (2, False, True)
    assert actions(app)[-1] == "people:person:accommodate"


def test_nobody_leafs_through_officers(client, sign_in, officer):
    sign_in(Role.COURSE_ADMINISTRATOR)
    answer = client.get("/accommodations?license_number=D77&last_name=Smith")
    assert "No officer has this license number and this last name." in answer.text
    assert "Riverastone</h2>" not in answer.text


def test_a_wrong_multiple_is_said(client, sign_in, officer):
    sign_in(Role.COURSE_ADMINISTRATOR)
    asked = "/accommodations?license_number=D77&last_name=Riverastone"
    page = send(client, asked, {"time_multiple": "40"}, to="/accommodations")
    assert "Enter a whole number from 1 to 10." in page.text


def test_an_accommodation_of_oneself_is_refused(app, client, sign_in):
    person_id = sign_in(Role.COURSE_ADMINISTRATOR)
    with app.app_context():
        person = db.session.get(Person, person_id)
        db.session.add(
            Officer(
                person=person,
                license_number="D78",
                license_class="A",
                licensed_on=clock.legal_date(clock.now()),
            )
        )
        db.session.commit()
    asked = "/accommodations?license_number=D78&last_name=Riverastone"
    page = send(client, asked, {"time_multiple": "2"}, to="/accommodations", status=409)
    assert "cannot grant accommodations to yourself" in page.text
    assert len(db_roles(app)) == 1


def db_roles(app):
    with app.app_context():
        return db.session.scalars(sa.select(RoleAssignment)).all()
