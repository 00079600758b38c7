import json
import logging
from io import StringIO

import pytest
import structlog

from cbt.app import create_app
from cbt.config import Settings
from cbt.extensions import db, reading_only
from cbt.web import logs
from cbt.web.access import public


@pytest.fixture
def client(tmp_path):
    """Return a client of the application with two views more: one holds, one fails."""
    app = create_app(Settings(data_dir=tmp_path))
    app.add_url_rule("/fine/<token>", "fine", public(lambda token: "fine"))
    app.add_url_rule("/broken/<token>", "broken", public(lambda token: 1 // 0))
    yield app.test_client()
    with app.app_context():
        db.engine.dispose()
    reading_only.set(False)
    app.logger.filters.clear()


@pytest.fixture
def lines():
    """Return a function that reads the lines written so far, as JSON."""
    level, written = logging.root.level, StringIO()
    logs.configure(as_json=True, to=written)
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    # The other handlers are pytest's.
    for handler in [h for h in logging.root.handlers if h.name == logs.HANDLER]:
        logging.root.removeHandler(handler)
    logging.root.setLevel(level)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


def test_a_request_is_one_line_with_its_rule_and_not_its_address(client, lines):
    answer = client.get("/fine/s3cret?also=s3cret")
    (line,) = lines()
    assert (line["method"], line["endpoint"], line["status"]) == ("GET", "fine", 200)
    assert line["rule"] == "/fine/<token>"
    assert line["request"] == answer.headers["X-Request-Id"]
    assert line["milliseconds"] >= 0
    assert "s3cret" not in json.dumps(line)


def test_a_failure_tells_its_cause_and_not_its_address(client, lines):
    answer = client.get("/broken/s3cret")
    assert answer.status_code == 500
    failure, line = lines()
    assert failure["event"] == "The view of /broken/<token> failed."
    assert "ZeroDivisionError" in failure["exception"]
    assert failure["request"] == line["request"] == answer.headers["X-Request-Id"]
    assert "s3cret" not in json.dumps([failure, line])


def test_a_page_that_is_not_there_is_logged_without_its_address(client, lines):
    client.get("/nowhere/s3cret")
    (line,) = lines()
    assert (line["status"], line["rule"]) == (404, "(no such page)")
    assert "s3cret" not in json.dumps(line)


@pytest.mark.parametrize(
    ("given", "is_kept"),
    [
        ("a1b2c3d4", True),
        ("x" * 64, True),
        ("short", False),
        ("x" * 65, False),
        ('12345678","level":"forged', False),
        ("12345678 9", False),
    ],
)
def test_a_proxy_s_id_is_kept_if_it_is_safe(client, given, is_kept):
    answered = client.get("/healthz", headers={"X-Request-Id": given}).headers["X-Request-Id"]
    assert (answered == given) is is_kept
    assert logs._SAFE_ID.fullmatch(answered)


def test_each_request_has_an_id_of_its_own(client):
    ids = {client.get("/healthz").headers["X-Request-Id"] for _ in range(3)}
    assert len(ids) == 3


def test_values_named_as_secrets_are_hidden(lines):
    logs.log.info("deed", smtp_password="x", Authorization="Bearer x", person=7)
    (line,) = lines()
    assert (line["smtp_password"], line["Authorization"]) == ("(hidden)", "(hidden)")
    assert line["person"] == 7


def test_lines_of_libraries_are_json_too(lines):
    logging.getLogger("some.library").warning("%s of %s", 1, 2)
    (line,) = lines()
    assert (line["event"], line["level"]) == ("1 of 2", "warning")


def test_development_has_columns(lines):
    written = StringIO()
    logs.configure(as_json=False, to=written)
    logs.log.info("deed", person=7)
    assert "deed" in written.getvalue()
    assert lines() == []
