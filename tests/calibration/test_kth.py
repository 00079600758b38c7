import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calibration.errors import BadInput
from calibration.kth import kth_of_one, kth_of_rows
from calibration.rank import t80, t80_many

draw = np.random.default_rng(11)


@pytest.mark.parametrize("size", [300, 70_000, 3_000_000])
@pytest.mark.parametrize("share", [0.001, 0.8, 1])
def test_one_large_group(size, share):
    values = draw.integers(1, 2**40, size)
    k = max(1, int(share * size))
    assert kth_of_one(values, k) == np.partition(values, k - 1)[k - 1]


@pytest.mark.parametrize("kind", ["rising", "falling", "all alike", "two blocks"])
def test_one_large_group_in_an_order_that_misleads_a_sample(kind):
    n = 2_500_000
    values = {
        "rising": np.arange(1, n + 1),
        "falling": np.arange(n, 0, -1),
        "all alike": np.full(n, 7),
        # Every place that a sample of steps would look at holds the same small value.
        "two blocks": np.where(np.arange(n) % 125 == 0, 1, np.arange(n) + 5),
    }[kind].astype(np.int64)
    k = (4 * n + 4) // 5
    assert kth_of_one(values, k) == np.partition(values, k - 1)[k - 1]


@given(st.integers(1, 40), st.integers(1, 60), st.data())
def test_rows(width, rows, data):
    values = draw.integers(1, 50, (rows, width))
    k = data.draw(st.integers(1, width))
    assert list(kth_of_rows(values, k)) == list(np.sort(values, axis=1)[:, k - 1])


def test_a_large_group_in_an_array_is_the_same_as_in_a_list():
    times = draw.integers(1, 10**7, 1000)
    assert t80(times) == t80([int(time) for time in times])


@pytest.mark.parametrize(
    ("times", "options", "sentence"),
    [
        (np.ones(3, np.int64), {}, "as a matrix, or as one row"),
        (np.ones(3, np.int64), {"lengths": [2, -1, 2]}, "A length is negative"),
        (np.ones(3, np.int64), {"lengths": [2]}, "add up to 2, the times to 3"),
        (np.ones(3, np.int64), {"lengths": [1.5]}, "a row of integers"),
        (np.ones((2, 3), np.int64), {"n": [3]}, "n has 1 entries for 2 groups"),
        (np.ones((2, 3), np.int64), {"n": [3, 2]}, "Group 1: n is 2, but 3 times"),
        (np.ones((2, 3)), {}, "The times are float64"),
        (np.array([[1, 0, 2]]), {}, "Time 1 is 0"),
    ],
)
def test_what_is_no_set_of_groups_is_refused(times, options, sentence):
    with pytest.raises(BadInput, match=sentence):
        t80_many(times, **options)


def test_many_groups_of_many_lengths():
    lengths = draw.integers(0, 70, 500)
    flat = draw.integers(1, 2**39, lengths.sum())
    together = t80_many(flat, lengths)
    cuts = np.split(flat, np.cumsum(lengths)[:-1])
    assert [together[i] for i in range(500)] == [t80(list(map(int, cut))) for cut in cuts]


def test_groups_without_a_value_are_masked():
    together = t80_many(np.ones((2, 8), np.int64), n=[8, 20])
    assert list(together.reached) == [True, False]
    assert together[1].t80_ms is None


def test_a_single_group_in_a_matrix():
    assert t80_many(np.arange(1, 11).reshape(1, 10))[0].t80_ms == 8
