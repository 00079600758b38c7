"""The door, as people meet it: over HTTP, with the mails that the worker really writes."""

import re

import pyotp
import pytest
import sqlalchemy as sa
import time_machine

from cbt.accounts import service
from cbt.accounts.door import safe_way
from cbt.core import clock, secrets
from cbt.extensions import db
from cbt.models.accounts import Person, Role
from cbt.operation.jobs import HANDLERS
from cbt.operation.worker import Worker
from tests import actors
from tests.forms import send

PASSWORD = "a short sentence is kept"


@pytest.fixture
def officer(app):
    """Return the id of an officer with a password; the address is officer@example.org."""
    with app.app_context():
        person = actors.make_person(db.session, Role.OFFICER, at=clock.now())
        person.password_hash = secrets.hash_password(PASSWORD)
        db.session.commit()
        return person.id


@pytest.fixture
def letters(app, tmp_path):
    """Return what lets the worker send the mails that wait, and gives their texts."""

    def send_all():
        with app.app_context():
            worker = Worker(db.engine, HANDLERS, app.config["SETTINGS"])
            worker.work_all()
        return [file.read_text() for file in sorted((tmp_path / "mail").glob("*.eml"))]

    return send_all


def sign_in(client, email="officer@example.org", password=PASSWORD, at="/sign-in", **more):
    return send(client, at, {"email": email, "password": password, **more})


def test_the_right_password_opens_the_day(client, officer):
    assert sign_in(client).title == "Today"


def test_a_wrong_one_and_an_unknown_address_are_answered_alike(client, officer):
    wrong = sign_in(client, password="not my password at all")
    unknown = sign_in(client, email="nobody@example.org")
    assert wrong.title == unknown.title == "Sign in"
    sentence = "The e-mail address or the password is not right."
    assert sentence in wrong.text
    assert sentence in unknown.text


def test_an_empty_form_says_what_is_missing(client):
    page = send(client, "/sign-in")
    assert "Enter your e-mail address." in page.text
    assert "Enter your password." in page.text


def test_many_failures_shut_the_door_for_a_while(client, officer):
    for _ in range(5):
        sign_in(client, password="wrong wrong wrong")
    page = send(
        client, "/sign-in", {"email": "officer@example.org", "password": PASSWORD}, status=409
    )
    assert "Wait 30 seconds" in page.text
    with time_machine.travel(clock.now().timestamp() + 31):
        assert sign_in(client).title == "Today"


def test_the_way_goes_on_to_the_page_that_was_asked_for(client, officer):
    answer = client.get("/account/password")
    assert answer.location == "/sign-in?next=/account/password"
    assert sign_in(client, at=answer.location).title == "Change your password"


@pytest.mark.parametrize(
    "wish", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:1", "", None]
)
def test_no_way_leads_to_another_site(app, wish):
    with app.test_request_context():
        assert safe_way(wish) == "/today"


def test_codes_are_asked_for_after_the_password_and_used_once(app, client, officer):
    secret = secrets.new_code_secret()
    with app.app_context():
        db.session.get(Person, officer).totp_secret = secret
        db.session.commit()
    assert sign_in(client).title == "Enter your code"
    assert client.get("/today").status_code == 303
    assert "not right" in send(client, "/sign-in/code", {"code": "000000"}).text
    code = pyotp.TOTP(secret).now()
    spaced = f"{code[:3]} {code[3:]}"
    assert send(client, "/sign-in/code", {"code": spaced}).title == "Today"
    send(client, "/today", to="/sign-out")
    sign_in(client)
    assert "used before" in send(client, "/sign-in/code", {"code": code}).text


def test_nobody_enters_a_code_before_the_password_or_long_after(app, client, officer):
    assert client.get("/sign-in/code").status_code == 303
    with app.app_context():
        db.session.get(Person, officer).totp_secret = secrets.new_code_secret()
        db.session.commit()
    sign_in(client)
    with time_machine.travel(clock.now().timestamp() + 601):
        assert client.get("/sign-in/code").status_code == 303


def test_signing_out_ends_the_sign_in_on_the_server(client, officer):
    sign_in(client)
    stolen = client.get_cookie("session").value
    page = send(client, "/today", to="/sign-out")
    assert "You are signed out." in page.text
    client.set_cookie("session", stolen)
    assert client.get("/today").status_code == 303


def test_a_forgotten_password_is_set_by_a_mailed_link_that_works_once(client, officer, letters):
    told = send(client, "/forgotten-password", {"email": "OFFICER@example.org "})
    assert "If an account has that address" in told.text
    link = re.search(r"/set-password/[\w-]+", letters()[0]).group()
    new = "three other words here"
    page = send(client, link, {"password": new, "again": new})
    assert "Your password is set." in page.text
    assert sign_in(client, password=new).title == "Today"
    assert "no longer works" in client.get(link).text


def test_a_stranger_s_address_gets_the_same_answer_and_no_mail(client, officer, letters):
    told = send(client, "/forgotten-password", {"email": "nobody@example.org"})
    assert "If an account has that address" in told.text
    assert letters() == []


def test_links_cannot_be_asked_for_without_end(client, officer):
    for _ in range(5):
        send(client, "/forgotten-password", {"email": "officer@example.org"})
    page = send(client, "/forgotten-password", {"email": "officer@example.org"}, status=409)
    assert "Too many attempts" in page.text


def test_a_link_is_not_used_up_by_a_bad_password(app, client, officer):
    with app.app_context():
        person = db.session.get(Person, officer)
        token = service.mint(db.session, person, "reset", at=clock.now())
        db.session.commit()
    link = f"/set-password/{token}"
    short = send(client, link, {"password": "short", "again": "short"})
    assert "Use at least 12 characters" in short.text
    differ = send(client, link, {"password": PASSWORD, "again": PASSWORD + "!"})
    assert "The two are not the same." in differ.text
    new = "three other words here"
    assert "is set" in send(client, link, {"password": new, "again": new}).text


def test_a_closed_account_does_not_open(app, client, officer):
    with app.app_context():
        db.session.execute(sa.update(Person).values(is_active=False))
        db.session.commit()
    assert "not right" in sign_in(client).text
