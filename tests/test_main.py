import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cbt.audit import service
from cbt.audit.service import Deed

HOME = Path(__file__).parents[1]


@pytest.fixture
def cbt(tmp_path):
    """Return a function that runs `cbt` as a process with a data folder of its own."""

    def run(*words, **settings):
        bare = {k: v for k, v in os.environ.items() if not k.startswith("CBT_")}
        return subprocess.run(
            [sys.executable, "-m", "cbt", *words],
            cwd=HOME,
            env=bare | {"CBT_DATA_DIR": str(tmp_path)} | settings,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_migrate_then_verify(cbt, tmp_path, at):
    assert cbt("migrate").stdout == "The database is up to date.\n"
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'muster.db'}")
    with Session(engine) as session:
        deeds = [Deed("a:b:c", f"officer:{n}", {}) for n in range(3)]
        service.record_all(session, deeds, by=None, at=at)
        session.commit()
        assert cbt("audit", "verify").stdout.startswith("The audit log holds: 3 events")
        session.execute(sa.text("DROP TRIGGER audit_event_no_update"))
        session.execute(sa.text("UPDATE audit_event SET subject = 'officer:9' WHERE number = 2"))
        session.commit()
    engine.dispose()
    broken = cbt("audit", "verify")
    assert broken.returncode == 1
    assert "Event 2 was changed after it was sealed." in broken.stdout


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"CBT_PORT": "x"}, "muster: CBT_PORT must be a whole number"),
        ({"CBT_ENVIRONMENT": "production"}, "muster: CBT_SECRET_KEY must be set"),
        (
            {"CBT_DATABASE_URL": "postgresql+psycopg://u@127.0.0.1:9/none"},
            "muster: The database does not answer; check CBT_DATABASE_URL",
        ),
    ],
)
def test_a_wrong_setting_ends_in_a_sentence(cbt, settings, sentence):
    done = cbt("migrate", **settings)
    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert "Traceback" not in done.stderr
