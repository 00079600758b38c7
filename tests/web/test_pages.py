import pytest

from cbt.core.permissions import Permission
from cbt.models.accounts import Role
from cbt.web.navigation import EXTENSION, Entry, install
from cbt.web.pages import ROLE_NAMES

ROSTER = Entry(endpoint="home.front", label="Roster", permission=Permission.MANAGE_ROSTER)
TEACHING = Entry(endpoint="home.front", label="Teaching", roles=frozenset({Role.INSTRUCTOR}))
OPEN = Entry(endpoint="home.front", label="Verify a certificate")
FOOTER = Entry(endpoint="home.front", label="The clauses", in_footer=True)


@pytest.fixture(autouse=True)
def navigation(app):
    app.extensions[EXTENSION] = (ROSTER, TEACHING, OPEN, FOOTER)


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        pytest.param(None, ["Verify a certificate"], id="a visitor"),
        pytest.param(Role.OFFICER, ["Verify a certificate"], id="an officer"),
        pytest.param(Role.INSTRUCTOR, ["Teaching", "Verify a certificate"], id="by role"),
        pytest.param(Role.AGENCY_COORDINATOR, ["Roster", "Verify a certificate"], id="by table"),
        pytest.param(Role.DIRECTOR_STAFF, ["Roster", "Verify a certificate"], id="statewide"),
    ],
)
def test_each_sees_what_is_theirs(page, sign_in, role, labels):
    if role:
        sign_in(role)
    front = page("home.front")
    assert [a.text for a in front.tree.findall(".//nav[@aria-label='Main']//a")] == labels
    assert front.tree.find(".//nav[@aria-label='Footer']//a").text == "The clauses"


def test_the_header_says_who_acts_and_for_whom(page, sign_in):
    sign_in(Role.AGENCY_COORDINATOR)
    text = page("home.front").text
    assert "Alexandra Riverastone" in text
    assert "Agency coordinator · Upper Gasconade Agency for Continuing Education" in text


def test_an_officer_acts_for_nobody_else(page, sign_in):
    sign_in(Role.OFFICER)
    assert "Alexandra Riverastone Officer" in page("home.front").text


def test_every_role_has_a_name():
    assert list(ROLE_NAMES) == [role.value for role in Role]


def test_an_entry_without_a_page_stops_the_start(app):
    class Feature:
        NAVIGATION = (Entry(endpoint="nowhere.at_all", label="Nowhere"),)

    with pytest.raises(RuntimeError, match="names what is not there: nowhere.at_all"):
        install(app, [Feature])
