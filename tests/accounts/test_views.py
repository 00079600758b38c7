import pyotp
import pytest
import sqlalchemy as sa

from cbt.accounts import service
from cbt.core import clock, secrets
from cbt.extensions import db
from cbt.models.accounts import Person, Role
from cbt.models.organizations import OrganizationKind, RoleAssignment
from cbt.models.sign_ins import SignIn
from tests import actors
from tests.forms import forms, send

PASSWORD = "a short sentence is kept"
NEW = "three other words here"


@pytest.fixture
def me(app, sign_in):
    """Return the id of a signed-in officer who knows a password."""
    person_id = sign_in(Role.OFFICER)
    with app.app_context():
        db.session.get(Person, person_id).password_hash = secrets.hash_password(PASSWORD)
        db.session.commit()
    return person_id


def another_browser(app, person_id):
    """Return a client in which the person is signed in too."""
    with app.app_context():
        person = db.session.get(Person, person_id)
        service.sign_in(db.session, person, browser="Firefox on Windows", at=clock.now())
        email = person.email
        db.session.commit()
    other = app.test_client()
    other.set_cookie("session", actors.sign_in_known(app, email))
    return other


def test_the_account_says_who_one_is(page, me):
    text = page("accounts.account").text
    assert "Alexandra Riverastone" in text
    assert "officer@example.org" in text
    assert "You act in this role" in text
    assert "This browser" in text


def test_a_lost_phone_is_signed_out_and_only_it(app, client, me):
    other = another_browser(app, me)
    assert other.get("/today").status_code == 200
    ends = [a for a in forms(client, "/account") if a.endswith("/end")]
    assert len(ends) == 2
    for end in ends:
        send(client, "/account", to=end)
    assert other.get("/today").status_code == 303
    assert client.get("/today").status_code == 200


def test_signing_out_everywhere_ends_this_browser_too(app, client, me):
    other = another_browser(app, me)
    page = send(client, "/account", to="/account/sign-out-everywhere")
    assert page.title == "Sign in"
    assert other.get("/today").status_code == 303
    with app.app_context():
        assert db.session.scalar(sa.select(SignIn).where(SignIn.ended_at.is_(None))) is None


def test_a_new_password_wants_the_old_and_signs_the_others_out(app, client, me):
    other = another_browser(app, me)
    wrong = {"present": "not mine at all!", "password": NEW, "again": NEW}
    assert "not your present password" in send(client, "/account/password", wrong).text
    page = send(client, "/account/password", wrong | {"present": PASSWORD})
    assert "Your password is changed" in page.text
    assert client.get("/today").status_code == 200
    assert other.get("/today").status_code == 303


def test_codes_are_turned_on_by_the_first_code_and_off_by_the_password(app, client, me, page):
    shown = page("accounts.codes")
    secret = shown.find(".//code").text
    assert shown.find(".//img[@class='mu-code-picture']").get("src").startswith("data:image/svg")
    assert "not right" in send(client, "/account/codes", {"code": "123456"}).text
    assert page("accounts.codes").find(".//code").text == secret
    on = send(client, "/account/codes", {"code": pyotp.TOTP(secret).now()})
    assert "asked for a code" in on.text
    off = "/account/codes/off"
    assert (
        "not your password" in send(client, "/account/codes", {"password": "no no no"}, to=off).text
    )
    assert "no longer asked" in send(client, "/account/codes", {"password": PASSWORD}, to=off).text


def test_one_acts_in_another_of_the_own_roles(app, client, me, page):
    with app.app_context():
        house = actors.make_organization(db.session, OrganizationKind.AGENCY, at=clock.now())
        given = RoleAssignment(
            person=db.session.get(Person, me), organization=house, role=Role.AGENCY_COORDINATOR,
            from_on=clock.legal_date(clock.now()),
        )  # fmt: skip
        db.session.add(given)
        db.session.commit()
        key = given.id
    assert client.get("/officers").status_code == 403
    send(client, "/account", to=f"/account/role/{key}")
    assert "Agency coordinator" in page("officers.officers").text


def test_nobody_acts_in_another_s_role(app, client, me):
    with app.app_context():
        actors.make_person(db.session, Role.OPERATOR, at=clock.now())
        db.session.commit()
        foreign = db.session.scalar(
            sa.select(RoleAssignment.id).where(RoleAssignment.role == Role.OPERATOR)
        )
    app.config["WTF_CSRF_ENABLED"] = False
    assert client.post(f"/account/role/{foreign}").status_code == 404
