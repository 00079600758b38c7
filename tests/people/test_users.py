import pytest

from cbt.core import clock, secrets
from cbt.extensions import db
from cbt.models.accounts import Person, PersonName, Role
from tests import actors
from tests.forms import forms, send


@pytest.fixture
def user(app, sign_in):
    """Return the address of an officer's page, before an operator."""
    sign_in(Role.OPERATOR)
    with app.app_context():
        person = actors.make_person(db.session, Role.OFFICER, at=clock.now())
        day = clock.legal_date(clock.now()).replace(year=2020)
        person.names.append(PersonName(name=person.name, from_on=day))
        db.session.commit()
        return f"/users/{person.id}"


def test_users_are_found_by_words_of_name_and_address(page, user):
    assert "officer@example.org" in page("users.users", words="alexandra officer").text
    assert "Nobody is called so." in page("users.users", words="zzz").text


def test_a_new_name_stays_beside_the_old(client, user):
    today = clock.legal_date(clock.now()).isoformat()
    name = {"first_name": "Alexandra", "middle_name": "", "last_name": "Stone", "from_on": today}
    page = send(client, f"{user}/name", name)
    assert page.title == "Alexandra Stone"
    assert "Alexandra Riverastone" in page.text


def test_a_name_of_the_future_is_refused(client, user):
    name = {"first_name": "A", "last_name": "B", "from_on": "2999-01-01"}
    assert "begins in the future" in send(client, f"{user}/name", name, status=409).text


def test_an_account_is_closed_and_opened(client, user):
    assert "Closed" in send(client, user, to=f"{user}/close").text
    assert "The account is open again." in send(client, user, to=f"{user}/open").text


def test_an_invitation_is_mailed_again_until_a_password_is_set(app, client, user):
    assert "A new link is on its way" in send(client, user, to=f"{user}/invite").text
    with app.app_context():
        person = db.session.get(Person, int(user.rpartition("/")[2]))
        person.password_hash = secrets.hash_password("a short sentence is kept")
        db.session.commit()
    assert f"{user}/invite" not in forms(client, user)
    app.config["WTF_CSRF_ENABLED"] = False
    assert client.post(f"{user}/invite").status_code == 409


def test_codes_of_a_lost_phone_are_turned_off(app, client, user):
    with app.app_context():
        person = db.session.get(Person, int(user.rpartition("/")[2]))
        person.totp_secret = secrets.new_code_secret()
        db.session.commit()
    assert "no longer asked for codes" in send(client, user, to=f"{user}/codes-off").text


def test_a_role_is_given_for_any_organization_and_ended(client, user, page):
    house = page("users.choose_house").links
    address = next(link for link in house if link.startswith("/users/add/"))
    ana = {
        "email": "ana@example.org", "first_name": "Ana", "last_name": "Sandoval",
        "role": "operator",
    }  # fmt: skip
    page = send(client, address, ana)
    assert page.title == "Ana Sandoval"
    theirs = next(a for a in page.links if a.endswith("/name")).removesuffix("/name")
    end = next(a for a in forms(client, theirs) if a.endswith("/end"))
    assert "The role has ended." in send(client, theirs, to=end).text


def test_nobody_closes_the_own_account(app, client, sign_in):
    me = sign_in(Role.OPERATOR)
    assert f"/users/{me}/close" not in forms(client, f"/users/{me}")
    app.config["WTF_CSRF_ENABLED"] = False
    assert client.post(f"/users/{me}/close").status_code == 409
    assert client.post(f"/users/{me}/codes-off").status_code == 409
