"""Groups and plans that several tests of this folder share."""

import pytest

from calibration.group import Member, Outcome, TestGroup
from calibration.plan import CalibrationPlan

MINUTE = 60_000


@pytest.fixture
def make_group():
    """Return a function from lists of minutes by outcome to a test group."""

    def make(passed=(), failed=(), *, unfinished=0, excluded=()):
        members = [Member(f"P{i}", Outcome.PASSED, m * MINUTE) for i, m in enumerate(passed, 1)]
        members += [Member(f"F{i}", Outcome.FAILED, m * MINUTE) for i, m in enumerate(failed, 1)]
        members += [Member(f"U{i}", Outcome.UNFINISHED) for i in range(1, unfinished + 1)]
        for i, (minutes, result) in enumerate(excluded, 1):
            time_ms = None if minutes is None else minutes * MINUTE
            members.append(
                Member(f"X{i}", Outcome.EXCLUDED, time_ms, "duty_recall", result),
            )
        return TestGroup(tuple(members))

    return make


@pytest.fixture
def make_plan():
    """Return a function that declares a plan, some fields changed."""

    def make(**changes):
        return CalibrationPlan(
            **{
                "course": "Report writing",
                "course_version_sha256": "a" * 64,
                "roster_sha256": "b" * 64,
                "eligibility": "licensed officers",
                "randomness": "the first pulse after noon",
                "decline_rule": "the next in order",
            }
            | changes
        )

    return make
