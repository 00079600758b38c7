"""Every page is reached by links from the navigation, or excluded by name with a reason."""

import pytest

from cbt.core.permissions import Permission, scope
from cbt.models.accounts import Role
from cbt.web.access import guards
from cbt.web.navigation import EXCLUDED, EXTENSION
from tests.pages import read

OWN = Permission.USE_OWN_ACCOUNT


def readable(app):
    """Return the endpoints that answer to GET, apart from those whose address needs a value."""
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and not rule.arguments
    }


def crawl(app, client, start):
    """Return the endpoints reached from `start` by following links, as the visitor of `client`."""
    adapter = app.url_map.bind("localhost")
    waiting, seen, found = [start], set(), set()
    while waiting:
        address = waiting.pop().split("#")[0].split("?")[0]
        if address in seen or not address.startswith("/"):
            continue
        seen.add(address)
        found.add(adapter.match(address, "GET")[0])
        waiting += links(client.get(address, follow_redirects=True))
    return found


def links(answer):
    if answer.mimetype != "text/html":
        return []
    return read(answer.text, answer.status_code).links


def open_to(app, role):
    """Return the endpoints that somebody in `role` may open; None is a visitor."""
    for endpoint, guard in guards(app).items():
        if guard is None or (role and (guard is OWN or scope(role, guard))):
            yield endpoint


def test_every_page_of_a_visitor_is_reached_or_excluded(app, client):
    reached = crawl(app, client, "/")
    assert readable(app) & set(open_to(app, None)) - reached - set(EXCLUDED) == set()


@pytest.mark.parametrize("role", Role)
def test_every_page_of_a_role_is_reached_or_excluded(app, client, sign_in, role):
    sign_in(role)
    reached = crawl(app, client, "/")
    assert readable(app) & set(open_to(app, role)) - reached - set(EXCLUDED) == set()


def test_every_exclusion_exists_and_has_a_reason(app):
    assert set(EXCLUDED) <= set(app.view_functions)
    assert all(EXCLUDED.values())


def test_nothing_stands_in_the_navigation_twice(app):
    entries = app.extensions[EXTENSION]
    assert len({(e.endpoint, e.roles) for e in entries}) == len(entries)
