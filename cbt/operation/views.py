"""The operator's pages: jobs, dead letters, and the settings in force."""

from dataclasses import fields

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cbt.config import Settings
from cbt.core import clock, queue
from cbt.core.permissions import Permission
from cbt.extensions import db
from cbt.models.jobs import Job, JobState
from cbt.operation import service
from cbt.web.access import found_or_404, requires, who
from cbt.web.navigation import Entry
from cbt.web.paging import paged

bp = Blueprint("operation", __name__)
JOBS, SETTINGS = Permission.MANAGE_JOBS, Permission.SEE_SETTINGS
NAVIGATION = (
    Entry(endpoint="operation.jobs", label="Jobs", permission=JOBS),
    Entry(endpoint="operation.settings", label="Settings", permission=SETTINGS),
)


@bp.get("/jobs")
@requires(JOBS)
def jobs() -> ResponseReturnValue:
    """List the jobs of one state: the dead unless another is asked for."""
    wish = request.args.get("state", "")
    state = JobState(wish) if wish in set(JobState) else JobState.DEAD
    return render_template(
        "operation/jobs.html",
        state=state,
        counts=queue.count_by_state(db.session),
        found=paged(db.session, service.jobs_of(state)),
    )


@bp.post("/jobs/<int:job_id>/revive")
@requires(JOBS)
def revive(job_id: int) -> ResponseReturnValue:
    """Try a dead job again."""
    service.revive(db.session, found_or_404(Job, job_id), by=who().person, at=clock.now())
    db.session.commit()
    flash("The job is tried again now.", "success")
    return redirect(url_for(".jobs", state=JobState.DEAD), 303)


@bp.post("/jobs/<int:job_id>/drop")
@requires(JOBS)
def drop(job_id: int) -> ResponseReturnValue:
    """Drop a dead job."""
    service.drop(db.session, found_or_404(Job, job_id), by=who().person, at=clock.now())
    db.session.commit()
    flash("The job is dropped; the audit log keeps what it was.", "success")
    return redirect(url_for(".jobs", state=JobState.DEAD), 303)


@bp.get("/settings")
@requires(SETTINGS)
def settings() -> ResponseReturnValue:
    """Show the settings in force; of secrets only whether they are set."""
    in_force: Settings = current_app.config["SETTINGS"]
    shown = [
        (f"CBT_{f.name.upper()}", _said(getattr(in_force, f.name), is_secret=not f.repr))
        for f in fields(in_force)
    ]
    return render_template("operation/settings.html", settings=shown)


def _said(value: object, *, is_secret: bool) -> str:
    if is_secret:
        return "set, and not shown" if value else "empty"
    # The address of a database may carry its password.
    text = str(value)
    if "@" in text and "://" in text:
        scheme, _, rest = text.partition("://")
        return f"{scheme}://(hidden)@{rest.rpartition('@')[2]}"
    return text or "empty"
