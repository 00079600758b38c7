"""The command line as a provider without any platform uses it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import calibration
from calibration import credit
from calibration.__main__ import main

HOME = Path(__file__).parents[2]
TEN = (50, 52, 55, 57, 60, 64, 69, 74, 84, 95)
GROUP = "member,outcome,minutes\n" + "".join(f"P{i},passed,{m}\n" for i, m in enumerate(TEN, 1))
PLAN = {
    "course": "Demo", "eligibility": "all officers", "randomness": "a beacon",
    "decline_rule": "next in order", "course_version_sha256": "a" * 64,
    "roster_sha256": "b" * 64, "group_size": 10,
}  # fmt: skip


@pytest.fixture
def worksheet(calibrate, tmp_path):
    """Return what computes a worksheet of some CSV text; JSON unless told otherwise."""

    def run(text=GROUP, *flags, plan=None):
        (tmp_path / "group.csv").write_text(text)
        if plan is not None:
            (tmp_path / "plan.json").write_text(json.dumps(plan))
            flags = (*flags, "--plan", "plan.json")
        code, out, err = calibrate("worksheet", "group.csv", "--json", *flags)
        return code, json.loads(out) if out else None, err

    return run


def test_a_value_ends_with_0(worksheet):
    code, found, _ = worksheet()
    assert (code, found["credit"], found["t80_ms"]) == (0, "1.00", 74 * 60_000)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        pytest.param(GROUP.replace("P10,passed", "P10,unfinished"), "undeterminable", id="too few"),
        pytest.param(
            "member,outcome,minutes\n" + "".join(f"P{i},passed,9\n" for i in range(10)),
            "zero_credit",
            id="zero credit",
        ),
    ],
)
def test_no_value_ends_with_3(worksheet, text, outcome):
    code, found, _ = worksheet(text)
    assert (code, found["outcome"]) == (3, outcome)


@pytest.mark.parametrize(
    ("flags", "credit"),
    [
        ((), "1.00"),
        (("--grain", "1/4"), "1.25"),
        (("--grain", "0.1"), "1.40"),
        (("--grain", "1"), "1.00"),
        (("--grain-minutes", "12.5"), "1.25"),
        (("--grain-minutes", "5"), "1.40"),
        (("--minutes-per-hour", "60"), "1.00"),
        (("--minutes-per-hour", "60", "--grain-minutes", "15"), "1.00"),
        (("--minutes-per-hour", "60", "--grain", "1/5"), "1.20"),
    ],
)
def test_the_grain_is_a_share_or_its_minutes(worksheet, flags, credit):
    code, found, _ = worksheet(GROUP, *flags)
    assert (code, found["credit"]) == (0, credit)


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        (("--grain", "1/3"), "does not divide"),
        (("--grain", "x"), "no share of an hour"),
        (("--grain-minutes", "15"), "does not divide a credit hour of 50 minutes"),
        (("--grain-minutes", "25", "--grain", "1/2"), "not both"),
        (("--words", "-1"), "--words is -1"),
        (("--plan", "nowhere.json"), "nowhere.json cannot be read"),
    ],
)
def test_a_bad_flag_ends_with_2_and_a_sentence(worksheet, flags, sentence):
    code, found, err = worksheet(GROUP, *flags)
    assert (code, found) == (2, None)
    assert sentence in err


def test_an_unknown_flag_ends_with_2(calibrate):
    with pytest.raises(SystemExit) as ended:
        calibrate("worksheet", "group.csv", "--unfinished", "later")
    assert ended.value.code == 2


def test_a_plan_decides_and_a_flag_against_it_ends_with_2(worksheet):
    code, found, _ = worksheet(plan=PLAN | {"grain": "1/4"})
    assert (code, found["credit"], len(found["plan_digest"])) == (0, "1.25", 64)
    assert worksheet(GROUP, "--grain", "1/4", plan=PLAN | {"grain": "1/4"})[0] == 0
    code, _, err = worksheet(GROUP, "--grain", "1/2", plan=PLAN | {"grain": "1/4"})
    assert code == 2
    assert "the plan declared 1/4" in err
    assert worksheet(GROUP, "--grain-minutes", "25", plan=PLAN)[0] == 0


def test_every_bad_line_is_listed_and_nothing_computed(worksheet):
    text = GROUP + "P11,passed,-3\nP1,passed,5\nP12,flown,5\n"
    code, found, err = worksheet(text)
    assert (code, found) == (2, None)
    assert [line.split(":")[0] for line in err.splitlines()] == ["line 12", "line 13", "line 14"]


def test_the_text_is_the_default(calibrate, tmp_path):
    (tmp_path / "group.csv").write_text(GROUP)
    code, out, _ = calibrate("worksheet", "group.csv", "--words", "9000", "--questions", "20")
    assert code == 0
    assert out.startswith("Credit value worksheet, 11 CSR 75-15.070(7)\n")
    assert all(len(line) <= 78 for line in out.splitlines())


def test_size(calibrate):
    code, out, _ = calibrate(
        "size", "--credit-hours", "2", "--sigma", "0.5", "--stability", "0.9", "--json"
    )
    assert (code, json.loads(out)["n"]) == (0, 30)
    code, out, _ = calibrate("size", "--credit-hours", "2", "--sigma", "0.3")
    assert "A group of 10 lands within one interval" in " ".join(out.split())
    code, out, _ = calibrate("size", "--credit-hours", "100", "--sigma", "5")
    assert code == 3
    assert "split the course" in out
    assert calibrate("size", "--credit-hours", "100", "--sigma", "5", "--json")[0] == 3
    assert calibrate("size", "--credit-hours", "two")[0] == 2
    assert calibrate("size", "--credit-hours", "1.3")[0] == 2


ROSTER = "".join(f"L{n:02}\n" for n in range(20))
DECLARATION = {"course": "Demo", "group_size": 14}


@pytest.fixture
def record(calibrate, tmp_path):
    """Return the public record of a draw, which stands in record.json too."""
    (tmp_path / "roster.txt").write_text(ROSTER)
    (tmp_path / "declaration.json").write_text(json.dumps(DECLARATION, indent=4))
    options = ("--size", "14", "--randomness", "AB cd", "--declaration", "declaration.json")
    code, out, _ = calibrate("draw", "roster.txt", *options, "--json")
    assert code == 0
    (tmp_path / "record.json").write_text(out)
    assert "L00" in calibrate("draw", "roster.txt", *options)[1]
    return json.loads(out)


def test_a_draw_is_verified_from_its_record(calibrate, tmp_path, record):
    assert calibrate("verify-draw", "record.json")[:2] == (
        0, "The draw holds: everything in the record follows from its roster and randomness.\n",
    )  # fmt: skip
    record["members"][0] = "L99"
    (tmp_path / "record.json").write_text(json.dumps(record))
    code, out, _ = calibrate("verify-draw", "record.json")
    assert code == 1
    assert out.startswith("The draw does not hold: members, place 1")
    code, out, _ = calibrate("verify-draw", "record.json", "--json")
    assert (code, json.loads(out)["holds"]) == (1, False)


def test_a_draw_that_cannot_be_is_bad_input(calibrate, tmp_path, record):
    (tmp_path / "list.json").write_text("[]")
    assert calibrate("verify-draw", "list.json")[0] == 2
    (tmp_path / "roster.txt").write_bytes(b"\xff\xfe\xff")
    options = ("--size", "14", "--randomness", "abcd", "--declaration", "declaration.json")
    assert "not UTF-8" in calibrate("draw", "roster.txt", *options)[2]


def test_items(calibrate, tmp_path):
    (tmp_path / "r.csv").write_text("member,q1,q2\nkey,a,b\nX,a,b\nY,c,b\nZ,c,b\n")
    code, out, _ = calibrate("items", "r.csv", "--json")
    found = json.loads(out)
    assert (code, found["takers"], found["kr20"]) == (0, 3, None)
    assert found["items"][0]["options"] == {"a": 1, "c": 2}
    assert "c was chosen by 2" in " ".join(calibrate("items", "r.csv")[1].split())
    rows = "X,1,1\nY,0,0\nZ,1,0\n" * 20
    (tmp_path / "r.csv").write_text(f"member,q1,q2\n{rows}")
    assert "KR-20 is " in calibrate("items", "r.csv")[1]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("q1,q2\n1,1\n", "no column 'member'"),
        ("member,q1,q2\nkey,a,b\nkey,a,b\nX,a,a\n", "2 lines 'key'"),
        ("member,q1,q2\nX,1,1,1\n", "line 2: 4 fields"),
        ("member\nX\n", "at least two items"),
    ],
)
def test_answers_that_cannot_be_read(calibrate, tmp_path, text, sentence):
    (tmp_path / "r.csv").write_text(text)
    code, _, err = calibrate("items", "r.csv")
    assert code == 2
    assert sentence in err


@pytest.mark.parametrize(
    ("minutes", "alarm", "sentence"),
    [(90, "over", "too high"), (130, "under", "too low"), (None, "none", "do not contradict")],
)
def test_drift(calibrate, tmp_path, minutes, alarm, sentence):
    mixed = [110, 110, 110, 110, 130] * 8
    times = [minutes] * 40 if minutes else mixed
    lines = "".join(f"P{i},passed,{m}\n" for i, m in enumerate(times))
    (tmp_path / "t.csv").write_text(f"member,outcome,minutes\n{lines}")
    code, out, _ = calibrate("drift", "t.csv", "--credit", "2.0", "--json")
    assert (code, json.loads(out)["alarm"]) == (0, alarm)
    assert sentence in " ".join(calibrate("drift", "t.csv", "--credit", "2.0")[1].split())


def test_drift_waits_for_thirty_and_refuses_what_is_no_credit(calibrate, tmp_path):
    (tmp_path / "t.csv").write_text("member,outcome,minutes\nA,passed,9\n")
    assert "Nothing follows yet" in calibrate("drift", "t.csv", "--credit", "0")[1]
    assert calibrate("drift", "t.csv", "--credit", "much")[0] == 2
    assert calibrate("drift", "t.csv", "--credit", "2.3")[0] == 2


def run(code):
    return subprocess.run(
        [sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True, check=False
    )


def test_a_credit_value_loads_no_scipy():
    done = run(
        "import sys, calibration\n"
        "value = calibration.determine([60_000 * m for m in range(60, 70)])\n"
        "assert str(value.hours) == '1', value\n"
        "sys.exit([name for name in sys.modules if name.startswith('scipy')] and 'scipy' or 0)"
    )
    assert done.returncode == 0, done.stderr


def test_every_public_name_is_found_and_no_other():
    done = run(
        "import calibration\n"
        "for name in calibration.__all__: getattr(calibration, name)\n"
        "try: calibration.nothing\n"
        "except AttributeError as error: print(error)"
    )
    assert done.stdout == "module 'calibration' has no attribute 'nothing'\n", done.stderr


def test_the_module_runs_and_survives_a_closed_pipe(tmp_path):
    (tmp_path / "group.csv").write_text(GROUP)
    done = subprocess.run(
        f"{sys.executable} -m calibration worksheet {tmp_path / 'group.csv'} | head -1",
        shell=True, cwd=HOME, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stdout == "Credit value worksheet, 11 CSR 75-15.070(7)\n"
    assert done.stderr == ""


def test_whoever_has_read_enough_is_not_complained_to(tmp_path, monkeypatch):
    (tmp_path / "group.csv").write_text(GROUP)
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        monkeypatch.setattr(sys, "stdout", closed)
        assert main(["worksheet", str(tmp_path / "group.csv")]) == 2


def test_the_public_names_are_those_of_their_homes():
    assert calibration.determine is credit.determine
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = calibration.nothing
