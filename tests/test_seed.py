import sqlalchemy as sa

from cbt import seed
from cbt.accounts import service as accounts
from cbt.audit import service as audit
from cbt.core import secrets
from cbt.models.accounts import Role
from cbt.models.organizations import RoleAssignment


def test_every_role_has_an_account_that_opens(session, at):
    assert not seed.is_settled(session)
    seed.settle(session, at=at)
    session.commit()
    assert seed.is_settled(session)
    assert {account.role for account in seed.ACCOUNTS} == set(Role)
    for account in seed.ACCOUNTS:
        person = accounts.find_by_email(session, account.email)
        held = session.scalars(sa.select(RoleAssignment).filter_by(person_id=person.id)).all()
        assert [given.role for given in held] == [account.role]
    assert secrets.password_matches(person.password_hash, seed.PASSWORD)
    assert audit.verify(session).broken is None
