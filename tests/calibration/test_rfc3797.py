import pytest

from calibration.errors import BadInput
from calibration.rfc3797 import digest, key_string, select

#: The example of RFC 3797, section 6.
KEY = b"9319./2.5.8.10.12./9.18.26.34.41.45./"


def test_the_key_of_the_published_example():
    assert key_string([[9319], [2, 5, 12, 8, 10], [9, 18, 26, 34, 41, 45]]) == KEY
    assert key_string(["AbC d", [1]]) == b"ABCD/1./"


def test_the_selection_of_the_published_example():
    assert select(KEY, 25, 10) == (17, 7, 2, 16, 25, 23, 8, 24, 19, 13)


def test_the_first_digest_of_the_published_example():
    assert digest(KEY, 0).hex() == "990dd0a5692a029a98b5e01aa28f3459"


@pytest.mark.parametrize(("pool", "size"), [(0, 0), (70_000, 10), (5, 6), (5, -1)])
def test_what_cannot_be_selected_is_refused(pool, size):
    with pytest.raises(BadInput):
        select(KEY, pool, size)
