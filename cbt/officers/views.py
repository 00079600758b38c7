"""The roster: officers with licenses, commissions and traffic authority."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cbt.core import clock
from cbt.core.permissions import Permission, Scope, scope
from cbt.extensions import db
from cbt.models.accounts import LicenseEventKind, LicenseStatus, Officer
from cbt.models.organizations import Commission
from cbt.officers import forms, service
from cbt.web.access import found_or_404, reach_or_404, requires, who
from cbt.web.navigation import Entry
from cbt.web.paging import paged

bp = Blueprint("officers", __name__)
MANAGE = Permission.MANAGE_ROSTER
NAVIGATION = (Entry(endpoint="officers.officers", label="Officers", permission=MANAGE),)


def is_statewide(permission: Permission) -> bool:
    """Return whether the role acted in does this for every agency."""
    role = who().role
    return role is not None and scope(role, permission) is Scope.STATEWIDE


def own_agency(permission: Permission) -> int | None:
    """Return the one agency whose officers one sees; None is the whole state."""
    if is_statewide(permission):
        return None
    house = who().organization
    return house.id if house else abort(404)


def officer_or_404(officer_id: int) -> Officer:
    """Return an officer whom one's agency has or had under commission; else 404."""
    found = found_or_404(Officer, officer_id)
    agency_id = own_agency(MANAGE)
    if agency_id is not None and not service.has_commissioned(db.session, agency_id, found):
        abort(404)
    return found


def commission_or_404(commission_id: int) -> Commission:
    """Return a commission of an agency that one reaches; else 404."""
    found = found_or_404(Commission, commission_id)
    reach_or_404(MANAGE, found.agency_id)
    return found


def back(officer_id: int, told: str) -> ResponseReturnValue:
    """Return the way back to the officer's page with a sentence."""
    flash(told, "success")
    return redirect(url_for("officers.officer", officer_id=officer_id), 303)


@bp.get("/officers")
@requires(MANAGE)
def officers() -> ResponseReturnValue:
    """List the officers under commission, those that are searched for if any are."""
    words = request.args.get("words", "").strip()
    found = paged(db.session, service.officers_of(own_agency(MANAGE), words))
    return render_template("officers/officers.html", found=found, words=words)


@bp.get("/officers/<int:officer_id>")
@requires(MANAGE)
def officer(officer_id: int) -> ResponseReturnValue:
    """Show one officer: license, commissions, traffic authority, names."""
    found = officer_or_404(officer_id)
    traffic = service.authorities(db.session, found)
    return render_template(
        "officers/officer.html",
        officer=found,
        commissions=service.commissions(db.session, found),
        traffic={t.agency_id: t for t in reversed(traffic)},
        reaches=lambda held: who().reaches(MANAGE, held.agency_id),
        is_director=is_statewide(MANAGE),
        event_names=forms.EVENT_NAMES,
    )


@bp.route("/officers/commissions/<int:commission_id>/end", methods=["GET", "POST"])
@requires(MANAGE)
def end_commission(commission_id: int) -> ResponseReturnValue:
    """End a commission with its last day."""
    held, form, at = commission_or_404(commission_id), forms.DayForm(), clock.now()
    if form.validate_on_submit():
        officer_id, told = held.officer_id, f"The commission ends with {form.on.data}."
        service.end_commission(db.session, held, on=form.on.data, by=who().person, at=at)
        db.session.commit()
        # An agency no longer sees an officer who was never its own; this one it still does.
        return back(officer_id, told)
    if not form.is_submitted():
        form.on.data = clock.legal_date(at)
    return render_template("officers/end_commission.html", form=form, commission=held)


@bp.post("/officers/commissions/<int:commission_id>/traffic/<any(begin, end):deed>")
@requires(MANAGE)
def traffic(commission_id: int, deed: str) -> ResponseReturnValue:
    """Begin or end the authority to enforce traffic laws."""
    held = commission_or_404(commission_id)
    officer_id = held.officer_id
    service.set_traffic_authority(
        db.session, held, may=deed == "begin", by=who().person, at=clock.now()
    )
    db.session.commit()
    return back(officer_id, "Traffic authority is as you set it, from today.")


@bp.route("/officers/<int:officer_id>/license", methods=["GET", "POST"])
@requires(MANAGE)
def license_event(officer_id: int) -> ResponseReturnValue:
    """Record what happened to a license: the director's deed."""
    if not is_statewide(MANAGE):
        abort(403)
    found = found_or_404(Officer, officer_id)
    form = forms.LicenseEventForm(status=found.license_status.value)
    if form.validate_on_submit():
        service.record_license_event(
            db.session,
            found,
            LicenseEventKind(form.kind.data),
            on=form.on.data,
            status=LicenseStatus(form.status.data),
            note=form.note.data,
            by=who().person,
            at=clock.now(),
        )
        db.session.commit()
        return back(officer_id, "It is on the officer’s record.")
    return render_template("officers/license_event.html", form=form, officer=found)
