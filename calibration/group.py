"""The test group: its members, what became of each, and their active times."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from calibration.errors import refuse_if
from calibration.rank import LONGEST_MS, TIME_RULE


class Outcome(StrEnum):
    """What became of a member."""

    PASSED = "passed"
    FAILED = "failed"
    UNFINISHED = "unfinished"
    EXCLUDED = "excluded"


class Unfinished(StrEnum):
    """How a member counts who started and did not finish."""

    REPLACED = "replaced"
    """The next in the order of the draw stands in: he is left out of n, and reported."""
    NEVER = "never"
    """He stays in n with an infinite time, as one who failed."""


#: Why a member may be excluded: a closed list, recorded blind to the time and before k.
EXCLUSION_REASONS = ("platform_outage", "identity_error", "not_eligible", "duty_recall")
OTHER_REASON = "other:"

COMPLETED = (Outcome.PASSED, Outcome.FAILED)
#: What can have been measured of a member who was excluded afterwards.
MEASURED = (*COMPLETED, Outcome.UNFINISHED)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at the course: its own active time, None where unknown, and how it ended."""

    outcome: Outcome
    time_ms: int | None


@dataclass(frozen=True, slots=True)
class Member:
    """One member: `time_ms` is the active time up to the first pass, over all attempts.

    `result` is what an excluded member's outcome was as measured, None where unknown; it changes
    nothing but a sensitivity.
    """

    name: str
    outcome: Outcome
    time_ms: int | None = None
    reason: str | None = None
    result: Outcome | None = None

    @property
    def success_ms(self) -> int | None:
        """Return the time to success in milliseconds, None for never."""
        return self.time_ms if self.outcome is Outcome.PASSED else None


@dataclass(frozen=True, slots=True)
class TestGroup:
    """Validated members in the order given.

    Raises
    ------
    BadInput
        Every member that contradicts itself or stands twice, each named.
    """

    __test__: ClassVar = False

    members: tuple[Member, ...]

    def __post_init__(self) -> None:
        refuse_if([f"Member {name}: {problem}" for name, problem in _all_problems(self.members)])

    def count(self, *outcomes: Outcome) -> int:
        """Return how many members had one of `outcomes`."""
        return sum(member.outcome in outcomes for member in self.members)

    def with_outcome(self, *outcomes: Outcome) -> tuple[Member, ...]:
        """Return the members who had one of `outcomes`, in the order of the group."""
        return tuple(member for member in self.members if member.outcome in outcomes)

    def success_times_ms(self) -> list[int]:
        """Return the times to success in milliseconds of those who succeeded."""
        times = (member.success_ms for member in self.members)
        return [time for time in times if time is not None]


def member_of_attempts(name: str, attempts: Sequence[Attempt]) -> Member:
    """Return the member whose attempts, in order, are given; times add up to the first pass.

    A member who failed an attempt and left a later one unfinished has completed the course and
    never succeeded: he is failed, so that nobody leaves n by starting again.

    Raises
    ------
    BadInput
        No attempt, one that follows a pass or an exclusion, or an unknown time before the last.
    """
    refuse_if([f"Member {name}: {problem}" for problem in attempts_problems(attempts)])
    known = [attempt.time_ms for attempt in attempts if attempt.time_ms is not None]
    return Member(name, _outcome_of(attempts), sum(known) if known else None)


def attempts_problems(attempts: Sequence[Attempt]) -> Iterator[str]:
    """Yield what is wrong with the attempts of one member, a sentence each."""
    if not attempts:
        yield "there is no attempt."
    for number, attempt in enumerate(attempts[:-1], start=1):
        if attempt.outcome in (Outcome.PASSED, Outcome.EXCLUDED):
            yield f"attempt {number} is {attempt.outcome}, and no attempt may follow it."
        elif attempt.time_ms is None:
            yield f"attempt {number} has no time, so the sum over the attempts is unknown."


def is_plain(member: Member) -> bool:
    """Return whether a member completed and nothing else is said of him: the quick way past."""
    time_ms = member.time_ms
    return (
        member.outcome in COMPLETED
        and member.reason is member.result is None
        and type(time_ms) is int
        and 1 <= time_ms <= LONGEST_MS
        and member.name != ""
        and member.name.isprintable()
    )


def member_problems(member: Member) -> Iterator[str]:
    """Yield what is wrong with one member taken alone, a sentence each."""
    if not member.name:
        yield "the name is empty: give every member a name or number."
    if not member.name.isprintable():
        yield "the name holds a line end or another sign that cannot be printed."
    if member.time_ms is not None:
        yield from _time_problems(member.time_ms)
    elif member.outcome in COMPLETED:
        yield f"the time is missing: a member who {member.outcome} has one."
    if member.outcome is Outcome.EXCLUDED:
        yield from _exclusion_problems(member)
    else:
        yield from _stray_problems(member)


def _all_problems(members: Iterable[Member]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for place, member in enumerate(members, start=1):
        name = member.name
        if not is_plain(member):
            for problem in member_problems(member):
                yield name or f"number {place}", problem
        if name in seen:
            yield name, "the name stands twice: every member counts once."
        seen.add(name)


def _time_problems(time_ms: int) -> Iterator[str]:
    if type(time_ms) is not int or not 1 <= time_ms <= LONGEST_MS:
        yield f"the time is {time_ms!r}: {TIME_RULE}"


def _exclusion_problems(member: Member) -> Iterator[str]:
    reason = member.reason or ""
    other = reason.removeprefix(OTHER_REASON).strip() if reason.startswith(OTHER_REASON) else ""
    if reason not in EXCLUSION_REASONS and not other:
        named = f"the reason {reason!r} is not on the list" if reason else "the reason is missing"
        yield (
            f"{named}: an excluded member has one of {', '.join(EXCLUSION_REASONS)}, "
            "or 'other: ' and the reason in words."
        )
    if member.result is Outcome.EXCLUDED:
        yield "the result is 'excluded': it says what was measured, passed, failed or unfinished."


def _stray_problems(member: Member) -> Iterator[str]:
    if member.reason is not None and member.outcome in COMPLETED:
        yield f"there is a reason for an exclusion, but the outcome is {member.outcome}."
    if member.result not in (None, member.outcome):
        yield f"the result is {member.result}, but the outcome is {member.outcome}."


def _outcome_of(attempts: Sequence[Attempt]) -> Outcome:
    last = attempts[-1].outcome
    if last is Outcome.UNFINISHED and any(a.outcome is Outcome.FAILED for a in attempts):
        return Outcome.FAILED
    return last
