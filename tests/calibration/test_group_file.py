import pytest

from calibration.errors import BadInput
from calibration.group import Outcome
from calibration.group_file import read_group


def test_a_group_is_read_with_its_failures_left_in():
    group = read_group(b"member,outcome,minutes\nA,passed,71\nB,failed,30\n")
    assert group.success_times_ms() == [71 * 60_000]
    assert group.count(Outcome.PASSED, Outcome.FAILED) == 2


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\xef\xbb\xbfmember,outcome,seconds\r\nA,passed,90.5\r\n", id="BOM, CRLF"),
        pytest.param(b"member;outcome;seconds\nA;passed;90,5\n", id="semicolons, decimal comma"),
        pytest.param(b"member,outcome,time\nA,passed,0:01:30.500\n", id="hours, minutes, seconds"),
        pytest.param(
            b"member,outcome,seconds,attempt\nA,failed,40,1\nA,passed,50.5,2\n",
            id="two attempts add up to the first pass",
        ),
    ],
)
def test_forms_of_the_same_time(data):
    assert read_group(data).success_times_ms() == [90_500]


def test_every_bad_line_is_named_and_nothing_is_computed():
    data = b"member,outcome,seconds\nA,passed,0\nB,flown,9\nC,passed,nan\nD,passed,9\nD,failed,9\n"
    with pytest.raises(BadInput) as refusal:
        read_group(data)
    told = " ".join(refusal.value.problems)
    assert all(f"line {line}" in told for line in (2, 3, 4, 6))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"member,outcome,seconds,minutes\nA,passed,60,1\n", id="two time columns"),
        pytest.param(b"member,outcome\nA,passed\n", id="no time column"),
        pytest.param(b"", id="an empty file"),
        pytest.param(
            b"member,outcome,seconds,correct,items\nA,passed,60,6,10\n", id="passed below 70 %"
        ),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(data):
    with pytest.raises(BadInput):
        read_group(data)
