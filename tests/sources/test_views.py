import pytest

from cbt.models.accounts import Role
from tests.forms import send

HOUSE = {"name": "  Blue Heron   Academy ", "kind": "source", "since": "2020-01-01"}


@pytest.fixture
def house(client, sign_in):
    """Return the address of a new organization's page, before the director's staff."""
    sign_in(Role.DIRECTOR_STAFF)
    page = send(client, "/sources/add", HOUSE)
    assert page.title == "Blue Heron Academy"
    link = next(a for a in page.links if a.endswith("/name"))
    return link.removesuffix("/name")


def test_an_organization_gets_a_capacity_and_a_license(client, house):
    page = send(client, f"{house}/capacity", {"kind": "provider"})
    assert "Recorded: Licensed provider." in page.text
    source = page.text.count("Licensed provider")
    assert source
    options = {"number": "P-1", "start_on": "2026-01-01", "last_valid_on": "2028-12-31"}
    tree = client.get(f"{house}/license")
    key = tree.text.split('<option value="')[1].split('"')[0]
    page = send(client, f"{house}/license", options | {"source": key})
    assert "P-1: January 1, 2026 to December 31, 2028 (valid)" in page.text


def test_a_license_that_ends_before_it_begins_is_refused(client, house):
    send(client, f"{house}/capacity", {"kind": "provider"})
    key = client.get(f"{house}/license").text.split('<option value="')[1].split('"')[0]
    days = {"number": "P-1", "start_on": "2026-01-02", "last_valid_on": "2026-01-01"}
    page = send(client, f"{house}/license", days | {"source": key}, status=409)
    assert "The last valid day is before the first." in page.text


def test_the_old_name_stays(client, house):
    page = send(client, f"{house}/name", {"name": "Grey Heron Academy", "from_on": "2026-02-01"})
    assert page.title == "Grey Heron Academy"
    assert "Blue Heron Academy" in page.text


def test_a_name_is_given_once(client, house):
    page = send(client, "/sources/add", HOUSE | {"name": "blue heron academy"}, status=409)
    assert "is called blue heron academy already" in page.text


def test_the_list_shows_one_kind(page, house):
    assert "Blue Heron Academy" in page("sources.sources", kind="source").text
    assert "Blue Heron Academy" not in page("sources.sources", kind="agency").text


def test_what_is_missing_is_said(client, sign_in):
    sign_in(Role.DIRECTOR_STAFF)
    page = send(client, "/sources/add", {"since": "2020-13-01"})
    assert "Enter the legal name." in page.text
    assert "Choose a kind." in page.text
    assert "Not a valid date" in page.text
