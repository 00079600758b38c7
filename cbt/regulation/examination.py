"""R-30: seventy percent correct, in integers; retakes, weights and voided items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from cbt.regulation.parameters import Parameters
from cbt.regulation.registry import rule
from cbt.regulation.ruling import Ruling


@rule("R-30", "070(6)")
def passed(correct: int, total: int, *, params: Parameters) -> Ruling:
    """Return whether a score reaches the pass mark; what it displays rounded is no matter (A-45).

    Raises
    ------
    ValueError
        Without an item, or with more right answers than items.
    """
    if total < 1 or not 0 <= correct <= total:
        raise ValueError(f"{correct} of {total} is no score.")
    share = params.share("pass.share")
    met = correct * share.denominator >= total * share.numerator
    needed = needed_correct(total, params=params)
    return Ruling("070(6)", met, f"{correct} of {total} correct; {needed} are needed.")


def needed_correct(total: int, *, params: Parameters) -> int:
    """Return the least number of right answers that passes."""
    share = params.share("pass.share")
    return -(-total * share.numerator // share.denominator)


@dataclass(frozen=True, slots=True)
class Answered:
    """One attempt: the items in its form, those answered right, their weights where declared."""

    items: Sequence[str]
    right: frozenset[str]
    weights: Mapping[str, int] | None = None
    """Whole weights of the evaluation plan; one each if it declares none."""


@rule("R-30", "070(6)")
def graded(
    attempt: Answered, *, voided: frozenset[str] = frozenset(), params: Parameters
) -> Ruling:
    """Return whether one attempt passes; an item without answer is wrong (A-46).

    Voided items are regraded in the trainee's favor only: counted as right where that passes,
    left out where that does, and never so that a pass is lost.
    """
    forms = (attempt.right, attempt.right | (voided & set(attempt.items)))
    asked = [item for item in attempt.items if item not in voided]
    tried = [_score(attempt, right, attempt.items) for right in forms]
    if asked:
        tried.append(_score(attempt, attempt.right, asked))
    correct, total = max(tried, key=lambda score: Fraction(*score))
    return passed(correct, total, params=params)


def _score(attempt: Answered, right: frozenset[str], items: Sequence[str]) -> tuple[int, int]:
    weigh = (attempt.weights or {}).get
    return (
        sum(weigh(item, 1) for item in items if item in right),
        sum(weigh(item, 1) for item in items),
    )


@rule("R-30", "070(6)")
def may_attempt(
    failures: Sequence[datetime], now: datetime, *, released: int = 0, params: Parameters
) -> Ruling:
    """Return whether another attempt may begin; `released` are those an administrator added.

    `failures` are the moments at which earlier attempts ended, in their order.
    """
    most = params.whole("exam.max_attempts") + released
    if len(failures) >= most:
        return Ruling(
            "070(6)", False, f"{len(failures)} attempts failed; the administrator decides."
        )
    wait = timedelta(minutes=params.whole("exam.cooldown_minutes"))
    if failures and now < failures[-1] + wait:
        minutes = -(-(failures[-1] + wait - now) // timedelta(minutes=1))
        return Ruling("070(6)", False, f"The next attempt may begin in {minutes} minutes.")
    return Ruling("070(6)", True, f"Attempt {len(failures) + 1} of {most} may begin.")
