"""A roster on the pages: sent, checked, confirmed, imported by the worker."""

import io

import pytest

from cbt import seed
from cbt.core import clock
from cbt.extensions import db
from cbt.officers.roster import LARGEST_FILE
from cbt.officers.roster_file import COLUMNS
from cbt.operation.jobs import HANDLERS
from cbt.operation.worker import Worker
from tests import actors
from tests.forms import forms, send

HEADER = ",".join(COLUMNS)
GOOD = (
    "N1,Quill,Ada,,ada.quill@example.org,A,2020-02-02,Cedar Bluff Police Department,2020-03-03,yes"
)
BAD = "N2,Quill,,,bob.quill@example.org,A,2020-02-02,Cedar Bluff Police Department,2020-03-03,yes"


@pytest.fixture
def act(app, client):
    """Return what makes `client` the browser of a demonstration account."""
    with app.app_context():
        seed.settle(db.session, at=clock.now())
        db.session.commit()

    def act(email):
        client.set_cookie("session", actors.sign_in_known(app, f"{email}@example.org"))

    act("coordinator")
    return act


def post(client, *lines, name="roster.csv"):
    content = "\r\n".join((HEADER, *lines)).encode()
    return send(client, "/officers/import", {"file": (io.BytesIO(content), name)})


def where(client):
    """Return the address of the latest file's page."""
    html = client.get("/officers/import").text
    return "/officers/import/" + html.split('href="/officers/import/')[2].split('"')[0]


def work(app):
    with app.app_context():
        Worker(db.engine, HANDLERS, app.config["SETTINGS"]).work_all()


def test_a_good_file_is_imported_when_the_person_says_so(app, client, act):
    page = post(client, GOOD)
    assert "Nothing of it is imported yet." in page.text
    assert "New officers 1" in page.text
    there = where(client)
    page = send(client, there, to=f"{there}/begin")
    assert "0 of 1 rows are done." in page.text
    assert "progress.js" in page.html
    work(app)
    page = client.get(there).text
    assert "Imported." in page
    assert "progress.js" not in page
    assert "Quill, Ada" in client.get("/officers").text


def test_bad_rows_are_named_and_nothing_is_imported_unless_it_is_said(app, client, act):
    page = post(client, GOOD, BAD)
    assert "Line What is wrong 3 first_name is empty." in page.text
    there = where(client)
    refused = send(client, there, to=f"{there}/begin", status=409)
    assert "Some rows are bad." in refused.text
    send(client, there, {"without_bad_rows": "y"}, to=f"{there}/begin")
    work(app)
    assert "Quill, Ada" in client.get("/officers").text
    assert "bob.quill" not in client.get("/officers").text


def test_the_same_file_again_changes_nothing_and_a_changed_one_lists_it(app, client, act):
    post(client, GOOD)
    there = where(client)
    send(client, there, to=f"{there}/begin")
    work(app)
    assert "As the record has them 1" in post(client, GOOD).text
    page = post(client, GOOD.replace("yes", "no"))
    assert "Changed officers 1" in page.text
    assert "traffic_authority" in page.text.split("What changes")[1]


def test_a_file_waits_on_the_day_s_page_until_it_is_decided_on(client, act, page):
    post(client, GOOD, name="spring.csv")
    assert "Decide on the roster spring.csv" in page("home.today").text
    there = where(client)
    assert "nothing of it was imported" in send(client, there, to=f"{there}/discard").text
    assert "Nothing waits for you." in page("home.today").text
    assert f"{there}/begin" not in forms(client, there)


def test_what_is_no_roster_is_said_at_the_field(client, act):
    page = send(client, "/officers/import", {"file": (io.BytesIO(b"name;age\r\n1;2"), "a.csv")})
    assert "The first line must name the columns; missing: license_number" in page.text
    assert "Choose the file." in send(client, "/officers/import").text


def test_a_file_that_is_too_large_is_refused(app, client, act):
    assert app.config["MAX_CONTENT_LENGTH"] == LARGEST_FILE
    app.config["MAX_CONTENT_LENGTH"] = 1000
    big = {"file": (io.BytesIO(b"x" * 3000), "a.csv")}
    page = send(client, "/officers/import", big, status=413)
    assert page.title == "The file is too large"


def test_another_agency_does_not_see_the_file_and_the_director_does(client, act):
    post(client, GOOD)
    there = where(client)
    act("sheriff")
    assert client.get(there).status_code == 404
    act("director")
    assert client.get(there).status_code == 200


def test_a_coordinator_imports_for_the_own_agency_only(client, act):
    page = post(client, GOOD.replace("Cedar Bluff Police Department", "Osage Bend County"))
    assert "Bad rows 1" in page.text


def test_the_empty_roster_names_the_columns(client, act):
    answer = client.get("/officers/import/empty.csv")
    assert answer.mimetype == "text/csv"
    assert answer.text == HEADER + "\r\n"
