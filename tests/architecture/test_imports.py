import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parents[2]


def test_the_house_stands_on_its_ground():
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([program], cwd=HOME, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("package", ["cbt.regulation", "calibration"])
def test_the_law_loads_no_web_and_no_database(package):
    code = (
        f"import importlib, pkgutil, sys\np = importlib.import_module('{package}')\n"
        "for m in pkgutil.walk_packages(p.__path__, p.__name__ + '.'):\n"
        "    if not m.name.endswith('__main__'): importlib.import_module(m.name)\n"
        "loaded = {'flask', 'sqlalchemy'} & set(sys.modules)\n"
        "sys.exit(' '.join(loaded) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
