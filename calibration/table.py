"""CSV files as spreadsheets save them: any byte-order mark, line end, comma or semicolon."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from typing import TypeVar

from calibration.errors import BadInput, refuse_if

T = TypeVar("T")

#: Rows turned into columns in one go.
BATCH = 4096

#: The line of a file, from 1, and what is wrong on it.
Problem = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a CSV file by their lower-case names, stripped of blanks, all of one length.

    `lines` holds the line each row begins on (the header stands on the first line of the file),
    `problems` the lines that are no row of this table, and `decimal_comma` is true where the
    separator leaves the comma free for decimals.
    """

    columns: Mapping[str, Sequence[str]]
    lines: Sequence[int]
    problems: Sequence[Problem]
    decimal_comma: bool

    def __contains__(self, name: str) -> bool:
        return name in self.columns

    def column(self, name: str) -> Sequence[str]:
        """Return the fields of a column, all empty where the file has no such column."""
        return self.columns.get(name) or [""] * len(self.lines)

    def decimal(self, text: str) -> str:
        """Return a number as this file writes it with a point for its decimals."""
        return text.replace(",", ".") if self.decimal_comma and text.count(",") == 1 else text

    def parse(self, name: str, read: Callable[[str], T], problems: list[Problem]) -> list[T | None]:
        """Return what `read` makes of each field of a column, None where it refuses.

        A `ValueError` of `read` becomes an entry in `problems` for every line it stands on.
        """
        fields = self.column(name)
        known: dict[str, T | None] = {}
        wrong: dict[str, str] = {}
        for text in dict.fromkeys(fields):
            try:
                known[text] = read(text)
            except ValueError as error:
                known[text], wrong[text] = None, str(error)
        if wrong:
            pairs = zip(self.lines, fields, strict=True)
            problems.extend((line, wrong[text]) for line, text in pairs if text in wrong)
        return [known[text] for text in fields]


def read_table(data: bytes, *, called: str) -> Table:
    """Return the table in the bytes of a CSV file; `called` names the file in refusals.

    UTF-8 and UTF-16 with their marks, LF, CRLF or CR, fields parted by commas, semicolons or
    tabs, whichever the header uses most. Empty lines are skipped; short rows end in empty fields.

    Raises
    ------
    BadInput
        No header, a column twice, broken quotes, or another encoding.
    """
    text = _decoded(data, called)
    delimiter = _delimiter(text)
    records = _records(text, delimiter, called)
    _, header = next(records, (0, []))
    names = _names(header, called)
    columns, lines, problems = _columns(records, len(header))
    fields = {name: columns[place] for place, name in enumerate(names) if name}
    return Table(fields, lines, problems, delimiter != ",")


def _decoded(data: bytes, called: str) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        refusal = f"{called}, line {line}: this is not UTF-8; save the file as CSV UTF-8."
        raise BadInput([refusal]) from error


def _delimiter(text: str) -> str:
    header = text.lstrip().split("\n", 1)[0]
    return max(",;\t", key=header.count)


def _records(text: str, delimiter: str, called: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not blank, with the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for record in reader:
            if any(map(str.strip, record)):
                yield line, record
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadInput([f"{called}, line {reader.line_num}: {error}."]) from error


def _names(header: Sequence[str], called: str) -> list[str]:
    names = [name.strip().lower() for name in header]
    if not names:
        raise BadInput([f"{called} is empty: its first line names the columns."])
    twice = sorted({name for name in names if name and names.count(name) > 1})
    refuse_if([f"{called} has two columns {name!r}: keep one." for name in twice])
    return names


def _columns(
    records: Iterator[tuple[int, list[str]]], width: int
) -> tuple[list[tuple[str, ...]], tuple[int, ...], list[Problem]]:
    lines: list[tuple[int, ...]] = []
    batches: list[list[tuple[str, ...]]] = []
    problems: list[Problem] = []
    # Tuples of text in batches: the garbage collector would walk a growing list again and again.
    while batch := list(islice(records, BATCH)):
        problems.extend(_too_long(batch, width))
        rows = [record for record in batch if not _is_too_long(record[1], width)]
        lines.append(tuple(line for line, _ in rows))
        # The row of empty fields in front makes every column as wide as the header.
        fields = zip_longest([""] * width, *(fields for _, fields in rows), fillvalue="")
        batches.append([column[1:] for column in islice(fields, width)])
    stripped = [
        tuple(text.strip() for batch in batches for text in batch[place]) for place in range(width)
    ]
    return stripped, tuple(chain.from_iterable(lines)), problems


def _is_too_long(fields: Sequence[str], width: int) -> bool:
    return len(fields) > width and any(map(str.strip, fields[width:]))


def _too_long(batch: Sequence[tuple[int, Sequence[str]]], width: int) -> Iterator[Problem]:
    for line, fields in batch:
        if _is_too_long(fields, width):
            yield line, f"{len(fields)} fields, but the header names {width}."
