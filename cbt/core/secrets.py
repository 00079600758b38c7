"""Passwords, mailed tokens and one-time codes: made here, kept only as hashes."""

import hashlib
import secrets
from datetime import datetime

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

#: 6.2 of the attendance evidence: a password has at least twelve characters.
SHORTEST_PASSWORD = 12
#: Longer ones only cost the server time.
LONGEST_PASSWORD = 256
#: A code of the step before or after is taken: clocks of phones are off by seconds.
STEP_SECONDS = 30

_hasher = PasswordHasher()
#: Checked where there is no account, so that the answer takes as long as with one.
_DECOY = _hasher.hash(secrets.token_hex())


def password_problem(password: str) -> str | None:
    """Return what is wrong with a new password as a sentence, or None."""
    if len(password) < SHORTEST_PASSWORD:
        return f"Use at least {SHORTEST_PASSWORD} characters; a short sentence is easy to keep."
    if len(password) > LONGEST_PASSWORD:
        return f"Use at most {LONGEST_PASSWORD} characters."
    if len(set(password)) < 5:
        return "Use more than four different characters."
    return None


def hash_password(password: str) -> str:
    """Return the argon2 hash to keep."""
    return _hasher.hash(password)


def password_matches(kept: str | None, password: str) -> bool:
    """Return whether `password` is the one whose hash is kept; as slow with none kept."""
    try:
        matches = _hasher.verify(kept or _DECOY, password[: LONGEST_PASSWORD + 1])
    except (VerificationError, InvalidHashError):
        return False
    return matches and kept is not None


def new_token() -> str:
    """Return a token that nobody guesses, fit for an address."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


def new_code_secret() -> str:
    """Return the secret that a person's authenticator app is given."""
    return pyotp.random_base32()


def accepted_step(secret: str, code: str, *, at: datetime, last: int | None) -> int | None:
    """Return the time step of a right code not used before, or None."""
    totp = pyotp.TOTP(secret)
    now = int(at.timestamp()) // STEP_SECONDS
    for step in (now, now - 1, now + 1):
        fresh = last is None or step > last
        if fresh and secrets.compare_digest(totp.generate_otp(step), code.strip()):
            return step
    return None
