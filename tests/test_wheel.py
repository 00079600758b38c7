"""The wheel, built and unpacked far from the source: all that pages need travels in it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

HOME = Path(__file__).parents[1]
PROBE = """
import sys
from cbt.app import create_app
from cbt.config import Settings
from cbt.core.migration import newest
import cbt
assert cbt.__file__.startswith(sys.argv[1]), cbt.__file__
app = create_app(Settings())
answer = app.test_client().get("/sign-in")
sheet = answer.text.split('href="')[3].split('"')[0]
print(answer.status_code, app.test_client().get(sheet).status_code, newest())
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """Return the folder of the unpacked wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=HOME, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    wheel = next(folder.glob("muster-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(unpacked, tmp_path, *words):
    bare = {k: v for k, v in os.environ.items() if not k.startswith("CBT_")}
    environment = bare | {"PYTHONPATH": str(unpacked), "CBT_DATA_DIR": str(tmp_path)}
    return subprocess.run(
        [sys.executable, *words], cwd=tmp_path, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def test_pages_files_and_migrations_are_found(unpacked, tmp_path):
    done = run(unpacked, tmp_path, "-c", PROBE, str(unpacked))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("200 200 2")


def test_the_commands_work_and_the_worker_finds_its_mails(unpacked, tmp_path):
    told = run(unpacked, tmp_path, "-m", "cbt", "--help").stdout
    for command in ("serve", "demo", "migrate", "worker", "tick", "backup", "restore", "audit"):
        assert f"\n  {command}" in told
    assert run(unpacked, tmp_path, "-m", "cbt", "demo").returncode == 0
    ticked = run(unpacked, tmp_path, "-m", "cbt", "tick")
    assert ticked.returncode == 0, ticked.stderr
    assert list((tmp_path / "mail").glob("*.eml"))
    copy = str(tmp_path / "copy.db")
    assert run(unpacked, tmp_path, "-m", "cbt", "backup", copy).returncode == 0
    back = run(unpacked, tmp_path, "-m", "cbt", "restore", copy, "--replace")
    assert "its audit log holds" in back.stdout
