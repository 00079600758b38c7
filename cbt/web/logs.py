"""Structured logs: one line a request, with an id that the person sees as a reference number."""

import logging
import re
import secrets
import sys
import time

import structlog
from flask import Flask, Response, g, request

_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
log = structlog.get_logger("muster.web")


def configure(*, as_json: bool) -> None:
    """Send every log line to standard error: JSON for machines, columns for people."""
    renderer = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def begin_request() -> None:
    """Give the request its id and note when it began."""
    asked = request.headers.get("X-Request-Id", "")
    g.request_id = asked if _SAFE_ID.fullmatch(asked) else secrets.token_hex(8)
    g.began = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=g.request_id)


def end_request(response: Response) -> Response:
    """Write the request's line; addresses stay out of it, for some carry tokens."""
    if "began" in g:
        response.headers["X-Request-Id"] = g.request_id
        milliseconds = round((time.perf_counter() - g.began) * 1000, 1)
        log.info(
            "request",
            method=request.method,
            endpoint=request.endpoint,
            status=response.status_code,
            milliseconds=milliseconds,
        )
    return response


def install(app: Flask) -> None:
    """Log every request of `app`."""
    app.before_request(begin_request)
    app.after_request(end_request)
