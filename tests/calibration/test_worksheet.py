import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calibration.credit import Credit, OutcomeKind
from calibration.diagnostics import CourseLength
from calibration.errors import BadInput
from calibration.group import Member, Outcome, TestGroup, Unfinished
from calibration.letter import worksheet_text
from calibration.plan import CalibrationPlan, Extension
from calibration.scale import Scale
from calibration.worksheet import worksheet_of
from calibration.worksheet_json import worksheet_json

MINUTE = 60_000
TEN = (50, 52, 55, 57, 60, 64, 69, 74, 84, 95)
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
UNFINISHED, EXCLUDED = Outcome.UNFINISHED, Outcome.EXCLUDED


def group(passed=(), failed=(), unfinished=0, excluded=()):
    members = [Member(f"P{i}", PASSED, m * MINUTE) for i, m in enumerate(passed, 1)]
    members += [Member(f"F{i}", FAILED, m * MINUTE) for i, m in enumerate(failed, 1)]
    members += [Member(f"U{i}", UNFINISHED) for i in range(1, unfinished + 1)]
    members += [
        Member(f"E{i}", EXCLUDED, None if m is None else m * MINUTE, "duty_recall", result)
        for i, (m, result) in enumerate(excluded, 1)
    ]
    return TestGroup(tuple(members))


def plan(**declared):
    texts = {
        "course": "Demo", "eligibility": "all officers", "randomness": "a beacon",
        "decline_rule": "next in order", "course_version_sha256": "a" * 64,
        "roster_sha256": "b" * 64, "group_size": 10,
    }  # fmt: skip
    return CalibrationPlan(**texts | declared)


@pytest.mark.clause("070(7)", "070(7)(B)", "070(7)(C)")
@pytest.mark.parametrize(
    ("members", "n", "k", "t80", "hours"),
    [
        pytest.param(group(TEN), 10, 8, 74, "1", id="S-085 ten, never the interpolated 76.0"),
        pytest.param(group((*TEN, 99)), 11, 9, 84, "3/2", id="eleven"),
        pytest.param(
            group((40, 45, 50, 55, 60, 65, 70, 75), (30, 35)), 10, 8, 75, "3/2",
            id="two failures stay, and their own times do not count",
        ),
    ],
)  # fmt: skip
def test_worked_examples(members, n, k, t80, hours):
    value = worksheet_of(members).value
    assert value == Credit(n, k, t80 * MINUTE, Fraction(hours))


def test_the_margins_say_how_far_both_edges_are():
    found = worksheet_of(group(TEN))
    assert (found.margins.below_ms, found.margins.above_ms) == (24 * MINUTE, MINUTE)


def test_the_honest_sentence_of_ten_members():
    text = " ".join(worksheet_text(worksheet_of(group(TEN))).split())
    assert (
        "We are 96.7 % sure that the time by which 80 % of officers finish is at least "
        "T_(6) = 1:04:00; with 10 officers no upper limit can be given."
    ) in text


def test_fourteen_members_have_both_limits():
    limits = worksheet_of(group(range(50, 64))).limits
    assert (limits.lower_ms, limits.upper_ms) == (58 * MINUTE, 63 * MINUTE)
    text = " ".join(worksheet_text(worksheet_of(group(range(50, 64)))).split())
    assert "We are 91.2 % sure that the time by which 80 % of officers finish lies between" in text


def test_a_group_with_too_few_is_told_who_comes_next():
    found = worksheet_of(group(TEN[:9]))
    plain = worksheet_json(found)
    assert (plain["outcome"], plain["reason"]) == ("undeterminable", "too_few")
    assert plain["t80_ms"] is plain["credit"] is plain["margin_below_ms"] is None
    assert "let the next in the order of the draw take the course" in " ".join(
        worksheet_text(found).split()
    )


def test_seven_of_ten_are_told_not_to_add_members():
    found = worksheet_of(group(TEN[:7], (60, 60, 60)))
    assert worksheet_json(found)["reason"] == "too_few_succeeded"
    assert "Do not add members until it works" in " ".join(worksheet_text(found).split())


def test_zero_credit_is_said_in_words():
    found = worksheet_of(group([20] * 10))
    assert worksheet_json(found)["credit"] == "0.00"
    assert worksheet_json(found)["credit_fraction"] == [0, 1]
    assert "The course earns zero credit: t80, 0:20:00" in worksheet_text(found)


def test_both_countings_of_unfinished_members():
    members = group(TEN, unfinished=3)
    replaced = worksheet_of(members)
    never = worksheet_of(members, unfinished=Unfinished.NEVER)
    assert (replaced.n, never.n) == (10, 13)
    assert never.value.outcome is OutcomeKind.UNDETERMINABLE
    assert worksheet_json(replaced)["unfinished_never"]["n"] == 13
    assert worksheet_json(never)["unfinished_replaced"]["credit"] == "1.00"
    text = " ".join(worksheet_text(replaced).split())
    assert "3 of the 13 members who started did not finish, more than 20 %" in text
    assert "the other counting of unfinished members gives no value" in text


def test_a_fifth_unfinished_needs_no_acknowledgement():
    text = worksheet_text(worksheet_of(group((*TEN, 96, 97), unfinished=3)))
    assert "more than" not in text.split("Before signing")[1].split("Notes")[0]


def test_excluded_members_put_back():
    members = group(TEN, excluded=[(96, PASSED), (None, None), (10, UNFINISHED)])
    found = worksheet_of(members).sensitivities
    assert (found.excluded_back.n, found.excluded_back.t80_ms) == (12, 95 * MINUTE)
    assert (found.excluded_never.n, found.excluded_never.t80_ms) == (13, None)


def test_passers_only_shows_what_fast_failures_do():
    members = group((50, 55, 60, 65, 70, 71, 90, 95), (41, 45))
    found = worksheet_of(members)
    assert found.value.t80_ms == 95 * MINUTE
    assert found.sensitivities.passers_only.t80_ms == 90 * MINUTE


def test_the_reading_of_sixty_minutes_keeps_the_share():
    found = worksheet_of(group(TEN), minutes_per_hour=60)
    assert found.scale == Scale(60, Fraction(1, 2))
    assert found.value.hours == 1
    text = " ".join(worksheet_text(found).split())
    assert "needs the director's written word" in text


def test_readings_that_differ_ask_for_one_answer():
    text = " ".join(worksheet_text(worksheet_of(group([80] * 10))).split())
    assert "The readings of 50 and 60 minutes give different credit" in text


def test_a_plan_binds():
    declared = plan(grain=Fraction(1, 4))
    found = worksheet_of(group(TEN), plan=declared)
    assert found.value.hours == Fraction(5, 4)
    assert worksheet_json(found)["plan_digest"] == declared.digest
    with pytest.raises(BadInput) as refused:
        worksheet_of(
            group(TEN), plan=declared, grain=Fraction(1), minutes_per_hour=60,
            unfinished=Unfinished.NEVER,
        )  # fmt: skip
    assert len(refused.value.problems) == 3


def test_more_completed_than_declared_are_refused_and_fewer_are_stated():
    with pytest.raises(BadInput, match="11 members completed, but the plan declared 10"):
        worksheet_of(group((*TEN, 99)), plan=plan())
    text = " ".join(worksheet_text(worksheet_of(group(TEN), plan=plan(group_size=14))).split())
    assert "declared a group of 14, and 10 completed: this deviation" in text


def test_a_declared_extension_is_named():
    extended = plan(extension=Extension(14, "if the limits cross two intervals"))
    text = " ".join(worksheet_text(worksheet_of(group((*TEN, 99)), plan=extended)).split())
    assert "extended from 10 to 11 members" in text


def test_the_course_s_length_is_held_against_the_times():
    length = CourseLength(words=45_000, media_seconds=60, questions=2)
    text = " ".join(worksheet_text(worksheet_of(group(TEN), length=length)).split())
    assert "The time of P1, 0:50:00, is shorter than reading the text at 450 words" in text
    assert "t80 is 0.29 times the minutes that the word count suggests" in text
    fair = CourseLength(words=9_000)
    assert "word count" not in worksheet_text(worksheet_of(group(TEN), length=fair))


def test_a_time_far_from_the_others_needs_a_reason():
    text = " ".join(worksheet_text(worksheet_of(group((*TEN[:9], 4000)))).split())
    assert "stands far from the others" in text
    assert "It needs a reason; it stays in the group." in text


def test_a_large_group_is_shown_at_its_ends_and_around_the_rank():
    text = worksheet_text(worksheet_of(group(range(1, 501))))
    rows = text.split("Rank order")[1].split("How sure")[0]
    assert "more" in rows
    assert " 400  P400" in rows
    assert len(rows.splitlines()) < 80


def test_nobody_at_all():
    found = worksheet_of(group(unfinished=1))
    assert worksheet_json(found)["k"] is None
    assert worksheet_json(found)["interval"]["coverage"] is None
    assert "Nobody is counted." in worksheet_text(found)


def test_few_have_no_bound():
    text = " ".join(worksheet_text(worksheet_of(group([60]))).split())
    assert "With 1 officer no bound of the true time can be given." in text


def test_a_wide_spread_is_told_to_split_the_course():
    times = [1000 * 3 ** (i / 2) for i in range(14)]
    text = " ".join(worksheet_text(worksheet_of(group(map(int, times)))).split())
    assert "split the course into modules" in text


@given(st.lists(st.integers(1, 500), min_size=1, max_size=30), st.integers(0, 8), st.integers(0, 5))
def test_every_key_is_always_there_and_the_object_is_plain(passed, failed, unfinished):
    found = worksheet_of(group(passed, [9] * failed, unfinished))
    plain = worksheet_json(found)
    assert json.loads(json.dumps(plain, allow_nan=False)) == plain
    assert list(plain) == KEYS
    assert worksheet_text(found).endswith("\n")


KEYS = [
    "outcome", "reason", "t80_ms", "credit", "credit_fraction", "n", "completed", "succeeded",
    "unfinished", "excluded", "k", "margin_below_ms", "margin_above_ms", "interval",
    "same_credit_probability", "plan_digest", "readings", "unfinished_replaced",
    "unfinished_never", "passers_only", "excluded_back", "grains",
]  # fmt: skip
