"""Changes of parameters with the days from which they hold; what was in force stays findable."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from cbt.regulation.canonical import digest
from cbt.regulation.parameters import DEFAULTS, Parameters, Value
from cbt.regulation.ruling import Ruling


class Scope(StrEnum):
    """From when on a change holds."""

    PERIOD = "period"
    """From the first day of a period on: a determination knows one value a period."""
    DATE = "date"
    COURSE = "course"
    """From a date on; a course may ask for more."""
    METHOD = "method"
    """A version of the attendance method; from a date on."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One entry of the register."""

    key: str
    label: str
    source: str
    """The clause or the number of the ambiguity."""
    scope: Scope
    choices: tuple[str, ...] = ()
    may_fall: bool = True
    """Whether it may be set below its default; "may be raised, never lowered" where not."""
    is_fixed: bool = False
    """The regulation says the value itself; it is kept here for its date of effect only."""

    @property
    def default(self) -> Value:
        """Return the value without any change."""
        return DEFAULTS[self.key]


@dataclass(frozen=True, slots=True)
class Change:
    """A decision of the director."""

    key: str
    value: Value
    effective_on: date
    decided_on: date
    by: str
    reason: str


def check(change: Change, register: Mapping[str, Parameter]) -> Ruling:
    """Return whether a change keeps the bounds of its parameter, with the sentence why."""
    entry = register.get(change.key)
    if entry is None:
        return Ruling("010(10)", False, f"There is no parameter {change.key}.")
    problem = _problem(change, entry)
    return Ruling(_clause(entry), not problem, problem or f"{entry.label}: {change.value}.")


def _clause(entry: Parameter) -> str:
    return entry.source.split(",")[0]


def _problem(change: Change, entry: Parameter) -> str:
    default = entry.default
    if entry.is_fixed and change.value != default:
        return f"{entry.label} is fixed by the regulation at {default}."
    if default is not None and type(change.value) is not type(default):
        return f"{entry.label} is of another kind: {default!r}."
    if entry.choices and str(change.value) not in entry.choices:
        return f"{entry.label} is one of {', '.join(entry.choices)}; got {change.value}."
    if _is_number(change.value) and _as_number(change.value) < 0:
        return f"{entry.label} is never negative; got {change.value}."
    if not entry.may_fall and _as_number(change.value) < _as_number(default):
        return f"{entry.label} may be raised, never lowered below {default}; got {change.value}."
    if entry.scope is Scope.PERIOD and (change.effective_on.month, change.effective_on.day) != (
        1,
        1,
    ):
        return f"{entry.label} changes with a period: on January 1."
    if not change.reason.strip():
        return "A change needs its reason."
    return ""


def _is_number(value: Value) -> bool:
    return isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool)


def _as_number(value: Value) -> Fraction:
    return Fraction(value) if isinstance(value, int | Decimal | Fraction) else Fraction(0)


def in_force(changes: Iterable[Change], *, on: date, known_on: date | None = None) -> Parameters:
    """Return the parameters of the day `on`, as they were decided by `known_on`.

    A later decision for the same day replaces the earlier; without `known_on` all are known. An
    old determination asks for the day of its own decision and finds what it found then.
    """
    values = dict(DEFAULTS)
    for change in _in_order(changes):
        if change.effective_on <= on and (known_on is None or change.decided_on <= known_on):
            values[change.key] = change.value
    return Parameters(values)


def _in_order(changes: Iterable[Change]) -> Sequence[Change]:
    return sorted(changes, key=lambda change: (change.effective_on, change.decided_on))


def parameters_digest(params: Parameters) -> str:
    """Return the SHA-256 of the values, for the record of what used them."""
    return digest(dict(params))
