import json

from click.testing import CliRunner

from cbt.clauses.commands import clauses


def test_everybody_reads_every_clause(page):
    found = page("clauses.clauses")
    assert len(found.tree.findall(".//section[@class='mu-clause-row']")) == 112
    assert "twenty four (24) hours" in found.text


def test_clauses_are_found_by_their_words_and_numbers(page):
    found = page("clauses.clauses", words="test group rank order")
    assert [a.text for a in found.tree.findall(".//h3/a")] == [".070(7)(B)"]
    assert "No clause has these words." in page("clauses.clauses", words="zebra").text
    assert page("clauses.clauses", words="070(7)").text.count("Reading taken") >= 4


def test_the_shell_prints_the_matrix():
    text = CliRunner().invoke(clauses).output
    assert "070(7)(C)\n  carried by calibration.rank.rank" in text
    rows = json.loads(CliRunner().invoke(clauses, ["--json"]).output)
    assert len(rows) == 112
    assert all(row["tests"] or row["record"] for row in rows)
