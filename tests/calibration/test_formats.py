"""docs/calibration-formats.md: its files are written, its commands run, its answers compared."""

import json
import re
import shlex
from pathlib import Path

import pytest

DOCUMENT = (Path(__file__).parents[2] / "docs" / "calibration-formats.md").read_text()
FILES = re.findall(r"`([\w.-]+)`:\n\n```\w*\n(.*?)```", DOCUMENT, re.DOTALL)
RUNS = re.findall(r"```console\n\$ python -m calibration (.*?)\n(.*?)```", DOCUMENT, re.DOTALL)


@pytest.mark.parametrize(("command", "expected"), RUNS, ids=[command for command, _ in RUNS])
def test_an_example_is_what_the_command_answers(calibrate, tmp_path, command, expected):
    for name, text in FILES:
        (tmp_path / name).write_text(text)
    words, _, target = command.partition(" > ")
    _, out, err = calibrate(*shlex.split(words))
    assert err == ""
    if target:
        (tmp_path / target).write_text(out)
    elif "--json" in words:
        assert_alike(json.loads(out), json.loads(expected))
    else:
        assert out == expected


def assert_alike(found, expected):
    """Compare two objects, keys in their order, floats to ten digits."""
    if isinstance(expected, dict):
        assert list(found) == list(expected)
        for key in expected:
            assert_alike(found[key], expected[key])
    elif isinstance(expected, list):
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            assert_alike(one, other)
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, rel=1e-10)
    else:
        assert found == expected
        assert type(found) is type(expected)


def test_every_command_has_an_example():
    named = {command.split()[0] for command, _ in RUNS}
    assert named == {"worksheet", "size", "draw", "verify-draw", "items", "drift"}
    assert len(FILES) >= 6
