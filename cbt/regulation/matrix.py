"""The matrix of clauses: what carries each, and which tests show it, as text and as JSON."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from textwrap import indent

from cbt.regulation import proofs
from cbt.regulation.clauses import Clause, clauses


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the matrix."""

    clause: str
    text: str
    note: str
    carried_by: tuple[str, ...]
    record: str
    tests: tuple[str, ...]


def matrix(shown_by: Mapping[str, Sequence[str]] | None = None) -> tuple[Row, ...]:
    """Return a row for every clause, in the order of the regulation."""
    tests = proofs.read() if shown_by is None else shown_by
    return tuple(_row(clause, tests) for clause in clauses().values())


def _row(clause: Clause, tests: Mapping[str, Sequence[str]]) -> Row:
    return Row(
        clause=clause.number,
        text=clause.text,
        note=clause.note,
        carried_by=clause.rules,
        record=clause.record,
        tests=tuple(tests.get(clause.number, ())),
    )


def as_json(rows: Sequence[Row]) -> str:
    """Return the rows as a JSON list of objects."""
    return json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False)


def as_text(rows: Sequence[Row]) -> str:
    """Return the rows as text: the clause, what carries it, its tests."""
    return "\n".join(_text(row) for row in rows)


def _text(row: Row) -> str:
    lines = [f"carried by {name}" for name in row.carried_by]
    if row.record:
        lines.append(f"recorded: {row.record}")
    lines += [f"shown by {test}" for test in row.tests]
    return f"{row.clause}\n{indent(chr(10).join(lines), '  ')}"
