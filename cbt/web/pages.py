"""How pages are made: templates that refuse an undefined name, and what each may take for given."""

from typing import TypedDict

from flask import Flask, current_app
from jinja2 import StrictUndefined

from cbt.config import Settings
from cbt.models.accounts import Role
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


#: What an organization is called by its kind; a test holds it to the enum.
KIND_NAMES = {
    "agency": "Law enforcement agency",
    "source": "Source of training",
    "director": "Director",
    "commission": "POST Commission",
    "site": "Operation of this site",
}
#: The capacities of .010(4) in which an organization gives credit; a test holds it to the enum.
SOURCE_NAMES = {
    "provider": "Licensed provider",
    "training_center": "Basic training center",
    "individual_course": "Source of individually approved courses",
    "agency": "Agency (in-service training)",
    "recognized": "Recognized by the director",
    "college": "College or university",
}
#: The layout in which each role works; the others stand in the plain one.
FACES = {
    "officer": "officer",
    "instructor": "provider",
    "course_administrator": "provider",
    "provider_manager": "provider",
    "agency_coordinator": "agency",
    "director_staff": "director",
    "commission_member": "director",
    "auditor": "director",
    "operator": "director",
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


def face_of(role: Role | None) -> str:
    """Return the name of the layout in which a role works."""
    return FACES[role.value] if role else "public"


def exists(endpoint: str) -> bool:
    """Return whether the application has that page, so that nothing links into the void."""
    return endpoint in current_app.view_functions


def install(app: Flask) -> None:
    """Make the templates of `app` strict and give them filters, globals and surroundings."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        exists=exists,
        face_of=face_of,
        role_names=ROLE_NAMES,
        kind_names=KIND_NAMES,
        source_names=SOURCE_NAMES,
    )
    filters.install(app)
    app.context_processor(lambda: dict(surroundings()))
