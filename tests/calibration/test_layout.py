import pytest

from calibration import layout


def test_columns_align_and_end_without_blanks():
    text = layout.columns([("rank", "member", ""), ("1", "A", "x"), ("10", "Bob", "")], right=(0,))
    assert text.split("\n") == ["  rank  member", "     1  A       x", "    10  Bob"]


def test_a_paragraph_keeps_to_the_width():
    lines = layout.paragraph("word " * 60).split("\n")
    assert max(map(len, lines)) <= layout.WIDTH
    assert all(line.startswith("  word") for line in lines)
    assert layout.bullet("word " * 30).split("\n")[1].startswith("    word")


def test_a_heading_is_underlined():
    assert layout.heading("The rule") == "The rule\n--------"


@pytest.mark.parametrize(
    ("probability", "text"),
    [(0, "0.0 %"), (0.9672, "96.7 %"), (0.99999, "99.9 %"), (1, "100.0 %")],
)
def test_percent_is_never_rounded_up_to_certainty(probability, text):
    assert layout.percent(probability) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (10, "10th"), (11, "11th"), (12, "12th"),
     (13, "13th"), (20, "20th"), (21, "21st"), (111, "111th"), (122, "122nd")],
)  # fmt: skip
def test_ordinal(number, text):
    assert layout.ordinal(number) == text
