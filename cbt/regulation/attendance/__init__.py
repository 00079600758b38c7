"""Attendance of .070(5): signals accounted for in a fixed order, flags, and a sealed summary."""

from cbt.regulation.attendance.accounting import (
    Accounting,
    Limits,
    Session,
    Signal,
    Span,
    account,
    united,
)
from cbt.regulation.attendance.flags import Flag, FlagFacts, Severity, flags

__all__ = [
    "Accounting",
    "Flag",
    "FlagFacts",
    "Limits",
    "Session",
    "Severity",
    "Signal",
    "Span",
    "account",
    "flags",
    "united",
]
