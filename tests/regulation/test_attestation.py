import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cbt.regulation.attestation import (
    Attestor,
    CourseVersion,
    Method,
    Row,
    attestation,
    may_attest,
)
from cbt.regulation.requirement import Span

AT = datetime(2027, 1, 4, 15, tzinfo=UTC)
ROWS = [Row(n, f"D{n}", date(2026, 12, 30), f"{n:064x}") for n in range(1, 13)]
WHO = Attestor(
    person=7, name="Tomás Beckett", title="Course administrator", provider="Ozark Plateau",
    of_record=Span(date(2026, 1, 1)),
)  # fmt: skip
COURSE = CourseVersion(
    code="OP-1", title="Reading a room", version="3", provider="Ozark Plateau",
    content_sha256="c" * 64,
)  # fmt: skip
METHOD = Method(id="M1", name="Signals and prompts", determined_on=date(2026, 2, 3))


def unmet(rows=ROWS, who=WHO, course=COURSE, method=METHOD, **options):
    return [r.reason for r in may_attest(rows, who, course, method, at=AT, **options) if not r.met]


@pytest.mark.clause("070(5)")
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param({}, None, id="all is well"),
        pytest.param(
            {"method": replace(METHOD, determined_on=None)},
            "The director has determined the method.", id="S-181 no method determined",
        ),
        pytest.param(
            {"who": replace(WHO, provider="Another")}, "The administrator is of the same source.",
            id="S-183 of another provider",
        ),
        pytest.param(
            {"who": replace(WHO, of_record=Span(date(2026, 1, 1), date(2026, 12, 28)))},
            "The administrator of record attests.", id="S-183 left last week",
        ),
        pytest.param(
            {"who": replace(WHO, of_record=None)}, "The administrator of record attests.",
            id="never of record",
        ),
        pytest.param(
            {"who": replace(WHO, own_attempts=frozenset({3}))},
            "Nobody attests to the own attendance.", id="the own attempt",
        ),
        pytest.param({"rows": []}, "An act has 1 to 50 rows; this 0.", id="nobody"),
        pytest.param({"rows": ROWS * 5}, "An act has 1 to 50 rows; this 60.", id="too many"),
        pytest.param(
            {"rows": [replace(ROWS[0], chain_holds=False)]},
            "The evidence of every row is whole.", id="S-217 a broken chain",
        ),
        pytest.param(
            {"rows": [replace(ROWS[0], is_flagged=True)]}, "Every flag has a disposition.",
            id="no disposition",
        ),
        pytest.param(
            {"rows": [replace(ROWS[0], needs_second_person=True)]},
            "A critical record was reviewed by a second person.", id="one person only",
        ),
    ],
)  # fmt: skip
def test_who_may_attest_what(change, sentence):
    assert unmet(**change) == ([sentence] if sentence else [])


def test_s_197_flagged_rows_leave_the_batch():
    flagged = replace(ROWS[0], is_flagged=True, disposition="Spoke with the officer.")
    assert unmet([flagged, *ROWS[1:]]) == ["A flagged record is attested singly."]
    assert unmet([flagged]) == []
    assert unmet(ROWS[2:]) == []


def test_a_second_person_may_have_looked():
    assert unmet([replace(ROWS[0], needs_second_person=True)], second_person=True) == []


def test_the_statement_names_everything_and_the_hash_is_that_of_its_bytes():
    made = attestation(reversed(ROWS), WHO, COURSE, METHOD, at=AT)
    assert made.statement.startswith("I, Tomás Beckett, Course administrator, am the individual")
    assert "the 12 trainee(s)" in made.statement
    assert "by method M1 “Signals and prompts”, as determined by the Director on 2026-02-03" in (
        made.statement
    )
    assert made.statement.endswith("Signed at 2027-01-04 09:00 CT.")
    assert hashlib.sha256(made.payload).hexdigest() == made.sha256
    assert [row["attempt"] for row in json.loads(made.payload)["schedule"]] == list(range(1, 13))
    assert made == attestation(ROWS, WHO, COURSE, METHOD, at=AT)


def test_the_statement_is_this_to_the_letter():
    course = COURSE
    assert attestation(ROWS, WHO, COURSE, METHOD, at=AT).statement == (
        "I, Tomás Beckett, Course administrator, am the individual responsible for general"
        f" administration of {course.code} {course.title}, version {course.version}, presented by"
        f" {course.provider}. I attest to the actual attendance of the 12 trainee(s) listed in the"
        " schedule on the dates stated there. I ascertained attendance by method M1 “Signals and"
        " prompts”, as determined by the Director on 2026-02-03. I reviewed the evidence summary"
        " of each trainee; the disposition of every flag is recorded in the schedule."
        " Signed at 2027-01-04 09:00 CT."
    )
