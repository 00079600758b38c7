import hashlib
import hmac
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from calibration.canonical import canonical
from calibration.errors import BadInput
from calibration.roster import roster_of
from calibration.selection import SCHEME, draw, shares, verify_draw

LABELS = [f"L{n:03}" for n in range(40)]
RANDOM = "5f" * 32


def declared(roster, size=10, **more):
    return {
        "scheme": SCHEME, "course": "Demo", "course_version_sha256": "a" * 64,
        "roster_sha256": roster.digest, "roster_size": len(roster.labels), "group_size": size,
        "strata": None, "randomness": "the beacon's first pulse of the year",
        "decline_rule": "the next in order",
    } | more  # fmt: skip


def plainly(labels, declaration, randomness):
    """The order of tickets, word for word: HKDF by the definition of HMAC in RFC 2104."""

    def mac(key, message):
        key = key.ljust(64, b"\0")
        inner = hashlib.sha256(bytes(b ^ 0x36 for b in key) + message).digest()
        return hashlib.sha256(bytes(b ^ 0x5C for b in key) + inner).digest()

    key = mac(hashlib.sha256(canonical(declaration)).digest(), bytes.fromhex(randomness))
    return sorted(labels, key=lambda label: mac(key, label.encode() + b"\x01"))


def drawn(lines=LABELS, size=10, randomness=RANDOM, **more):
    roster = roster_of(lines)
    return draw(
        roster, declaration=declared(roster, size, **more), randomness=randomness, size=size
    )


@pytest.mark.clause("070(7)(A)")
def test_the_order_is_the_one_of_the_tickets():
    roster = roster_of(LABELS)
    found = drawn()
    order = plainly(LABELS, declared(roster), RANDOM)
    assert [ticket.label for ticket in found.order] == order
    assert found.members == tuple(order[:10])
    assert found.reserves == tuple(order[10:])


def test_rfc_5869_case_1_is_the_same_construction():
    salt, secret = bytes(range(13)), b"\x0b" * 22
    key = hmac.digest(salt, secret, "sha256")
    assert key.hex() == "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"
    first = hmac.digest(key, bytes(range(0xF0, 0xFA)) + b"\x01", "sha256")
    assert first.hex().startswith("3cb25f25faacd57a90434f64d0362f2a")


def test_without_one_label_the_order_of_the_others_stays():
    roster = roster_of(LABELS)
    declaration = declared(roster)
    for key in ("roster_sha256", "roster_size"):
        del declaration[key]
    whole = draw(roster, declaration=declaration, randomness=RANDOM, size=10)
    gone = whole.members[3]
    fewer = roster_of(label for label in LABELS if label != gone)
    again = draw(fewer, declaration=declaration, randomness=RANDOM, size=10)
    kept = [ticket.label for ticket in whole.order if ticket.label != gone]
    assert [ticket.label for ticket in again.order] == kept


@given(st.randoms())
def test_the_order_of_the_lines_and_their_ends_change_nothing(random):
    lines = [f" {label}\r" for label in random.sample(LABELS, len(LABELS))]
    assert drawn(lines).as_json() == drawn().as_json()


def test_the_draw_is_even_over_many_seeds():
    counts, pairs = Counter(), Counter()
    for seed in range(2000):
        members = drawn(LABELS[:20], randomness=f"{seed:08x}").members
        counts.update(members)
        pairs[members[0] < members[1]] += 1
    assert chisquare(list(counts.values())).pvalue > 0.001
    assert chisquare([pairs[True], pairs[False]]).pvalue > 0.001


def test_strata_give_their_share():
    lines = [f"{label}\t{'small' if n % 4 else 'large'}" for n, label in enumerate(LABELS)]
    found = drawn(lines, strata="agency size")
    assert Counter(t.stratum for t in found.order if t.is_member) == {"small": 7, "large": 3}
    assert shares(dict.fromkeys("abc", "x") | {"d": "y"}, 10) == {"x": 8, "y": 2}
    assert verify_draw(found.as_json()) is None


def test_a_published_draw_holds_and_each_change_is_named():
    record = drawn().as_json()
    assert verify_draw(record) is None
    swapped = record | {
        "members": [record["members"][1], record["members"][0], *record["members"][2:]]
    }
    assert verify_draw(swapped).startswith("members, place 1: published")
    assert verify_draw(record | {"salt": "x"}) == "the record has the unknown key 'salt'."
    assert (
        verify_draw({k: v for k, v in record.items() if k != "order"})
        == "the record has no 'order'."
    )
    assert "computed" in verify_draw(record | {"randomness": "00" * 32})
    assert "has 9 entries" in verify_draw(record | {"members": record["members"][:9]})
    assert verify_draw(record | {"scheme": "x"}).startswith("scheme: published 'x'")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"size": "10"}, "'size' is missing or of the wrong kind"),
        ({"roster": [1]}, "must be a list of text"),
        ({"roster": ["a"]}, "roster_sha256"),
    ],
)
def test_a_record_that_cannot_be_computed_is_bad_input(change, sentence):
    with pytest.raises(BadInput, match=sentence):
        verify_draw(drawn().as_json() | change)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"size": 9}, "at least 10 officers"),
        ({"size": 41}, "the roster holds 40"),
        ({"randomness": "xyz"}, "not hexadecimal"),
        ({"randomness": "abc"}, "not hexadecimal"),
        ({"randomness": ""}, "not hexadecimal"),
        ({"roster_size": 39}, "roster_size is 39, but it is 40"),
        ({"group_size": 14}, "group_size is 14, but it is 10"),
        ({"roster_sha256": "0" * 64}, "roster_sha256"),
        ({"strata": "agency size"}, "do not agree on whether there are strata"),
    ],
)
def test_what_contradicts_the_declaration_is_refused(options, sentence):
    with pytest.raises(BadInput, match=sentence):
        drawn(**options)


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([], "the roster is empty"),
        (["a", "a "], "stands 2 times"),
        (["é", "e\u0301"], "stands 2 times"),
        (["\ttown"], "a stratum and no label"),
        (["a\tx", "b"], "1 labels have no stratum"),
        (["a\t"], "the stratum of a is empty"),
        (["a\x07b"], "cannot be printed"),
    ],
)
def test_a_roster_that_cannot_be_meant_is_refused(lines, sentence):
    with pytest.raises(BadInput, match=sentence):
        roster_of(lines)


def test_the_canonical_bytes_of_a_roster():
    assert roster_of(["b", "", "a", "\u00e4"]).content == "a\nb\nä\n".encode()


def test_the_record_says_everything():
    roster = roster_of(f"{label}\tcity" for label in LABELS[:10])
    declaration = declared(roster, strata="one")
    found = draw(roster, declaration=declaration, randomness="AB cd", size=10)
    order = plainly(roster.labels, declaration, "abcd")
    assert found.as_json() == {
        "scheme": SCHEME,
        "declaration": declaration,
        "declaration_sha256": hashlib.sha256(canonical(declaration)).hexdigest(),
        "roster": [f"{label}\tcity" for label in LABELS[:10]],
        "roster_sha256": hashlib.sha256(roster.content).hexdigest(),
        "roster_size": 10,
        "randomness": "abcd",
        "size": 10,
        "members": order,
        "reserves": [],
        "order": [
            {
                "place": place, "label": label, "stratum": "city", "member": True,
                "ticket": found.order[place - 1].ticket,
            }
            for place, label in enumerate(order, start=1)
        ],
    }  # fmt: skip
    assert [len(ticket.ticket) for ticket in found.order] == [64] * 10


def test_a_place_that_is_no_list_is_told_whole():
    record = drawn().as_json()
    assert verify_draw(record | {"members": "L001"}).startswith("members: published 'L001'")
