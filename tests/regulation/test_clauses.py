import json

from cbt.regulation.clauses import clauses
from cbt.regulation.matrix import as_json, as_text, matrix


def test_the_regulation_is_whole():
    found = clauses()
    assert len(found) == 112
    assert found["010(2)"].text.startswith("Every licensed peace officer is to obtain twenty four")
    assert found["070(3)"].text.endswith("shall bear the phrase “Computer-Based Training.”")
    assert next(iter(found)) == "010(1)"
    assert list(found)[-1] == "080(4)"
    assert (found["070(7)(C)"].section, found["070(7)(C)"].citation) == (
        "070", "11 CSR 75-15.070(7)(C)",
    )  # fmt: skip


def test_the_matrix_as_text_and_as_json():
    rows = matrix({"010(2)": ["tests/a.py::test_b"]})
    text = as_text(rows)
    assert "010(2)\n  carried by cbt.regulation.determination.determine" in text
    assert "  shown by tests/a.py::test_b" in text
    assert "070(7)(B)\n  carried by calibration.rank.t80" in text
    assert "recorded: Discipline is the director's" in text
    plain = json.loads(as_json(rows))
    assert list(plain[0]) == ["clause", "text", "note", "carried_by", "record", "tests"]
    assert len(plain) == 112
