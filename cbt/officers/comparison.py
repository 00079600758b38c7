"""A roster held against what the record knows: who is new, what differs, what cannot be; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cbt.officers.known import Known, KnownOfficer
from cbt.officers.roster_file import OF_THE_OFFICER, Entry, Problem


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that the file would change."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changed:
    """An officer on record whom the file describes otherwise."""

    entry: Entry
    officer: KnownOfficer
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an import of the file would do."""

    added: tuple[Entry, ...]
    changed: tuple[Changed, ...]
    unchanged: int
    problems: tuple[Problem, ...]
    new_agencies: tuple[str, ...]

    @property
    def total(self) -> int:
        """Return the number of lines."""
        return len(self.added) + len(self.changed) + self.unchanged + len(self.problems)


@dataclass(frozen=True, slots=True)
class Limits:
    """Whose roster it is: one agency's by name and key, or the whole state's with neither."""

    agency: str | None
    agency_id: int | None
    today: date


def compare(rows: Iterable[Entry | Problem], known: Known, limits: Limits) -> Comparison:
    """Return what an import would add, change, leave as it is and refuse."""
    added: list[Entry] = []
    changed: list[Changed] = []
    problems: list[Problem] = []
    unchanged = 0
    for row in rows:
        if isinstance(row, Problem):
            problems.append(row)
            continue
        officer = known.officers.get(row.license_number)
        differences = _differences(row, officer, known) if officer else ()
        reasons = _reasons(row, officer, differences, known, limits)
        if reasons:
            problems.append(Problem(row.line, "; ".join(reasons) + "."))
        elif officer is None:
            added.append(row)
        elif differences:
            changed.append(Changed(row, officer, differences))
        else:
            unchanged += 1
    named = [*added, *(change.entry for change in changed)]
    return Comparison(
        tuple(added), tuple(changed), unchanged, tuple(problems), _new_agencies(named, known)
    )


def _differences(entry: Entry, officer: KnownOfficer, known: Known) -> tuple[Difference, ...]:
    found = [
        Difference(name, str(getattr(officer, name)), str(getattr(entry, name)))
        for name in OF_THE_OFFICER
        if getattr(officer, name) != getattr(entry, name)
    ]
    agency = known.agencies.get(entry.agency.lower(), 0)
    since = known.commissions.get((officer.officer_id, agency))
    if since != entry.commissioned_on:
        found.append(
            Difference("commission", f"since {since}" if since else "none", _commission(entry))
        )
    may = (officer.officer_id, agency) in known.traffic
    if may != entry.traffic_authority:
        found.append(Difference("traffic_authority", _yes(may), _yes(entry.traffic_authority)))
    return tuple(found)


def _commission(entry: Entry) -> str:
    return f"since {entry.commissioned_on}, {entry.agency}"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _reasons(
    entry: Entry,
    officer: KnownOfficer | None,
    differences: tuple[Difference, ...],
    known: Known,
    limits: Limits,
) -> list[str]:
    found = []
    if entry.licensed_on > limits.today:
        found.append(f"licensed_on {entry.licensed_on} is in the future")
    if entry.commissioned_on > limits.today:
        found.append(f"commissioned_on {entry.commissioned_on} is in the future")
    if limits.agency is not None and entry.agency.lower() != limits.agency.lower():
        found.append(f"agency {entry.agency} is not yours ({limits.agency})")
    owner = known.emails.get(entry.email)
    if owner is not None and owner != (officer.person_id if officer else None):
        found.append(f"email {entry.email} is another person's")
    if officer and limits.agency_id is not None:
        found.extend(_not_yours(officer, differences, known, limits.agency_id))
    return found


def _not_yours(
    officer: KnownOfficer, differences: tuple[Difference, ...], known: Known, agency_id: int
) -> list[str]:
    # Whoever may set the address of an account can take it over by a reset: an agency may do so
    # only for officers who are its own and nobody else's.
    own = known.agencies_of(officer.officer_id) == {agency_id}
    if own and officer.person_id not in known.other_roles:
        return []
    return [
        f"{d.what} differs from the record, and the officer is not your agency's alone;"
        " ask the director's staff to change it"
        for d in differences
        if d.what in OF_THE_OFFICER
    ]


def _new_agencies(entries: list[Entry], known: Known) -> tuple[str, ...]:
    names: dict[str, str] = {}
    for entry in entries:
        if entry.agency.lower() not in known.agencies:
            names.setdefault(entry.agency.lower(), entry.agency)
    return tuple(names.values())
