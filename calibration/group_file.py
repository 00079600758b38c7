"""A test group from a CSV file; every refusal names its line."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from operator import itemgetter
from unicodedata import normalize

from calibration.errors import refuse_if
from calibration.group import (
    MEASURED,
    Attempt,
    Member,
    Outcome,
    TestGroup,
    attempts_problems,
    is_plain,
    member_of_attempts,
    member_problems,
)
from calibration.table import Problem, Table, read_table
from calibration.times import CLOCK, UNITS, milliseconds

#: 11 CSR 75-15.070(6): a score of at least seventy percent.
PASS_MARK_PERCENT = 70


def read_group(
    data: bytes, *, called: str = "the file", pass_mark_percent: int = PASS_MARK_PERCENT
) -> TestGroup:
    """Return the test group in the bytes of a CSV file, as docs/calibration-formats.md fixes it.

    Raises
    ------
    BadInput
        Every line that cannot be read, contradicts itself or another, in the order of the file.
    """
    table = read_table(data, called=called)
    refuse_if(list(_header_problems(table, called)))
    problems = list(table.problems)
    names = [name if name.isascii() else normalize("NFC", name) for name in table.column("member")]
    members = _members(table, names, problems)
    problems.extend(_score_problems(table, members, pass_mark_percent))
    join = _of_attempts if "attempt" in table else _of_single_lines
    joined = join(table, names, members, problems)
    refuse_if([f"line {line}: {problem}" for line, problem in sorted(problems)])
    return TestGroup(tuple(joined))


def _header_problems(table: Table, called: str) -> Iterator[str]:
    for name in ("member", "outcome"):
        if name not in table:
            yield f"{called} has no column {name!r}."
    times = _time_columns(table)
    if len(times) != 1:
        found = f"the time columns {' and '.join(times)}" if times else "no time column"
        yield f"{called} has {found}: give one of {', '.join(UNITS)} or {CLOCK}."
    if ("correct" in table) != ("items" in table):
        yield f"{called} has one of the columns correct and items: give both or none."
    if not table.lines and not table.problems:
        yield f"{called} names no member: below the header stands a line for each."


def _time_columns(table: Table) -> list[str]:
    return [name for name in (*UNITS, CLOCK) if name in table]


def _members(table: Table, names: Sequence[str], problems: list[Problem]) -> list[Member | None]:
    """Return the member on each line, with that line's time; None where the line is wrong."""
    before = len(problems)
    (unit,) = _time_columns(table)
    times = table.parse(unit, partial(_time, table, unit), problems)
    outcomes = table.parse("outcome", _outcome, problems)
    results = table.parse("result", _result, problems)
    reasons = [reason or None for reason in table.column("reason")]
    wrong = {line for line, _ in problems[before:]}
    found: list[Member | None] = []
    for line, name, outcome, *rest in zip(
        table.lines, names, outcomes, times, reasons, results, strict=True
    ):
        member = None if outcome is None or line in wrong else Member(name, outcome, *rest)
        if member is not None and not is_plain(member):
            problems.extend((line, problem) for problem in member_problems(member))
        found.append(member)
    return found


def _time(table: Table, column: str, text: str) -> int | None:
    return milliseconds(table.decimal(text), column=column) if text else None


def _outcome(text: str) -> Outcome:
    try:
        return Outcome(text.lower())
    except ValueError:
        raise ValueError(
            f"the outcome is {text!r}: write passed, failed, unfinished or excluded."
        ) from None


def _result(text: str) -> Outcome | None:
    if text.lower() not in ("", *MEASURED):
        raise ValueError(f"the result is {text!r}: write passed, failed or unfinished.")
    return Outcome(text.lower()) if text else None


def _attempt(text: str) -> int:
    if text and not (text.isascii() and text.isdecimal() and len(text) < 5 and int(text)):
        raise ValueError(f"the attempt is {text!r}: attempts are numbered 1, 2 and so on.")
    return int(text or 1)


def _score_problems(
    table: Table, members: Sequence[Member | None], pass_mark_percent: int
) -> Iterator[Problem]:
    scores = zip(table.column("correct"), table.column("items"), strict=True)
    for line, member, score in zip(table.lines, members, scores, strict=True):
        if member is not None and any(score):
            outcome = member.result or member.outcome
            yield from ((line, p) for p in _contradictions(outcome, *score, pass_mark_percent))


def _contradictions(
    outcome: Outcome, correct: str, items: str, pass_mark_percent: int
) -> Iterator[str]:
    numbers = [text.isascii() and text.isdecimal() and len(text) < 10 for text in (correct, items)]
    if not all(numbers) or not 0 <= int(correct) <= int(items) or not int(items):
        yield f"the score {correct!r} of {items!r} is no number of correct answers out of all."
        return
    # Integers: in floating point 16 of 23 may be rounded up to seventy percent.
    reached = 100 * int(correct) >= pass_mark_percent * int(items)
    if outcome is Outcome.PASSED and not reached:
        yield f"the outcome is passed, but {correct} of {items} is below {pass_mark_percent} %."
    if outcome is Outcome.FAILED and reached:
        yield f"the outcome is failed, but {correct} of {items} reaches {pass_mark_percent} %."


def _of_single_lines(
    table: Table,
    names: Sequence[str],
    members: Sequence[Member | None],
    problems: list[Problem],
) -> list[Member]:
    first_lines: dict[str, int] = {}
    for line, name in zip(table.lines, names, strict=True):
        first = first_lines.setdefault(name, line)
        if first != line and name:
            refusal = (
                f"member {name} stands already in line {first}; "
                "several lines of one member need the column attempt."
            )
            problems.append((line, refusal))
    return [member for member in members if member is not None]


def _of_attempts(
    table: Table,
    names: Sequence[str],
    members: Sequence[Member | None],
    problems: list[Problem],
) -> list[Member]:
    numbers = table.parse("attempt", _attempt, problems)
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        places.setdefault(name, []).append(place)
    joined = []
    for name, own in places.items():
        given = [numbers[place] for place in own]
        rows = [members[place] for place in own]
        found = _join(name, given, rows)
        if isinstance(found, Member):
            joined.append(found)
        else:
            problems.extend((table.lines[own[-1]], problem) for problem in found)
    return joined


def _join(
    name: str, numbers: Sequence[int | None], rows: Sequence[Member | None]
) -> Member | Sequence[str]:
    """Return the one member of several lines in any order, or what is wrong with them."""
    known = [(number, row) for number, row in zip(numbers, rows, strict=True) if number and row]
    if len(known) < len(rows):
        return ()  # Their own lines say why.
    known.sort(key=itemgetter(0))
    given = [number for number, _ in known]
    if given != list(range(1, len(given) + 1)):
        listed = ", ".join(map(str, given))
        return (f"the attempts of member {name} are numbered {listed}, not 1, 2 and so on.",)
    attempts = [Attempt(row.outcome, row.time_ms) for _, row in known]
    problems = [f"member {name}: {problem}" for problem in attempts_problems(attempts)]
    if problems:
        return problems
    last = known[-1][1]
    return replace(member_of_attempts(name, attempts), reason=last.reason, result=last.result)
