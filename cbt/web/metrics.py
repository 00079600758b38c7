"""`/metrics`: counts and durations for Prometheus, for this machine or by a token."""

import os
import secrets
import time
from ipaddress import ip_address

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
from cbt.core import clock, queue
from cbt.extensions import db
from cbt.web.access import public

bp = Blueprint("metrics", __name__)
REQUESTS = Counter("muster_requests", "Requests answered.", ("endpoint", "method", "status"))
SECONDS = Histogram("muster_request_seconds", "How long answers took.", ("endpoint",))


#: Anybody can invent a method; a series for each would be a way to fill the memory.
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
#: What a proxy in front adds: then every request comes from this machine.
PROXY_HEADERS = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")


def count(response: Response) -> Response:
    """Count an answer and how long it took."""
    endpoint = request.endpoint or "none"
    method = request.method if request.method in METHODS else "other"
    REQUESTS.labels(endpoint, method, str(response.status_code)).inc()
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
    is_direct = not any(name in request.headers for name in PROXY_HEADERS)
    return is_direct and _is_loopback(request.remote_addr or "")


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:  # A server behind a socket file has no addresses.
        return False


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
    for state, count in queue.count_by_state(db.session).items():
        jobs.labels(state.value).set(count)
    oldest.set(queue.oldest_due_seconds(db.session, at=clock.now()))
    return registry
