"""An organization's people and their roles; what officers are granted."""

import sqlalchemy as sa
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cbt.core import clock
from cbt.core.permissions import Permission
from cbt.extensions import db
from cbt.models.accounts import Officer, Person
from cbt.models.organizations import Organization, RoleAssignment
from cbt.people import forms, service
from cbt.web.access import found_or_404, reach_or_404, requires, who
from cbt.web.navigation import Entry

bp = Blueprint("people", __name__)
MANAGE = Permission.MANAGE_ORGANIZATION_PEOPLE
GRANT = Permission.GRANT_ACCOMMODATION
NAVIGATION = (
    Entry(endpoint="people.people", label="People", permission=MANAGE),
    Entry(endpoint="people.accommodations", label="Accommodations", permission=GRANT),
)
NO_OFFICER = "No officer has this license number and this last name. Compare both with the license."


def our_house() -> Organization:
    """Return the organization that one acts for; 404 for those who act for none."""
    house = who().organization
    reach_or_404(MANAGE, house.id if house else None)
    assert house is not None  # noqa: S101 - nobody reaches the records of no organization
    return house


@bp.get("/people")
@requires(MANAGE)
def people() -> ResponseReturnValue:
    """Show who holds which role in the own organization."""
    house = our_house()
    return render_template(
        "people/people.html", house=house, roles=service.list_roles(db.session, house.id), me=who()
    )


@bp.route("/people/add", methods=["GET", "POST"])
@requires(MANAGE)
def give_role() -> ResponseReturnValue:
    """Give somebody a role in the own organization."""
    house = our_house()
    form = forms.give_role(house)
    if form.validate_on_submit():
        given = service.grant_role(
            db.session, house, forms.role_of(form), form.newcomer, by=who().person, at=clock.now()
        )
        told = f"{given.person.name} is {service.words(given.role)} now and is told by mail."
        db.session.commit()
        flash(told, "success")
        return redirect(url_for(".people"), 303)
    return render_template("people/give_role.html", form=form, house=house)


@bp.post("/people/roles/<int:role_id>/end")
@requires(MANAGE)
def end_role(role_id: int) -> ResponseReturnValue:
    """End a role in the own organization."""
    given = found_or_404(RoleAssignment, role_id)
    reach_or_404(MANAGE, given.organization_id)
    told = f"{given.person.name} is no longer {service.words(given.role)}."
    service.end_role(db.session, given, by=who().person, at=clock.now())
    db.session.commit()
    flash(told, "success")
    return redirect(url_for(".people"), 303)


@bp.get("/accommodations")
@requires(GRANT)
def accommodations() -> ResponseReturnValue:
    """Find an officer, and show what is granted."""
    form = forms.FindOfficerForm(request.args)
    is_asked = bool(request.args)
    person = None
    if is_asked and form.validate():
        person = find_officer(form.license_number.data, form.last_name.data)
        if person is None:
            form.license_number.errors = [NO_OFFICER]
    grant = forms.AccommodationsForm(None, obj=person) if person else None
    if grant is not None:
        grant.license_number.data = form.license_number.data
        grant.last_name.data = form.last_name.data
    return render_template(
        "people/accommodations.html", form=form, is_asked=is_asked, person=person, grant=grant
    )


@bp.post("/accommodations")
@requires(GRANT)
def accommodate() -> ResponseReturnValue:
    """Grant or end accommodations of an officer."""
    grant = forms.AccommodationsForm()
    found = find_officer(grant.license_number.data or "", grant.last_name.data or "")
    find = forms.FindOfficerForm(
        None, license_number=grant.license_number.data, last_name=grant.last_name.data
    )
    if found is None or not grant.validate():
        return render_template(
            "people/accommodations.html", form=find, is_asked=False, person=found,
            grant=grant if found else None,
        )  # fmt: skip
    told = f"The accommodations of {found.name} are as you set them."
    me = who()
    service.set_accommodations(
        db.session,
        found,
        time_multiple=grant.time_multiple.data,
        no_timed_prompts=grant.no_timed_prompts.data,
        captions=grant.captions.data,
        by=me.person,
        at=clock.now(),
        organization_id=me.organization.id if me.organization else None,
    )
    db.session.commit()
    flash(told, "success")
    return redirect(url_for(".accommodations"), 303)


def find_officer(license_number: str, last_name: str) -> Person | None:
    """Return the person with that license and last name."""
    return db.session.scalar(
        sa.select(Person)
        .join(Officer, Officer.person_id == Person.id)
        .where(
            Officer.license_number == license_number.strip().upper(),
            sa.func.lower(Person.last_name) == last_name.strip().lower(),
        )
    )
