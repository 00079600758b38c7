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


def test_every_reason_is_a_sentence():
    every = flags(
        FlagFacts(
            active_ms=1,
            wall_ms=1,
            gap_ms=1,
            unverified_ms=1,
            networks=networks((0, "a"), (1, "b"), (2, "a")),
            chain_holds=False,
            forged=1,
            strange_transitions=1,
            shared_device=True,
            dwells=[(0, 1)],
            answers=answers([100] * 12, 99, "a"),
            fastest_success_ms=9,
            t80_ms=0,
            missed_prompts=9,
            clock_jumps_ms=[999_999],
            is_over_daily_cap=True,
            devices=3,
            night_ms=1,
            longest_pause_days=99,
        )
    )
    assert len(every) == 18
    assert all(flag.reason.endswith(".") for flag in every)
