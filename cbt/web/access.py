"""Who acts, and who may enter: every view carries one guard, or the application does not start."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import ParamSpec, cast

import sqlalchemy as sa
from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user
from sqlalchemy.orm import joinedload

from cbt.config import Settings
from cbt.core import clock
from cbt.core.permissions import Permission, Scope, scope
from cbt.core.secrets import token_hash
from cbt.extensions import db, login
from cbt.models.accounts import Person, Role
from cbt.models.organizations import Organization, RoleAssignment
from cbt.models.sign_ins import SignIn

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]

#: Flask's own view, which serves the files that everybody may have.
UNGUARDED = frozenset({"static"})
#: How old the kept moment of the last request may become before it is written again.
TOUCH_EVERY = timedelta(minutes=1)
#: However busy, a sign-in ends after this: a forgotten browser is not a key for ever.
LONGEST_SIGN_IN = timedelta(hours=16)


@dataclass(frozen=True, eq=False)
class Acting:
    """The signed-in person in the role of the moment; what Flask-Login calls the user."""

    token: str
    sign_in: SignIn
    assignments: tuple[RoleAssignment, ...]
    """The roles held today, in a steady order."""

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """Return what the signed cookie carries: the token, of which only the hash is kept."""
        return self.token

    @property
    def person(self) -> Person:
        """Return who signed in."""
        return self.sign_in.person

    @property
    def assignment(self) -> RoleAssignment | None:
        """Return the chosen role if it is still held, else the first that is."""
        chosen = [a for a in self.assignments if a.id == self.sign_in.acting_as_id]
        return next(iter(chosen or self.assignments), None)

    @property
    def role(self) -> Role | None:
        """Return the role acted in; None for a person who holds none today."""
        return self.assignment.role if self.assignment else None

    @property
    def organization(self) -> Organization | None:
        """Return the organization acted for."""
        return self.assignment.organization if self.assignment else None

    def may(self, permission: Permission) -> bool:
        """Return whether the table lets the role do this anywhere at all."""
        if permission is Permission.USE_OWN_ACCOUNT:
            return True
        return self.role is not None and scope(self.role, permission) is not None

    def reaches(self, permission: Permission, organization_id: int | None) -> bool:
        """Return whether the role may do this for a record of that organization."""
        if self.role is None:
            return False
        if scope(self.role, permission) is Scope.STATEWIDE:
            return True
        mine = self.organization.id if self.organization else None
        return self.may(permission) and mine is not None and mine == organization_id


def acting() -> Acting | None:
    """Return who acts in this request; None for a visitor."""
    return cast("Acting", current_user) if current_user.is_authenticated else None


def who() -> Acting:
    """Return who acts, behind a guard that lets no visitor through."""
    found = acting()
    if found is None:
        abort(401)
    return found


def reach_or_404(permission: Permission, organization_id: int | None) -> None:
    """Answer 404 where the record is another organization's: its existence is not ours to tell."""
    if not who().reaches(permission, organization_id):
        abort(404)


def enter(token: str) -> None:
    """Put the token of a new sign-in into the browser's cookie."""
    found = load(token)
    if found is None:
        abort(401)
    login_user(found)


def leave() -> None:
    """Take the token out of the browser's cookie."""
    logout_user()


def load(token: str) -> Acting | None:
    """Return who holds the token, unless the sign-in has ended or stood idle too long."""
    at = clock.now()
    sign_in = db.session.scalar(
        sa.select(SignIn)
        .options(joinedload(SignIn.person))
        .where(SignIn.token_hash == token_hash(token), SignIn.ended_at.is_(None))
    )
    if sign_in is None or _is_over(sign_in, at) or not sign_in.person.is_active:
        return None
    _touch(sign_in, at)
    return Acting(token, sign_in, roles_on(sign_in.person, at))


def roles_on(person: Person, at: datetime) -> tuple[RoleAssignment, ...]:
    """Return the roles that a person holds on the legal date of `at`."""
    held = db.session.scalars(
        sa.select(RoleAssignment)
        .options(joinedload(RoleAssignment.organization))
        .where(RoleAssignment.person_id == person.id)
        .order_by(RoleAssignment.id)
    )
    today = clock.legal_date(at)
    return tuple(a for a in held if a.holds_on(today))


def _is_over(sign_in: SignIn, at: datetime) -> bool:
    settings: Settings = current_app.config["SETTINGS"]
    idle = at - sign_in.last_seen_at
    return (
        idle > timedelta(minutes=settings.idle_minutes) or at - sign_in.started_at > LONGEST_SIGN_IN
    )


def _touch(sign_in: SignIn, at: datetime) -> None:
    # Its own short transaction: a page that only reads must not hold the writers' queue.
    if at - sign_in.last_seen_at < TOUCH_EVERY:
        return
    with db.engine.begin() as connection:
        connection.execute(sa.update(SignIn).where(SignIn.id == sign_in.id).values(last_seen_at=at))


login.user_loader(load)


def public(view: View[P]) -> View[P]:
    """Mark a view that anybody may see."""
    view.guard = None  # type: ignore[attr-defined]  # read by guards()
    return view


def requires(permission: Permission) -> Callable[[View[P]], View[P]]:
    """Return the decorator that lets in whom the table lets do `permission`."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            found = acting()
            if found is None:
                return redirect(url_for("accounts.sign_in", next=_way_back()), 303)
            if not found.may(permission):
                abort(403)
            g.permission = permission
            return view(*args, **kwargs)

        guarded.guard = permission  # type: ignore[attr-defined]  # read by guards()
        return guarded

    return decorate


def _way_back() -> str | None:
    return request.full_path.rstrip("?") if request.method == "GET" else None


def guards(app: Flask) -> dict[str, Permission | None]:
    """Return the guard of every endpoint; None is everybody's.

    Raises
    ------
    RuntimeError
        If a view has no guard, naming each.
    """
    views = {k: v for k, v in app.view_functions.items() if k not in UNGUARDED}
    _refuse_unguarded(k for k, v in views.items() if not hasattr(v, "guard"))
    return {endpoint: vars(view)["guard"] for endpoint, view in views.items()}


def _refuse_unguarded(endpoints: Iterable[str]) -> None:
    missing = ", ".join(sorted(endpoints))
    if missing:
        raise RuntimeError(f"These views have no guard; say who may enter: {missing}.")
