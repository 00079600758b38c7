"""Guards: every view says who may enter, or the application does not start."""

from collections.abc import Callable, Iterable
from typing import ParamSpec, TypeVar

from flask import Flask

from cbt.core.permissions import Permission

P = ParamSpec("P")
R = TypeVar("R")

#: Flask's own view, which serves the files that everybody may have.
UNGUARDED = frozenset({"static"})


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view that anybody may see."""
    view.guard = None  # type: ignore[attr-defined]  # read by guards()
    return view


def guards(app: Flask) -> dict[str, Permission | None]:
    """Return the guard of every endpoint; None is everybody's.

    Raises
    ------
    RuntimeError
        If a view has no guard, naming each.
    """
    views = {k: v for k, v in app.view_functions.items() if k not in UNGUARDED}
    _refuse_unguarded(k for k, v in views.items() if not hasattr(v, "guard"))
    return {endpoint: vars(view)["guard"] for endpoint, view in views.items()}


def _refuse_unguarded(endpoints: Iterable[str]) -> None:
    missing = ", ".join(sorted(endpoints))
    if missing:
        raise RuntimeError(f"These views have no guard; say who may enter: {missing}.")
