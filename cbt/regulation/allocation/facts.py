"""What allocation knows of a credit, and which requirements an hour of it can serve.

A credit is one segment of one completion: hours of one source class in one area. All segments of a
completion share `course` and `completed_at`; a second instant is a second completion of the course.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import combinations

from cbt.regulation.parameters import Parameters
from cbt.regulation.requirement import Requirement
from cbt.regulation.terms import Area, Designation, SourceClass, hundredths


class Mode(StrEnum):
    """How the course was presented; .070(1) makes computer-based a mode, not a source."""

    LIVE = "live"
    CBT = "cbt"


class CreditState(StrEnum):
    """Whether a credit is waiting for a decision, holds, or was taken back."""

    PENDING = "pending"
    EFFECTIVE = "effective"
    REVOKED = "revoked"


class Pool(StrEnum):
    """The two kinds of credit that .010(6) caps."""

    IN_SERVICE = "in_service"
    COLLEGE = "college"


#: .010(6): the source classes whose hours are capped.
POOLS: Mapping[SourceClass, Pool] = {
    SourceClass.IN_SERVICE: Pool.IN_SERVICE,
    SourceClass.COLLEGE: Pool.COLLEGE,
}


@dataclass(frozen=True, slots=True)
class Credit:
    """Hours of one source class in one area, earned by one officer at one instant."""

    id: str
    source: SourceClass
    area: Area
    hours: Decimal
    completed_at: datetime
    designations: frozenset[Designation] = frozenset()
    mode: Mode = Mode.LIVE
    course: str = ""
    """The key of the course over all its versions; empty where a claim names none."""
    version: str = ""
    state: CreditState = CreditState.EFFECTIVE

    def __post_init__(self) -> None:
        if self.completed_at.utcoffset() is None:
            raise ValueError(f"Credit {self.id}: completed_at carries no time zone.")
        if self.hours < 0:
            raise ValueError(f"Credit {self.id}: hours are never negative; got {self.hours}.")
        hundredths(self.hours)


class Reason(StrEnum):
    """Why hours of a credit do not count, or not toward everything."""

    REVOKED = "revoked"
    PENDING = "pending"
    REPEAT = "repeat"
    IN_SERVICE_CAP = "in_service_cap"
    COLLEGE_CAP = "college_cap"
    OTHER_PERIOD = "other_period"
    OTHER_SPLIT = "other_split"
    AFTER_AS_OF = "after_as_of"
    WRONG_CLASS = "wrong_class"
    WRONG_AREA = "wrong_area"
    WRONG_MODE = "wrong_mode"
    DESIGNATIONS = "designations"


#: The state of a credit that gives no hours, and the reason of it.
_STATE_REASONS: Mapping[CreditState, Reason] = {
    CreditState.PENDING: Reason.PENDING,
    CreditState.REVOKED: Reason.REVOKED,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """The director's readings that decide which requirements an hour serves."""

    exclude_cbt: bool
    count_instructor: bool
    firearms_need_skill: bool
    firearms_by_cbt: bool
    designations_per_hour: int
    repeat_cbt: bool
    repeat_live: bool

    @classmethod
    def of(cls, params: Parameters) -> "Reading":
        """Return the readings that stand in `params`."""
        return cls(
            exclude_cbt=params.flag("approved8.exclude_cbt"),
            count_instructor=params.flag("approved8.count_instructor"),
            firearms_need_skill=params.flag("firearms.require_skill_area"),
            firearms_by_cbt=params.flag("cbt.firearms_counts"),
            designations_per_hour=params.whole("designation.max_per_hour"),
            repeat_cbt=params.flag("credit.repeat_cbt"),
            repeat_live=params.flag("credit.repeat_live"),
        )


_APPROVED = frozenset(
    {SourceClass.PROVIDER, SourceClass.TRAINING_CENTER, SourceClass.INDIVIDUAL_COURSE}
)
_AREAS: Mapping[Area, Requirement] = {
    Area.LEGAL: Requirement.LEGAL,
    Area.TECHNICAL: Requirement.TECHNICAL,
    Area.INTERPERSONAL: Requirement.INTERPERSONAL,
}
_DESIGNATIONS: Mapping[Designation, Requirement] = {
    Designation.FIREARMS: Requirement.FIREARMS,
    Designation.DE_ESCALATION: Requirement.DE_ESCALATION,
    Designation.IMPLICIT_BIAS: Requirement.IMPLICIT_BIAS,
    Designation.RACIAL_PROFILING: Requirement.RACIAL_PROFILING,
}
#: The requirements that a designation serves: at most so many an hour as the director allows.
DESIGNATED = tuple(r for r in Requirement if r in _DESIGNATIONS.values())


def approved(source: SourceClass, mode: Mode, reading: Reading) -> bool:
    """Return whether .010(5) counts an hour of this class and mode toward its eight hours.

    A recognized source and a college stand in no subsection of .010(5) (A-17); an instructor's
    hours do not either (A-14), and a computer-based hour follows its source (A-13), unless the
    director reads them otherwise.
    """
    if source is SourceClass.INSTRUCTING:
        return reading.count_instructor
    return source in _APPROVED and not (reading.exclude_cbt and mode is Mode.CBT)


def firearms(area: Area, mode: Mode, reading: Reading) -> bool:
    """Return whether an hour designated firearms is firearms *skill development* (A-21)."""
    if reading.firearms_need_skill and area is not Area.SKILL:
        return False
    return reading.firearms_by_cbt or mode is not Mode.CBT


@lru_cache(maxsize=4096)
def choices(
    source: SourceClass,
    area: Area,
    designations: frozenset[Designation],
    mode: Mode,
    reading: Reading,
) -> tuple[frozenset[Requirement], ...]:
    """Return the sets of requirements that one such hour can serve, one for each choice.

    There is one choice unless the hour carries more designations than the director lets count
    (A-20): then every legal selection of them is a choice, in the order of the requirements.
    """
    fixed = {Requirement.TOTAL}
    if approved(source, mode, reading):
        fixed.add(Requirement.APPROVED_SOURCE)
    if area in _AREAS:
        fixed.add(_AREAS[area])
    topics = {_DESIGNATIONS[each] for each in designations}
    if not firearms(area, mode, reading):
        topics.discard(Requirement.FIREARMS)
    ordered = [each for each in DESIGNATED if each in topics]
    allowed = min(len(ordered), reading.designations_per_hour)
    return tuple(frozenset(fixed.union(some)) for some in combinations(ordered, allowed))


def choices_of(credit: Credit, reading: Reading) -> tuple[frozenset[Requirement], ...]:
    """Return the choices of requirements that an hour of `credit` can serve."""
    return choices(credit.source, credit.area, credit.designations, credit.mode, reading)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The credits that can count, earliest first, and why the others cannot."""

    credits: tuple[Credit, ...]
    refused: Mapping[str, Reason]


def ledger(credits_: Iterable[Credit], reading: Reading, *, taken: frozenset[str]) -> Ledger:
    """Return the credits in the order of completion, once each, without what gives no credit.

    The same id twice is one credit (.020(4): a completion is reported once). A computer-based
    course counts once a period, at its first completion, and a live one at each (A-12); `taken`
    names courses that the period has already counted by computer.
    """
    counted: list[Credit] = []
    refused: dict[str, Reason] = {}
    first: dict[tuple[str, Mode], datetime] = {}
    for credit in chronological(credits_):
        reason = _STATE_REASONS.get(credit.state)
        if reason is None and _is_repeat(credit, first, reading, taken):
            reason = Reason.REPEAT
        if reason is None:
            counted.append(credit)
        else:
            refused[credit.id] = reason
    return Ledger(tuple(counted), refused)


def chronological(credits_: Iterable[Credit]) -> list[Credit]:
    """Return each credit once, ordered by completion and then by id.

    Raises
    ------
    ValueError
        If two credits share an id and differ.
    """
    once: dict[str, Credit] = {}
    for credit in credits_:
        if once.setdefault(credit.id, credit) != credit:
            raise ValueError(f"Two different credits share the id {credit.id}.")
    return sorted(once.values(), key=lambda credit: (credit.completed_at, credit.id))


def _is_repeat(
    credit: Credit,
    first: dict[tuple[str, Mode], datetime],
    reading: Reading,
    taken: frozenset[str],
) -> bool:
    by_cbt = credit.mode is Mode.CBT
    if not credit.course or (reading.repeat_cbt if by_cbt else reading.repeat_live):
        return False
    if by_cbt and credit.course in taken:
        return True
    return (
        first.setdefault((credit.course, credit.mode), credit.completed_at) != credit.completed_at
    )
