from datetime import date

import pytest

from cbt.regulation.course_approval import (
    CourseDescription,
    earliest_delivery,
    latest_application,
    material_change,
    timely,
)
from cbt.regulation.parameters import DEFAULTS


@pytest.mark.clause("040(2)", "060(2)")
@pytest.mark.parametrize(
    ("delivery", "latest"),
    [
        pytest.param(date(2028, 3, 30), date(2028, 2, 29), id="S-157 over a leap day"),
        pytest.param(date(2027, 3, 30), date(2027, 2, 28), id="S-157 in a common year"),
        pytest.param(date(2027, 1, 10), date(2026, 12, 11), id="S-159 a computer-based opening"),
    ],
)
def test_thirty_days_before_the_delivery(delivery, latest):
    assert latest_application(delivery, params=DEFAULTS) == latest
    assert earliest_delivery(latest, params=DEFAULTS) == delivery
    assert timely(latest, delivery, params=DEFAULTS).met
    assert not timely(date.fromordinal(latest.toordinal() + 1), delivery, params=DEFAULTS).met


OLD = CourseDescription(("Stop safely.",), "A day on stops.", frozenset({"Ruth Amadi"}))


@pytest.mark.clause("040(5)")
@pytest.mark.parametrize(
    ("new", "fields"),
    [
        pytest.param(OLD, (), id="nothing"),
        pytest.param(
            CourseDescription(OLD.objectives, "A day\n on stops.", OLD.instructors), (),
            id="the layout of lines",
        ),
        pytest.param(
            CourseDescription(OLD.objectives, OLD.synopsis, frozenset({"Luis Hartigan"})),
            ("instructors",), id="S-163 a substitute instructor",
        ),
        pytest.param(
            CourseDescription(("Stop.",), "Another day.", OLD.instructors),
            ("objectives", "synopsis"), id="objectives and synopsis",
        ),
    ],
)  # fmt: skip
def test_changes_that_want_prior_approval(new, fields):
    assert material_change(OLD, new) == fields
