from fractions import Fraction

import pytest

from calibration.errors import BadInput
from calibration.group_size import size_advice, stability_of


@pytest.mark.parametrize(
    ("credit_hours", "sigma", "smallest"),
    [(1, 0.3, 10), (2, 0.3, 10), (2, 0.5, 30), (4, 0.3, 30), (4, 0.2, 15), (8, 0.2, 45)],
)
def test_smallest_group_at_the_worst_position(credit_hours, sigma, smallest):
    advice = size_advice(credit_hours=Fraction(credit_hours), sigma=sigma, stability=0.9)
    assert advice.smallest.n == smallest


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"credit_hours": Fraction(0)}, "no positive multiple"),
        ({"sigma": 0.0}, "sigma is 0.0"),
        ({"stability": 1.0}, "it is a probability"),
    ],
)
def test_what_cannot_be_advised_on_is_refused(options, sentence):
    asked = {"credit_hours": Fraction(2), "sigma": 0.3, "stability": 0.9} | options
    with pytest.raises(BadInput, match=sentence):
        size_advice(**asked)


@pytest.mark.parametrize(("n", "wrong"), [(10, 0.46), (14, 0.40), (20, 0.34), (50, 0.21)])
def test_the_published_chance_of_the_wrong_half_hour_at_two_hours(n, wrong):
    found = stability_of(n, credit_hours=Fraction(2), sigma=0.3)
    assert 1 - found.exact_mean == pytest.approx(wrong, abs=0.006)
