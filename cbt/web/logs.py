"""Structured logs: one line a request, with an id that the person sees as a reference number."""

import logging
import re
import secrets
import sys
import time
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog
from flask import Flask, Response, g, has_request_context, request

_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
HANDLER = "muster"
SECRET_WORDS = ("password", "secret", "token", "cookie", "authorization")
log = structlog.get_logger("muster.web")


def hide_secrets(_: object, __: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Return the line without the values whose names say that they are secret."""
    for name in line:
        if any(word in name.lower() for word in SECRET_WORDS):
            line[name] = "(hidden)"
    return line


#: What every line passes through, our own and those of libraries.
SHARED: tuple[Any, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    hide_secrets,
)


def formatter(*, as_json: bool) -> logging.Formatter:
    """Return the formatter of one line: JSON for machines, columns for people."""
    endings: list[Any]
    if as_json:
        endings = [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    else:
        # The rich traceback would show the values of local variables.
        plain = structlog.dev.plain_traceback
        is_seen = sys.stderr.isatty()
        endings = [structlog.dev.ConsoleRenderer(colors=is_seen, exception_formatter=plain)]
    remove = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=SHARED, processors=[remove, *endings]
    )


def configure(*, as_json: bool, to: TextIO | None = None) -> None:
    """Send every line of this process, libraries' too, to standard error or where told."""
    handler = logging.StreamHandler(to or sys.stderr)
    handler.set_name(HANDLER)
    handler.setFormatter(formatter(as_json=as_json))
    root = logging.getLogger()
    # Not dictConfig: it closes the handlers of everybody else in the process.
    root.handlers[:] = [h for h in root.handlers if h.get_name() != HANDLER] + [handler]
    root.setLevel(logging.INFO)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def rule() -> str:
    """Return the rule of the request's endpoint, as `/set-password/<token>`."""
    return request.url_rule.rule if request.url_rule else "(no such page)"


def say_rule_for_address(record: logging.LogRecord) -> bool:
    """Put the endpoint's rule where Flask would write the address of a failed request."""
    if record.exc_info and has_request_context():
        record.msg, record.args = f"The view of {rule()} failed.", ()
    return True


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
            rule=rule(),
            status=response.status_code,
            milliseconds=milliseconds,
        )
    return response


def install(app: Flask) -> None:
    """Log every request of `app`, and its failures without their addresses."""
    app.logger.addFilter(say_rule_for_address)
    app.before_request(begin_request)
    app.after_request(end_request)
