"""The plain sentences of an allocation."""

import pytest

from cbt.regulation.allocation.wording import listed


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["a"], "a", id="one"),
        pytest.param(["a", "b"], "a and b", id="two"),
        pytest.param(["a", "b", "c"], "a, b and c", id="three"),
    ],
)
def test_listed(parts, sentence):
    assert listed(parts) == sentence
