from fractions import Fraction

import pytest

from calibration.group_size import size_advice


@pytest.mark.parametrize(
    ("credit_hours", "sigma", "smallest"),
    [(1, 0.3, 10), (2, 0.3, 10), (2, 0.5, 30), (4, 0.3, 30), (4, 0.2, 15), (8, 0.2, 45)],
)
def test_smallest_group_at_the_worst_position(credit_hours, sigma, smallest):
    advice = size_advice(credit_hours=Fraction(credit_hours), sigma=sigma, stability=0.9)
    assert advice.smallest.n == smallest
