from datetime import date

import pytest

from cbt.officers.roster_file import COLUMNS, Entry, NotARoster, Problem, read

HEADER = ",".join(COLUMNS)
GOOD = "104233,Rivera,Ana,,A.Rivera@Example.org,a,2019-03-01,Boone County SO,2020-01-06,yes"


def of(*lines):
    return list(read("\n".join((HEADER, *lines)).encode()))


def changed(**values):
    cells = dict(zip(COLUMNS, GOOD.split(","), strict=True)) | values
    return ",".join(cells.values())


def test_a_good_line():
    assert of(GOOD) == [
        Entry(
            2, "104233", "Rivera", "Ana", "", "a.rivera@example.org", "A", date(2019, 3, 1),
            "Boone County SO", date(2020, 1, 6), True,
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        pytest.param({"email": "a.rivera"}, "not an address", id="no address"),
        pytest.param({"email": ""}, "email is empty", id="no e-mail"),
        pytest.param({"licensed_on": "2019-02-30"}, "licensed_on 2019-02-30", id="no such day"),
        pytest.param({"traffic_authority": "perhaps"}, "yes or no", id="neither yes nor no"),
        pytest.param({"license_number": "10 42"}, "letters, digits", id="a space in the number"),
        pytest.param({"last_name": "R" * 101}, "longer than 100", id="a name without end"),
    ],
)
def test_a_bad_line_says_its_number_and_why(values, reason):
    (problem,) = of(changed(**values))
    assert isinstance(problem, Problem)
    assert problem.line == 2
    assert reason in problem.reason


def test_every_fault_of_a_line_is_named_at_once():
    (problem,) = of(changed(email="", licensed_on="soon"))
    assert "email is empty" in problem.reason
    assert "licensed_on soon" in problem.reason


def test_american_days_and_semicolons_and_marks_are_read():
    line = changed(licensed_on="3/1/2019", commissioned_on="01/06/2020")
    text = "\ufeff" + f"{HEADER}\r\n{line}".replace(",", ";")
    (entry,) = read(text.encode())
    assert (entry.licensed_on, entry.commissioned_on) == (date(2019, 3, 1), date(2020, 1, 6))


def test_one_officer_may_stand_under_two_agencies():
    assert all(isinstance(e, Entry) for e in of(GOOD, changed(agency="Columbia PD")))


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        pytest.param(GOOD, "stands in line 2 already", id="the same line twice"),
        pytest.param(
            changed(agency="Columbia PD", last_name="Cruz"), "last_name differs", id="two names"
        ),
        pytest.param(changed(license_number="7"), "another officer's in line 2", id="one e-mail"),
    ],
)
def test_lines_that_contradict_each_other(second, reason):
    assert reason in of(GOOD, second)[1].reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "must name the columns", id="an empty file"),
        pytest.param(b"name,email\n", "missing: license_number", id="another table"),
        pytest.param((HEADER + ",badge\n").encode(), "badge", id="an unknown column"),
        pytest.param(b"PK\x03\x04\x00\x00\xff", "not text", id="a spreadsheet"),
        pytest.param(f'{HEADER}\n"104'.encode(), "Line 2 is not CSV", id="an open quote"),
    ],
)
def test_what_is_no_roster_is_refused_whole(content, reason):
    with pytest.raises(NotARoster, match=reason):
        list(read(content))


def test_a_short_row_is_a_problem_of_its_line():
    assert "3 values where" in of("a,b,c")[0].reason


def test_empty_lines_are_passed_over():
    assert [e.line for e in of("", GOOD, ",,,,,,,,,")] == [3]
