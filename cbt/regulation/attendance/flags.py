"""What an administrator must look at before attesting: flags ask, they do not judge."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from cbt.regulation.registry import rule


class Severity(StrEnum):
    """How closely a record is looked at before it is attested."""

    CRITICAL = "critical"
    """Singly, and by a second person."""
    HIGH = "high"
    """Singly."""
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing that stands out, with its numbers."""

    code: str
    severity: Severity
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One response: milliseconds until it, words of its item, the letter of the option chosen."""

    latency_ms: int
    words: int = 0
    option: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagFacts:
    """What is known of an attempt when its evidence is frozen; milliseconds throughout."""

    active_ms: int
    wall_ms: int
    gap_ms: int = 0
    unverified_ms: int = 0
    networks: Sequence[tuple[int, str]] = ()
    """Moment and network of each accepted signal, in their order."""
    chain_holds: bool = True
    forged: int = 0
    """Signals refused for a wrong number or nonce."""
    strange_transitions: int = 0
    shared_device: bool = False
    dwells: Sequence[tuple[int, int]] = ()
    """Time on each content step, and the least that reading and media take."""
    answers: Sequence[Answer] = ()
    fastest_success_ms: int | None = None
    t80_ms: int | None = None
    missed_prompts: int = 0
    clock_jumps_ms: Sequence[int] = ()
    is_over_daily_cap: bool = False
    devices: int = 1
    night_ms: int = 0
    """Active time between 01:00 and 05:00 in Chicago."""
    longest_pause_days: int = 0


#: A-B-A of networks within this time is two places at once.
ALTERNATION_MS = 60_000
CLOCK_JUMP_MS = 120_000
#: Latencies in a row that are looked at, and the coefficient of variation that no person keeps.
ROBOT_RUN, ROBOT_VARIATION_PERCENT = 10, 10
QUICK_ANSWERS, QUICK_MS, QUICK_WORDS = 5, 1_000, 15
PATTERN_RUN = 12


@rule("R-28", "070(5)")
def flags(facts: FlagFacts) -> tuple[Flag, ...]:
    """Return every flag of an attempt, the gravest first."""
    found = [flag for severity, checks in CHECKS for flag in _run(facts, severity, checks)]
    return tuple(found)


Check = Callable[[FlagFacts], tuple[bool, str]]


def _run(facts: FlagFacts, severity: Severity, checks: dict[str, Check]) -> Iterator[Flag]:
    for code, check in checks.items():
        raised, reason = check(facts)
        if raised:
            yield Flag(code, severity, reason)


def _minutes(ms: int) -> str:
    """Return a length of time in words, to the second."""
    whole, seconds = divmod(ms // 1000, 60)
    return f"{whole} min {seconds} s" if seconds else f"{whole} min"


def _id_multi(f: FlagFacts) -> tuple[bool, str]:
    runs = [f.networks[0]] if f.networks else []
    runs += [later for earlier, later in pairwise(f.networks) if later[1] != earlier[1]]
    back = [
        c[0] - b[0]
        for a, b, c in zip(runs, runs[1:], runs[2:], strict=False)
        if a[1] == c[1] and c[0] - b[0] <= ALTERNATION_MS
    ]
    return bool(back), f"Within a minute the network changed and changed back; {len(back)} times."


def _chain(f: FlagFacts) -> tuple[bool, str]:
    return not f.chain_holds, "The chain of the signals is broken."


def _forged(f: FlagFacts) -> tuple[bool, str]:
    return f.forged > 0, f"{f.forged} signals did not come from the page that was open."


def _path(f: FlagFacts) -> tuple[bool, str]:
    return (
        f.strange_transitions > 0,
        f"{f.strange_transitions} requests were for a step that was not next.",
    )


def _shared(f: FlagFacts) -> tuple[bool, str]:
    return f.shared_device, "Another officer was at work on the same device during this attempt."


def _rapid(f: FlagFacts) -> tuple[bool, str]:
    below = sum(spent < least for spent, least in f.dwells)
    return 5 * below > len(
        f.dwells
    ), f"{below} of {len(f.dwells)} steps were left sooner than they can be read."


def _fast(f: FlagFacts) -> tuple[bool, str]:
    fastest = f.fastest_success_ms
    raised = fastest is not None and 5 * f.active_ms < 4 * fastest
    told = (
        f"{_minutes(f.active_ms)} active; the test group’s fastest took {_minutes(fastest or 0)}."
    )
    return raised, told


def _robot(f: FlagFacts) -> tuple[bool, str]:
    steady = any(
        _is_steady([answer.latency_ms for answer in f.answers[at : at + ROBOT_RUN]])
        for at in range(len(f.answers) - ROBOT_RUN + 1)
    )
    quick = sum(a.latency_ms < QUICK_MS and a.words > QUICK_WORDS for a in f.answers)
    return (
        steady or quick >= QUICK_ANSWERS,
        "The answers came too evenly or too quickly for their length.",
    )


def _is_steady(latencies: Sequence[int]) -> bool:
    # Coefficient of variation below a tenth, in integers: n Σx² - (Σx)² < (Σx)² / 100.
    n, total = len(latencies), sum(latencies)
    spread = n * sum(x * x for x in latencies) - total * total
    return 100 * 100 * spread < ROBOT_VARIATION_PERCENT**2 * total * total


def _pattern(f: FlagFacts) -> tuple[bool, str]:
    longest = run = 0
    last = ""
    for answer in f.answers:
        run = run + 1 if answer.option and answer.option == last else 1 if answer.option else 0
        last, longest = answer.option, max(longest, run)
    return longest >= PATTERN_RUN, f"The same option {longest} times running."


def _prompts(f: FlagFacts) -> tuple[bool, str]:
    return f.missed_prompts >= 3, f"{f.missed_prompts} prompts were missed."


def _unverified(f: FlagFacts) -> tuple[bool, str]:
    return (
        10 * f.unverified_ms > f.active_ms,
        f"{_minutes(f.unverified_ms)} before missed prompts could not be verified.",
    )


def _clock(f: FlagFacts) -> tuple[bool, str]:
    jumps = sum(abs(jump) > CLOCK_JUMP_MS for jump in f.clock_jumps_ms)
    return jumps > 0, f"The device’s clock jumped {jumps} times during a session."


def _long(f: FlagFacts) -> tuple[bool, str]:
    return (
        f.is_over_daily_cap,
        "One day had more active time than counts for a day; the rest does not count.",
    )


def _device(f: FlagFacts) -> tuple[bool, str]:
    return f.devices > 1, f"The attempt used {f.devices} devices or networks."


def _night(f: FlagFacts) -> tuple[bool, str]:
    return (
        2 * f.night_ms > f.active_ms,
        f"{_minutes(f.night_ms)} of it lay between 01:00 and 05:00.",
    )


def _resumed(f: FlagFacts) -> tuple[bool, str]:
    return f.longest_pause_days > 30, f"The attempt was resumed after {f.longest_pause_days} days."


def _gaps(f: FlagFacts) -> tuple[bool, str]:
    return (
        10 * f.gap_ms > f.wall_ms,
        f"The connection was gone for {_minutes(f.gap_ms)} of {_minutes(f.wall_ms)}.",
    )


def _slow(f: FlagFacts) -> tuple[bool, str]:
    raised = f.t80_ms is not None and f.active_ms > 3 * f.t80_ms
    return raised, f"{_minutes(f.active_ms)} active, more than three times t80."


CHECKS: tuple[tuple[Severity, dict[str, Check]], ...] = (
    (Severity.CRITICAL, {"ID_MULTI": _id_multi, "CHAIN": _chain, "SEQ_FORGE": _forged,
                         "PATH": _path, "SHARED": _shared}),
    (Severity.HIGH, {"RAPID": _rapid, "FAST": _fast, "ROBOT": _robot, "PATTERN": _pattern,
                     "PROMPT": _prompts, "UNVERIF": _unverified, "CLK": _clock, "LONG": _long}),
    (Severity.INFO, {"DEVCHG": _device, "NIGHT": _night, "RESUME": _resumed, "GAPS": _gaps,
                     "SLOW": _slow}),
)  # fmt: skip


def blocks_attestation(found: Sequence[Flag]) -> bool:
    """Return whether attestation must wait: a broken chain alone does that."""
    return any(flag.code == "CHAIN" for flag in found)


def may_be_batched(found: Sequence[Flag]) -> bool:
    """Return whether the record may be attested with others: nothing above INFO."""
    return all(flag.severity is Severity.INFO for flag in found)
