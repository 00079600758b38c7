"""Every numbered clause of 11 CSR 75-15: its text as printed, the reading, what carries it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import MappingProxyType

from cbt.regulation.registry import RULES

HERE = Path(__file__).parent
#: The rules of `calibration/` by their numbers in the catalogue; named here, never repeated.
OUTSIDE = {
    "R-31": "calibration.selection.draw",
    "R-32": "calibration.rank.t80",
    "R-33": "calibration.credit.credit_value",
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause; a clause without rules has the sentence `record` that says why."""

    number: str
    """The short form, as "070(7)(C)"."""
    text: str
    note: str
    """The reading taken, with the numbers of the ambiguities; empty where the text is plain."""
    rules: tuple[str, ...]
    """The dotted names of the functions that carry it."""
    record: str

    @property
    def section(self) -> str:
        """Return the section, as "070"."""
        return self.number[:3]

    @property
    def citation(self) -> str:
        """Return the clause as it is cited."""
        return f"11 CSR 75-15.{self.number}"


@cache
def clauses() -> Mapping[str, Clause]:
    """Return every clause by its number, in the order of the regulation."""
    load_rules()
    written = tomllib.loads((HERE / "clauses.toml").read_text(encoding="utf-8"))
    return MappingProxyType({number: _clause(number, one) for number, one in written.items()})


def load_rules() -> None:
    """Import every module of the law, so that its rules are registered."""
    for module in walk_packages([str(HERE)], "cbt.regulation."):
        import_module(module.name)


def _clause(number: str, written: Mapping[str, object]) -> Clause:
    outside = written.get("outside", [])
    own = [name for name, one in RULES.items() if number in one.clauses]
    return Clause(
        number=number,
        text=str(written["text"]),
        note=str(written.get("note", "")),
        rules=(*sorted(own), *map(str, outside if isinstance(outside, list) else [])),
        record=str(written.get("record", "")),
    )
