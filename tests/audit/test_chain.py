from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from cbt.audit.chain import START, Link, canonical_facts, check, seal


def chain(length):
    links, previous = [], START
    for number in range(1, length + 1):
        at = datetime(2026, 11, 24, tzinfo=UTC) + timedelta(seconds=number)
        link = Link(number, at, "a:b:c", 7, None, f"officer:{number}", "{}", previous)
        previous = seal(link)
        links.append((link, previous))
    return links


def test_a_whole_chain_holds():
    links = chain(5)
    verdict = check(links)
    assert (verdict.checked, verdict.head, verdict.broken) == (5, links[-1][1], None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("at", datetime(2026, 1, 1, tzinfo=UTC)),
        ("action", "a:b:d"),
        ("actor_id", 8),
        ("organization_id", 1),
        ("subject", "officer:9"),
        ("facts", '{"x":1}'),
    ],
)
def test_a_changed_event_is_named(field, value):
    links = chain(5)
    links[2] = (replace(links[2][0], **{field: value}), links[2][1])
    verdict = check(links)
    assert (verdict.checked, verdict.broken) == (2, 3)
    assert verdict.reason == "Event 3 was changed after it was sealed."


def test_a_missing_event_is_named():
    links = chain(5)
    del links[2]
    assert check(links).reason == "Event 3 is missing."


def test_a_resealed_event_breaks_the_next():
    links = chain(5)
    forged = replace(links[2][0], facts='{"x":1}')
    links[2] = (forged, seal(forged))
    assert check(links).reason == "Event 4 does not follow its predecessor."


def test_facts_are_canonical():
    assert canonical_facts({"b": 1, "a": "é"}) == '{"a":"é","b":1}'
