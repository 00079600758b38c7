"""Accounting by the examples of learning.md 6.3, against a second-by-second reading of it."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbt.regulation.attendance import Limits, Session, Signal, account, united
from cbt.regulation.attendance.accounting import accepted
from cbt.regulation.parameters import DEFAULTS

S = 1000
#: Noon in Chicago, far from any midnight.
NOON = int(datetime(2026, 11, 24, 18, tzinfo=UTC).timestamp()) * S
LIMITS = Limits.of(DEFAULTS)


def signals(*rows):
    """Return signals from (second, input, visible) triples; what is left out is yes."""
    return [
        Signal(
            seq,
            NOON + second * S,
            visible=rest[1] if len(rest) > 1 else True,
            has_input=rest[0] if rest else True,
        )
        for seq, (second, *rest) in enumerate(rows)
    ]


def told(found):
    names = ("active", "idle", "hidden", "gap", "unverified", "wall")
    seconds = {name: getattr(found, f"{name}_ms") // S for name in names}
    return {name: value for name, value in seconds.items() if value}


def of(rows, missed=(), **options):
    session = Session(signals(*rows), [NOON + p * S for p in missed])
    return told(account([session], limits=Limits.of(DEFAULTS, **options)))


@pytest.mark.clause("070(5)")
@pytest.mark.parametrize(
    ("rows", "missed", "expected"),
    [
        pytest.param(
            [(t, t == 0) for t in range(0, 601, 15)], [],
            {"active": 300, "idle": 300, "wall": 600}, id="S-185 no input after the start",
        ),
        pytest.param(
            [(t,) for t in range(0, 120, 15)]
            + [(t, False, False) for t in range(120, 420, 60)]
            + [(t,) for t in range(420, 601, 15)], [],
            {"active": 300, "hidden": 300, "wall": 600}, id="S-187 hidden in between",
        ),
        pytest.param([(0,), (30,)], [], {"active": 30, "wall": 30}, id="S-189 thirty seconds"),
        pytest.param([(0,), (31,)], [], {"gap": 31, "wall": 31}, id="S-189 thirty-one"),
        pytest.param(
            [(t, t == 0) for t in range(0, 28_801, 12)], [],
            {"active": 300, "idle": 28_500, "wall": 28_800}, id="S-191 a tab left open",
        ),
        pytest.param(
            [(t, t <= 840) for t in range(0, 1021, 15)], [1020],
            {"active": 840, "unverified": 180, "wall": 1020}, id="S-193 a missed prompt",
        ),
        pytest.param([(0,)], [], {}, id="one signal is no time"),
        pytest.param([], [], {}, id="nothing at all"),
        pytest.param(
            [(t,) for t in range(0, 101, 10)], [50], {"active": 90, "unverified": 10, "wall": 100},
            id="input after a missed prompt counts again",
        ),
    ],
)  # fmt: skip
def test_worked_values(rows, missed, expected):
    assert of(rows, missed) == expected


def test_without_script_intervals_count_to_the_idle_limit_and_nothing_is_a_gap():
    rows = [(0,), (200,), (900, False, False), (1000,)]
    assert of(rows, has_script=False) == {"active": 600, "idle": 400, "wall": 1000}


def test_a_long_page_has_a_longer_limit():
    rows = [
        Signal(n, NOON + t * S, has_input=t == 0, idle_ms=600 * S)
        for n, t in enumerate(range(0, 901, 15))
    ]
    assert told(account([Session(rows)], limits=LIMITS)) == {
        "active": 600, "idle": 300, "wall": 900,
    }  # fmt: skip


def test_s_195_copies_and_replays_change_nothing():
    rows = signals(*[(t,) for t in range(0, 301, 12)])
    noisy = [*rows[:17], *[rows[16]] * 99, *rows[17:], rows[3], Signal(999, NOON)]
    assert account([Session(noisy)], limits=LIMITS) == account([Session(rows)], limits=LIMITS)


def test_time_between_sessions_is_no_part_of_anything():
    first = Session(signals((0,), (30,)))
    second = Session([Signal(9, NOON + 9000 * S), Signal(10, NOON + 9020 * S)])
    assert told(account([first, second], limits=LIMITS)) == {"active": 50, "wall": 50}


def test_sessions_that_overlap_count_once():
    one = Session(signals((0,), (30,)))
    found = account([one, one], limits=LIMITS)
    assert told(found) == {"active": 30, "unverified": 30, "wall": 60}


def test_s_215_ten_hours_of_a_chicago_day():
    rows = signals(*[(t,) for t in range(-6 * 3600, 4 * 3600 + 20 * 60 + 1, 20)])
    found = account([Session(rows)], limits=LIMITS)
    assert found.is_over_daily_cap
    assert told(found) == {"active": 36_000, "unverified": 1_200, "wall": 37_200}


def test_a_chicago_midnight_begins_a_new_day():
    rows = signals(*[(t,) for t in range(2 * 3600, 22 * 3600 + 1, 20)])
    found = account([Session(rows)], limits=LIMITS)
    assert told(found) == {"active": 72_000, "wall": 72_000}


def test_stretches_are_united():
    assert united([(5, 9), (0, 3), (3, 4), (6, 7)]) == [(0, 4), (5, 9)]


rows = st.lists(
    st.tuples(st.integers(0, 400), st.booleans(), st.booleans()), min_size=1, max_size=25
).map(lambda steps: [(sum(s for s, _, _ in steps[: i + 1]), a, b)
                     for i, (_, a, b) in enumerate(steps)])  # fmt: skip


def naive(rows, missed):
    """Read the rule second by second."""
    sums = dict.fromkeys(("active", "idle", "hidden", "gap", "unverified", "wall"), 0)
    last_input = rows[0][0]
    active = set()
    inputs = {rows[0][0]}
    for (start, has_input, visible), (end, *_) in pairwise(rows):
        if has_input:
            last_input = start
            inputs.add(start)
        for second in range(start, end):
            sums["wall"] += 1
            if not visible:
                sums["hidden"] += 1
            elif end - start > 30:
                sums["gap"] += 1
            elif second < last_input + 300:
                sums["active"] += 1
                active.add(second)
            else:
                sums["idle"] += 1
    if rows[-1][1]:
        inputs.add(rows[-1][0])
    for prompt in missed:
        since = max((i for i in inputs if i < prompt), default=prompt)
        gone = {second for second in active if since <= second < prompt}
        active -= gone
        sums["active"] -= len(gone)
        sums["unverified"] += len(gone)
    return {name: value for name, value in sums.items() if value}


@settings(max_examples=150, deadline=None)
@given(rows, st.lists(st.integers(0, 4000), max_size=2))
def test_accounting_is_the_rule_second_by_second(steps, missed):
    assert of(steps, missed) == naive(steps, sorted(missed))


@settings(max_examples=100, deadline=None)
@given(rows, st.data())
def test_the_parts_are_the_whole_and_a_further_signal_never_lowers_active(steps, data):
    found = account([Session(signals(*steps))], limits=LIMITS)
    parts = found.idle_ms + found.hidden_ms + found.gap_ms + found.unverified_ms
    assert found.active_ms + parts == found.wall_ms
    if len(steps) < 2:
        return
    at = data.draw(st.integers(0, len(steps) - 2))
    inside = data.draw(st.integers(steps[at][0], steps[at + 1][0]))
    more = [*steps[: at + 1], (inside, False, steps[at][2]), *steps[at + 1 :]]
    again = account([Session(signals(*more))], limits=LIMITS)
    assert again.wall_ms == found.wall_ms
    assert again.active_ms >= found.active_ms


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 99)), max_size=20))
def test_accepted_signals_rise(pairs):
    found = accepted([Signal(seq, at) for seq, at in pairs])
    assert [s.seq for s in found] == sorted({s.seq for s in found})
    assert [s.at_ms for s in found] == sorted(s.at_ms for s in found)


def test_nothing_is_left_of_a_day_that_is_full():
    limits = Limits(30 * S, 300 * S, daily_cap_ms=10 * S)
    first = Session(signals((0,), (10,)))
    second = Session([Signal(9, NOON + 100 * S), Signal(10, NOON + 120 * S)])
    assert told(account([first, second], limits=limits)) == {
        "active": 10, "unverified": 20, "wall": 30,
    }  # fmt: skip


def test_two_missed_prompts_both_take_away():
    rows = [(t, t in (0, 60, 120)) for t in range(0, 181, 12)]
    assert of(rows, [50, 110]) == {"active": 80, "unverified": 100, "wall": 180}


def test_a_missed_prompt_takes_the_middle_and_leaves_both_sides():
    rows = [(0,), (12,), (24, False), (36, False), (48,), (60,)]
    # The inputs at 24 and 36 are missing: what lies between the input at 12 and 40 goes.
    found = of([(t, i not in (2, 3)) for i, (t, *_) in enumerate(rows)], [40])
    assert found == {"active": 32, "unverified": 28, "wall": 60}


def test_the_cap_is_of_each_day_and_what_lies_beyond_adds_up():
    day = 86_400
    rows = [
        Session([Signal(n, NOON - 12 * 3600 * S + (start + t) * S, has_input=True)
                 for n, t in enumerate(range(0, 39_601, 30))])
        for start in (7200, 7200 + day)
    ]  # fmt: skip
    assert told(account(rows, limits=LIMITS)) == {
        "active": 72_000, "unverified": 7_200, "wall": 79_200,
    }  # fmt: skip


def test_the_limits_are_those_of_the_parameters():
    assert Limits(gap_ms=30_000, idle_ms=300_000, daily_cap_ms=36_000_000) == LIMITS
