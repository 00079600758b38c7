"""A roster from a file: check, report, confirm, and a bar that moves."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from cbt.core import clock
from cbt.core.errors import Refused
from cbt.core.permissions import Permission
from cbt.extensions import db
from cbt.models.rosters import RosterImport
from cbt.officers import forms, roster, roster_file, service
from cbt.officers.views import own_agency
from cbt.web.access import found_or_404, reach_or_404, requires, who
from cbt.web.navigation import Entry
from cbt.web.paging import paged

bp = Blueprint("rosters", __name__)
IMPORT = Permission.IMPORT_OFFICERS
NAVIGATION = (Entry(endpoint="rosters.add", label="Import a roster", permission=IMPORT),)
#: What each column carries, as the page says it.
COLUMN_NOTES = (
    ("license_number", "Letters, digits and hyphens. It says which officer is meant."),
    ("last_name", "As on the license."),
    ("first_name", "As on the license."),
    ("middle_name", "May be empty."),
    ("email", "The officer signs in with it; nobody else may have it."),
    ("license_class", "A, B, C, R or as the director writes it."),
    ("licensed_on", "2026-11-24 or 11/24/2026."),
    ("agency", "The legal name, as this site has it."),
    ("commissioned_on", "2026-11-24 or 11/24/2026."),
    ("traffic_authority", "Yes or no: whether the officer may enforce traffic laws."),
)


def roster_or_404(roster_id: int) -> RosterImport:
    """Return a roster file of an agency that one reaches; else 404."""
    found = found_or_404(RosterImport, roster_id)
    reach_or_404(IMPORT, found.agency_id)
    return found


@bp.route("/officers/import", methods=["GET", "POST"])
@requires(IMPORT)
def add() -> ResponseReturnValue:
    """Take a roster file and check it; show the earlier ones."""
    form, agency_id = forms.RosterForm(), own_agency(IMPORT)
    if form.validate_on_submit():
        try:
            received = roster.receive(
                db.session,
                form.file.data.read(),
                form.file.data.filename or "roster.csv",
                agency=who().organization if agency_id is not None else None,
                by=who().person,
                at=clock.now(),
            )
        except Refused as refused:
            db.session.rollback()
            form.file.errors = [refused.reason]
        else:
            key = received.id
            db.session.commit()
            return redirect(url_for("rosters.show", roster_id=key), 303)
    return render_template(
        "officers/import.html",
        form=form,
        columns=COLUMN_NOTES,
        found=paged(db.session, service.rosters_of(agency_id), per_page=10),
    )


@bp.get("/officers/import/empty.csv")
@requires(IMPORT)
def empty() -> ResponseReturnValue:
    """Give a file with the columns and no officer."""
    headers = {"Content-Disposition": "attachment; filename=roster.csv"}
    content = ",".join(roster_file.COLUMNS) + "\r\n"
    return content, 200, {"Content-Type": "text/csv; charset=utf-8", **headers}


@bp.get("/officers/import/<int:roster_id>")
@requires(IMPORT)
def show(roster_id: int) -> ResponseReturnValue:
    """Show what an import would do, how far it is, or what it did."""
    found = roster_or_404(roster_id)
    return render_template(
        "officers/roster.html",
        roster=found,
        report=roster.read_report(found),
        form=forms.BeginForm(),
    )


@bp.post("/officers/import/<int:roster_id>/begin")
@requires(IMPORT)
def begin(roster_id: int) -> ResponseReturnValue:
    """Import a checked file."""
    found, form = roster_or_404(roster_id), forms.BeginForm()
    roster.begin(
        db.session,
        found,
        without_bad_rows=form.without_bad_rows.data,
        by=who().person,
        at=clock.now(),
    )
    db.session.commit()
    return redirect(url_for("rosters.show", roster_id=roster_id), 303)


@bp.post("/officers/import/<int:roster_id>/discard")
@requires(IMPORT)
def discard(roster_id: int) -> ResponseReturnValue:
    """Import nothing of a checked file."""
    found = roster_or_404(roster_id)
    roster.discard(db.session, found, by=who().person, at=clock.now())
    db.session.commit()
    flash("The file is discarded; nothing of it was imported.", "success")
    return redirect(url_for("rosters.add"), 303)
