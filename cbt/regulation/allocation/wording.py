"""The plain sentences of an allocation."""

from collections.abc import Mapping, Sequence

from cbt.regulation.allocation.facts import Pool
from cbt.regulation.requirement import Requirement
from cbt.regulation.terms import hours

#: The requirements as they stand in a sentence.
NAMES: Mapping[Requirement, str] = {
    Requirement.TOTAL: "hours in total",
    Requirement.APPROVED_SOURCE: "hours from approved sources",
    Requirement.LEGAL: "hours of legal studies",
    Requirement.TECHNICAL: "hours of technical studies",
    Requirement.INTERPERSONAL: "hours of interpersonal perspectives",
    Requirement.FIREARMS: "hours of firearms skill development",
    Requirement.DE_ESCALATION: "hours of de-escalation",
    Requirement.IMPLICIT_BIAS: "hours of implicit bias",
    Requirement.RACIAL_PROFILING: "hours of racial profiling",
}
POOL_NAMES: Mapping[Pool, str] = {
    Pool.IN_SERVICE: "in-service training",
    Pool.COLLEGE: "college courses",
}


def listed(parts: Sequence[str]) -> str:
    """Return the parts as a sentence lists them: "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def owed(requirement: Requirement, count: int) -> str:
    """Return a requirement with its hours, as "2.00 hours of legal studies"."""
    return f"{hours(count)} {NAMES[requirement]}"


def conflict_sentence(
    conflict: Sequence[Requirement],
    attainable: Mapping[Requirement, int],
    minimum: Mapping[Requirement, int],
    caps: Sequence[Pool],
) -> str:
    """Return why the requirements of `conflict` cannot be met together, or that all can."""
    if not conflict:
        return "All requirements are met together."
    if len(conflict) == 1:
        only = conflict[0]
        return f"{hours(attainable[only])} of {owed(only, minimum[only])} can be counted."
    what = listed([owed(each, minimum[each]) for each in conflict])
    return f"{what} can each be met alone, but not together: {_why(caps)}."


def _why(caps: Sequence[Pool]) -> str:
    if caps:
        return f"only so many hours of {listed([POOL_NAMES[pool] for pool in caps])} count"
    return "an hour counts toward no more designations than the director allows"
