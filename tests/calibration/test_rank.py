import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calibration.errors import BadInput
from calibration.rank import LONGEST_MS, rank, t80, t80_many

MINUTE = 60_000
TEN = [50, 52, 55, 57, 60, 64, 69, 74, 84, 95]
times = st.lists(st.integers(1, 10**8), min_size=1, max_size=60)


def minutes(*values):
    return [value * MINUTE for value in values]


def plainly(times_ms, n):
    """The rule read aloud: the least time by which at least 80 % of the group had succeeded."""
    for time in sorted(times_ms):
        if Fraction(sum(other <= time for other in times_ms), n) >= Fraction(4, 5):
            return time
    return None


@pytest.mark.clause("070(7)(C)")
@pytest.mark.parametrize(
    ("n", "k"),
    [
        pytest.param(n, k, id=f"S-089 {n} members, rank {k}")
        for n, k in zip(
            (10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 25, 30, 35, 50),
            (8, 9, 10, 11, 12, 12, 13, 14, 15, 16, 16, 20, 24, 28, 40),
            strict=True,
        )
    ],
)
def test_rank(n, k):
    assert rank(n) == k


@given(st.integers(1, 10**15))
def test_rank_is_the_least_number_that_is_eighty_percent(n):
    assert Fraction(rank(n), n) >= Fraction(4, 5) > Fraction(rank(n) - 1, n)


@pytest.mark.clause("070(7)(C)")
@pytest.mark.parametrize(
    ("passed", "n", "expected"),
    [
        pytest.param(TEN, 10, 74, id="S-085 the eighth of ten, not the interpolated 76.0"),
        pytest.param([*TEN, 99], 11, 84, id="S-087 the ninth of eleven"),
        pytest.param([40, 45, 50, 55, 60, 65, 70, 75], 10, 75, id="two failures never succeed"),
        pytest.param([40, 45, 50, 55, 60, 65, 70], 10, None, id="S-091 seven of ten"),
    ],
)
def test_t80(passed, n, expected):
    answer = t80(minutes(*passed), n=n)
    assert answer.t80_ms == (None if expected is None else expected * MINUTE)


@given(times, st.integers(0, 12))
def test_t80_is_the_rule_read_aloud(times_ms, failures):
    n = len(times_ms) + failures
    assert t80(times_ms, n=n).t80_ms == plainly(times_ms, n)


@given(times)
def test_t80_is_numpy_s_inverted_cdf_where_all_succeed(times_ms):
    expected = np.sort(np.array(times_ms))[math.ceil(Fraction(4 * len(times_ms), 5)) - 1]
    assert t80(times_ms).t80_ms == expected


@given(times, st.randoms())
def test_the_order_of_the_members_changes_nothing(times_ms, random):
    shuffled = random.sample(times_ms, len(times_ms))
    assert t80(shuffled) == t80(times_ms)


@given(times, st.data())
def test_a_later_time_never_lowers_t80(times_ms, data):
    index = data.draw(st.integers(0, len(times_ms) - 1))
    later = list(times_ms)
    later[index] += data.draw(st.integers(1, 10**6))
    assert t80(later).t80_ms >= t80(times_ms).t80_ms


@given(times)
def test_a_failure_more_never_lowers_t80(times_ms):
    more = t80(times_ms, n=len(times_ms) + 1).t80_ms
    assert more is None or more >= t80(times_ms).t80_ms


@given(st.lists(st.tuples(times, st.integers(0, 9)), min_size=1, max_size=20))
def test_many_groups_at_once_are_each_group_alone(groups):
    lengths = [len(times_ms) for times_ms, _ in groups]
    sizes = [len(times_ms) + failures for times_ms, failures in groups]
    flat = np.concatenate([np.array(times_ms, dtype=np.int64) for times_ms, _ in groups])
    together = t80_many(flat, lengths, n=sizes)
    alone = [t80(times_ms, n=n) for (times_ms, _), n in zip(groups, sizes, strict=True)]
    assert [together[i] for i in range(len(together))] == alone


@pytest.mark.parametrize(
    ("times_ms", "n"),
    [
        pytest.param([0, 5], None, id="no time at all"),
        pytest.param([-5, 5], None, id="a negative time"),
        pytest.param([5, 6, 7], 2, id="more successes than members"),
        pytest.param([5.5, 6], None, id="a float"),
    ],
)
def test_t80_refuses(times_ms, n):
    with pytest.raises(BadInput):
        t80(times_ms, n=n)


@pytest.mark.parametrize("form", [list, np.array])
def test_the_shortest_and_the_longest_time_are_times(form):
    assert t80(form([1, LONGEST_MS])).t80_ms == LONGEST_MS
    with pytest.raises(BadInput) as refused:
        t80(form([1, LONGEST_MS, LONGEST_MS + 1, 0]))
    assert [problem.split(" is ")[0] for problem in refused.value.problems] == ["Time 2", "Time 3"]


def test_a_row_of_the_wrong_kind_is_named():
    with pytest.raises(BadInput, match="^n must be a row of integers"):
        t80_many(np.ones((2, 3), np.int64), n=[3.0, 3.0])
    with pytest.raises(BadInput, match="^lengths must be a row of integers"):
        t80_many(np.ones(3, np.int64), [[3]])
