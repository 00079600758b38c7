"""The text of a worksheet: its tables, sentences of chance, notices, rule and notes."""

from fractions import Fraction

import pytest
from calibration.certainty import advice_sentence, honest_sentence
from calibration.explanations import rule_in_words

from calibration import notices as notices_module
from calibration import ranking_table
from calibration.diagnostics import CourseLength
from calibration.group import Outcome, Unfinished
from calibration.group_size import size_advice
from calibration.letter import worksheet_text
from calibration.notices import notices
from calibration.plan import Extension
from calibration.scale import Scale
from calibration.worksheet import worksheet_of

TEN = (50, 52, 55, 57, 60, 64, 69, 74, 84, 95)
EIGHT = (40, 45, 50, 55, 60, 65, 70, 75)


def text(*args, **options):
    return " ".join(worksheet_text(worksheet_of(*args, **options)).split())


def told(*args, **options):
    return " ".join(notices(worksheet_of(*args, **options)))


def test_the_whole_letter_keeps_to_its_width_and_to_plain_signs(make_group, make_plan):
    written = worksheet_text(
        worksheet_of(
            make_group((*TEN, *EIGHT), (30,), unfinished=8, excluded=[(40, Outcome.PASSED)]),
            plan=make_plan(group_size=20),
            length=CourseLength(90_000),
        )
    )
    assert written.isascii()
    assert max(map(len, written.split("\n"))) <= 78
    assert not any(line != line.rstrip() for line in written.split("\n"))


def test_a_worksheet_that_a_director_can_sign(make_group):
    written = text(make_group(TEN))
    for part in (
        "The credit value is 1.00 credit hours.",
        "rounded down to an interval of 25 minutes (1/2 of a credit hour of 50 minutes)",
        "8 P8 1:14:00 <- t80",
        "Above the lower edge by 0:24:00",
        "Below the next edge by 0:01:00",
        "We are 96.7 % sure that the time by which 80 % of officers finish is at least 1:04:00, "
        "the 6th time of 10; with 10 officers no upper limit can be given.",
        "the same credit with probability 67.8 % (exact bootstrap)",
        "only if the times are log-normal",
        "Reading of 60 minutes to the hour 10 8 1:14:00 1.00",
        "Unfinished members never succeed 10 8 1:14:00 1.00",
        "Grain 1/4, 12.5 minutes 10 8 1:14:00 1.25",
        "Nothing asks for the director's attention.",
        "Director ______",
    ):
        assert part in written


@pytest.mark.parametrize(
    ("passed", "failed", "sentence"),
    [
        pytest.param((10,) * 10, (), "earns zero credit: t80, 0:10:00,", id="zero credit"),
        pytest.param(TEN[:9], (), "Undeterminable: too few members completed", id="nine"),
        pytest.param(EIGHT[:7], (1, 2, 3), "too few members succeeded; the rule needs 8 of 10", id="7"),
    ],
)  # fmt: skip
def test_no_credit_is_said_in_words(make_group, passed, failed, sentence):
    assert sentence in text(make_group(passed, failed))


def test_an_empty_rank_order_is_left_out(make_group):
    written = text(make_group(unfinished=1))
    assert "Nobody is counted, so nothing can be said." in written
    assert "Rank order" not in written
    assert "U1 an unknown time unfinished, replaced" in written


def test_ties_failures_and_the_rank_without_a_time(make_group):
    written = text(make_group((40, 40, *EIGHT[:5]), (30, 35, 36)))
    assert "3 P3 0:40:00 the same time as the one before" in written
    assert "8 F1 never failed after 0:30:00, <- the rank of the 80 %" in written


def test_unfinished_members_who_count_stand_last(make_group):
    written = text(make_group((*TEN, 96, 97, 98), unfinished=1), unfinished=Unfinished.NEVER)
    assert "14 U1 never unfinished after an unknown time" in written
    assert "Unfinished 1 counted in n as never succeeding" in written
    assert "Members who are not in the rank order" not in written


def test_exclusions_are_shown_with_reason_and_result(make_group):
    written = text(make_group(TEN, excluded=[(40, Outcome.PASSED), (None, None)]))
    assert "X1 0:40:00 excluded, duty_recall, measured: passed" in written
    assert "X2 an unknown time excluded, duty_recall" in written


def test_a_long_rank_order_shows_its_ends_and_the_rank(make_group):
    n = ranking_table.MOST_ROWS + 100
    written = text(make_group(range(1, n + 1)))
    assert "240 P240 4:00:00 <- t80" in written
    assert "300 P300" in written
    assert "... ... ... 199 more" in written
    assert "P100 " not in written
    left = text(make_group(TEN, unfinished=n))
    assert "100 more" in left


def test_the_plan_is_named(make_group, make_plan):
    plan = make_plan()
    written = text(make_group(TEN), plan=plan)
    assert f"Declared group 14 Report writing, plan {plan.digest[:16]}" in written
    assert "declared a group of 14, and 10 completed" in written


def test_the_word_count_stands_among_the_numbers(make_group):
    written = text(make_group(TEN), length=CourseLength(9000))
    assert "Minutes by the word count 50.0 t80 is 1.48 times as long" in written
    assert "Minutes by" not in text(make_group(TEN), length=CourseLength(0))


@pytest.mark.parametrize(
    ("passed", "failed", "sentence"),
    [
        pytest.param(
            range(50, 64),
            (),
            "at least 0:58:00, the 9th time of 14; and 95.6 % sure that it is at most 1:03:00, "
            "the 14th time.",
            id="both limits",
        ),
        pytest.param(
            range(50, 62),
            (9, 9),
            "no upper limit can be given, because the 14th of 14 never succeeded.",
            id="a limit at a failure",
        ),
        pytest.param((60,), (), "With 1 officers no limit", id="one member"),
        pytest.param((60,) * 3, (1,) * 9, "With 12 officers no limit", id="few successes"),
    ],
)
def test_the_honest_sentence(make_group, passed, failed, sentence):
    found = worksheet_of(make_group(passed, failed))
    assert sentence in honest_sentence(found.limits, found.n)


def test_advice_to_split_the_course():
    advice = size_advice(credit_hours=Fraction(40), sigma=1.0, stability=0.99)
    assert "split the course" in advice_sentence(advice)


@pytest.mark.parametrize(
    ("scale", "words"),
    [
        (Scale(60), "30 minutes (1/2 of a credit hour of 60 minutes)"),
        (Scale(50, Fraction(1)), "50 minutes (a whole credit hour of 50 minutes)"),
        (Scale(50, Fraction(1, 4)), "12.5 minutes (1/4 of a credit hour of 50 minutes)"),
    ],
)
def test_the_rule_in_words(scale, words):
    said = " ".join(rule_in_words(scale, Unfinished.REPLACED).split())
    assert words in said
    assert "are replaced by the next" in said
    assert "a time that never ends" in rule_in_words(scale, Unfinished.NEVER)


def test_a_quiet_group_needs_no_notice(make_group):
    assert told(make_group(TEN)) == ""


@pytest.mark.parametrize(("unfinished", "needed"), [(2, False), (3, True)])
def test_more_than_twenty_percent_unfinished(make_group, unfinished, needed):
    found = told(make_group(TEN, unfinished=unfinished))
    assert ("the director must acknowledge this share" in found) is needed


def test_exactly_twenty_percent_needs_no_acknowledgement(make_group):
    assert "acknowledge" not in told(make_group((*TEN, 60, 61), unfinished=3))
    assert "4 of the 16 members who started" in told(make_group((*TEN, 60, 61), unfinished=4))


def test_what_to_do_without_a_value(make_group):
    assert "let the next in the order of the draw" in told(make_group(TEN[:9]))
    assert "Do not add members until it works" in told(make_group(EIGHT[:7], (1, 2, 3)))


def test_an_extension_is_stated_with_its_condition(make_group, make_plan):
    plan = make_plan(group_size=10, extension=Extension(12, "the interval is wide"))
    found = told(make_group((*TEN, 60)), plan=plan)
    assert "extended from 10 to 11 members" in found
    assert "up to 12 on this condition: the interval is wide" in found
    assert "plan" not in told(make_group(TEN), plan=make_plan(group_size=10))


def test_the_readings_ask_for_one_written_answer(make_group):
    group = make_group([minutes + 40 for minutes in TEN])
    assert "one written answer of the director" in told(group)
    assert "needs the director's written word" in told(group, minutes_per_hour=60)


def test_decisions_that_the_credit_depends_on(make_group):
    found = told(make_group(EIGHT, (30, 35), excluded=[(None, None)]))
    assert "leaving the members who failed out gives 1.00 credit hours" in found
    assert "putting the excluded members back as measured gives no value" in found
    never = told(make_group(TEN, unfinished=1), unfinished=Unfinished.NEVER)
    assert "the other counting of unfinished members gives 1.00" in never


def test_doubtful_times_are_named_and_stay(make_group):
    found = told(make_group((*TEN[:-1], 900)))
    assert "The time of P10, 15:00:00, stands far from the others" in found
    assert "it stays in the group" in found


def test_too_fast_and_implausible(make_group):
    found = told(make_group(TEN), length=CourseLength(words=450 * 51))
    assert "The time of P1, 0:50:00, is shorter than reading" in found
    assert "t80 is 0.58 times the minutes that the word count suggests" in found


def test_only_the_first_of_many_are_named(make_group):
    most = notices_module.MOST_NAMED
    found = told(make_group((*range(40, 70),)), length=CourseLength(words=450 * 2000))
    assert f"30 members were faster than the text can be read; the first {most} are named" in found
    assert found.count("is shorter than reading") == most


def test_no_ratio_without_a_value(make_group):
    assert "times the minutes" not in told(make_group(TEN[:9]), length=CourseLength(1))
