import pytest

from cbt import seed
from cbt.core import clock
from cbt.extensions import db
from tests import actors
from tests.forms import forms, send


@pytest.fixture
def act(app, client):
    """Return what makes `client` the browser of a demonstration account."""
    with app.app_context():
        seed.settle(db.session, at=clock.now())
        db.session.commit()
    return lambda email: client.set_cookie(
        "session", actors.sign_in_known(app, f"{email}@example.org")
    )


def addresses(page):
    return [a for a in page.links if a.startswith("/officers/") and a.split("/")[-1].isdigit()]


def test_a_coordinator_sees_the_own_officers_only(act, page, client):
    act("coordinator")
    ours = addresses(page("officers.officers"))
    assert len(ours) == 14
    act("sheriff")
    theirs = addresses(page("officers.officers"))
    assert len(theirs) == 26
    assert client.get(ours[0]).status_code == 404
    act("director")
    assert client.get(ours[0]).status_code == 200
    assert "40 officers" not in page("officers.officers").text


def test_officers_are_found_by_name_number_and_address(act, page):
    act("coordinator")
    assert len(addresses(page("officers.officers", words="D100000"))) == 1
    assert len(addresses(page("officers.officers", words="okafor dana"))) == 1
    assert "No officer matches." in page("officers.officers", words="nobody").text


def test_a_commission_ends_with_its_last_day_and_the_traffic_authority_too(act, page, client):
    act("coordinator")
    one = addresses(page("officers.officers", words="D100000"))[0]
    give = next(a for a in forms(client, one) if "/traffic/" in a)
    assert "Traffic authority is as you set it" in send(client, one, to=give).text
    end = next(
        a for a in page("officers.officer", officer_id=one.split("/")[-1]).links if "/end" in a
    )
    early = send(client, end, {"on": "1990-01-01"}, status=409)
    assert "it cannot end before" in early.text
    late = send(client, end, {"on": "2999-01-01"}, status=409)
    assert "in the future" in late.text
    today = clock.legal_date(clock.now()).isoformat()
    assert "The commission ends with" in send(client, end, {"on": today}).text
    assert not [a for a in forms(client, one) if "/traffic/" in a]
    page = send(client, end, {"on": today}, status=409)
    assert "has ended already" in page.text


def test_the_director_records_what_happens_to_a_license(act, page, client):
    act("director")
    one = addresses(page("officers.officers", words="D100000"))[0]
    today = clock.legal_date(clock.now()).isoformat()
    event = {"kind": "inactivated", "on": today, "status": "inactive", "note": "On request"}
    told = send(client, f"{one}/license", event)
    assert "Inactivated" in told.text
    assert "Status Inactive" in told.text
    future = send(client, f"{one}/license", event | {"on": "2999-01-01"}, status=409)
    assert "in the future" in future.text


def test_a_coordinator_records_no_license_event(act, client, page):
    act("coordinator")
    one = addresses(page("officers.officers"))[0]
    assert client.get(f"{one}/license").status_code == 403
