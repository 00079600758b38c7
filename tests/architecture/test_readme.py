import ast
from dataclasses import fields
from pathlib import Path

from cbt.config import Settings

HOME = Path(__file__).parents[2]
README = (HOME / "README.md").read_text()


def captions():
    for top in ("calibration", "cbt"):
        for file in sorted((HOME / top).rglob("__init__.py")):
            folder = file.parent.relative_to(HOME).as_posix() + "/"
            yield folder, ast.get_docstring(ast.parse(file.read_text()))


def test_the_map_says_what_the_folders_say():
    lines = README.split("## The map")[1].split("```")[1].strip().splitlines()
    assert [tuple(line.split(maxsplit=1)) for line in lines] == list(captions())


def test_every_setting_is_documented():
    rows = README.split("## Settings")[1].split("\n## ")[0].splitlines()
    named = [row.split("`")[1] for row in rows if row.startswith("| `CBT_")]
    assert named == [f"CBT_{field.name.upper()}" for field in fields(Settings)]
