"""R-29: the administrator's word that trainees attended; a person's act, never the program's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cbt.regulation.canonical import canonical, digest
from cbt.regulation.periods import CHICAGO
from cbt.regulation.registry import rule
from cbt.regulation.requirement import Span
from cbt.regulation.ruling import Ruling

#: So many rows a person can look at in one act.
MOST_ROWS = 50
STATEMENT_VERSION = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One trainee of the schedule: the attempt, and the digest of its evidence."""

    attempt: int
    license_number: str
    completed_on: date
    evidence_sha256: str
    disposition: str = ""
    """What was decided on its flags; needed where it has any above INFO."""
    is_flagged: bool = False
    needs_second_person: bool = False
    chain_holds: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestor:
    """Who attests: the course administrator of record at that moment."""

    person: int
    name: str
    title: str
    provider: str
    of_record: Span | None
    """The days on which the person administers the course; None if it never was so."""
    own_attempts: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """The method of ascertaining attendance that the director determined."""

    id: str
    name: str
    determined_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseVersion:
    """What is attested to have been attended."""

    code: str
    title: str
    version: str
    provider: str
    content_sha256: str


@dataclass(frozen=True, slots=True)
class Attestation:
    """The statement with its schedule, its canonical bytes and their SHA-256."""

    statement: str
    payload: bytes
    sha256: str


@rule("R-29", "070(5)")
def may_attest(
    rows: Sequence[Row],
    attestor: Attestor,
    course: CourseVersion,
    method: Method,
    *,
    at: datetime,
    second_person: bool = False,
) -> tuple[Ruling, ...]:
    """Return every condition of the act, met or not."""
    today = at.astimezone(CHICAGO).date()
    of_record = attestor.of_record is not None and attestor.of_record.touches(today, today)
    flagged = [row for row in rows if row.is_flagged]
    return tuple(
        Ruling("070(5)", met, reason)
        for met, reason in (
            (method.determined_on is not None, "The director has determined the method."),
            (attestor.provider == course.provider, "The administrator is of the same source."),
            (of_record, "The administrator of record attests."),
            (
                not attestor.own_attempts & {row.attempt for row in rows},
                "Nobody attests to the own attendance.",
            ),
            (1 <= len(rows) <= MOST_ROWS, f"An act has 1 to {MOST_ROWS} rows; this {len(rows)}."),
            (all(row.chain_holds for row in rows), "The evidence of every row is whole."),
            (not flagged or len(rows) == 1, "A flagged record is attested singly."),
            (all(row.disposition.strip() for row in flagged), "Every flag has a disposition."),
            (
                second_person or not any(row.needs_second_person for row in rows),
                "A critical record was reviewed by a second person.",
            ),
        )
    )


@rule("R-29", "070(5)")
def attestation(
    rows: Iterable[Row], attestor: Attestor, course: CourseVersion, method: Method, *, at: datetime
) -> Attestation:
    """Return the attestation to sign: statement version 1 and the schedule, in canonical bytes."""
    schedule = sorted(rows, key=lambda row: row.attempt)
    text = statement(len(schedule), attestor, course, method, at=at)
    content = {
        "statement_version": STATEMENT_VERSION,
        "statement": text,
        "attestor": attestor.person,
        "course": course,
        "method": method,
        "at": at,
        "schedule": schedule,
    }
    return Attestation(text, canonical(content), digest(content))


def statement(
    count: int, attestor: Attestor, course: CourseVersion, method: Method, *, at: datetime
) -> str:
    """Return the words that the administrator signs."""
    local = at.astimezone(CHICAGO)
    return (
        f"I, {attestor.name}, {attestor.title}, am the individual responsible for general"
        f" administration of {course.code} {course.title}, version {course.version}, presented by"
        f" {course.provider}. I attest to the actual attendance of the {count} trainee(s) listed in"
        " the schedule on the dates stated there. I ascertained attendance by method"
        f" {method.id} “{method.name}”, as determined by the Director on {method.determined_on}."
        " I reviewed the evidence summary of each trainee; the disposition of every flag is"
        f" recorded in the schedule. Signed at {local:%Y-%m-%d %H:%M} CT."
    )
