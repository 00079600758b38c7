import pytest

from calibration.errors import BadInput
from calibration.group import Attempt, Member, Outcome, TestGroup, member_of_attempts
from calibration.rank import LONGEST_MS

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
UNFINISHED, EXCLUDED = Outcome.UNFINISHED, Outcome.EXCLUDED


@pytest.mark.parametrize(
    ("member", "sentence"),
    [
        (Member("", PASSED, 5), "Member number 1: the name is empty"),
        (Member("a\nb", PASSED, 5), "cannot be printed"),
        (Member("A", PASSED, 0), "the time is 0"),
        (Member("A", PASSED, LONGEST_MS + 1), "a time is a whole number"),
        (Member("A", FAILED), "the time is missing"),
        (Member("A", EXCLUDED), "the reason is missing"),
        (Member("A", EXCLUDED, None, "bored"), "'bored' is not on the list"),
        (Member("A", EXCLUDED, None, "other: "), "not on the list"),
        (Member("A", EXCLUDED, None, "duty_recall", EXCLUDED), "the result is 'excluded'"),
        (Member("A", PASSED, 5, "duty_recall"), "a reason for an exclusion"),
        (Member("A", PASSED, 5, None, FAILED), "the result is failed"),
    ],
)
def test_a_member_that_contradicts_itself(member, sentence):
    with pytest.raises(BadInput, match=sentence):
        TestGroup((member,))


def test_nobody_stands_twice_and_every_problem_is_told():
    with pytest.raises(BadInput) as refused:
        TestGroup((Member("A", PASSED, 5), Member("A", PASSED, -5), Member("B", FAILED)))
    assert len(refused.value.problems) == 3


@pytest.mark.parametrize("reason", ["platform_outage", "other: the building was evacuated"])
def test_reasons_of_the_list(reason):
    group = TestGroup((Member("A", EXCLUDED, None, reason), Member("B", UNFINISHED)))
    assert group.count(EXCLUDED) == 1


@pytest.mark.parametrize(
    ("attempts", "member"),
    [
        ([(FAILED, 40), (PASSED, 20)], Member("A", PASSED, 60)),
        ([(UNFINISHED, 10), (PASSED, 20)], Member("A", PASSED, 30)),
        ([(FAILED, 40), (UNFINISHED, None)], Member("A", FAILED, 40)),
        ([(UNFINISHED, None)], Member("A", UNFINISHED, None)),
    ],
)
def test_attempts_add_up_to_the_first_pass(attempts, member):
    assert member_of_attempts("A", [Attempt(*attempt) for attempt in attempts]) == member


@pytest.mark.parametrize(
    ("attempts", "sentence"),
    [
        ([], "there is no attempt"),
        ([(PASSED, 5), (PASSED, 5)], "no attempt may follow it"),
        ([(EXCLUDED, 5), (PASSED, 5)], "no attempt may follow it"),
        ([(FAILED, None), (PASSED, 5)], "attempt 1 has no time"),
    ],
)
def test_attempts_that_cannot_be(attempts, sentence):
    with pytest.raises(BadInput, match=sentence):
        member_of_attempts("A", [Attempt(*attempt) for attempt in attempts])
