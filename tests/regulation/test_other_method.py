from datetime import datetime

import pytest

from cbt.regulation.other_method import approved_in_advance
from cbt.regulation.periods import CHICAGO


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=CHICAGO)


@pytest.mark.clause("070(7)(D)")
@pytest.mark.parametrize(
    ("approved", "data", "published", "met"),
    [
        pytest.param("2026-06-10 15:00", "2026-06-09", None, False, id="S-095 data before"),
        pytest.param("2026-06-10 15:00", "2026-06-11", None, True, id="S-095 data after"),
        pytest.param("2026-06-10 15:00", "2026-06-11", "2026-06-10", False, id="published before"),
        pytest.param(None, "2026-06-11", None, False, id="no approval"),
    ],
)
def test_another_method_is_approved_in_advance(approved, data, published, met):
    ruling = approved_in_advance(
        approved and at(approved), data_from=at(data), published_at=published and at(published)
    )
    assert ruling.met is met
