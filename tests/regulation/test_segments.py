from decimal import Decimal

import pytest

from cbt.regulation.parameters import DEFAULTS, Parameters
from cbt.regulation.segments import Draft, check_segments
from cbt.regulation.terms import Area, Designation

L, I, S = frozenset({Area.LEGAL}), frozenset({Area.INTERPERSONAL}), frozenset({Area.SKILL})  # noqa: E741 - the law's letters
BOTH = frozenset({Designation.IMPLICIT_BIAS, Designation.RACIAL_PROFILING})


def draft(areas, hours, designations=frozenset()):
    return Draft(areas, Decimal(hours), designations)


@pytest.mark.clause("020(1)", "020(1)(A)", "020(1)(B)", "020(1)(C)", "020(1)(D)", "020(2)")
@pytest.mark.parametrize(
    ("segments", "errors"),
    [
        pytest.param([draft(L, "1.5"), draft(I, "2.5")], [], id="S-015 two areas, two segments"),
        pytest.param(
            [draft(L | I, 4)], ["Segment 1 has 2 areas; it needs exactly one area."],
            id="S-015 one segment with two areas",
        ),
        pytest.param(
            [draft(L, 1), draft(I, "2.5")], ["Σ segments 3.50 ≠ 4.00."], id="S-015 a wrong sum"
        ),
        pytest.param(
            [draft(frozenset(), 4)], ["Segment 1 has 0 areas; it needs exactly one area."],
            id="no area",
        ),
        pytest.param(
            [draft(L, 4), draft(I, 0)],
            ["Segment 2 has 0 hours; give more than 0, in hundredths."], id="an empty segment",
        ),
        pytest.param(
            [draft(L, "3.995"), draft(L, "0.005")],
            ["Segment 1 has 3.995 hours; give more than 0, in hundredths.",
             "Segment 2 has 0.005 hours; give more than 0, in hundredths."],
            id="finer than hundredths",
        ),
        pytest.param(
            [draft(I, 4, BOTH)],
            ["Segment 1 has 2 designations and an hour carries at most 1: split it."],
            id="A-20 one hour, two designations",
        ),
    ],
)  # fmt: skip
def test_segments_of_a_four_hour_course(segments, errors):
    assert list(check_segments(segments, Decimal(4), params=DEFAULTS)) == errors


def test_the_director_may_allow_two_designations():
    params = Parameters({**DEFAULTS, "designation.max_per_hour": 2})
    assert check_segments([draft(I, 4, BOTH)], Decimal(4), params=params) == ()


@pytest.mark.parametrize(
    ("options", "is_refused"),
    [
        pytest.param({"by_computer": True}, True, id="S-045 skill by computer without practical"),
        pytest.param({"by_computer": True, "has_practical_exam": True}, False, id="S-045 with one"),
        pytest.param({}, False, id="live"),
    ],
)
def test_skill_by_computer_wants_a_practical_examination(options, is_refused):
    found = check_segments([draft(S, 2)], Decimal(2), **options, params=DEFAULTS)
    assert bool(found) is is_refused
