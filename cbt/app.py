"""create_app: the whole assembly on one page."""

import os

from flask import Flask, request

from cbt import config, extensions
from cbt.accounts import views as accounts
from cbt.audit import views as audit
from cbt.clauses import views as clauses
from cbt.config import Settings
from cbt.core.database import engine_options
from cbt.home import views as home
from cbt.officers import rosters
from cbt.officers import views as officers
from cbt.officers.roster import LARGEST_FILE
from cbt.operation import views as operation
from cbt.people import users
from cbt.people import views as people
from cbt.places import TEMPLATES
from cbt.sources import views as sources
from cbt.web import access, assets, errors, headers, health, logs, metrics, navigation, pages

#: Every module of views; its `bp` and its NAVIGATION, in the order of the header.
VIEWS = (
    health, metrics, home, officers, rosters, people, users, sources, operation, audit, clauses,
    accounts,
)  # fmt: skip
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def from_environment() -> Flask:
    """Return the application of the environment's settings: what the server calls."""
    settings = config.read(os.environ)
    logs.configure(as_json=settings.is_production)
    return create_app(settings)


def create_app(settings: Settings) -> Flask:
    """Return the application that the settings describe."""
    app = Flask("cbt", static_folder=None, template_folder=str(TEMPLATES))
    app.config.from_mapping(
        SECRET_KEY=settings.secret_key,
        SETTINGS=settings,
        SQLALCHEMY_ENGINES={"default": engine_options(settings)},
        MAX_CONTENT_LENGTH=LARGEST_FILE,
        SESSION_COOKIE_SECURE=settings.is_production,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    extensions.db.init_app(app)
    extensions.csrf.init_app(app)
    extensions.login.init_app(app)
    # Officers change networks in mid-sign-in; a fingerprint of the address would throw them out.
    extensions.login.session_protection = None
    with app.app_context():
        extensions.make_sound(extensions.db.engine)
    app.before_request(read_only_where_safe)
    logs.install(app)
    metrics.install(app)
    headers.install(app)
    assets.install(app)
    pages.install(app)
    errors.install(app)
    for module in VIEWS:
        app.register_blueprint(module.bp)
    navigation.install(app, VIEWS)
    access.guards(app)
    return app


def read_only_where_safe() -> None:
    """Let a request that only reads begin without SQLite's write lock."""
    extensions.reading_only.set(request.method in SAFE_METHODS)
