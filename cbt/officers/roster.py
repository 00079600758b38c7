"""The import of a roster: check it, write it at once, or piece by piece behind a progress bar."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from cbt.audit import service as audit
from cbt.audit.chain import Fact, canonical_facts
from cbt.core import clock, queue
from cbt.core.errors import Refused
from cbt.models.accounts import Person
from cbt.models.organizations import Organization
from cbt.models.rosters import RosterImport, RosterState
from cbt.officers import comparison, known
from cbt.officers.comparison import Comparison, Limits
from cbt.officers.roster_file import Entry, NotARoster, Problem, read
from cbt.officers.writing import write

#: Rows of one piece: a short hold of SQLite's write lock, and a bar that moves.
PIECE = 1_000
#: So many differences are listed; nobody reads the ten-thousandth.
LISTED = 200
#: 16,000 rows are 2 MB.
LARGEST_FILE = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do."""

    added: int
    changed: int
    unchanged: int
    problems: tuple[Problem, ...]
    differences: tuple[tuple[int, str, str], ...]
    """Line, license number and the differences in words; the first LISTED."""
    new_agencies: tuple[str, ...]


def check(
    session: Session, content: bytes, *, agency: Organization | None, at: datetime
) -> Comparison:
    """Return what an import of the file would do; refuse what is no roster."""
    try:
        rows = list(read(content))
    except NotARoster as error:
        raise Refused(str(error)) from None
    if not rows:
        raise Refused("The file names the columns and no officer. Add a line for each officer.")
    return _compared(session, rows, agency=agency, at=at)


def _compared(
    session: Session,
    rows: Sequence[Entry | Problem],
    *,
    agency: Organization | None,
    at: datetime,
) -> Comparison:
    entries = [row for row in rows if isinstance(row, Entry)]
    limits = Limits(
        agency.name if agency else None, agency.id if agency else None, clock.legal_date(at)
    )
    return comparison.compare(rows, known.load(session, entries), limits)


def report(found: Comparison) -> Report:
    """Return a comparison in words and numbers."""
    differences = tuple(
        (
            change.entry.line,
            change.entry.license_number,
            "; ".join(f"{d.what}: {d.before} → {d.after}" for d in change.differences),
        )
        for change in found.changed[:LISTED]
    )
    return Report(
        len(found.added), len(found.changed), found.unchanged, found.problems, differences,
        found.new_agencies,
    )  # fmt: skip


def import_at_once(
    session: Session,
    content: bytes,
    *,
    without_bad_rows: bool,
    by: Person | None,
    at: datetime,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Import a statewide file in the caller's transaction; write nothing where a row is bad."""
    found = check(session, content, agency=None, at=at)
    if not found.problems or without_bad_rows:
        for piece in _pieces(found):
            write(session, piece, by=by, at=at)
            if progress:
                progress(piece.total)
    return report(found)


def _pieces(found: Comparison) -> list[Comparison]:
    added = [found.added[i : i + PIECE] for i in range(0, len(found.added), PIECE)]
    first = Comparison((), found.changed, found.unchanged, found.problems, found.new_agencies)
    return [first, *(Comparison(some, (), 0, (), ()) for some in added)]


def receive(
    session: Session,
    content: bytes,
    file_name: str,
    *,
    agency: Organization | None,
    by: Person,
    at: datetime,
) -> RosterImport:
    """Keep a checked file; nothing of it is imported before `begin`."""
    found = check(session, content, agency=agency, at=at)
    received = RosterImport(
        agency=agency,
        started_by=by,
        file_name=file_name[:200],
        content=content,
        rows_total=found.total,
        report=_as_json(report(found)),
        created_at=at,
    )
    session.add(received)
    audit.record(
        session, "officers:roster:receive", received, by=by, at=at,
        organization_id=received.agency_id, rows=found.total, bad=len(found.problems),
    )  # fmt: skip
    return received


def begin(
    session: Session, roster: RosterImport, *, without_bad_rows: bool, by: Person, at: datetime
) -> None:
    """Begin to import a checked file; bad rows are left out only if the person says so."""
    if roster.state is not RosterState.CHECKED:
        raise Refused("This file was imported or discarded already. Send it again if need be.")
    if read_report(roster).problems and not without_bad_rows:
        raise Refused("Some rows are bad. Correct the file, or say that they may be left out.")
    roster.state = RosterState.IMPORTING
    roster.without_bad_rows = without_bad_rows
    _enqueue_piece(session, roster, at=at)
    audit.record(
        session, "officers:roster:begin", roster, by=by, at=at,
        organization_id=roster.agency_id, without_bad_rows=without_bad_rows,
    )  # fmt: skip


def discard(session: Session, roster: RosterImport, *, by: Person, at: datetime) -> None:
    """Import nothing of a checked file."""
    if roster.state is not RosterState.CHECKED:
        raise Refused("Only a file that is not imported yet can be discarded.")
    roster.state, roster.finished_at = RosterState.DISCARDED, at
    audit.record(
        session, "officers:roster:discard", roster, by=by, at=at, organization_id=roster.agency_id
    )


def import_piece(session: Session, payload: Mapping[str, Fact], *, at: datetime) -> None:
    """Import the next rows of a roster and leave the rest to the next job."""
    roster = session.get_one(RosterImport, payload["roster"], with_for_update=True)
    start = roster.rows_done
    if roster.state is not RosterState.IMPORTING or start != payload["from"]:
        return  # The piece was done already.
    rows = list(read(roster.content))[start : start + PIECE]
    found = _compared(session, rows, agency=roster.agency, at=at)
    write(session, found, by=roster.started_by, at=at)
    roster.rows_done = start + len(rows)
    _note_late(roster, found.problems)
    if roster.rows_done < roster.rows_total:
        _enqueue_piece(session, roster, at=at)
    else:
        roster.state, roster.finished_at = RosterState.DONE, at


def _note_late(roster: RosterImport, problems: Sequence[Problem]) -> None:
    # Between the check and the import another's deed may have made a good row bad.
    known_lines = {p.line for p in read_report(roster).problems}
    late = [asdict(p) for p in problems if p.line not in known_lines]
    if late:
        kept = json.loads(roster.report)
        kept["problems"].extend(late)
        roster.report = canonical_facts(kept)


def _enqueue_piece(session: Session, roster: RosterImport, *, at: datetime) -> None:
    piece = {"roster": roster.id, "from": roster.rows_done}
    queue.enqueue(session, "roster_piece", piece, at=at)


def _as_json(found: Report) -> str:
    return canonical_facts(json.loads(json.dumps(asdict(found))))


def read_report(roster: RosterImport) -> Report:
    """Return what the check of a kept file found."""
    kept = json.loads(roster.report)
    kept["problems"] = tuple(Problem(**p) for p in kept["problems"])
    kept["differences"] = tuple(tuple(d) for d in kept["differences"])
    return Report(**kept | {"new_agencies": tuple(kept["new_agencies"])})
