"""Sign-in and own account: the deeds at the door, each audited."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cbt.accounts import throttle
from cbt.audit import service as audit
from cbt.core import secrets
from cbt.core.errors import Refused
from cbt.models.accounts import Person
from cbt.models.organizations import RoleAssignment
from cbt.models.sign_ins import AccountToken, SignIn, TokenPurpose

#: A reset is asked for by somebody who sits there; an invitation waits for a shift to begin.
LIFETIME = {TokenPurpose.RESET: timedelta(hours=1), TokenPurpose.INVITATION: timedelta(days=14)}
WRONG_PASSWORD = "The e-mail address or the password is not right."  # noqa: S105 - a sentence
WRONG_CODE = "The code is not right or was used before. Wait for the next one and try again."
STALE_LINK = "This link was used before or has expired. Ask for a new one."


def find_by_email(session: Session, email: str) -> Person | None:
    """Return the active person of that address."""
    query = sa.select(Person).where(Person.email == email.strip().lower(), Person.is_active)
    return session.scalar(query)


def check_password(
    session: Session, email: str, password: str, *, address: str, at: datetime
) -> Person | None:
    """Return the person whose password it is, counting a failure where it is not."""
    keys = (f"email:{email.strip().lower()}", f"address:{address}")
    for key in keys:
        throttle.refuse_blocked(session, key, at=at)
    person = find_by_email(session, email)
    if not secrets.password_matches(person.password_hash if person else None, password):
        for key in keys:
            throttle.count_failure(session, key, at=at)
        return None
    throttle.forget(session, keys[0])
    return person


def check_code(session: Session, person: Person, code: str, *, at: datetime) -> bool:
    """Return whether the one-time code is right and fresh; a right one is used up."""
    key = f"code:{person.id}"
    throttle.refuse_blocked(session, key, at=at)
    step = secrets.accepted_step(person.totp_secret or "", code, at=at, last=person.totp_last_step)
    if step is None:
        throttle.count_failure(session, key, at=at)
        return False
    throttle.forget(session, key)
    person.totp_last_step = step
    return True


def sign_in(session: Session, person: Person, *, browser: str, at: datetime) -> str:
    """Begin a sign-in and return its token, which is not kept."""
    token = secrets.new_token()
    begun = SignIn(
        person=person,
        token_hash=secrets.token_hash(token),
        started_at=at,
        last_seen_at=at,
        browser=browser[:80],
    )
    session.add(begun)
    audit.record(session, "accounts:sign_in:begin", begun, by=person, at=at)
    return token


def sign_out(session: Session, begun: SignIn, *, by: Person, at: datetime) -> None:
    """End one sign-in."""
    begun.ended_at = at
    audit.record(session, "accounts:sign_in:end", begun, by=by, at=at)


def sign_out_everywhere(
    session: Session, person: Person, *, but: SignIn | None = None, by: Person | None, at: datetime
) -> int:
    """End every sign-in of a person, but one if told, and return how many there were."""
    query = sa.select(SignIn).where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
    ended = [found for found in session.scalars(query) if found is not but]
    for found in ended:
        found.ended_at = at
    if ended:
        audit.record(session, "accounts:sign_in:end_all", person, by=by, at=at, ended=len(ended))
    return len(ended)


def list_sign_ins(session: Session, person: Person) -> list[SignIn]:
    """Return the sign-ins that have not ended, the latest first."""
    query = (
        sa.select(SignIn)
        .where(SignIn.person_id == person.id, SignIn.ended_at.is_(None))
        .order_by(SignIn.last_seen_at.desc())
    )
    return list(session.scalars(query))


def act_as(session: Session, begun: SignIn, assignment: RoleAssignment, *, at: datetime) -> None:
    """Act in another role that the person holds."""
    begun.acting_as_id = assignment.id
    audit.record(
        session, "accounts:sign_in:act_as", begun, by=begun.person, at=at, role=assignment.role
    )


def mint(session: Session, person: Person, purpose: TokenPurpose, *, at: datetime) -> str:
    """Return the token of a new mailed link; older ones of the purpose stop working."""
    session.execute(
        sa.update(AccountToken)
        .where(
            AccountToken.person_id == person.id,
            AccountToken.purpose == purpose,
            AccountToken.used_at.is_(None),
        )
        .values(used_at=at)
    )
    token = secrets.new_token()
    session.add(
        AccountToken(
            person=person,
            purpose=purpose,
            token_hash=secrets.token_hash(token),
            expires_at=at + LIFETIME[purpose],
        )
    )
    return token


def find_token(session: Session, token: str, *, at: datetime) -> AccountToken | None:
    """Return the mailed link if it still works."""
    found = session.scalar(
        sa.select(AccountToken)
        .where(AccountToken.token_hash == secrets.token_hash(token))
        .with_for_update()
    )
    works = found and found.used_at is None and found.expires_at > at and found.person.is_active
    return found if works else None


def set_password_by_token(session: Session, token: str, password: str, *, at: datetime) -> Person:
    """Set the password of the link's person, use the link up and end older sign-ins."""
    found = find_token(session, token, at=at)
    if found is None:
        raise Refused(STALE_LINK)
    found.used_at = at
    set_password(session, found.person, password, at=at)
    return found.person


def set_password(
    session: Session, person: Person, password: str, *, but: SignIn | None = None, at: datetime
) -> None:
    """Set a new password; every other sign-in ends, for one of them may be a thief's."""
    problem = secrets.password_problem(password)
    if problem:
        raise Refused(problem)
    person.password_hash = secrets.hash_password(password)
    throttle.forget(session, f"email:{person.email}")
    audit.record(session, "accounts:person:set_password", person, by=person, at=at)
    sign_out_everywhere(session, person, but=but, by=person, at=at)


def turn_codes_on(
    session: Session, person: Person, secret: str, code: str, *, at: datetime
) -> bool:
    """Ask for one-time codes from now on, if the first code proves that the app has the secret."""
    step = secrets.accepted_step(secret, code, at=at, last=None)
    if step is None:
        return False
    person.totp_secret, person.totp_last_step = secret, step
    audit.record(session, "accounts:person:codes_on", person, by=person, at=at)
    return True


def turn_codes_off(session: Session, person: Person, *, by: Person, at: datetime) -> None:
    """Ask for no more one-time codes."""
    person.totp_secret = person.totp_last_step = None
    audit.record(session, "accounts:person:codes_off", person, by=by, at=at)
