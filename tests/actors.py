"""People in each role, signed in without the pages of the door."""

from cbt.accounts import service as accounts
from cbt.core import clock
from cbt.extensions import db
from cbt.models.accounts import Person, Role
from cbt.models.organizations import Organization, RoleAssignment
from cbt.people.service import ROLES_OF

#: The names of these houses and people are long, as real ones are: the header must bear them.
HOUSES = {kind: f"Upper Gasconade {kind.title()} for Continuing Education" for kind in ROLES_OF}


def kind_of(role):
    """Return the kind of organization that gives the role; None for an officer's."""
    return next((kind for kind, roles in ROLES_OF.items() if role in roles), None)


def make_organization(session, kind, *, at):
    found = session.query(Organization).filter_by(kind=kind, name=HOUSES[kind]).first()
    if found is None:
        found = Organization(kind=kind, name=HOUSES[kind], created_at=at)
        session.add(found)
    return found


def make_person(session, role, *, at):
    """Return somebody who holds `role`, and no other."""
    person = Person(
        email=f"{role}@example.org", first_name="Alexandra", last_name="Riverastone", created_at=at
    )
    kind = kind_of(role)
    house = make_organization(session, kind, at=at) if kind else None
    given = RoleAssignment(
        person=person, organization=house, role=role, from_on=clock.legal_date(at)
    )
    session.add_all([person, given])
    session.flush()
    return person


def sign_in(app, client, role):
    """Make `client` the browser of somebody new in `role`; return their id and session cookie."""
    at = clock.now()
    with app.app_context():
        person = make_person(db.session, Role(role), at=at)
        token = accounts.sign_in(db.session, person, browser="a test", at=at)
        db.session.commit()
        person_id = person.id
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True
    return person_id, client.get_cookie("session").value
