from datetime import timedelta

import pyotp
import pytest
import sqlalchemy as sa

from cbt.accounts import service, throttle
from cbt.core import secrets
from cbt.core.errors import Refused
from cbt.models.sign_ins import AccountToken, SignIn, TokenPurpose

PASSWORD = "a quiet night in Boone"


@pytest.fixture
def ana(session, person, at):
    service.set_password(session, person, PASSWORD, at=at)
    session.commit()
    return person


def check(session, email, password, at, address="192.0.2.7"):
    return service.check_password(session, email, password, address=address, at=at)


def test_the_right_password_opens_whatever_the_case_of_the_address(session, ana, at):
    assert check(session, " A.Rivera@Example.org ", PASSWORD, at) is ana


@pytest.mark.parametrize(
    ("email", "password"),
    [
        pytest.param("a.rivera@example.org", "wrong", id="a wrong password"),
        pytest.param("nobody@example.org", PASSWORD, id="no such account"),
    ],
)
def test_what_does_not_open_says_the_same(session, ana, at, email, password):
    assert check(session, email, password, at) is None


def test_a_closed_account_does_not_open(session, ana, at):
    ana.is_active = False
    assert check(session, ana.email, PASSWORD, at) is None


def test_the_door_shuts_after_five_failures_and_opens_again(session, ana, at):
    for _ in range(throttle.FREE_FAILURES):
        assert check(session, ana.email, "wrong", at) is None
    with pytest.raises(Refused, match="Wait 31 seconds"):
        check(session, ana.email, PASSWORD, at)
    assert check(session, ana.email, PASSWORD, at + timedelta(seconds=31)) is ana


def test_the_throttle_is_in_the_record_and_so_holds_for_every_process(session, ana, at, engine):
    for _ in range(throttle.FREE_FAILURES):
        check(session, ana.email, "wrong", at)
    session.commit()
    with sa.orm.Session(engine) as another, pytest.raises(Refused):
        check(another, "a.rivera@example.org", PASSWORD, at)


@pytest.mark.parametrize(
    ("failures", "seconds"), [(4, 0), (5, 30), (6, 60), (9, 480), (10, 900), (10_000, 900)]
)
def test_each_failure_waits_twice_as_long_up_to_a_quarter_hour(failures, seconds):
    assert throttle.wait_after(failures) == timedelta(seconds=seconds)


def test_only_the_hash_of_a_sign_in_is_kept(session, ana, at):
    token = service.sign_in(session, ana, browser="Firefox", at=at)
    assert session.scalar(sa.select(SignIn.token_hash)) == secrets.token_hash(token)


def test_sign_out_everywhere_ends_all_but_this_one(session, ana, at):
    for _ in range(3):
        service.sign_in(session, ana, browser="", at=at)
    mine = service.list_sign_ins(session, ana)[0]
    assert service.sign_out_everywhere(session, ana, but=mine, by=ana, at=at) == 2
    assert service.list_sign_ins(session, ana) == [mine]


def test_a_mailed_link_works_once(session, ana, at):
    token = service.mint(session, ana, TokenPurpose.RESET, at=at)
    service.set_password_by_token(session, token, "another good sentence", at=at)
    with pytest.raises(Refused, match="used before or has expired"):
        service.set_password_by_token(session, token, "a third good sentence", at=at)
    assert check(session, ana.email, "another good sentence", at) is ana


def test_a_mailed_link_expires(session, ana, at):
    token = service.mint(session, ana, TokenPurpose.RESET, at=at)
    assert service.find_token(session, token, at=at + timedelta(minutes=59))
    assert service.find_token(session, token, at=at + timedelta(minutes=60)) is None


def test_a_newer_link_stops_the_older(session, ana, at):
    old = service.mint(session, ana, TokenPurpose.RESET, at=at)
    service.mint(session, ana, TokenPurpose.RESET, at=at)
    assert service.find_token(session, old, at=at) is None
    assert old not in str(session.execute(sa.select(AccountToken.token_hash)).all())


def test_a_new_password_ends_every_sign_in(session, ana, at):
    service.sign_in(session, ana, browser="", at=at)
    service.set_password(session, ana, "another good sentence", at=at)
    assert service.list_sign_ins(session, ana) == []


def test_a_short_password_is_refused_and_nothing_changes(session, ana, at):
    kept = ana.password_hash
    with pytest.raises(Refused, match="at least 12"):
        service.set_password(session, ana, "short", at=at)
    assert ana.password_hash == kept


def test_a_code_is_good_once(session, ana, at):
    secret = secrets.new_code_secret()
    code = pyotp.TOTP(secret).at(at)
    assert service.turn_codes_on(session, ana, secret, code, at=at)
    later = at + timedelta(seconds=30)
    assert service.check_code(session, ana, code, at=later) is False
    assert service.check_code(session, ana, pyotp.TOTP(secret).at(later), at=later)


def test_codes_are_not_turned_on_by_a_wrong_code(session, ana, at):
    assert not service.turn_codes_on(session, ana, secrets.new_code_secret(), "000000x", at=at)
    assert ana.totp_secret is None
