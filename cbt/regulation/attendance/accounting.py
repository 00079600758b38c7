"""R-28: active, idle, hidden, gap and unverified milliseconds of one attempt, server clock.

The order is normative: what is hidden never counts, what is too far apart is a gap, and of the
rest only what follows an input closely enough is active.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cbt.regulation.parameters import Parameters
from cbt.regulation.periods import CHICAGO
from cbt.regulation.registry import rule

#: A stretch of time, from and to, in milliseconds since 1970.
Span = tuple[int, int]
MS = 1000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Signal:
    """One accepted signal: its number, the server's moment, and what is so after it."""

    seq: int
    at_ms: int
    visible: bool = True
    has_input: bool = False
    """Input, a response or playing media since the signal before."""
    idle_ms: int | None = None
    """The idle limit of the step shown, where it is another than the method's."""


@dataclass(frozen=True, slots=True)
class Session:
    """From a start or resumption to a pause, a takeover, a sign-out or the last signal."""

    signals: Sequence[Signal]
    missed_prompts: Sequence[int] = ()
    """The moments at which presence prompts ended unanswered."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a method version, in milliseconds."""

    gap_ms: int
    idle_ms: int
    daily_cap_ms: int
    has_script: bool = True

    @classmethod
    def of(cls, params: Parameters, *, has_script: bool = True) -> "Limits":
        """Return the limits that stand in the parameters."""
        return cls(
            params.whole("att.gap_seconds") * MS,
            params.whole("att.idle_seconds") * MS,
            params.whole("att.daily_active_cap_hours") * 3600 * MS,
            has_script,
        )


@dataclass(frozen=True, slots=True)
class Accounting:
    """The sums in milliseconds; active + idle + hidden + gap + unverified = wall."""

    active_ms: int
    idle_ms: int
    hidden_ms: int
    gap_ms: int
    unverified_ms: int
    wall_ms: int
    active_spans: tuple[Span, ...]
    """The active stretches, in order and apart."""
    is_over_daily_cap: bool


@rule("R-28", "070(5)")
def account(sessions: Iterable[Session], *, limits: Limits) -> Accounting:
    """Return the accounting of the sessions of one attempt, in the order of their beginnings.

    Signals whose number does not rise, or whose moment falls behind, change nothing: replays and
    reordered copies are no evidence.
    """
    sums = {"idle": 0, "hidden": 0, "gap": 0, "wall": 0}
    spans: list[Span] = []
    unverified = 0
    for session in sessions:
        found, lost = _of_session(session, limits, sums)
        spans += found
        unverified += lost
    kept, over = _capped(united(spans), limits.daily_cap_ms)
    # Two sessions of one attempt do not overlap; what did would be counted once.
    twice = sum(b - a for a, b in spans) - sum(b - a for a, b in united(spans))
    return Accounting(
        active_ms=sum(b - a for a, b in kept),
        idle_ms=sums["idle"],
        hidden_ms=sums["hidden"],
        gap_ms=sums["gap"],
        unverified_ms=unverified + over + twice,
        wall_ms=sums["wall"],
        active_spans=tuple(kept),
        is_over_daily_cap=over > 0,
    )


def accepted(signals: Sequence[Signal]) -> list[Signal]:
    """Return the signals with rising numbers and moments that do not fall behind."""
    found: list[Signal] = []
    for signal in signals:
        if not found or (signal.seq > found[-1].seq and signal.at_ms >= found[-1].at_ms):
            found.append(signal)
    return found


def _of_session(session: Session, limits: Limits, sums: dict[str, int]) -> tuple[list[Span], int]:
    signals = accepted(session.signals)
    spans: list[Span] = []
    inputs: list[int] = []
    for place, signal in enumerate(signals):
        if signal.has_input or place == 0:
            inputs.append(signal.at_ms)
        if place + 1 < len(signals):
            _interval(signal, signals[place + 1].at_ms, inputs[-1], limits, sums, spans)
    return _unverified(spans, session.missed_prompts, inputs)


def _interval(
    signal: Signal,
    until: int,
    last_input: int,
    limits: Limits,
    sums: dict[str, int],
    spans: list[Span],
) -> None:
    length = until - signal.at_ms
    idle = signal.idle_ms if signal.idle_ms is not None else limits.idle_ms
    sums["wall"] += length
    if limits.has_script and not signal.visible:
        sums["hidden"] += length
        return
    if limits.has_script and length > limits.gap_ms:
        sums["gap"] += length
        return
    since = last_input if limits.has_script else signal.at_ms
    active = min(max(since + idle - signal.at_ms, 0), length)
    sums["idle"] += length - active
    if active:
        spans.append((signal.at_ms, signal.at_ms + active))


def _unverified(
    spans: list[Span], missed: Sequence[int], inputs: Sequence[int]
) -> tuple[list[Span], int]:
    """Take what is active between the latest input before a missed prompt and its end away."""
    lost = 0
    for end in sorted(missed):
        since = max((moment for moment in inputs if moment < end), default=end)
        spans, taken = _without(spans, (since, end))
        lost += taken
    return spans, lost


def _without(spans: Iterable[Span], out: Span) -> tuple[list[Span], int]:
    kept: list[Span] = []
    lost = 0
    for start, end in spans:
        low, high = max(start, out[0]), min(end, out[1])
        if low >= high:
            kept.append((start, end))
            continue
        lost += high - low
        kept += [part for part in ((start, low), (high, end)) if part[0] < part[1]]
    return kept, lost


def united(spans: Iterable[Span]) -> list[Span]:
    """Return the stretches in order, those that touch or overlap as one: no minute counts twice."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _capped(spans: Iterable[Span], cap_ms: int) -> tuple[list[Span], int]:
    """Return what stays under the cap of each Chicago day, and what lies beyond."""
    used: dict[str, int] = {}
    kept: list[Span] = []
    over = 0
    for start, end in (part for span in spans for part in _by_day(span)):
        day = _local(start).date().isoformat()
        room = min(cap_ms - used.get(day, 0), end - start)
        used[day] = used.get(day, 0) + room
        over += end - start - room
        if room:
            kept.append((start, start + room))
    return united(kept), over


def _by_day(span: Span) -> Iterable[Span]:
    start, end = span
    while start < end:
        until = min(end, _next_midnight(start))
        yield start, until
        start = until


def _local(at_ms: int) -> datetime:
    return (EPOCH + timedelta(milliseconds=at_ms)).astimezone(CHICAGO)


def _next_midnight(at_ms: int) -> int:
    day = _local(at_ms).date() + timedelta(days=1)
    midnight = datetime(day.year, day.month, day.day, tzinfo=CHICAGO).astimezone(UTC)
    return (midnight - EPOCH) // timedelta(milliseconds=1)
