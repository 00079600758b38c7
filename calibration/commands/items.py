"""Analyse the items of an exam from a CSV file of answers."""

import argparse
from pathlib import Path

from calibration.commands.output import A_VALUE, read_bytes, say_json
from calibration.errors import BadInput, refuse_if
from calibration.items import Item, ItemAnalysis, item_analysis
from calibration.layout import bullet, columns, heading, paragraph, percent
from calibration.table import Table, read_table

NAME = "items"
#: The line of the file that carries the right options.
KEY = "key"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("responses", type=Path, metavar="RESPONSES.csv")


def run(given: argparse.Namespace) -> int:
    """Print difficulty, discrimination and choices of every item."""
    table = read_table(read_bytes(given.responses), called=str(given.responses))
    found = analysis_of(table, called=str(given.responses))
    if given.json:
        say_json(items_json(found))
    else:
        print(items_text(found))
    return A_VALUE


def analysis_of(table: Table, *, called: str) -> ItemAnalysis:
    """Return the analysis of a table: `member` names the taker, every other column an item.

    A line whose member is `key` names the right options; without one the answers are 1 and 0.
    """
    if "member" not in table:
        raise BadInput([f"{called} has no column 'member'."])
    refuse_if([f"line {line}: {problem}" for line, problem in table.problems])
    names = [name for name in table.columns if name != "member"]
    # The members' own column in front keeps a row for every line, even without an item.
    fields = (table.column("member"), *(table.column(name) for name in names))
    rows = [row[1:] for row in zip(*fields, strict=True)]
    members = [name.lower() for name in table.column("member")]
    keys = [row for name, row in zip(members, rows, strict=True) if name == KEY]
    if len(keys) > 1:
        raise BadInput([f"{called} has {len(keys)} lines 'key': one names the right options."])
    taken = [row for name, row in zip(members, rows, strict=True) if name != KEY]
    return item_analysis(taken, names, keys[0] if keys else None)


def items_json(found: ItemAnalysis) -> dict[str, object]:
    """Return the object of docs/calibration-formats.md."""
    return {
        "takers": found.takers,
        "kr20": found.kr20,
        "sem": found.sem,
        "cut": found.cut,
        "sem_at_cut": found.sem_at_cut,
        "note": found.note,
        "items": [
            {
                "item": item.name,
                "p": item.p,
                "interval": list(item.interval),
                "discrimination": item.discrimination,
                "options": dict(item.options),
                "flags": list(item.flags),
            }
            for item in found.items
        ],
    }


def items_text(found: ItemAnalysis) -> str:
    """Return the analysis as text."""
    rows: list[tuple[str, ...]] = [("item", "right", "95 % interval", "r", "chosen")]
    rows += [_row(item) for item in found.items]
    flags = [bullet(f"{item.name}: {flag}.") for item in found.items for flag in item.flags]
    known = "" if found.kr20 is None else f"KR-20 is {found.kr20:.3f}. "
    told = (
        f"{known}At the cut of {found.cut} of {len(found.items)} the standard error of a score is "
        f"{found.sem_at_cut:.2f} items. {found.note or ''}"
    )
    parts = [columns(rows, right=(1, 3)), paragraph(told.strip()), *flags]
    return "\n\n".join([heading(f"Items, {found.takers} takers") + "\n" + parts[0], *parts[1:]])


def _row(item: Item) -> tuple[str, ...]:
    low, high = item.interval
    chosen = ", ".join(f"{option or '(none)'} {count}" for option, count in item.options.items())
    r = "" if item.discrimination is None else f"{item.discrimination:.2f}"
    return (item.name, percent(item.p), f"{percent(low)} to {percent(high)}", r, chosen)
