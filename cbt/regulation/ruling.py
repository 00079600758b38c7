"""The answer that every rule gives: met or not, under which clause, and why in plain words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ruling:
    """One clause held against the facts of one case."""

    clause: str
    """The clause in its short form, as "070(7)(C)" for 11 CSR 75-15.070(7)(C)."""
    met: bool
    reason: str
    """One plain sentence that names the numbers."""


def unmet(rulings: tuple[Ruling, ...]) -> tuple[Ruling, ...]:
    """Return the rulings that are not met, in their order."""
    return tuple(ruling for ruling in rulings if not ruling.met)
