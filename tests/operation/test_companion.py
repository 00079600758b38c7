"""The worker beside the server: real processes that die, are told to stop, or lose their parent."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cbt.operation import companion
from cbt.operation.companion import Companion

#: Ends when asked; the other one does not listen.
POLITE = (sys.executable, "-c", "import time; time.sleep(60)")
DEAF = (
    sys.executable, "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(60)",
)  # fmt: skip


def wait_until(is_true, seconds=15):
    deadline = time.monotonic() + seconds
    while not is_true() and time.monotonic() < deadline:
        time.sleep(0.02)
    return is_true()


def is_alive(pid):
    """Return whether the kernel still runs it; a zombie waits for its parent only."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.fixture(autouse=True)
def _soon(monkeypatch):
    monkeypatch.setattr(companion, "RESTART_SECONDS", 0.05)


def test_it_ends_with_the_server():
    beside = Companion(POLITE, patience=10)
    beside.start()
    pid = beside.process.pid
    beside.stop()
    beside.stop()
    assert not is_alive(pid)


def test_one_that_does_not_listen_is_killed():
    beside = Companion(DEAF, patience=0.2)
    beside.start()
    time.sleep(0.5)
    beside.stop()
    assert beside.process.returncode in (-signal.SIGKILL, -signal.SIGTERM)


def test_one_that_died_is_started_again():
    beside = Companion(POLITE, patience=10)
    beside.start()
    first = beside.process
    first.kill()
    try:
        assert wait_until(lambda: beside.process is not first)
    finally:
        beside.stop()
    assert not is_alive(beside.process.pid)


def test_one_never_started_is_simply_not_there():
    Companion(POLITE, patience=1).stop()


def test_a_worker_stops_when_its_parent_is_killed():
    child = (
        "import threading; from cbt.operation.companion import stop_with_parent;"
        "done = threading.Event(); stop_with_parent(done.set, every=0.05); print('up', flush=True);"
        "done.wait(30)"
    )
    parent = (
        "import subprocess, sys, time;"
        f"p = subprocess.Popen([sys.executable, '-c', {child!r}], stdout=subprocess.PIPE);"
        "p.stdout.readline(); print(p.pid, flush=True); time.sleep(60)"
    )
    over = subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE)
    pid = int(over.stdout.readline())
    over.kill()
    over.communicate()
    assert wait_until(lambda: not is_alive(pid))
