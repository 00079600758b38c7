"""Credits in the notation of the scenarios: "A/I[RP] 1.0" is class, area, designations, hours."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from cbt.regulation.allocation import Credit
from cbt.regulation.requirement import Requirement, Standard
from cbt.regulation.terms import Area, Designation, SourceClass

#: Noon in Chicago on the first Monday of the period 2026.
START = datetime(2026, 1, 5, 18, tzinfo=UTC)
PART = re.compile(r"([A-G])/([LTIS])(?:\[([A-Z,]+)\])? ([0-9.]+)")
MIX_030 = "A/L 2, A/T 2, A/I[RP] 1, A/I[IB] 1, A/S[FA] 2, A/S[DE] 1, G/T 15"
MIX_032 = "A/L 2, A/I[RP] 1, A/I[IB] 1, A/S[FA] 2, A/S[DE] 1, A/T 1, G/T 16"
MIX_046 = "G/T 18, A/L 2, A/I[RP] 1, A/I[IB] 1, A/I 2, A/S[DE] 1, A/T 1, G/S[FA] 2"


def credit(text, *, name="1", at=START, **more):
    """Return the credit that one part of the notation describes."""
    source, area, designations, hours = PART.fullmatch(text.strip()).groups()
    named = frozenset(Designation(each) for each in (designations or "").split(",") if each)
    return Credit(name, SourceClass(source), Area(area), Decimal(hours), at, named, **more)


def mix(text, *, start=START, prefix=""):
    """Return the credits of a mix, one a day in the order in which they stand."""
    parts = re.split(r", (?=[A-G]/)", text)
    return [
        credit(part, name=f"{prefix}{n}", at=start + timedelta(days=n))
        for n, part in enumerate(parts, 1)
    ]


def standard(*, in_service="16.00", college="8.00", deadline=None, exempt=False, **minimum):
    """Return the full standard with traffic authority, with what `minimum` puts in its place."""
    hours = {
        "total": "24.00",
        "approved_source": "8.00",
        "legal": "2.00",
        "technical": "2.00",
        "interpersonal": "2.00",
        "firearms": "2.00",
        "de_escalation": "1.00",
        "implicit_bias": "1.00",
        "racial_profiling": "1.00",
    } | minimum
    return Standard(
        {each: Decimal(hours[each]) for each in Requirement if hours[each] is not None},
        Decimal(in_service),
        Decimal(college),
        deadline=deadline,
        exempt=exempt,
    )


def short(shortfall):
    """Return what is missing, as words and numbers, without the zeros."""
    return {str(requirement): str(hours) for requirement, hours in shortfall.items() if hours}
