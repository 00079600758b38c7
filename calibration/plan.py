"""What is declared before the draw, in one canonical form and under one digest."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Any

from calibration.canonical import digest, read_json
from calibration.credit import MINIMUM_COMPLETED
from calibration.errors import BadInput, refuse_if
from calibration.group import Unfinished
from calibration.group_file import PASS_MARK_PERCENT
from calibration.scale import GRAINS, MINUTES_PER_HOUR, Scale, grain_of

SCHEME = "muster-calibration-plan-1"
#: The default group: the smallest whose 90 % interval may end, and whose expected share is 80 %.
DEFAULT_GROUP_SIZE = 14

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Extension:
    """The one extension of the group that the plan allows: up to what size, and when."""

    group_size: int
    condition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationPlan:
    """What a calibration binds itself to before any member is drawn.

    Raises
    ------
    BadInput
        Every field that the regulation or the arithmetic forbids, each named.
    """

    course: str
    #: SHA-256 of the frozen version of the course, hexadecimal.
    course_version_sha256: str
    #: SHA-256 of the canonical bytes of the roster, hexadecimal.
    roster_sha256: str
    #: Who stands on the roster: the rule of eligibility, in words.
    eligibility: str
    #: The future public value that decides the draw, in words: which, and when it appears.
    randomness: str
    #: When the next in order stands in for one who declines or cannot be reached, in words.
    decline_rule: str
    group_size: int = DEFAULT_GROUP_SIZE
    grain: Fraction = Fraction(1, 2)
    minutes_per_hour: int = 50
    unfinished: Unfinished = Unfinished.REPLACED
    extension: Extension | None = None
    pass_mark_percent: int = PASS_MARK_PERCENT

    def __post_init__(self) -> None:
        refuse_if(list(_problems(self)))

    @property
    def scale(self) -> Scale:
        """Return the minutes of the credit hour and the grain."""
        return Scale(self.minutes_per_hour, self.grain)

    @property
    def largest_group(self) -> int:
        """Return the most members who may complete, the declared extension included."""
        return self.extension.group_size if self.extension else self.group_size

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the plan in canonical JSON, hexadecimal."""
        return digest(self.as_json())

    def as_json(self) -> dict[str, object]:
        """Return the plan as the object of PLAN.json, every key present."""
        plain: dict[str, object] = {field.name: getattr(self, field.name) for field in fields(self)}
        plain |= {"scheme": SCHEME, "grain": str(self.grain), "unfinished": self.unfinished.value}
        if self.extension:
            plain["extension"] = {
                "group_size": self.extension.group_size,
                "condition": self.extension.condition,
            }
        return plain


def read_plan(data: bytes, *, called: str = "the plan") -> CalibrationPlan:
    """Return the plan in the bytes of PLAN.json; keys with a default may be left out.

    Raises
    ------
    BadInput
        The text is no JSON object, a key is missing, unknown or of the wrong kind, or the plan
        itself is refused.
    """
    value = read_json(data, called=called)
    if not isinstance(value, dict):
        raise BadInput([f"{called} is not a JSON object."])
    refuse_if([f"{called}: {problem}" for problem in _shape_problems(value)])
    given = {key: part for key, part in value.items() if key != "scheme"}
    if "grain" in given:
        given["grain"] = grain_of(given["grain"])
    if "unfinished" in given:
        given["unfinished"] = Unfinished(given["unfinished"])
    if given.get("extension") is not None:
        given["extension"] = Extension(**given["extension"])
    return CalibrationPlan(**given)


_TEXTS = (
    "course",
    "course_version_sha256",
    "roster_sha256",
    "eligibility",
    "randomness",
    "decline_rule",
)
_COUNTS = ("group_size", "minutes_per_hour", "pass_mark_percent")
_KEYS = ("scheme", *_TEXTS, *_COUNTS, "grain", "unfinished", "extension")


def _shape_problems(value: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"the key {key!r} is missing." for key in _TEXTS if key not in value)
    for key in sorted(value.keys() - set(_KEYS)):
        yield f"the key {key!r} is unknown; a plan has {', '.join(_KEYS)}."
    for key in sorted(value.keys() & {*_TEXTS, "grain"}):
        if not isinstance(value[key], str):
            yield f"{key} must be text, not {value[key]!r}."
    for key in sorted(value.keys() & set(_COUNTS)):
        if type(value[key]) is not int:
            yield f"{key} must be a whole number, not {value[key]!r}."
    yield from _choice_problems(value)


def _choice_problems(value: Mapping[str, Any]) -> Iterator[str]:
    if value.get("scheme", SCHEME) != SCHEME:
        yield f"the scheme is {value['scheme']!r}; this program reads {SCHEME!r}."
    if value.get("unfinished", Unfinished.NEVER) not in tuple(Unfinished):
        yield f"unfinished is {value['unfinished']!r}: write 'replaced' or 'never'."
    if value.get("extension") is not None:
        yield from _extension_shape_problems(value["extension"])


def _extension_shape_problems(value: object) -> Iterator[str]:
    match value:
        case {"group_size": size, "condition": str(), **others} if type(size) is int and not others:
            return
    yield "extension must be null or an object with group_size (a number) and condition (text)."


def _problems(plan: CalibrationPlan) -> Iterator[str]:
    for key in _TEXTS:
        if not getattr(plan, key).strip():
            yield f"{key} is empty: it is declared before the draw."
    for key in ("course_version_sha256", "roster_sha256"):
        if not _SHA256.fullmatch(getattr(plan, key)):
            yield f"{key} is not a SHA-256 digest: 64 digits 0 to 9 and a to f."
    if plan.group_size < MINIMUM_COMPLETED:
        yield f"group_size is {plan.group_size}: 070(7)(A) asks for at least ten officers."
    if not PASS_MARK_PERCENT <= plan.pass_mark_percent <= 100:
        yield f"pass_mark_percent is {plan.pass_mark_percent}: 070(6) asks for at least 70 of 100."
    yield from _scale_problems(plan)
    yield from _extension_problems(plan)


def _scale_problems(plan: CalibrationPlan) -> Iterator[str]:
    if plan.minutes_per_hour not in MINUTES_PER_HOUR:
        yield f"minutes_per_hour is {plan.minutes_per_hour}: a credit hour has 50 or 60 minutes."
    if plan.grain not in GRAINS:
        yield f"grain is {plan.grain}: it must be {', '.join(map(str, GRAINS))} of the credit hour."


def _extension_problems(plan: CalibrationPlan) -> Iterator[str]:
    if plan.extension and plan.extension.group_size <= plan.group_size:
        yield f"extension is to {plan.extension.group_size}, no more than the group itself."
    if plan.extension and not plan.extension.condition.strip():
        yield "extension has no condition: it is declared when the group may be extended."
