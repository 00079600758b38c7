import json

from cbt.regulation import proofs

SOURCE = """
import pytest

@pytest.mark.clause("010(2)", "010(5)")
@pytest.mark.clause(NAMED)
@pytest.mark.parametrize("a", [1])
@other
def test_a(a): ...

@pytest.mark.clause("010(2)")
def test_b(): ...
"""


def test_the_marks_of_tests_are_collected_and_written(tmp_path, monkeypatch):
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_x.py").write_text(SOURCE)
    monkeypatch.setattr(proofs, "FILE", tmp_path / "proofs.json")
    proofs.write(tmp_path)
    assert proofs.read() == {
        "010(2)": ["tests/test_x.py::test_a", "tests/test_x.py::test_b"],
        "010(5)": ["tests/test_x.py::test_a"],
    }
    assert json.loads((tmp_path / "proofs.json").read_text()) == proofs.collect(tmp_path)
