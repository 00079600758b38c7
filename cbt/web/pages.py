"""How pages are made: templates that refuse an undefined name, and what each may take for given."""

from typing import TypedDict

from flask import Flask, current_app
from jinja2 import StrictUndefined

from cbt.config import Settings
from cbt.web import access, filters, navigation

#: What people call the roles; a test holds it to the enum.
ROLE_NAMES = {
    "officer": "Officer",
    "instructor": "Instructor",
    "course_administrator": "Course administrator",
    "provider_manager": "Provider manager",
    "agency_coordinator": "Agency coordinator",
    "director_staff": "Director’s staff",
    "commission_member": "Commission member",
    "auditor": "Auditor",
    "operator": "Operator",
}


class Surroundings(TypedDict):
    """What every page has before its view adds to it."""

    display_name: str
    acting: access.Acting | None
    navigation: tuple[navigation.Entry, ...]
    footer: tuple[navigation.Entry, ...]


def surroundings() -> Surroundings:
    """Return the product's name, who acts, and the links they see."""
    settings: Settings = current_app.config["SETTINGS"]
    who = access.acting()
    return {
        "display_name": settings.display_name,
        "acting": who,
        "navigation": navigation.entries_for(who),
        "footer": navigation.entries_for(who, in_footer=True),
    }


def exists(endpoint: str) -> bool:
    """Return whether the application has that page, so that nothing links into the void."""
    return endpoint in current_app.view_functions


def install(app: Flask) -> None:
    """Make the templates of `app` strict and give them filters, globals and surroundings."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(exists=exists, role_names=ROLE_NAMES)
    filters.install(app)
    app.context_processor(lambda: dict(surroundings()))
