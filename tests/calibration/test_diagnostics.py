import random
from fractions import Fraction

import pytest

from calibration.diagnostics import (
    CourseLength,
    cuts_for,
    doubtful,
    is_plausible,
    mergener_minutes,
    robust_z,
    too_fast,
    unseen_path_probability,
)
from calibration.group import Member, Outcome

MINUTE = 60_000


def members(*minutes):
    return [Member(f"P{i}", Outcome.PASSED, m * MINUTE) for i, m in enumerate(minutes, 1)]


@pytest.mark.parametrize(("n", "cut"), [(3, 4.58), (10, 4.58), (13, 4.58), (14, 4.23), (80, 3.76)])
def test_the_cut_follows_the_size_of_the_group(n, cut):
    assert cuts_for(n)[0] == cut


def test_a_time_far_away_is_doubted_and_the_slowest_told_first():
    group = members(50, 52, 55, 57, 60, 64, 69, 74, 1, 3000)
    found = doubtful(group)
    assert [(d.member.name, d.one_group_in) for d in found] == [("P10", 100), ("P9", 100)]


def test_clean_groups_are_flagged_one_in_twenty():
    draw = random.Random(7)
    groups = ([round(60_000 * draw.lognormvariate(4, 0.3)) for _ in range(10)] for _ in range(2000))
    flagged = sum(max(map(abs, robust_z(times))) > cuts_for(10)[0] for times in groups)
    assert 70 <= flagged <= 135


@pytest.mark.parametrize("minutes", [(), (60, 60, 60)])
def test_where_nothing_varies_nothing_is_doubted(minutes):
    assert doubtful(members(*minutes)) == ()


def test_the_formulas_of_the_literature():
    minutes = mergener_minutes(words=3774, questions=16, difficulty=Fraction("2.5"))
    assert float(minutes) == pytest.approx(61.9359, abs=1e-4)
    length = CourseLength(words=9000, media_seconds=600, questions=20)
    assert length.formula_minutes == 97
    assert length.ratio(97 * MINUTE) == 1
    assert CourseLength(0).ratio(5) is None
    assert [is_plausible(Fraction(r)) for r in ("0.59", "0.6", "2.2", "2.21")] == [0, 1, 1, 0]


def test_nobody_reads_450_words_a_minute():
    group = members(19, 20, 21)
    assert too_fast(group, CourseLength(words=9000)) == (group[0],)


def test_a_rare_path_is_unseen_by_a_third_of_groups_of_ten():
    assert float(unseen_path_probability(Fraction(1, 10), 10)) == pytest.approx(0.349, abs=5e-4)
