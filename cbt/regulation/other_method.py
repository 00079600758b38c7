"""Another method of finding the credit value, .070(7)(D): approved before it is used."""

from datetime import datetime

from cbt.regulation.registry import rule
from cbt.regulation.ruling import Ruling


@rule("R-33", "070(7)(D)")
def approved_in_advance(
    approved_at: datetime | None, *, data_from: datetime, published_at: datetime | None = None
) -> Ruling:
    """Return whether the director approved the method before data and publication (A-48)."""
    if approved_at is None:
        return Ruling("070(7)(D)", False, "The director has approved no other method.")
    first = min(data_from, published_at or data_from)
    met = approved_at < first
    order = "before" if met else "after"
    reason = f"The method was approved {order} the first use of it."
    return Ruling("070(7)(D)", met, reason)
