"""Plain text that stays aligned in a letter: columns, paragraphs, numbers in words of the rule."""

from collections.abc import Sequence
from textwrap import fill

WIDTH = 78
INDENT = "  "


def heading(text: str) -> str:
    """Return a heading with a line of hyphens below."""
    return f"{text}\n{'-' * len(text)}"


def paragraph(text: str, *, indent: str = INDENT) -> str:
    """Return text broken at `WIDTH`, every line indented."""
    return fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent)


def bullet(text: str) -> str:
    """Return a sentence of a list, hanging behind its mark."""
    return fill(text, WIDTH, initial_indent="  * ", subsequent_indent="    ")


def columns(rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """Return rows as aligned columns two blanks apart; the places in `right` are right-aligned."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths, right) for row in rows)


def _line(row: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> str:
    cells = [
        cell.rjust(width) if place in right else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return (INDENT + INDENT.join(cells)).rstrip()


def percent(probability: float) -> str:
    """Return a probability as percent with one decimal, never rounded up to certainty."""
    return f"{min(probability * 100, 99.9) if probability < 1 else 100:.1f} %"


def counted_noun(number: int, noun: str) -> str:
    """Return a number and its noun, as ``1 member`` and ``2 members``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
