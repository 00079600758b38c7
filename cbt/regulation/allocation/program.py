"""A small exact integer program: whole numbers in, whole numbers out, and no float anywhere.

The solver is the simplex method on an integer tableau (Edmonds pivots: every entry is a whole
number over one common denominator) inside branch and bound. Bland's rule makes it end.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Row:
    """One inequality: the sum of coefficient times variable is at most the bound."""

    coefficients: dict[int, int]
    bound: int


@dataclass(frozen=True, slots=True)
class Program:
    """Maximize the objective over whole numbers from 0 to each ceiling, under the rows.

    Every bound and ceiling is 0 or more, and a variable with a negative coefficient has a positive
    one in a row of nonnegative coefficients or a ceiling: then nothing grows without end. Branching
    may push a bound below 0 only in rows of nonnegative coefficients, which nothing then meets.
    """

    objective: Sequence[int]
    ceilings: Sequence[int]
    rows: Sequence[Row]


def maximize(program: Program) -> tuple[int, ...]:
    """Return the whole numbers that make the objective greatest."""
    floors = (0,) * len(program.ceilings)
    best: tuple[int, ...] = floors
    value = 0
    nodes = [(floors, tuple(program.ceilings))]
    while nodes:
        low, high = nodes.pop()
        point = _relaxed(program, low, high)
        if point is None or _floor(_value(program, point)) <= value:
            continue
        broken = next((i for i, each in enumerate(point) if each.denominator > 1), None)
        if broken is None:
            best = tuple(int(each) for each in point)
            value = int(_value(program, point))
            continue
        cut = _floor(point[broken])
        nodes.append((low, _with(high, broken, cut)))
        nodes.append((_with(low, broken, cut + 1), high))
    return best


def _value(program: Program, point: Sequence[Fraction]) -> Fraction:
    return sum((c * x for c, x in zip(program.objective, point, strict=True)), Fraction(0))


def _floor(number: Fraction) -> int:
    return number.numerator // number.denominator


def _with(bounds: tuple[int, ...], index: int, value: int) -> tuple[int, ...]:
    return (*bounds[:index], value, *bounds[index + 1 :])


def _relaxed(
    program: Program, low: tuple[int, ...], high: tuple[int, ...]
) -> tuple[Fraction, ...] | None:
    """Return the best point between the bounds, fractions allowed, or None if there is none."""
    rows = [
        Row(row.coefficients, row.bound - sum(a * low[j] for j, a in row.coefficients.items()))
        for row in program.rows
    ]
    rows += [Row({j: 1}, top - low[j]) for j, top in enumerate(high)]
    if any(row.bound < 0 for row in rows):
        return None
    shifted = Tableau.of(program.objective, rows).solve()
    return tuple(x + base for x, base in zip(shifted, low, strict=True))


@dataclass(slots=True)
class Tableau:
    """The dictionary of the simplex method; the last column is the bounds, the last row the aim.

    Labels below `width` are variables, the others the slack of a row. Every entry stands for
    itself over `scale`.
    """

    cells: list[list[int]]
    width: int
    scale: int = 1
    outside: list[int] = field(default_factory=list)
    basis: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, objective: Sequence[int], rows: Sequence[Row]) -> "Tableau":
        """Return the tableau in which every variable is 0."""
        width = len(objective)
        cells = [[row.coefficients.get(j, 0) for j in range(width)] + [row.bound] for row in rows]
        cells.append([-each for each in objective] + [0])
        return cls(
            cells, width, outside=list(range(width)), basis=list(range(width, width + len(rows)))
        )

    def solve(self) -> list[Fraction]:
        """Return the best value of each variable."""
        column = self._entering()
        while column is not None:
            self._pivot(self._leaving(column), column)
            column = self._entering()
        found = [Fraction(0)] * self.width
        for label, cells in zip(self.basis, self.cells, strict=False):
            if label < self.width:
                found[label] = Fraction(cells[-1], self.scale)
        return found

    def _entering(self) -> int | None:
        """Return the column of the lowest label that still raises the objective (Bland)."""
        open_ = [(self.outside[j], j) for j, cell in enumerate(self.cells[-1][:-1]) if cell < 0]
        return min(open_)[1] if open_ else None

    def _leaving(self, column: int) -> int:
        """Return the row that binds first; ties go to the lowest label (Bland)."""
        return min(
            (Fraction(cells[-1], cells[column]), self.basis[i], i)
            for i, cells in enumerate(self.cells[:-1])
            if cells[column] > 0
        )[2]

    def _pivot(self, row: int, column: int) -> None:
        pivot, pivot_cells = self.cells[row][column], self.cells[row]
        for i, cells in enumerate(self.cells):
            if i == row:
                continue
            factor = cells[column]
            if factor:
                cells[:] = [
                    (a * pivot - factor * b) // self.scale
                    for a, b in zip(cells, pivot_cells, strict=True)
                ]
            elif pivot != self.scale:
                cells[:] = [a * pivot // self.scale for a in cells]
            cells[column] = -factor
        pivot_cells[column] = self.scale
        self.outside[column], self.basis[row] = self.basis[row], self.outside[column]
        self.scale = pivot
