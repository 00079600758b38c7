"""Times that ask for a reason, and the length a course should have by its words.

A flag never deletes a time and never changes the credit value.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from calibration.group import Member

#: Robust z above which one clean group in twenty, or in a hundred, is flagged, by group size.
#: The usual cut of 3.5 would flag one clean group of ten in eight.
CUTS = {
    10: (4.58, 6.94),
    14: (4.23, 5.83),
    20: (4.01, 5.20),
    30: (3.83, 4.79),
    50: (3.76, 4.48),
}
#: Makes the median absolute deviation of a normal sample estimate its standard deviation.
MAD_TO_DEVIATION = 1.4826

#: No officer reads faster than this with understanding.
FASTEST_WORDS_PER_MINUTE = 450
#: NASBA's formula for self-study: minutes = words / 180 + media + 1.85 a question.
FORMULA_WORDS_PER_MINUTE = 180
FORMULA_MINUTES_PER_QUESTION = Fraction(185, 100)
#: t80 over the formula's minutes: outside these bounds the two do not describe one course.
PLAUSIBLE_RATIO = (Fraction(6, 10), Fraction(22, 10))


@dataclass(frozen=True, slots=True)
class Doubt:
    """A member whose time is far from the others': z of the logarithm, and how rare that is."""

    member: Member
    robust_z: float
    one_group_in: int


@dataclass(frozen=True, slots=True)
class CourseLength:
    """What the course consists of: words of text, seconds of media, questions."""

    words: int
    media_seconds: int = 0
    questions: int = 0

    @property
    def formula_minutes(self) -> Fraction:
        """Return the minutes an average learner needs by NASBA's formula: a mean, not t80."""
        reading = Fraction(self.words, FORMULA_WORDS_PER_MINUTE)
        answering = self.questions * FORMULA_MINUTES_PER_QUESTION
        return reading + Fraction(self.media_seconds, 60) + answering

    @property
    def fastest_ms(self) -> int:
        """Return the milliseconds that reading at the fastest and watching all media take."""
        return self.words * 60_000 // FASTEST_WORDS_PER_MINUTE + self.media_seconds * 1000

    def ratio(self, t80_ms: int) -> Fraction | None:
        """Return t80 as a multiple of the formula's minutes, None for an empty course."""
        minutes = self.formula_minutes
        return Fraction(t80_ms, 60_000) / minutes if minutes else None


def is_plausible(ratio: Fraction) -> bool:
    """Return whether t80 and the formula can describe one course."""
    low, high = PLAUSIBLE_RATIO
    return low <= ratio <= high


def mergener_minutes(*, words: int, questions: int, difficulty: Fraction) -> Fraction:
    """Return Mergener's minutes: ``0.9 (-22.3 + 0.00209 words + 2.78 questions + 15.5 d)``."""
    inner = Fraction("-22.3") + Fraction("0.00209") * words + Fraction("2.78") * questions
    return Fraction("0.9") * (inner + Fraction("15.5") * difficulty)


def robust_z(times_ms: Sequence[int]) -> list[float] | None:
    """Return ``(y - median) / (1.4826 MAD)`` of the logarithms y; None where that is zero."""
    if not times_ms:
        return None
    logs = np.log(np.asarray(times_ms, dtype=np.float64))
    away = logs - np.median(logs)
    spread = MAD_TO_DEVIATION * float(np.median(np.abs(away)))
    return [float(z) for z in away / spread] if spread else None


def cuts_for(n: int) -> tuple[float, float]:
    """Return the cuts for a group of `n`: those of the largest tabled size that is no larger.

    Between two sizes, and below the first, the stricter cut flags fewer clean groups than it says.
    """
    sizes = [size for size in CUTS if size <= n]
    return CUTS[max(sizes, default=min(CUTS))]


def doubtful(members: Sequence[Member]) -> tuple[Doubt, ...]:
    """Return the members who completed in a time that asks for a reason, slowest first."""
    timed = [(member, member.time_ms) for member in members if member.time_ms is not None]
    scores = robust_z([time for _, time in timed])
    if scores is None:
        return ()
    usual, rare = cuts_for(len(timed))
    flagged = [
        Doubt(member, z, 100 if abs(z) > rare else 20)
        for (member, _), z in zip(timed, scores, strict=True)
        if abs(z) > usual
    ]
    return tuple(sorted(flagged, key=lambda doubt: -doubt.robust_z))


def too_fast(members: Sequence[Member], length: CourseLength) -> tuple[Member, ...]:
    """Return the members who were faster than anybody can read and watch the course."""
    return tuple(m for m in members if m.time_ms is not None and m.time_ms < length.fastest_ms)


def unseen_path_probability(share: Fraction, n: int) -> Fraction:
    """Return how likely a path that a `share` of officers takes is taken by nobody of `n`."""
    return (1 - share) ** n
