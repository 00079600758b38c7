"""Caps and minima judged jointly: which hours of which credits count in a period."""

from cbt.regulation.allocation.facts import Credit, CreditState, Mode, Pool, Reason
from cbt.regulation.allocation.joint import SELECTIONS, Allocation, CapUse, allocate

__all__ = [
    "SELECTIONS",
    "Allocation",
    "CapUse",
    "Credit",
    "CreditState",
    "Mode",
    "Pool",
    "Reason",
    "allocate",
]
