"""The operator's pages: every account of the site, but nothing of what its owner learned."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cbt.core import clock
from cbt.core.permissions import Permission
from cbt.extensions import db
from cbt.models.accounts import Person
from cbt.models.organizations import Organization, RoleAssignment
from cbt.people import forms, service
from cbt.web.access import found_or_404, requires, who
from cbt.web.navigation import Entry
from cbt.web.paging import paged

bp = Blueprint("users", __name__)
MANAGE = Permission.MANAGE_USERS
NAVIGATION = (Entry(endpoint="users.users", label="Users", permission=MANAGE),)


def back(user_id: int, told: str) -> ResponseReturnValue:
    """Return the way back to a user's page with a sentence."""
    flash(told, "success")
    return redirect(url_for("users.user", user_id=user_id), 303)


@bp.get("/users")
@requires(MANAGE)
def users() -> ResponseReturnValue:
    """List the accounts, those that are searched for if any are."""
    words = request.args.get("words", "").strip()
    found = paged(db.session, service.people_named(words))
    return render_template("people/users.html", found=found, words=words)


@bp.get("/users/<int:user_id>")
@requires(MANAGE)
def user(user_id: int) -> ResponseReturnValue:
    """Show one account: names, roles, and whether it is open."""
    person = found_or_404(Person, user_id)
    roles = service.roles_of_person(db.session, person)
    return render_template("people/user.html", person=person, roles=roles, me=who())


@bp.get("/users/add")
@requires(MANAGE)
def choose_house() -> ResponseReturnValue:
    """Choose the organization for which a role is given."""
    found = service.list_organizations(db.session)
    return render_template("people/choose_house.html", organizations=found)


@bp.route("/users/add/<int:organization_id>", methods=["GET", "POST"])
@requires(MANAGE)
def give_role(organization_id: int) -> ResponseReturnValue:
    """Give somebody a role in any organization."""
    house = found_or_404(Organization, organization_id)
    form = forms.give_role(house)
    if form.validate_on_submit():
        given = service.grant_role(
            db.session, house, forms.role_of(form), form.newcomer, by=who().person, at=clock.now()
        )
        person_id, told = given.person_id, f"{given.person.name} is told of the role by mail."
        db.session.commit()
        return back(person_id, told)
    return render_template("people/give_role.html", form=form, house=house)


@bp.post("/users/roles/<int:role_id>/end")
@requires(MANAGE)
def end_role(role_id: int) -> ResponseReturnValue:
    """End any role."""
    given = found_or_404(RoleAssignment, role_id)
    person_id = given.person_id
    service.end_role(db.session, given, by=who().person, at=clock.now())
    db.session.commit()
    return back(person_id, "The role has ended.")


@bp.route("/users/<int:user_id>/name", methods=["GET", "POST"])
@requires(MANAGE)
def name(user_id: int) -> ResponseReturnValue:
    """Give a person a new name from a day on."""
    person = found_or_404(Person, user_id)
    form = forms.NameForm(obj=person)
    if form.validate_on_submit():
        service.change_name(
            db.session,
            person,
            first_name=form.first_name.data,
            middle_name=form.middle_name.data,
            last_name=form.last_name.data,
            from_on=form.from_on.data,
            by=who().person,
            at=clock.now(),
        )
        db.session.commit()
        return back(user_id, "The new name is on record; the old one stays in the history.")
    return render_template("people/name.html", form=form, person=person)


@bp.post("/users/<int:user_id>/close")
@requires(MANAGE)
def close(user_id: int) -> ResponseReturnValue:
    """Close an account; its record stays."""
    person = found_or_404(Person, user_id)
    service.set_active(db.session, person, active=False, by=who().person, at=clock.now())
    db.session.commit()
    return back(user_id, "The account is closed, and every browser of it signed out.")


@bp.post("/users/<int:user_id>/open")
@requires(MANAGE)
def reopen(user_id: int) -> ResponseReturnValue:
    """Open a closed account again."""
    person = found_or_404(Person, user_id)
    service.set_active(db.session, person, active=True, by=who().person, at=clock.now())
    db.session.commit()
    return back(user_id, "The account is open again.")


@bp.post("/users/<int:user_id>/invite")
@requires(MANAGE)
def invite(user_id: int) -> ResponseReturnValue:
    """Mail a new link with which the person sets a first password."""
    person = found_or_404(Person, user_id)
    service.invite_again(db.session, person, by=who().person, at=clock.now())
    db.session.commit()
    return back(user_id, "A new link is on its way; older ones no longer work.")


@bp.post("/users/<int:user_id>/codes-off")
@requires(MANAGE)
def codes_off(user_id: int) -> ResponseReturnValue:
    """Turn the codes of somebody off who has lost the app."""
    person = found_or_404(Person, user_id)
    service.turn_codes_off(db.session, person, by=who().person, at=clock.now())
    db.session.commit()
    return back(user_id, "The person is no longer asked for codes. Be sure that it was the person.")
