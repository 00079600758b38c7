"""create_app: the whole assembly on one page."""

from flask import Flask, request

from cbt import extensions
from cbt.config import Settings
from cbt.home import views as home
from cbt.places import TEMPLATES
from cbt.web import access, assets, errors, headers, health, navigation, pages

#: Every module of views; its `bp` and its NAVIGATION, in the order of the header.
VIEWS = (health, home)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def create_app(settings: Settings) -> Flask:
    """Return the application that the settings describe."""
    app = Flask("cbt", static_folder=None, template_folder=str(TEMPLATES))
    app.config.from_mapping(
        SECRET_KEY=settings.secret_key,
        SETTINGS=settings,
        SQLALCHEMY_ENGINES={"default": settings.database},
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
