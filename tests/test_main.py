import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cbt.audit import service
from cbt.audit.service import Deed
from cbt.officers.roster_file import COLUMNS
from tests.conftest import letters

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


ADA = ("user", "add", "ada@example.org", "--first-name", "Ada", "--last-name", "Quill")


def test_the_first_operator_is_added_from_the_shell_and_mailed_a_link(cbt, tmp_path):
    cbt("migrate")
    done = cbt(*ADA)
    assert done.stdout.startswith("Ada Quill is operator of Muster.\n")
    assert cbt("tick").returncode == 0
    # The audit anchor of the day goes to the new operator too.
    assert any("/set-password/" in letter for letter in letters(tmp_path / "mail"))
    again = cbt(*ADA)
    assert again.returncode == 1
    assert again.stderr == "muster: Ada Quill already is operator of Muster.\n"


def test_a_role_of_an_unknown_organization_is_refused_with_what_to_do(cbt):
    cbt("migrate")
    done = cbt(*ADA, "--role", "auditor", "--organization", "Nowhere")
    assert done.returncode == 1
    assert "No organization is called Nowhere. Name one of the kind director" in done.stderr


HEADER = ",".join(COLUMNS)
BO = "N1,Cole,Bo,,bo@example.org,A,2020-02-02,Quiet Falls PD,2020-03-03,yes"


def test_a_statewide_roster_is_imported_once_and_bad_rows_stop_it(cbt, tmp_path):
    cbt("migrate")
    file = tmp_path / "roster.csv"
    file.write_text(f"{HEADER}\n{BO}\n{BO.replace('N1', 'N2')}\n")
    done = cbt("officers", "import", str(file))
    assert done.returncode == 1
    assert "line 3: email bo@example.org is another officer's in line 2." in done.stderr
    assert "Nothing was imported." in done.stderr
    done = cbt("officers", "import", str(file), "--without-bad-rows")
    assert done.stdout == "New agencies: Quiet Falls PD.\n1 new, 0 changed, 0 unchanged, 1 bad.\n"
    file.write_text(f"{HEADER}\n{BO.replace('yes', 'no')}\n")
    done = cbt("officers", "import", str(file))
    assert "line 2: N1: traffic_authority: yes → no" in done.stdout
    assert cbt("audit", "verify").returncode == 0


def test_what_is_no_roster_ends_in_a_sentence(cbt, tmp_path):
    cbt("migrate")
    (tmp_path / "a.csv").write_text("a,b\n")
    done = cbt("officers", "import", str(tmp_path / "a.csv"))
    assert done.returncode == 1
    assert done.stderr.startswith("muster: The first line must name the columns; missing:")


def test_the_demonstration_is_loaded_once_and_keeps_what_people_did(cbt, tmp_path):
    first = cbt("demo")
    assert "officer@example.org" in first.stdout
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'muster.db'}")
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE person SET first_name = 'Changed'"))
    assert cbt("demo").stdout == first.stdout
    with engine.begin() as connection:
        names = connection.execute(sa.text("SELECT DISTINCT first_name FROM person")).all()
    engine.dispose()
    assert names == [("Changed",)]


def test_production_has_no_demonstration(cbt):
    settings = {
        "CBT_ENVIRONMENT": "production", "CBT_SECRET_KEY": "x" * 40, "CBT_SMTP_HOST": "mail",
    }  # fmt: skip
    done = cbt("demo", **settings)
    assert done.returncode == 1
    assert "never load it in production" in done.stderr
