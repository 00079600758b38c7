"""A roster as a CSV file: each line read and judged by itself; pure.

The header names the columns in any order: license_number, last_name, first_name, middle_name,
email, license_class, licensed_on, agency, commissioned_on, traffic_authority. Days are written
2026-11-24 or 11/24/2026; traffic_authority is yes or no, empty is no.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

COLUMNS = (
    "license_number", "last_name", "first_name", "middle_name", "email", "license_class",
    "licensed_on", "agency", "commissioned_on", "traffic_authority",
)  # fmt: skip
MAY_BE_EMPTY = frozenset({"middle_name", "traffic_authority"})
#: What is the officer's own and the same under every agency.
OF_THE_OFFICER = (
    "last_name", "first_name", "middle_name", "email", "license_class", "licensed_on",
)  # fmt: skip
#: As long as the record's columns.
LONGEST: Mapping[str, int] = {
    "license_number": 20, "last_name": 100, "first_name": 100, "middle_name": 100, "email": 254,
    "license_class": 10, "agency": 200,
}  # fmt: skip
YES, NO = frozenset({"yes", "y", "true", "1"}), frozenset({"", "no", "n", "false", "0"})
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")


class NotARoster(ValueError):  # noqa: N818 - the sentence says what it is
    """The file as a whole cannot be read as a roster; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One officer as a line of the file has it."""

    line: int
    license_number: str
    last_name: str
    first_name: str
    middle_name: str
    email: str
    license_class: str
    licensed_on: date
    agency: str
    commissioned_on: date
    traffic_authority: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that cannot be imported, and why."""

    line: int
    reason: str


def read(content: bytes) -> Iterator[Entry | Problem]:
    """Yield an entry or a problem for each line of the file that is not empty.

    Raises
    ------
    NotARoster
        If the file is not text, has no header, or lacks a column.
    """
    rows = csv.reader(io.StringIO(_text(content), newline=""), _dialect(content), strict=True)
    try:
        names = _header(next(rows, []))
        seen = _Seen({}, {}, {})
        for row in rows:
            if any(cell.strip() for cell in row):
                yield _judge(row, names, rows.line_num, seen)
    except csv.Error as error:
        raise NotARoster(f"Line {rows.line_num} is not CSV: {error}.") from None


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel for Windows writes unless told otherwise.
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise NotARoster("The file is not text. Save the sheet as CSV and send that.")
    return text


def _dialect(content: bytes) -> type[csv.Dialect]:
    class Roster(csv.excel):
        delimiter = ";" if content.split(b"\n", 1)[0].count(b";") > 5 else ","

    return Roster


def _header(row: list[str]) -> list[str]:
    names = [cell.strip().lower().replace(" ", "_") for cell in row]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise NotARoster(
            f"The first line must name the columns; missing: {', '.join(missing)}."
            f" Expected: {', '.join(COLUMNS)}."
        )
    unknown = [name for name in names if name not in COLUMNS]
    twice = sorted({name for name in names if names.count(name) > 1})
    if unknown or twice:
        raise NotARoster(f"Columns unknown or named twice: {', '.join(unknown + twice)}.")
    return names


def _judge(row: list[str], names: list[str], line: int, seen: "_Seen") -> Entry | Problem:
    if len(row) != len(names):
        return Problem(line, f"{len(row)} values where the header names {len(names)} columns.")
    cells = {name: " ".join(cell.split()) for name, cell in zip(names, row, strict=True)}
    problems = [p for check in _CHECKS for p in check(cells)]
    if not problems:
        entry = _entry(cells, line)
        problems = seen.conflicts(entry)
        if not problems:
            return entry
    return Problem(line, "; ".join(problems) + ".")


@dataclass(frozen=True, slots=True)
class _Seen:
    """What earlier lines said of an officer; two lines of one officer differ in the agency only."""

    officers: dict[str, Entry]
    commissions: dict[tuple[str, str], int]
    emails: dict[str, Entry]

    def conflicts(self, entry: Entry) -> list[str]:
        """Return what contradicts an earlier line, after noting the entry."""
        first = self.officers.setdefault(entry.license_number, entry)
        line = self.commissions.setdefault((entry.license_number, entry.agency.lower()), entry.line)
        owner = self.emails.setdefault(entry.email, entry)
        found = [
            f"{name} differs from line {first.line}, which has the same license_number"
            for name in OF_THE_OFFICER
            if getattr(entry, name) != getattr(first, name)
        ]
        if line != entry.line:
            found.append(f"license_number {entry.license_number} stands in line {line} already")
        if owner.license_number != entry.license_number:
            found.append(f"email {entry.email} is another officer's in line {owner.line}")
        return found


def _entry(cells: Mapping[str, str], line: int) -> Entry:
    return Entry(
        line=line,
        license_number=cells["license_number"].upper(),
        last_name=cells["last_name"],
        first_name=cells["first_name"],
        middle_name=cells["middle_name"],
        email=cells["email"].lower(),
        license_class=cells["license_class"].upper(),
        licensed_on=_day(cells["licensed_on"]),
        agency=cells["agency"],
        commissioned_on=_day(cells["commissioned_on"]),
        traffic_authority=cells["traffic_authority"].lower() in YES,
    )


def _day(text: str) -> date:
    if "/" in text:
        return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007 - a day has no zone
    return date.fromisoformat(text)


def _empty(cells: Mapping[str, str]) -> list[str]:
    return [f"{n} is empty" for n in COLUMNS if not cells[n] and n not in MAY_BE_EMPTY]


def _too_long(cells: Mapping[str, str]) -> list[str]:
    return [
        f"{name} is longer than {most} characters"
        for name, most in LONGEST.items()
        if len(cells[name]) > most
    ]


def _malformed(cells: Mapping[str, str]) -> list[str]:
    found = []
    if cells["email"] and not _EMAIL.fullmatch(cells["email"]):
        found.append(f"email {cells['email']} is not an address")
    if cells["license_number"] and not _NUMBER.fullmatch(cells["license_number"]):
        found.append("license_number has other signs than letters, digits and hyphens")
    if cells["traffic_authority"].lower() not in YES | NO:
        found.append("traffic_authority must be yes or no")
    return found


def _days(cells: Mapping[str, str]) -> list[str]:
    found = []
    for name in ("licensed_on", "commissioned_on"):
        try:
            _day(cells[name] or "2000-01-01")
        except ValueError:
            found.append(f"{name} {cells[name]} is not a day like 2026-11-24 or 11/24/2026")
    return found


_CHECKS: tuple[Callable[[Mapping[str, str]], list[str]], ...] = (
    _empty, _too_long, _malformed, _days,
)  # fmt: skip
