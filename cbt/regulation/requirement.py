"""The standard of one officer for one period: what is required, what is capped, until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class Requirement(StrEnum):
    """What .010(2), (5), (7), (8) and (9) ask an officer to obtain in a period."""

    TOTAL = "total"
    APPROVED_SOURCE = "approved_source"
    LEGAL = "legal"
    TECHNICAL = "technical"
    INTERPERSONAL = "interpersonal"
    FIREARMS = "firearms"
    DE_ESCALATION = "de_escalation"
    IMPLICIT_BIAS = "implicit_bias"
    RACIAL_PROFILING = "racial_profiling"


@dataclass(frozen=True, slots=True)
class Standard:
    """The hours that one officer owes in one period, and the caps of .010(6)."""

    minimum: Mapping[Requirement, Decimal]
    in_service_cap: Decimal
    college_cap: Decimal
    deadline: datetime | None = None
    exempt: bool = False
    reason: str = ""
