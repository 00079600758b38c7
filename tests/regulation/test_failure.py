from datetime import UTC, date, datetime

import pytest

from cbt.regulation.failure import License, Standing, may_hold_commission, may_inactivate
from cbt.regulation.parameters import DEFAULTS

#: 2027-03-16 00:00 in Chicago.
OVER = datetime(2027, 3, 16, 5, tzinfo=UTC)
BEFORE = datetime(2027, 3, 16, 4, 59, 59, tzinfo=UTC)


@pytest.mark.clause("080(1)", "080(2)", "080(3)")
@pytest.mark.parametrize(
    ("standing", "now", "may", "clause"),
    [
        pytest.param(Standing(year=2026, demonstrated=False), OVER, True, "080(3)",
                     id="S-119 from March 16 on the director may"),
        pytest.param(Standing(year=2026, demonstrated=False), BEFORE, False, "080(2)",
                     id="S-119 and not a second before"),
        pytest.param(Standing(year=2026, demonstrated=True), OVER, False, "080(3)",
                     id="compliance is demonstrated"),
        pytest.param(Standing(year=2026, demonstrated=False, waiver_pending=True), OVER, False,
                     "080(2)", id="S-113 an application is pending"),
        pytest.param(Standing(year=2017, demonstrated=False), OVER, False, "080(2)",
                     id="S-101 080 begins with 2018"),
        pytest.param(Standing(year=2018, demonstrated=False), OVER, True, "080(3)",
                     id="S-101 2018"),
        pytest.param(
            Standing(year=2026, demonstrated=False, waiver_denied_on=date(2027, 1, 10)), OVER,
            True, "080(3)", id="A-29 denied in January: March 15 holds"),
        pytest.param(
            Standing(year=2026, demonstrated=False, waiver_denied_on=date(2027, 3, 20)),
            datetime(2027, 4, 19, 12, tzinfo=UTC), False, "080(3)",
            id="A-29 denied after it: thirty days"),
        pytest.param(
            Standing(year=2026, demonstrated=False, waiver_denied_on=date(2027, 3, 20)),
            datetime(2027, 4, 20, 12, tzinfo=UTC), True, "080(3)", id="A-29 and then it may"),
    ],
)  # fmt: skip
def test_when_a_license_may_become_inactive(standing, now, may, clause):
    ruling = may_inactivate(standing, now, params=DEFAULTS)
    assert (ruling.met, ruling.clause) == (may, clause)


@pytest.mark.clause("080(4)")
@pytest.mark.parametrize("status", License)
def test_s_121_only_an_active_license_carries_a_commission(status):
    assert may_hold_commission(status).met is (status is License.ACTIVE)


DENIED = Standing(year=2026, demonstrated=False, waiver_denied_on=date(2027, 3, 20))


@pytest.mark.parametrize(
    ("standing", "now", "reason"),
    [
        pytest.param(
            DENIED, datetime(2027, 4, 19, 12, tzinfo=UTC),
            "The waiver was denied on 2027-03-20; wait past 2027-04-19.", id="too early",
        ),
        pytest.param(
            DENIED, datetime(2027, 4, 20, 12, tzinfo=UTC),
            "Compliance for 2026 was not demonstrated by March 15."
            " The director may, and need not.", id="it is the director's discretion",
        ),
    ],
)  # fmt: skip
def test_the_reason_names_the_days(standing, now, reason):
    assert may_inactivate(standing, now, params=DEFAULTS).reason == reason
