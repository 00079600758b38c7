"""`/metrics`: counts and durations for Prometheus, for this machine or by a token."""

import os
import secrets
import time
from ipaddress import ip_address

import sqlalchemy as sa
from flask import Blueprint, Flask, Response, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from cbt.config import Settings
from cbt.core import clock
from cbt.extensions import db
from cbt.models.jobs import Job, JobState
from cbt.web.access import public

bp = Blueprint("metrics", __name__)
REQUESTS = Counter("muster_requests", "Requests answered.", ("endpoint", "method", "status"))
SECONDS = Histogram("muster_request_seconds", "How long answers took.", ("endpoint",))


def count(response: Response) -> Response:
    """Count an answer and how long it took."""
    endpoint = request.endpoint or "none"
    REQUESTS.labels(endpoint, request.method, str(response.status_code)).inc()
    if "began" in g:
        SECONDS.labels(endpoint).observe(time.perf_counter() - g.began)
    return response


def install(app: Flask) -> None:
    """Count every answer of `app`."""
    app.after_request(count)


@bp.get("/metrics")
@public
def metrics() -> ResponseReturnValue:
    """Answer with the counts; 404 to whom they are not for."""
    if not _is_allowed(current_app.config["SETTINGS"]):
        abort(404)
    text = generate_latest(_requests()) + generate_latest(_jobs())
    return text, 200, {"Content-Type": CONTENT_TYPE_LATEST}


def _is_allowed(settings: Settings) -> bool:
    if settings.metrics_token:
        given = request.headers.get("Authorization", "")
        return secrets.compare_digest(given.encode(), f"Bearer {settings.metrics_token}".encode())
    # Behind a proxy every request comes from this machine.
    is_direct = not {"X-Forwarded-For", "Forwarded"} & set(request.headers.keys())
    return is_direct and ip_address(request.remote_addr or "0.0.0.0").is_loopback  # noqa: S104 - no address, no entry


def _requests() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:  # the library's own switch
        return REGISTRY
    whole = CollectorRegistry()
    MultiProcessCollector(whole)  # type: ignore[no-untyped-call]  # untyped in the library
    return whole


def _jobs() -> CollectorRegistry:
    registry = CollectorRegistry()
    jobs = Gauge("muster_jobs", "Jobs by state.", ("state",), registry=registry)
    oldest = Gauge("muster_oldest_due_job_seconds", "Age of the oldest due job.", registry=registry)
    found = db.session.execute(sa.select(Job.state, sa.func.count()).group_by(Job.state))
    counts = dict(found.tuples().all())
    for state in JobState:
        jobs.labels(state.value).set(counts.get(state, 0))
    since = db.session.scalar(
        sa.select(sa.func.min(Job.run_at)).where(Job.state == JobState.WAITING)
    )
    waited = (clock.now() - since).total_seconds() if since else 0.0
    oldest.set(max(0.0, waited))
    return registry
