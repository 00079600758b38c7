import gzip
import importlib.util
import subprocess
import sys
import time
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parents[2] / "tools" / "assets.py"


@pytest.fixture
def tool(tmp_path, monkeypatch):
    """Return tools/assets.py at work in a folder of its own, with a small design system."""
    spec = importlib.util.spec_from_file_location("assets_tool", PROGRAM)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    for name in ("VENDOR", "STAMP", "NODE", "USWDS", "AXE"):
        place = getattr(tool, name).relative_to(tool.HOME)
        monkeypatch.setattr(tool, name, tmp_path / place)
    monkeypatch.setattr(tool, "HOME", tmp_path)
    (tmp_path / "package-lock.json").write_text("{}")
    write(tool.USWDS / "css" / "uswds.min.css", "a{b:url(../img/i.svg)}c{d:url(../img/hero.jpg)}")
    write(tool.USWDS / "img" / "i.svg", "<svg/>")
    write(tool.USWDS / "img" / "unused.svg", "<svg/>")
    for face in tool.FACES:
        write(tool.USWDS / "fonts" / "public-sans" / f"PublicSans-{face}.woff2", "font")
    return tool


def write(file, text):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def test_only_what_pages_need_is_copied(tool):
    tool.copy()
    kept = {f.relative_to(tool.VENDOR).as_posix() for f in tool.VENDOR.rglob("*") if f.is_file()}
    fonts = {f"uswds/fonts/public-sans/PublicSans-{face}.woff2" for face in tool.FACES}
    sheet, icon = "uswds/css/uswds.min.css", "uswds/img/i.svg"
    assert kept == fonts | {sheet, f"{sheet}.gz", icon, f"{icon}.gz", "stamp"}
    packed = (tool.VENDOR / f"{sheet}.gz").read_bytes()
    assert gzip.decompress(packed) == (tool.VENDOR / sheet).read_bytes()


def test_a_second_run_fetches_nothing(tool, monkeypatch):
    tool.copy()
    monkeypatch.setattr(tool, "fetch", None)
    tool.main("run")


def test_a_changed_lock_and_missing_tools_are_fetched_again(tool):
    tool.copy()
    assert tool.is_ready()
    assert not tool.is_ready(with_tools=True)
    write(tool.AXE, "axe")
    assert tool.is_ready(with_tools=True)
    (tool.HOME / "package-lock.json").write_text("{ }")
    assert not tool.is_ready()


def test_a_refused_fetch_ends_in_one_sentence(tool, monkeypatch):
    monkeypatch.setattr(tool, "npm", lambda: ([sys.executable, "-c", "exit(1)"], {}))
    with pytest.raises(SystemExit, match="^muster: the page assets could not be fetched; check"):
        tool.main("run")


def test_the_real_assets_are_there_at_once():
    began = time.monotonic()
    done = subprocess.run([sys.executable, PROGRAM, "test"], check=False)
    assert done.returncode == 0
    assert time.monotonic() - began < 5


def test_no_lock_names_a_registry():
    for name in ("package-lock.json", "requirements/assets.txt"):
        assert "http" not in (PROGRAM.parents[1] / name).read_text()
