from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from cbt.core import secrets

AT = datetime(2026, 11, 24, 15, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        pytest.param("eleven char", "at least 12", id="too short"),
        pytest.param("a" * 300, "at most 256", id="too long"),
        pytest.param("abababababab", "more than four", id="two letters over and over"),
    ],
)
def test_a_weak_password_gets_a_sentence(password, sentence):
    assert sentence in secrets.password_problem(password)


def test_a_short_sentence_will_do():
    assert secrets.password_problem("rain on the levee") is None


def test_a_password_matches_only_itself():
    kept = secrets.hash_password("rain on the levee")
    assert secrets.password_matches(kept, "rain on the levee")
    assert not secrets.password_matches(kept, "rain on the levees")
    assert kept.startswith("$argon2id$")


@pytest.mark.parametrize("kept", [None, "", "not a hash"])
def test_no_password_kept_matches_nothing(kept):
    assert not secrets.password_matches(kept, "")


def test_tokens_differ_and_are_kept_as_hashes():
    token, other = secrets.new_token(), secrets.new_token()
    assert token != other
    assert len(secrets.token_hash(token)) == 32


@pytest.mark.parametrize(
    ("seconds", "accepted"),
    [(0, True), (-30, True), (30, True), (-90, False), (90, False)],
)
def test_a_code_holds_one_step_either_way(seconds, accepted):
    secret = secrets.new_code_secret()
    code = pyotp.TOTP(secret).at(AT + timedelta(seconds=seconds))
    assert (secrets.accepted_step(secret, code, at=AT, last=None) is not None) is accepted


def test_a_code_is_good_once():
    secret = secrets.new_code_secret()
    code = pyotp.TOTP(secret).at(AT)
    step = secrets.accepted_step(secret, code, at=AT, last=None)
    assert secrets.accepted_step(secret, code, at=AT, last=step) is None
