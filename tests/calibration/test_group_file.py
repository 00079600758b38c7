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


def refused(text):
    with pytest.raises(BadInput) as told:
        read_group(text.encode())
    return " ".join(told.value.problems)


ATTEMPTS = "member,outcome,seconds,attempt\n"
SCORES = "member,outcome,seconds,correct,items\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("name,outcome,seconds\nA,passed,5\n", "no column 'member'"),
        ("member,outcome,seconds,correct\nA,passed,5,5\n", "give both or none"),
        ("member,outcome,seconds\n", "names no member"),
        ("member,outcome,seconds,result\nA,excluded,5,flown\n", "the result is 'flown'"),
        (f"{ATTEMPTS}A,passed,5,0\n", "attempts are numbered 1, 2"),
        (f"{ATTEMPTS}A,failed,5,1\nA,passed,5,3\n", "numbered 1, 3, not 1, 2"),
        (f"{ATTEMPTS}A,passed,5,1\nA,passed,5,2\n", "no attempt may follow it"),
        (f"{ATTEMPTS}A,flown,5,1\nA,passed,5,2\n", "the outcome is 'flown'"),
        (f"{SCORES}A,passed,5,7,x\n", "no number of correct answers"),
        (f"{SCORES}A,passed,5,8,7\n", "no number of correct answers"),
        (f"{SCORES}A,passed,5,16,23\n", "16 of 23 is below 70 %"),
        (f"{SCORES}A,failed,5,7,10\n", "7 of 10 reaches 70 %"),
        ("member,outcome,seconds,seconds\nA,passed,5,5\n", "two columns 'seconds'"),
        ("member,outcome,seconds\nA,passed,5,6\n", "4 fields, but the header names 3"),
        ('member,outcome,seconds\n"A,passed,5\n', "line"),
        ("member,outcome,time\nA,passed,1:70:00\n", "not written H:MM:SS"),
        ("member,outcome,seconds\nA,passed,-5\n", "is negative"),
        ("member,outcome,minutes\nA,passed,99999999999\n", "longer than thirty years"),
        ("member,outcome,seconds\n,passed,5\n", "the name is empty"),
    ],
)
def test_what_is_wrong_is_said(text, sentence):
    assert sentence in refused(text)


@pytest.mark.clause("070(6)")
def test_a_score_of_seventy_percent_passes_in_integers():
    group = read_group(f"{SCORES}A,passed,5,7,10\nB,failed,5,16,23\nC,passed,5,,\n".encode())
    assert group.count(Outcome.PASSED) == 2


def test_other_encodings():
    text = "member\toutcome\tseconds\nÄ\tpassed\t.5\n"
    group = read_group(text.encode("utf-16"))
    assert group.members[0].time_ms == 500
    with pytest.raises(BadInput, match="line 2: this is not UTF-8"):
        read_group("member,outcome,seconds\nÄ,passed,5\n".encode("latin-1"))


def test_an_excluded_member_keeps_what_was_measured():
    text = "member,outcome,seconds,reason,result\nA,excluded,5,duty_recall,failed\n"
    member = read_group(text.encode()).members[0]
    assert (member.reason, member.result, member.time_ms) == ("duty_recall", Outcome.FAILED, 5000)


def test_names_are_compared_as_they_look():
    assert "stands already in line 2" in refused(
        "member,outcome,seconds\n\u00e9,passed,5\ne\u0301,passed,5\n"
    )


def test_many_rows():
    rows = "".join(f"P{n},passed,{n + 1}\n" for n in range(10_000))
    assert (
        read_group(f"member,outcome,seconds\n{rows}\n\n".encode()).count(Outcome.PASSED) == 10_000
    )
