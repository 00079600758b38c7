import json
from fractions import Fraction

import pytest

from calibration.errors import BadInput
from calibration.group import Unfinished
from calibration.plan import SCHEME, CalibrationPlan, Extension, read_plan
from calibration.scale import Scale

TEXTS = {
    "course": "Demo", "eligibility": "all officers", "randomness": "a beacon",
    "decline_rule": "next in order", "course_version_sha256": "a" * 64,
    "roster_sha256": "b" * 64,
}  # fmt: skip
FULL = TEXTS | {
    "scheme": SCHEME, "group_size": 14, "grain": "1/4", "minutes_per_hour": 60,
    "unfinished": "never", "pass_mark_percent": 80,
    "extension": {"group_size": 28, "condition": "if two grains are crossed"},
}  # fmt: skip


def read(value):
    return read_plan(json.dumps(value).encode())


def test_a_plan_is_read_and_written_alike():
    plan = read(FULL)
    assert plan.as_json() == FULL
    assert plan.scale == Scale(60, Fraction(1, 4))
    assert (plan.unfinished, plan.largest_group) == (Unfinished.NEVER, 28)
    assert read(plan.as_json()).digest == plan.digest


def test_what_is_left_out_is_the_default():
    plan = read(TEXTS)
    assert plan == CalibrationPlan(**TEXTS)
    assert (plan.group_size, plan.grain, plan.extension) == (14, Fraction(1, 2), None)
    assert plan.as_json()["extension"] is None
    assert plan.largest_group == 14


@pytest.mark.clause("070(7)(A)", "070(6)")
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param({"group_size": 9}, "at least ten officers", id="a group below ten"),
        pytest.param({"pass_mark_percent": 69}, "at least 70 of 100", id="a pass mark below 70 %"),
        pytest.param({"pass_mark_percent": 101}, "at least 70 of 100", id="above 100 %"),
        pytest.param({"grain": "1/3"}, "does not divide", id="a grain that does not divide"),
        pytest.param({"minutes_per_hour": 55}, "50 or 60", id="an hour of 55 minutes"),
        pytest.param({"roster_sha256": "xyz"}, "not a SHA-256", id="no digest"),
        pytest.param({"eligibility": " "}, "eligibility is empty", id="an empty rule"),
        pytest.param({"colour": 1}, "'colour' is unknown", id="an unknown key"),
        pytest.param({"course": 5}, "course must be text", id="a number for a text"),
        pytest.param({"group_size": "14"}, "must be a whole number", id="a text for a number"),
        pytest.param({"group_size": True}, "must be a whole number", id="a truth for a number"),
        pytest.param({"scheme": "other-1"}, "this program reads", id="another scheme"),
        pytest.param({"unfinished": "later"}, "write 'replaced' or 'never'", id="another counting"),
        pytest.param(
            {"extension": {"group_size": 20}}, "extension must be", id="half an extension"
        ),
        pytest.param(
            {"extension": {"group_size": 14, "condition": "x"}}, "no more than", id="no extension"
        ),
        pytest.param(
            {"extension": {"group_size": 20, "condition": " "}}, "has no condition", id="always"
        ),
    ],
)
def test_what_the_regulation_or_the_arithmetic_forbids(change, sentence):
    with pytest.raises(BadInput, match=sentence):
        read(TEXTS | {"group_size": 14} | change)


def test_every_problem_is_told_at_once():
    with pytest.raises(BadInput) as refused:
        read(TEXTS | {"group_size": 3, "pass_mark_percent": 3, "roster_sha256": "x"})
    assert len(refused.value.problems) == 3


def test_a_grain_of_the_wrong_kind_by_hand():
    with pytest.raises(BadInput, match="grain is 1/3"):
        CalibrationPlan(**TEXTS, grain=Fraction(1, 3))


@pytest.mark.parametrize("data", [b"[]", b"{}", b"not JSON"])
def test_what_is_no_plan(data):
    with pytest.raises(BadInput):
        read_plan(data)


def test_an_extension_says_how_far():
    assert CalibrationPlan(**TEXTS, extension=Extension(20, "x")).largest_group == 20


def test_a_truth_is_no_size():
    with pytest.raises(BadInput, match="extension must be"):
        read(TEXTS | {"extension": {"group_size": True, "condition": "x"}})
