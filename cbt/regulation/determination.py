"""R-07: how an officer stands for a period, reproducible from frozen facts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from cbt.regulation.allocation import Allocation, Credit, CreditState, Reason, allocate
from cbt.regulation.allocation.facts import POOLS, Pool
from cbt.regulation.allocation.wording import NAMES
from cbt.regulation.canonical import digest
from cbt.regulation.parameters import Parameters
from cbt.regulation.periods import grace_end, period_bounds
from cbt.regulation.registry import rule
from cbt.regulation.requirement import Requirement, Standard


class Status(StrEnum):
    """How an officer stands."""

    COMPLIANT = "compliant"
    COMPLIANT_LATE = "compliant_late"
    EXEMPT = "exempt"
    WAIVED = "waived"
    MODIFIED_MET = "modified_met"
    WAIVER_PENDING = "waiver_pending"
    DEFICIENT = "deficient"
    NONCOMPLIANT = "noncompliant"


#: Those who owe nothing more for the period.
SETTLED = frozenset(
    {Status.COMPLIANT, Status.COMPLIANT_LATE, Status.EXEMPT, Status.WAIVED, Status.MODIFIED_MET}
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts of one credit, and why the rest does not."""

    hours: Decimal
    counted: Decimal
    reason: Reason | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Determination:
    """The status of a period with everything that explains it."""

    year: int
    status: Status
    attainable: Mapping[Requirement, Decimal]
    shortfall: Mapping[Requirement, Decimal]
    credits: Mapping[str, Counted]
    allocation: Allocation
    explanation: tuple[str, ...]
    inputs_digest: str
    """SHA-256 of credits, standard, parameters and moment: equal inputs, equal digest."""


@rule("R-07", "010(2)", "010(5)", "010(7)", "010(9)", "010(10)", "080(1)")
def determine(
    credits: Iterable[Credit],  # noqa: A002 - the regulation's word
    standard: Standard,
    *,
    year: int,
    as_of: datetime,
    moved_back: Sequence[Credit] = (),
    waiver_pending: bool = False,
    params: Parameters,
) -> Determination:
    """Return how the officer stands for a period, as of a moment.

    `moved_back` are the parts of credits that the grace of .080(2) gives to this period (see
    `grace.allocate_grace`). A completion in time that is reported late counts (A-33).
    """
    given = sorted(credits, key=lambda credit: credit.id)
    inside = [credit for credit in given if _reason(credit, year, standard, as_of) is None]
    selection = params.choice("caps.selection")
    found = allocate([*inside, *moved_back], standard, selection=selection, params=params)
    status = _status(found, standard, year, as_of, bool(moved_back), waiver_pending, params)
    return Determination(
        year=year,
        status=status,
        attainable=found.attainable,
        shortfall=found.shortfall,
        credits={c.id: _counted(c, found, _reason(c, year, standard, as_of)) for c in given},
        allocation=found,
        explanation=_explained(status, standard, found),
        inputs_digest=digest(
            [year, given, list(moved_back), standard, dict(params), as_of, waiver_pending]
        ),
    )


def _reason(credit: Credit, year: int, standard: Standard, as_of: datetime) -> Reason | None:
    start, end = period_bounds(year)
    last = max(end, standard.deadline) if standard.deadline else end
    if not start <= credit.completed_at < last:
        return Reason.OTHER_PERIOD
    return Reason.AFTER_AS_OF if credit.completed_at > as_of else None


def _status(
    found: Allocation,
    standard: Standard,
    year: int,
    as_of: datetime,
    is_late: bool,
    waiver_pending: bool,
    params: Parameters,
) -> Status:
    if standard.exempt:
        return Status.EXEMPT
    if standard.waived:
        return Status.WAIVED
    if found.feasible:
        met = Status.MODIFIED_MET if standard.modified else Status.COMPLIANT
        return Status.COMPLIANT_LATE if is_late else met
    if waiver_pending:
        return Status.WAIVER_PENDING
    # 080(2): before 2018 nobody is given time by the rule itself.
    over = grace_end(year, params=params) if year >= 2018 else period_bounds(year)[1]
    return Status.DEFICIENT if as_of < over else Status.NONCOMPLIANT


def _counted(credit: Credit, found: Allocation, outside: Reason | None) -> Counted:
    nothing = Decimal("0.00")
    reason = outside or found.refused.get(credit.id)
    if reason is not None:
        return Counted(credit.hours, nothing, reason, SENTENCES[reason])
    counted = found.counted[credit.id]
    if counted == credit.hours:
        return Counted(credit.hours, counted, None, "All hours count.")
    capped = _CAPPED[POOLS[credit.source]]
    return Counted(credit.hours, counted, capped, SENTENCES[capped])


_CAPPED: Mapping[Pool, Reason] = {
    Pool.IN_SERVICE: Reason.IN_SERVICE_CAP,
    Pool.COLLEGE: Reason.COLLEGE_CAP,
}
SENTENCES: Mapping[Reason, str] = {
    Reason.REVOKED: "The credit was revoked.",
    Reason.PENDING: "The credit waits for a decision.",
    Reason.REPEAT: "The same course has counted in this period.",
    Reason.OTHER_PERIOD: "The course was completed in another period.",
    Reason.AFTER_AS_OF: "The course was completed after this determination.",
    Reason.IN_SERVICE_CAP: "No more hours of in-service training count (010(6)(A)).",
    Reason.COLLEGE_CAP: "No more hours of college courses count (010(6)(B)).",
}


def _explained(status: Status, standard: Standard, found: Allocation) -> tuple[str, ...]:
    if status in {Status.EXEMPT, Status.WAIVED}:
        return (standard.reason,)
    lines = [
        f"{found.reached[r]} of {least} {NAMES[r]}"
        + (f"; {found.unreached[r]} are missing." if found.unreached[r] else ".")
        for r, least in standard.minimum.items()
        if least
    ]
    return (standard.reason, *lines, found.reason)


def part_of(credit: Credit, hours: Decimal) -> Credit:
    """Return the part of a credit that is given to another period, under an id of its own."""
    return replace(credit, id=f"{credit.id}/moved", hours=hours, state=CreditState.EFFECTIVE)
