from http import HTTPStatus

import pytest
from flask import abort, g

from cbt.app import create_app
from cbt.config import Settings
from cbt.core.errors import Refused
from cbt.web.access import public
from cbt.web.errors import TROUBLES
from tests.pages import read


@pytest.fixture
def app(tmp_path):
    app = create_app(Settings(data_dir=tmp_path))
    app.add_url_rule("/abort/<int:code>", "abort", public(abort))
    app.add_url_rule("/refuse", "refuse", public(refuse))
    app.add_url_rule("/fault", "fault", public(lambda: {}["a secret of the machine"]))
    app.add_url_rule("/form", "form", public(lambda: ""), methods=["POST"])
    return app


def refuse():
    raise Refused("The exam is open in 20 minutes.", clause="070(6)(B)")


@pytest.mark.parametrize("code", TROUBLES)
def test_every_trouble_says_what_is_safe_and_what_to_do(client, code):
    answer = client.get(f"/abort/{code}")
    page = read(answer.text, answer.status_code)
    assert page.status == code
    for words in (TROUBLES[code].happened, TROUBLES[code].safe, TROUBLES[code].to_do):
        assert words in page.text
    assert "Reference" in page.text


@pytest.mark.parametrize(
    ("code", "title"),
    [
        pytest.param(418, TROUBLES[400].title, id="a rare mistake of the request"),
        pytest.param(501, TROUBLES[500].title, id="a rare fault of the site"),
    ],
)
def test_rare_codes_keep_their_number(client, code, title):
    answer = client.get(f"/abort/{code}")
    assert answer.status_code == code
    assert read(answer.text).title == title


def test_refused_shows_the_reason_and_the_clause(client):
    answer = client.get("/refuse")
    assert answer.status_code == HTTPStatus.CONFLICT
    assert "The exam is open in 20 minutes. 11 CSR 75-15.070(6)(B)" in read(answer.text).text


def test_a_fault_keeps_its_details_to_itself(client):
    answer = client.get("/fault")
    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "secret" not in read(answer.text).text


def test_an_old_form_is_said_to_be_one(client):
    answer = client.post("/form")
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert read(answer.text).title == "Your form was open too long"


def test_a_wrong_method_keeps_the_methods_allowed(client):
    answer = client.get("/form")
    assert answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert "POST" in answer.headers["Allow"]
    read(answer.text)


def test_the_reference_is_the_request_id(app, client):
    @app.before_request
    def name_the_request():
        g.request_id = "abcdef123456"

    assert "Reference abcdef123456" in read(client.get("/nowhere").text).text


def test_an_error_asks_nobody_who_acts(client, monkeypatch):
    monkeypatch.setattr("cbt.web.access.acting", lambda: {}["the record does not answer"])
    assert client.get("/nowhere").status_code == HTTPStatus.NOT_FOUND
