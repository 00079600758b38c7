"""The director's record of organizations: names, capacities, licenses and approvals."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from cbt.core import clock
from cbt.core.permissions import Permission
from cbt.extensions import db
from cbt.models.organizations import Organization, OrganizationKind, SourceKind
from cbt.sources import forms, service
from cbt.web.access import found_or_404, requires, who
from cbt.web.navigation import Entry
from cbt.web.pages import KIND_NAMES, SOURCE_NAMES

bp = Blueprint("sources", __name__)
MANAGE = Permission.MANAGE_SOURCES
NAVIGATION = (Entry(endpoint="sources.sources", label="Sources", permission=MANAGE),)


def back(organization_id: int, told: str) -> ResponseReturnValue:
    """Return the way back to the organization's page with a sentence."""
    flash(told, "success")
    return redirect(url_for("sources.organization", organization_id=organization_id), 303)


@bp.get("/sources")
@requires(MANAGE)
def sources() -> ResponseReturnValue:
    """List the organizations, of one kind if asked."""
    wish = request.args.get("kind", "")
    kind = OrganizationKind(wish) if wish in KIND_NAMES else None
    found = service.list_organizations(db.session, kind)
    return render_template("sources/sources.html", organizations=found, kind=kind)


@bp.route("/sources/add", methods=["GET", "POST"])
@requires(MANAGE)
def add() -> ResponseReturnValue:
    """Add an organization."""
    form, at = forms.OrganizationForm(), clock.now()
    if form.since.data is None:
        form.since.data = clock.legal_date(at) if not form.is_submitted() else None
    if form.validate_on_submit():
        kind = OrganizationKind(form.kind.data)
        added = service.add_organization(
            db.session, form.name.data, kind, since=form.since.data, by=who().person, at=at
        )
        key = added.id
        db.session.commit()
        return back(key, "The organization is on record.")
    return render_template("sources/add.html", form=form)


@bp.get("/sources/<int:organization_id>")
@requires(MANAGE)
def organization(organization_id: int) -> ResponseReturnValue:
    """Show one organization: names, capacities, licenses."""
    found = found_or_404(Organization, organization_id)
    return render_template(
        "sources/organization.html", organization=found, today=clock.legal_date(clock.now())
    )


@bp.route("/sources/<int:organization_id>/name", methods=["GET", "POST"])
@requires(MANAGE)
def rename(organization_id: int) -> ResponseReturnValue:
    """Give an organization a new legal name."""
    found, form = found_or_404(Organization, organization_id), forms.RenameForm()
    if form.validate_on_submit():
        service.rename(
            db.session, found, form.name.data, from_on=form.from_on.data, by=who().person,
            at=clock.now(),
        )  # fmt: skip
        db.session.commit()
        return back(organization_id, "The new name is on record; the old one stays.")
    return render_template("sources/rename.html", form=form, organization=found)


@bp.route("/sources/<int:organization_id>/capacity", methods=["GET", "POST"])
@requires(MANAGE)
def capacity(organization_id: int) -> ResponseReturnValue:
    """Record a capacity in which the organization gives credit."""
    found, form = found_or_404(Organization, organization_id), forms.CapacityForm()
    if form.validate_on_submit():
        kind = SourceKind(form.kind.data)
        service.add_source(db.session, found, kind, by=who().person, at=clock.now())
        db.session.commit()
        return back(organization_id, f"Recorded: {SOURCE_NAMES[kind.value]}.")
    return render_template("sources/capacity.html", form=form, organization=found)


@bp.route("/sources/<int:organization_id>/license", methods=["GET", "POST"])
@requires(MANAGE)
def license(organization_id: int) -> ResponseReturnValue:  # noqa: A001 - the regulation's word
    """Record a license or approval of one of the organization's capacities."""
    found, form = found_or_404(Organization, organization_id), forms.LicenseForm()
    form.source.choices = [SelectChoice(s.id, SOURCE_NAMES[s.kind.value]) for s in found.sources]
    if form.validate_on_submit():
        service.record_license(
            db.session,
            next(s for s in found.sources if s.id == form.source.data),
            number=form.number.data,
            start_on=form.start_on.data,
            last_valid_on=form.last_valid_on.data,
            by=who().person,
            at=clock.now(),
        )
        db.session.commit()
        return back(organization_id, "The license is on record.")
    return render_template("sources/license.html", form=form, organization=found)
