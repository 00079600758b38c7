"""The rules that carry clauses: each registers its number in the catalogue and its clauses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rule:
    """A function of the law, by its dotted name, its number and the clauses that it carries."""

    name: str
    number: str
    clauses: tuple[str, ...]


RULES: dict[str, Rule] = {}


def rule(number: str, *clauses: str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return a decorator that registers a function and leaves it as it is."""

    def register(function: Callable[P, T]) -> Callable[P, T]:
        name = f"{function.__module__}.{function.__qualname__}"
        RULES[name] = Rule(name, number, clauses)
        return function

    return register
