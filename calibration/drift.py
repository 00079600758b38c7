"""Whether live officers still confirm a credit value: two e-processes, valid at every look."""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from math import exp, inf, log

from scipy.special import betainc, betaincc, betaln

from calibration.errors import BadInput, refuse_if
from calibration.rank import SHARE_DENOMINATOR, SHARE_NUMERATOR
from calibration.scale import DEFAULT_SCALE, Scale

SHARE = SHARE_NUMERATOR / SHARE_DENOMINATOR
#: With fewer completions an alarm is noted and not acted on.
FEWEST = 30
#: Ville: under a right credit value an e-process ever reaches 20 with probability below 5 %.
ALARM_AT = 20.0


class Alarm(StrEnum):
    """What the live times say against the credit value."""

    NONE = "none"
    OVER = "over"
    """Too much credit: more than 80 % are done before the time that the credit stands for."""
    UNDER = "under"
    """Too little credit: fewer than 80 % are done by the next edge."""


@dataclass(frozen=True, slots=True)
class Drift:
    """What is kept of all live learners: three counts and the highest evidence so far.

    The credit c is right if ``P(T < A) < 4/5 <= P(T < B)`` with A = c H and B = A + G, in
    milliseconds. `faster_than_a` and `faster_than_b` count the passes before A and before B
    among `completed`; who fails counts as slower.
    """

    credit: Fraction
    scale: Scale = DEFAULT_SCALE
    completed: int = 0
    faster_than_a: int = 0
    faster_than_b: int = 0
    #: The most that either log of E has been; an alarm once raised stays raised.
    highest_over: float = 0.0
    highest_under: float = 0.0

    def __post_init__(self) -> None:
        problems = []
        if self.credit < 0 or (self.credit / self.scale.grain).denominator != 1:
            problems.append(f"credit of {self.credit} hours is no multiple of the grain.")
        if not 0 <= self.faster_than_a <= self.faster_than_b <= self.completed:
            problems.append("the counts contradict each other: faster than A <= B <= completed.")
        refuse_if(problems)

    @property
    def lower_edge_ms(self) -> int:
        """Return A, the time that the credit stands for, in milliseconds."""
        return int(self.credit * self.scale.hour_ms)

    @property
    def upper_edge_ms(self) -> int:
        """Return B, the next edge of the grain, in milliseconds."""
        return self.lower_edge_ms + self.scale.grain_ms

    def update(self, time_ms: int | None) -> "Drift":
        """Return the state after one more learner: the time (ms) of a pass, None for a failure.

        Raises
        ------
        BadInput
            A time that is not above zero.
        """
        if time_ms is not None and (type(time_ms) is not int or time_ms < 1):
            raise BadInput([f"the time is {time_ms!r}: it is a whole number of milliseconds."])
        lower = time_ms is not None and time_ms < self.lower_edge_ms
        upper = time_ms is not None and time_ms < self.upper_edge_ms
        after = replace(
            self,
            completed=self.completed + 1,
            faster_than_a=self.faster_than_a + lower,
            faster_than_b=self.faster_than_b + upper,
        )
        return replace(
            after,
            highest_over=max(self.highest_over, after.log_e_over),
            highest_under=max(self.highest_under, after.log_e_under),
        )

    @property
    def log_e_over(self) -> float:
        """Return the log of the evidence that the credit is too high."""
        return log_e_over(self.faster_than_a, self.completed)

    @property
    def log_e_under(self) -> float:
        """Return the log of the evidence that the credit is too low."""
        return log_e_under(self.faster_than_b, self.completed)

    @property
    def e_over(self) -> float:
        """Return the evidence that the credit is too high; `inf` beyond the range of floats."""
        return _exp(self.log_e_over)

    @property
    def e_under(self) -> float:
        """Return the evidence that the credit is too low; `inf` beyond the range of floats."""
        return _exp(self.log_e_under)

    def alarm(self, *, at: float = ALARM_AT) -> Alarm:
        """Return the alarm whose evidence has ever reached `at`, once enough learners completed.

        Where both have, the greater; 20 is wrong in fewer than 5 % of right values, 100 in 1 %.
        """
        over, under = self.highest_over, self.highest_under
        if self.completed < FEWEST or max(over, under) < log(at):
            return Alarm.NONE
        return Alarm.OVER if over >= under else Alarm.UNDER


def log_e_over(faster: int, completed: int) -> float:
    """Return the log of E against ``p <= 4/5``, p the share of passes before A.

    ``betaln(S+1, N-S+1) + log betaincc(S+1, N-S+1, .8) - log .2 - S log .8 - (N-S) log .2``:
    the likelihood ratio of a share uniform on (.8, 1) against .8.
    """
    return _log_e(faster, completed, float(betaincc(faster + 1, completed - faster + 1, SHARE)),
                  1 - SHARE)  # fmt: skip


def log_e_under(faster: int, completed: int) -> float:
    """Return the log of E against ``p >= 4/5``, p the share of passes before B: uniform on (0, .8).

    ``betaln(S+1, N-S+1) + log betainc(S+1, N-S+1, .8) - log .8 - S log .8 - (N-S) log .2``.
    """
    return _log_e(faster, completed, float(betainc(faster + 1, completed - faster + 1, SHARE)),
                  SHARE)  # fmt: skip


def _log_e(faster: int, completed: int, within: float, width: float) -> float:
    slower = completed - faster
    if within == 0:
        # Below the range of floats: all evidence is on the other side.
        return -inf
    mixed = float(betaln(faster + 1, slower + 1)) + log(within) - log(width)
    return mixed - faster * log(SHARE) - slower * log(1 - SHARE)


def _exp(value: float) -> float:
    return exp(value) if value < 709 else inf
