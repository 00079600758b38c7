"""Sign-in and pages per second, against a bare Flask route in the same run and client."""

import argparse
import io
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from cbt import seed
from cbt.app import create_app
from cbt.config import Settings
from cbt.core import clock
from cbt.core.migration import migrate
from cbt.extensions import db
from cbt.web import logs

SECONDS = 4.0
QUICK_SECONDS = 0.5


def per_second(work: Callable[[], None], seconds: float) -> float:
    """Return how often `work` is done in a second."""
    work()
    count, began = 0, time.perf_counter()
    while (spent := time.perf_counter() - began) < seconds:
        work()
        count += 1
    return count / spent


def get(client: FlaskClient, address: str) -> Callable[[], None]:
    """Return a request that must be answered with 200."""

    def request() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answers {answer.status_code}.")

    return request


def token(client: FlaskClient, address: str) -> str:
    """Return the token of the page's form."""
    return client.get(address).text.split('name="csrf_token" value="')[1].split('"')[0]


def sign_in(client: FlaskClient, email: str) -> None:
    """Sign an account of the demonstration in."""
    filled = {"email": email, "password": seed.PASSWORD, "csrf_token": token(client, "/sign-in")}
    answer = client.post("/sign-in", data=filled)
    if answer.status_code != 303:
        raise SystemExit(f"The sign-in of {email} answers {answer.status_code}.")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="half a second each")
    seconds = QUICK_SECONDS if parser.parse_args().quick else SECONDS
    # A line is written for each request, as in production, to nobody.
    logs.configure(as_json=True, to=io.StringIO())
    bare = Flask("bare")
    bare.add_url_rule("/", view_func=lambda: "bare")
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_dir=Path(folder)))
        with app.app_context():
            migrate(db.engine)
            seed.settle(db.session, at=clock.now())
            db.session.commit()
        visitor = app.test_client()
        officer, director = app.test_client(), app.test_client()
        sign_in(officer, "officer@example.org")
        sign_in(director, "director@example.org")
        best = per_second(get(bare.test_client(), "/"), seconds)
        rows = (
            ("front page, a visitor", per_second(get(visitor, "/"), seconds)),
            ("home page, an officer", per_second(get(officer, "/today"), seconds)),
            ("40 officers, the director", per_second(get(director, "/officers"), seconds)),
            ("sign-in with argon2", per_second(_fresh_sign_in(app), seconds)),
        )
        with app.app_context():
            db.engine.dispose()
    print(f"{'bare Flask route':<28}{best:>9,.0f} /s")
    for name, rate in rows:
        print(f"{name:<28}{rate:>9,.1f} /s{best / rate:>9,.1f} x the time of the bare route")


def _fresh_sign_in(app: Flask) -> Callable[[], None]:
    return lambda: sign_in(app.test_client(), "officer@example.org")


if __name__ == "__main__":
    main()
