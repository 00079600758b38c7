"""create_app: the whole assembly on one page."""

from flask import Flask, request

from cbt import extensions
from cbt.config import Settings
from cbt.web import access, headers, health

BLUEPRINTS = (health.bp,)
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def create_app(settings: Settings) -> Flask:
    """Return the application that the settings describe."""
    app = Flask("cbt", template_folder=None)
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
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    access.guards(app)
    return app


def read_only_where_safe() -> None:
    """Let a request that only reads begin without SQLite's write lock."""
    extensions.reading_only.set(request.method in SAFE_METHODS)
