"""What stands in the header and the footer: one tuple `NAVIGATION` in each feature's views.

A page that is reached otherwise than by a link is named in EXCLUDED, with the reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType

from flask import Flask, current_app

from cbt.core.permissions import Permission
from cbt.models.accounts import Role
from cbt.web.access import Acting

#: Endpoints that no page links to, and why.
EXCLUDED: Mapping[str, str] = {
    "static": "the files that pages load",
    "health.healthz": "for the machine that watches this one",
    "health.readyz": "for the machine that watches this one",
    "metrics.metrics": "for the machine that watches this one",
}
EXTENSION = "navigation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One link of the navigation; without permission and roles it is everybody's."""

    endpoint: str
    label: str
    permission: Permission | None = None
    roles: frozenset[Role] | None = None
    in_footer: bool = False

    def is_for(self, acting: Acting | None) -> bool:
        """Return whether the one who acts is to see this link."""
        if acting is None:
            return self.permission is None and self.roles is None
        if self.roles is not None and acting.role not in self.roles:
            return False
        return self.permission is None or acting.may(self.permission)


def install(app: Flask, modules: Iterable[ModuleType]) -> None:
    """Collect the NAVIGATION of the modules, in their order."""
    found = [entry for module in modules for entry in getattr(module, "NAVIGATION", ())]
    missing = sorted(e.endpoint for e in found if e.endpoint not in app.view_functions)
    if missing:
        raise RuntimeError(f"The navigation names what is not there: {', '.join(missing)}.")
    app.extensions[EXTENSION] = tuple(found)


def entries_for(acting: Acting | None, *, in_footer: bool = False) -> tuple[Entry, ...]:
    """Return the links that the one who acts is to see."""
    every: tuple[Entry, ...] = current_app.extensions[EXTENSION]
    return tuple(e for e in every if e.in_footer is in_footer and e.is_for(acting))
