from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from cbt.regulation.parameter_changes import Change, check, in_force, parameters_digest
from cbt.regulation.parameter_register import REGISTER
from cbt.regulation.parameters import DEFAULTS

KEYS = {entry.key: entry for entry in REGISTER}
DECIDED = date(2026, 11, 1)


def change(key, value, on=date(2027, 1, 1), decided=DECIDED, reason="A letter of the director."):
    return Change(key, value, on, decided, "the director", reason)


def test_every_parameter_is_registered_once():
    assert [entry.key for entry in REGISTER] == list(DEFAULTS)
    assert all(entry.label and entry.source for entry in REGISTER)


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        pytest.param(change("pass.share", Fraction(8, 10)), None, id="a pass mark may be raised"),
        pytest.param(change("pass.share", Fraction(6, 10)), "never lowered", id="never lowered"),
        pytest.param(change("cal.min_n", 9), "never lowered", id="no group below ten"),
        pytest.param(change("list.due_days", 15), "fixed by the regulation", id="two weeks"),
        pytest.param(change("list.due_days", 14), None, id="two weeks said again"),
        pytest.param(change("cal.grain", Fraction(1, 3)), "is one of 1, 1/2", id="no third"),
        pytest.param(change("cal.grain", Fraction(1, 4)), None, id="a quarter"),
        pytest.param(change("rp.min_hours", 2), "of another kind", id="a whole number for hours"),
        pytest.param(change("rp.min_hours", Decimal(-1)), "never negative", id="negative hours"),
        pytest.param(
            change("rp.min_hours", Decimal(2), on=date(2027, 2, 1)), "on January 1",
            id="in the middle of a period",
        ),
        pytest.param(change("exam.max_attempts", 4, on=date(2027, 2, 1)), None, id="on any day"),
        pytest.param(change("credit.quarter_hour_factor", Fraction(2, 3)), None, id="a factor"),
        pytest.param(change("exam.max_attempts", 4, reason=" "), "its reason", id="no reason"),
        pytest.param(change("no.such", 1), "There is no parameter", id="an unknown key"),
    ],
)  # fmt: skip
def test_bounds(asked, problem):
    ruling = check(asked, KEYS)
    assert ruling.met is (problem is None)
    assert (problem or "") in ruling.reason


def test_what_was_in_force_stays_findable():
    first = change("rp.min_hours", Decimal("2.00"))
    later = change("rp.min_hours", Decimal("3.00"), decided=date(2027, 5, 1))
    hours = "rp.min_hours"
    assert in_force([], on=date(2030, 1, 1)) == DEFAULTS
    assert in_force([later, first], on=date(2026, 12, 31))[hours] == 1
    assert in_force([later, first], on=date(2027, 1, 1))[hours] == 3
    old = in_force([later, first], on=date(2027, 1, 1), known_on=date(2027, 4, 30))
    assert old[hours] == 2
    assert parameters_digest(old) != parameters_digest(DEFAULTS)
    assert parameters_digest(in_force([], on=DECIDED)) == parameters_digest(DEFAULTS)


@pytest.mark.parametrize(
    ("asked", "met", "clause", "reason"),
    [
        pytest.param(change("no.such", 1), False, "010(10)", "There is no parameter no.such.",
                     id="an unknown key stands under the determination"),
        pytest.param(change("exam.max_attempts", 4, reason=" "), False, None,
                     "A change needs its reason.", id="no reason"),
        pytest.param(change("pass.share", Fraction(7, 10)), True, "070(6)", None,
                     id="what is in force, said again"),
        pytest.param(change("exam.max_attempts", 0), None, None, None, id="none is not negative"),
    ],
)  # fmt: skip
def test_the_ruling_on_a_change_is_this(asked, met, clause, reason):
    ruling = check(asked, KEYS)
    assert met is None or ruling.met is met
    assert clause is None or ruling.clause == clause
    assert reason is None or ruling.reason == reason
    assert "negative" not in ruling.reason


def test_what_was_decided_on_the_day_was_known_on_it():
    change_ = change("rp.min_hours", Decimal("3.00"), decided=date(2026, 5, 1))
    found = in_force([change_], on=date(2027, 1, 1), known_on=date(2026, 5, 1))
    assert found["rp.min_hours"] == 3
