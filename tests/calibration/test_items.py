import numpy as np
import pytest
from scipy.stats import binomtest

from calibration.errors import BadInput
from calibration.items import (
    corrected_point_biserial,
    item_analysis,
    kr20,
    lord_sem,
    wilson,
)

#: LSAT6: how often each pattern of five answers occurred, 00000 to 11111 (Bock and Lieberman 1970).
LSAT6 = (
    3, 6, 2, 11, 1, 1, 3, 4, 1, 8, 0, 16, 0, 3, 2, 15, 10, 29, 14, 81, 3, 28, 15, 80, 16, 56, 21,
    173, 11, 61, 28, 298,
)  # fmt: skip


def lsat6():
    patterns = [[int(bit) for bit in f"{number:05b}"] for number in range(32)]
    return np.repeat(np.array(patterns, dtype=float), LSAT6, axis=0)


def test_the_published_reliability_of_lsat6():
    assert len(lsat6()) == 1000
    assert kr20(lsat6()) == pytest.approx(0.2949972, abs=5e-8)


def test_the_published_discrimination_of_lsat6():
    expected = (0.112833, 0.153178, 0.172779, 0.144428, 0.121596)
    assert corrected_point_biserial(lsat6()) == pytest.approx(expected, abs=5e-7)


def test_the_variance_is_that_of_a_population():
    right = np.array([[1, 1, 0], [1, 0, 0], [0, 0, 0], [1, 1, 1]], dtype=float)
    p = right.mean(axis=0)
    population = right.sum(axis=1).var(ddof=0)
    assert kr20(right) == pytest.approx(1.5 * (1 - (p * (1 - p)).sum() / population))


@pytest.mark.parametrize(("items", "cut", "sem"), [(10, 7, 1.53), (20, 14, 2.10), (25, 18, 2.29)])
def test_lord_s_error_at_the_cut(items, cut, sem):
    assert round(lord_sem(cut, items), 2) == pytest.approx(sem, abs=0.021)


@pytest.mark.parametrize(("s", "n"), [(0, 10), (3, 10), (10, 10), (700, 1000)])
def test_wilson_is_scipy_s(s, n):
    peer = binomtest(s, n).proportion_ci(method="wilson")
    assert wilson(s, n) == pytest.approx((peer.low, peer.high))


def test_ten_takers_show_difficulty_and_no_more():
    answers = ["ab"] * 3 + ["bb"] * 7
    found = item_analysis(answers, ["one", "two"], ["a", "b"])
    assert found.kr20 is found.sem is found.items[0].discrimination is None
    assert found.note.startswith("Discrimination and reliability are not shown below 50")
    assert found.items[0].p == 0.3
    assert found.items[0].options == {"a": 3, "b": 7}
    assert found.items[0].flags == ("b was chosen by 7, more often than the key a by 3",)
    assert (found.cut, found.items[1].flags) == (2, ())


def test_an_item_that_most_miss_is_flagged():
    found = item_analysis([["0", "1"]] * 8 + [["1", "1"]] * 2, ["one", "two"])
    assert found.items[0].flags == ("missed by 8 of 10, more than 70 %",)
    assert found.items[0].options == {}


def test_fifty_takers_show_everything():
    rows = [["1", "1", "0"]] * 20 + [["0", "0", "0"]] * 20 + [["1", "0", "1"]] * 10
    found = item_analysis(rows, ["a", "b", "c"])
    assert found.note is None
    assert found.sem > 0
    assert found.items[0].discrimination > 0


def test_where_all_answered_alike_nothing_can_be_said():
    found = item_analysis([["1", "1"]] * 60, ["a", "b"])
    assert (found.kr20, found.sem, found.items[0].discrimination) == (None, None, None)


@pytest.mark.parametrize(
    ("answers", "names", "key", "sentence"),
    [
        ([], ["a", "b"], None, "no taker"),
        ([["1"]], ["a"], None, "at least two items"),
        ([["1"]], ["a", "b"], None, "1 answers for 2 items"),
        ([["1", "x"]], ["a", "b"], None, "neither 1"),
        ([["a", "b"]], ["a", "b"], ["a", ""], "the key must name"),
    ],
)
def test_what_cannot_be_analysed_is_refused(answers, names, key, sentence):
    with pytest.raises(BadInput, match=sentence):
        item_analysis(answers, names, key)
