"""Which kind of source gives the credit of an offering, and whether it may: R-05, R-24 to R-26."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from cbt.regulation.parameters import Parameters
from cbt.regulation.periods import legal_date, period_bounds
from cbt.regulation.registry import rule
from cbt.regulation.ruling import Ruling
from cbt.regulation.terms import SourceClass


class Capacity(StrEnum):
    """As what a source offers a course; the offering declares it (A-15)."""

    PROVIDER = "provider"
    TRAINING_CENTER = "training_center"
    INDIVIDUAL_COURSE = "individual_course"
    RECOGNIZED = "recognized"
    INSTRUCTING = "instructing"
    COLLEGE = "college"
    IN_SERVICE = "in_service"


CLASSES: Mapping[Capacity, tuple[SourceClass, str]] = {
    Capacity.PROVIDER: (SourceClass.PROVIDER, "010(4)(A)"),
    Capacity.TRAINING_CENTER: (SourceClass.TRAINING_CENTER, "010(4)(B)"),
    Capacity.INDIVIDUAL_COURSE: (SourceClass.INDIVIDUAL_COURSE, "010(4)(C)"),
    Capacity.RECOGNIZED: (SourceClass.RECOGNIZED, "010(4)(D)"),
    Capacity.INSTRUCTING: (SourceClass.INSTRUCTING, "010(4)(E)"),
    Capacity.COLLEGE: (SourceClass.COLLEGE, "010(4)(F)"),
    Capacity.IN_SERVICE: (SourceClass.IN_SERVICE, "010(4)(G)"),
}
#: What gives credit by a decision on the single claim, not by a license of the source.
CLAIMED = frozenset({Capacity.RECOGNIZED, Capacity.INSTRUCTING, Capacity.COLLEGE})
#: What is approved course by course.
BY_COURSE = frozenset({Capacity.INDIVIDUAL_COURSE, Capacity.IN_SERVICE})


@dataclass(frozen=True, slots=True)
class Approval:
    """A license or approval with its first and last valid day; `course` where it is for one."""

    capacity: Capacity
    start_on: date
    last_valid_on: date
    course: str = ""


@dataclass(frozen=True, slots=True)
class Sourced:
    """The class under which an offering gives credit, None if it gives none, and why."""

    source: SourceClass | None
    ruling: Ruling


@rule("R-05", "010(4)", "010(4)(A)", "010(4)(B)", "010(4)(C)", "010(4)(D)", "010(4)(E)",
      "010(4)(F)", "010(4)(G)", "010(5)(A)", "010(5)(B)", "010(5)(C)", "060(1)")  # fmt: skip
def source_class(
    capacity: Capacity,
    approvals: Iterable[Approval],
    completed_on: date,
    *,
    course: str = "",
    is_agency: bool = False,
    params: Parameters,
) -> Sourced:
    """Return the class of an offering on the legal date of completion (A-34b).

    A law enforcement agency's approval under .040 is in-service training, for .010(5)(C) speaks
    of sources that are no such agency (A-16).
    """
    source, clause = CLASSES[capacity]
    if capacity not in CLAIMED and not _covers(capacity, approvals, completed_on, course, params):
        reason = f"No license or approval as {capacity.replace('_', ' ')} on {completed_on}."
        return Sourced(None, Ruling(clause, False, reason))
    if capacity is Capacity.INDIVIDUAL_COURSE and is_agency:
        reason = "An agency's approved course is in-service training."
        return Sourced(SourceClass.IN_SERVICE, Ruling("010(5)(C)", True, reason))
    return Sourced(source, Ruling(clause, True, f"Credit under class {source.value}."))


def _covers(
    capacity: Capacity,
    approvals: Iterable[Approval],
    on: date,
    course: str,
    params: Parameters,
) -> bool:
    grace = timedelta(days=params.whole("source.grandfather_days"))
    return any(
        approval.capacity is capacity
        and approval.start_on <= on <= approval.last_valid_on + grace
        and (capacity not in BY_COURSE or approval.course == course)
        for approval in approvals
    )


@rule("R-05", "070(1)")
def may_offer_cbt(source: SourceClass, *, params: Parameters) -> Ruling:
    """Return whether a source of this class may offer computer-based training (A-69).

    Instructing and college courses are ways of earning credit, not sources that present courses.
    """
    allowed = params.choice("cbt.source_classes")
    met = source.value in allowed
    verb = "may" if met else "may not"
    return Ruling("070(1)", met, f"A source of class {source.value} {verb} offer it ({allowed}).")


@dataclass(frozen=True, slots=True)
class RecognizedEntry:
    """A line of the director's list for one period."""

    source: str
    year: int
    decided_at: datetime
    removed_on: date | None = None
    organization_approves: bool = False
    """Whether the organization's own approval is proof enough (A-63)."""


@rule("R-24", "050(1)")
def recognized(source: str, on: date, entries: Iterable[RecognizedEntry]) -> RecognizedEntry | None:
    """Return the entry that recognizes a source on a day, or None.

    An entry decided before the period holds for all of it; a late addition from its day (A-62).
    A removal leaves the training before it as it was.
    """
    for entry in entries:
        removed = entry.removed_on is not None and on >= entry.removed_on
        begun = not is_late(entry) or on >= legal_date(entry.decided_at)
        if entry.source == source and entry.year == on.year and begun and not removed:
            return entry
    return None


def is_late(entry: RecognizedEntry) -> bool:
    """Return whether an entry was decided when its period had begun."""
    return entry.decided_at >= period_bounds(entry.year)[0]


@dataclass(frozen=True, slots=True)
class RecognizedClaim:
    """The evidence that an officer files for training of a recognized source."""

    approved_by_provider: bool = False
    """By the state or federal agency that provided the training."""
    approved_by_location: bool = False
    """By the state in which the training was located."""
    approved_by_organization: bool = False
    completed: bool = False


@rule("R-25", "050(3)", "050(3)(A)", "050(3)(B)")
def recognized_claim(
    claim: RecognizedClaim, entry: RecognizedEntry | None
) -> tuple[Ruling, Ruling, Ruling]:
    """Return whether the source is recognized and both proofs are there."""
    by_organization = claim.approved_by_organization and bool(entry and entry.organization_approves)
    approved = claim.approved_by_provider or claim.approved_by_location or by_organization
    return (
        Ruling("050(1)", entry is not None,
               "The source is on the list." if entry else "The source is not on the list."),
        Ruling("050(3)(A)", approved,
               "The approval is shown." if approved
               else "Missing: approval by the providing agency or the state of the location."),
        Ruling("050(3)(B)", claim.completed,
               "Completion is shown." if claim.completed else "Missing: proof of completion."),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refusal:
    """A decision under .060(3) not to recognize an agency's in-service credit for a time."""

    agency: str
    clause: str
    """060(3)(A) for reporting, 060(3)(B) for the minimum standards."""
    days_from: date
    days_to: date | None = None


@rule("R-26", "060(3)", "060(3)(A)", "060(3)(B)")
def in_service_recognized(agency: str, on: date, refusals: Iterable[Refusal]) -> Ruling:
    """Return whether in-service credit of a day is recognized; earlier credit stays as it was."""
    for refusal in refusals:
        ended = refusal.days_to is not None and on > refusal.days_to
        if refusal.agency == agency and on >= refusal.days_from and not ended:
            reason = f"The director refuses credit of this agency from {refusal.days_from}."
            return Ruling(refusal.clause, False, reason)
    return Ruling("060(3)", True, "No refusal stands against this agency.")
