import math
from fractions import Fraction

import pytest

from calibration import diagnostics
from calibration.diagnostics import CourseLength
from calibration.group import Member, Outcome

MINUTE = 60_000
TEN = (50, 52, 55, 57, 60, 64, 69, 74, 84, 95)


def members(*minutes):
    return [
        Member(str(place), Outcome.PASSED, round(time * MINUTE))
        for place, time in enumerate(minutes, start=1)
    ]


def test_robust_z_is_read_aloud_on_logarithms():
    times = [math.exp(power) * 1e6 for power in (1, 2, 3, 4, 9)]
    found = diagnostics.robust_z([round(time) for time in times])
    assert found == pytest.approx([z / 1.4826 for z in (-2, -1, 0, 1, 6)], abs=1e-5)


@pytest.mark.parametrize("times", [[], [5], [5, 5, 5, 9]])
def test_without_spread_there_is_no_z(times):
    assert diagnostics.robust_z(times) is None
    assert diagnostics.doubtful([Member("a", Outcome.PASSED, time) for time in times]) == ()


@pytest.mark.parametrize(
    ("n", "cuts"),
    [
        pytest.param(10, (4.58, 6.94), id="ten"),
        pytest.param(13, (4.58, 6.94), id="between two sizes the stricter"),
        pytest.param(14, (4.23, 5.83), id="fourteen"),
        pytest.param(20, (4.01, 5.20), id="twenty"),
        pytest.param(30, (3.83, 4.79), id="thirty"),
        pytest.param(500, (3.76, 4.48), id="beyond fifty"),
        pytest.param(4, (4.58, 6.94), id="below ten"),
    ],
)
def test_cuts_for(n, cuts):
    assert diagnostics.cuts_for(n) == cuts


def test_a_clean_group_has_no_doubts():
    assert diagnostics.doubtful(members(*TEN)) == ()


def test_doubts_are_told_slowest_first_with_their_rarity():
    found = diagnostics.doubtful(members(*TEN[:-2], 250, 1.5))
    assert [doubt.member.time_ms for doubt in found] == [250 * MINUTE, 90_000]
    assert [doubt.one_group_in for doubt in found] == [20, 100]
    assert found[0].robust_z > 4.58
    assert found[1].robust_z < -6.94


def test_members_without_a_time_are_left_out():
    group = [*members(*TEN), Member("left", Outcome.UNFINISHED)]
    assert diagnostics.doubtful(group) == ()


def test_nasba_s_minutes():
    assert CourseLength(1800, 300, 20).formula_minutes == 10 + 5 + 37


def test_mergener_s_published_example():
    found = diagnostics.mergener_minutes(words=3774, questions=16, difficulty=Fraction("2.5"))
    assert float(found) == pytest.approx(61.9359, abs=5e-5)


@pytest.mark.parametrize(
    ("minutes", "plausible"), [(59, False), (60, True), (100, True), (220, True), (221, False)]
)
def test_t80_against_the_word_count(minutes, plausible):
    ratio = CourseLength(180 * 100).ratio(minutes * MINUTE)
    assert ratio == Fraction(minutes, 100)
    assert diagnostics.is_plausible(ratio) is plausible


def test_an_empty_course_has_no_ratio():
    assert CourseLength(0).ratio(5) is None


def test_faster_than_anybody_reads_and_watches():
    length = CourseLength(words=450 * 40, media_seconds=600)
    found = diagnostics.too_fast([*members(49.9, 50, 51), Member("x", Outcome.UNFINISHED)], length)
    assert [member.name for member in found] == ["1"]


@pytest.mark.parametrize(("n", "unseen"), [(10, 0.35), (14, 0.23), (20, 0.12), (30, 0.04)])
def test_a_path_of_one_in_ten_is_unseen(n, unseen):
    assert float(diagnostics.unseen_path_probability(Fraction(1, 10), n)) == pytest.approx(
        unseen, abs=0.005
    )
