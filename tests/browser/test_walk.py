import pytest

from cbt.models.accounts import Role
from tests.browser.conftest import CORNERS, SCREENS
from tests.browser.walking import check_axe, walk

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("size", "scheme"), SCREENS)
def test_public_pages(live, open_tab, size, scheme):
    start = [f"{live}/", f"{live}/specimen", f"{live}/there-is-no-such-page"]
    assert set(start) <= set(walk(open_tab(size, scheme), start))


@pytest.mark.parametrize(("size", "scheme"), CORNERS)
@pytest.mark.parametrize("role", Role)
def test_pages_of_a_role(site, open_tab, size, scheme, role):
    cookie = {"name": "session", "value": site.cookies[role], "url": site.address}
    tab = open_tab(size, scheme, cookie)
    assert walk(tab, [f"{site.address}/"])
    assert "Alexandra Riverastone" in tab.inner_text("header")


def test_the_policy_lets_our_own_files_through_and_no_other(live, chromium):
    tab = chromium.new_page()
    complaints = []
    tab.on("console", lambda message: complaints.append(message.text))
    tab.goto(f"{live}/specimen", wait_until="networkidle")
    assert complaints == []
    assert "Public Sans" in tab.evaluate("getComputedStyle(document.body).fontFamily")
    assert tab.evaluate("document.fonts.check('17px \"Public Sans\"')")
    tab.close()


def test_a_keyboard_reaches_the_content_first(live, chromium):
    tab = chromium.new_page()
    tab.goto(f"{live}/")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "main"
    tab.close()


def test_axe_would_say_so(open_tab):
    tab = open_tab({"width": 390, "height": 800}, "light")
    tab.set_content('<html lang="en"><title>A</title><main><h1>A</h1><input></main></html>')
    with pytest.raises(AssertionError, match="label"):
        check_axe(tab)
