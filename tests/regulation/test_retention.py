from datetime import date
from decimal import Decimal

import pytest

from cbt.regulation.parameters import DEFAULTS
from cbt.regulation.requirement import Span
from cbt.regulation.retention import (
    CourseFile,
    Taken,
    departure_packet,
    file_missing,
    retention,
)
from cbt.regulation.terms import SourceClass


@pytest.mark.clause("020(5)", "020(5)(A)", "020(5)(B)", "020(5)(C)", "020(5)(D)", "020(5)(E)")
@pytest.mark.clause("020(5)(F)", "020(5)(G)", "020(5)(H)")
@pytest.mark.parametrize(
    ("completed", "retired", "last"),
    [
        pytest.param([date(2028, 2, 29)], None, date(2034, 3, 1), id="S-129 a leap day"),
        pytest.param(
            [date(2027, 1, 1), date(2027, 7, 10)], date(2027, 6, 30), date(2033, 7, 10),
            id="S-131 the last completion after retirement",
        ),
        pytest.param([date(2027, 1, 1)], date(2027, 6, 30), date(2033, 6, 30), id="retired later"),
    ],
)  # fmt: skip
def test_six_years_after_the_later_end(completed, retired, last):
    found = retention(completed, retired_on=retired, params=DEFAULTS)
    assert found.last_day == last
    assert not found.may_purge(last)
    assert found.may_purge(found.purge_from)


def test_s_129_the_day_after_the_last():
    found = retention([date(2028, 2, 29)], params=DEFAULTS)
    assert found.purge_from == date(2034, 3, 2)


def test_s_131_a_hold_keeps_the_file():
    found = retention([date(2020, 1, 1)], holds=["a subpoena"], params=DEFAULTS)
    assert not found.may_purge(date(2050, 1, 1))


@pytest.mark.parametrize("options", [{"is_offered": True}, {}])
def test_the_clock_of_an_open_course_has_not_begun(options):
    completed = [date(2020, 1, 1)] if options else []
    found = retention(completed, **options, params=DEFAULTS)
    assert (found.last_day, found.may_purge(date(2050, 1, 1))) == (None, False)


def taken(course, agency, on, source=SourceClass.IN_SERVICE):
    return Taken(course, agency, source, Decimal("2.00"), on)


@pytest.mark.clause("020(6)")
def test_a_leaving_officer_gets_all_in_service_of_the_tenure():
    tenure = Span(date(2024, 5, 1), date(2026, 8, 31))
    first, last = taken("B", "Ours", date(2024, 5, 1)), taken("A", "Theirs", date(2026, 8, 31))
    others = [
        taken("C", "Ours", date(2024, 4, 30)),
        taken("D", "Ours", date(2026, 9, 1)),
        taken("E", "Ours", date(2025, 1, 1), SourceClass.PROVIDER),
    ]
    packet = departure_packet("Ours", tenure, [last, *others, first])
    assert packet.lines == (first, last)
    assert packet.own == (first,)
    assert packet.total == 4


WHOLE = {
    "administrator": "Tomás Beckett", "objectives": ["Stop safely."], "synopsis": "A day.",
    "instructors": ["Priya Lindqvist"], "evaluation_plan": "20 items.",
    "attendance_policy": "Be there.", "attendance_method": "Signals.", "by_computer": True,
}  # fmt: skip


@pytest.mark.clause("020(5)(C)", "020(5)(D)", "020(5)(E)", "020(5)(F)", "020(5)(G)", "020(5)(H)")
@pytest.mark.clause("070(5)")
def test_s_127_what_a_course_file_holds_when_it_is_published():
    assert file_missing(CourseFile(**WHOLE)) == ()
    for name, clause in (
        ("administrator", "020(5)(C)"), ("objectives", "020(5)(D)"), ("synopsis", "020(5)(E)"),
        ("instructors", "020(5)(F)"), ("evaluation_plan", "020(5)(G)"),
        ("attendance_policy", "020(5)(H)"), ("attendance_method", "070(5)"),
    ):  # fmt: skip
        lacking = CourseFile(**WHOLE | {name: type(WHOLE[name])()})
        assert [ruling.clause for ruling in file_missing(lacking)] == [clause]
    live = CourseFile(**WHOLE | {"attendance_method": "", "by_computer": False})
    assert file_missing(live) == ()
