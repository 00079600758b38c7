from dataclasses import replace

import pytest

from cbt.regulation.attendance.flags import (
    Answer,
    FlagFacts,
    Severity,
    blocks_attestation,
    flags,
    may_be_batched,
)

MINUTE = 60_000
CLEAN = FlagFacts(active_ms=60 * MINUTE, wall_ms=70 * MINUTE)


def codes(**facts):
    return [flag.code for flag in flags(replace(CLEAN, **facts))]


def networks(*pairs):
    return [(second * 1000, name) for second, name in pairs]


def answers(latencies, words=0, option=""):
    return [Answer(latency, words, option) for latency in latencies]


@pytest.mark.clause("070(5)")
@pytest.mark.parametrize(
    ("facts", "raised"),
    [
        pytest.param({}, [], id="a quiet record"),
        pytest.param({"networks": networks((0, "a"), (30, "b"), (60, "a"))}, ["ID_MULTI"], id="A"),
        pytest.param({"networks": networks((0, "a"), (30, "b"), (91, "a"))}, [], id="later"),
        pytest.param({"networks": networks((0, "a"), (30, "b"), (60, "b"))}, [], id="one change"),
        pytest.param({"chain_holds": False}, ["CHAIN"], id="S-217 a broken chain"),
        pytest.param({"forged": 1}, ["SEQ_FORGE"], id="a forged signal"),
        pytest.param({"strange_transitions": 1}, ["PATH"], id="a step out of the course"),
        pytest.param({"shared_device": True}, ["SHARED"], id="two officers on one device"),
        pytest.param({"dwells": [(1, 2)] + [(2, 2)] * 4}, [], id="a fifth of the steps"),
        pytest.param({"dwells": [(1, 2)] * 2 + [(2, 2)] * 7}, ["RAPID"], id="more than a fifth"),
        pytest.param(
            {"fastest_success_ms": 41 * MINUTE, "active_ms": 31 * MINUTE}, ["FAST"],
            id="S-211 31 minutes where the fastest took 41",
        ),
        pytest.param(
            {"fastest_success_ms": 40 * MINUTE, "active_ms": 32 * MINUTE}, [], id="four fifths"
        ),
        pytest.param({"answers": answers([5000] * 10)}, ["ROBOT"], id="ten times the same"),
        pytest.param({"answers": answers([5000] * 9)}, [], id="nine times"),
        pytest.param({"answers": answers([4000, 6000] * 6)}, [], id="as people answer"),
        pytest.param({"answers": answers([900] * 5 + [9000] * 5, 16)}, ["ROBOT"], id="too quick"),
        pytest.param({"answers": answers([900] * 5 + [9000] * 5, 15)}, [], id="short items"),
        pytest.param({"answers": answers([4000, 6000] * 6, option="a")}, ["PATTERN"], id="all a"),
        pytest.param(
            {"answers": answers([4000, 6000, 9000], option="a") * 3
             + answers([2000], option="b") + answers([4000, 9000], option="a")},
            [], id="nine a, one b",
        ),
        pytest.param({"missed_prompts": 2}, [], id="two prompts"),
        pytest.param({"missed_prompts": 3}, ["PROMPT"], id="three prompts"),
        pytest.param({"unverified_ms": 6 * MINUTE}, [], id="a tenth unverified"),
        pytest.param({"unverified_ms": 6 * MINUTE + 1}, ["UNVERIF"], id="more than a tenth"),
        pytest.param({"clock_jumps_ms": [-120_000, 120_000]}, [], id="two minutes"),
        pytest.param({"clock_jumps_ms": [-120_001]}, ["CLK"], id="more than two minutes"),
        pytest.param({"is_over_daily_cap": True}, ["LONG"], id="more than ten hours"),
        pytest.param({"devices": 2}, ["DEVCHG"], id="a change of device"),
        pytest.param({"night_ms": 30 * MINUTE}, [], id="half at night"),
        pytest.param({"night_ms": 31 * MINUTE}, ["NIGHT"], id="more than half at night"),
        pytest.param({"longest_pause_days": 30}, [], id="thirty days"),
        pytest.param({"longest_pause_days": 31}, ["RESUME"], id="thirty-one days"),
        pytest.param({"gap_ms": 7 * MINUTE}, [], id="a tenth gaps"),
        pytest.param({"gap_ms": 7 * MINUTE + 1}, ["GAPS"], id="more than a tenth"),
        pytest.param({"t80_ms": 20 * MINUTE}, [], id="three times t80"),
        pytest.param({"t80_ms": 19 * MINUTE}, ["SLOW"], id="more than three times"),
    ],
)  # fmt: skip
def test_thresholds(facts, raised):
    assert codes(**facts) == raised


def test_only_a_broken_chain_blocks_and_only_info_may_be_batched():
    broken = flags(replace(CLEAN, chain_holds=False, forged=1, devices=2))
    assert [flag.severity for flag in broken] == [
        Severity.CRITICAL, Severity.CRITICAL, Severity.INFO,
    ]  # fmt: skip
    assert blocks_attestation(broken)
    rapid = flags(replace(CLEAN, missed_prompts=3))
    assert not blocks_attestation(rapid)
    assert not may_be_batched(rapid)
    assert may_be_batched(flags(replace(CLEAN, devices=2)))


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        pytest.param(
            {"networks": networks((0, "a"), (1, "b"), (2, "a"), (3, "b"))},
            "Within a minute the network changed and changed back; 2 times.", id="ID_MULTI",
        ),
        pytest.param({"chain_holds": False}, "The chain of the signals is broken.", id="CHAIN"),
        pytest.param(
            {"forged": 2}, "2 signals did not come from the page that was open.", id="SEQ_FORGE"
        ),
        pytest.param(
            {"strange_transitions": 3}, "3 requests were for a step that was not next.", id="PATH"
        ),
        pytest.param(
            {"shared_device": True},
            "Another officer was at work on the same device during this attempt.", id="SHARED",
        ),
        pytest.param(
            {"dwells": [(0, 1), (5, 1)]},
            "1 of 2 steps were left sooner than they can be read.", id="RAPID",
        ),
        pytest.param(
            {"fastest_success_ms": 41 * MINUTE, "active_ms": 31 * MINUTE + 5_999},
            "31 min 5 s active; the test group’s fastest took 41 min.", id="FAST",
        ),
        pytest.param(
            {"answers": answers([100] * 10)},
            "The answers came too evenly or too quickly for their length.", id="ROBOT",
        ),
        pytest.param(
            {"answers": answers([100, 9000] * 6, 0, "a")},
            "The same option 12 times running.", id="PATTERN",
        ),
        pytest.param({"missed_prompts": 4}, "4 prompts were missed.", id="PROMPT"),
        pytest.param(
            {"unverified_ms": 7 * MINUTE},
            "7 min before missed prompts could not be verified.", id="UNVERIF",
        ),
        pytest.param(
            {"clock_jumps_ms": [-120_001, 1, 500_000]},
            "The device’s clock jumped 2 times during a session.", id="CLK",
        ),
        pytest.param(
            {"is_over_daily_cap": True},
            "One day had more active time than counts for a day; the rest does not count.",
            id="LONG",
        ),
        pytest.param({"devices": 2}, "The attempt used 2 devices or networks.", id="DEVCHG"),
        pytest.param(
            {"night_ms": 40 * MINUTE}, "40 min of it lay between 01:00 and 05:00.", id="NIGHT"
        ),
        pytest.param(
            {"longest_pause_days": 31}, "The attempt was resumed after 31 days.", id="RESUME"
        ),
        pytest.param(
            {"gap_ms": 9 * MINUTE}, "The connection was gone for 9 min of 70 min.", id="GAPS"
        ),
        pytest.param(
            {"t80_ms": 19 * MINUTE}, "60 min active, more than three times t80.", id="SLOW"
        ),
    ],
)  # fmt: skip
def test_every_flag_says_its_numbers(request, facts, reason):
    (found,) = flags(replace(CLEAN, **facts))
    assert found.code == request.node.callspec.id
    assert found.reason == reason


def test_every_severity_holds_its_codes():
    every = flags(
        FlagFacts(
            active_ms=1, wall_ms=1, gap_ms=1, unverified_ms=1,
            networks=networks((0, "a"), (1, "b"), (2, "a")), chain_holds=False, forged=1,
            strange_transitions=1, shared_device=True, dwells=[(0, 1)],
            answers=answers([100] * 12, 99, "a"), fastest_success_ms=9, t80_ms=0,
            missed_prompts=9, clock_jumps_ms=[10**9], is_over_daily_cap=True, devices=2,
            night_ms=1, longest_pause_days=99,
        )
    )  # fmt: skip
    assert [(f.severity.value, f.code) for f in every] == [
        *(("critical", c) for c in ("ID_MULTI", "CHAIN", "SEQ_FORGE", "PATH", "SHARED")),
        *(("high", c) for c in ("RAPID", "FAST", "ROBOT", "PATTERN", "PROMPT", "UNVERIF")),
        *(("high", c) for c in ("CLK", "LONG")),
        *(("info", c) for c in ("DEVCHG", "NIGHT", "RESUME", "GAPS", "SLOW")),
    ]
