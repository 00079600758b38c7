from fractions import Fraction

import pytest

from calibration.errors import BadInput
from calibration.scale import GRAINS, Scale, grain_of, grain_of_minutes, hours_to_minutes


@pytest.mark.parametrize("minutes", [50, 60])
def test_every_grain_divides_the_hour(minutes):
    for grain in GRAINS:
        scale = Scale(minutes, grain)
        assert scale.hour_ms % scale.grain_ms == 0
        told = hours_to_minutes(grain, minutes)
        assert grain_of_minutes(told, minutes_per_hour=minutes) == grain


@pytest.mark.parametrize(("text", "grain"), [("1", "1"), ("0.5", "1/2"), ("1/10", "1/10")])
def test_a_grain_as_people_write_it(text, grain):
    assert grain_of(text) == Fraction(grain)


@pytest.mark.parametrize("text", ["1/0", "", "-1/2", "1e9", "2"])
def test_what_is_no_grain(text):
    with pytest.raises(BadInput):
        grain_of(text)


def test_an_hour_has_fifty_or_sixty_minutes():
    with pytest.raises(BadInput, match="55 minutes is not known"):
        Scale(55)
