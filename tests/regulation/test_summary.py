from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cbt.regulation.attendance import Limits, Session, Signal, account, flags
from cbt.regulation.attendance.flags import FlagFacts
from cbt.regulation.attendance.summary import START, Summary, first_broken, sealed
from cbt.regulation.parameters import DEFAULTS

SIGNALS = [Signal(n, 1000 * n, has_input=n % 2 == 0) for n in range(20)]


@pytest.mark.clause("070(5)")
@given(st.integers(0, 19), st.sampled_from(["at_ms", "visible", "has_input"]))
def test_s_217_a_changed_signal_breaks_the_chain_where_it_stands(place, what):
    links = list(sealed(SIGNALS))
    assert first_broken(links) is None
    signal = links[place].signal
    other = {"at_ms": signal.at_ms + 1, "visible": False, "has_input": not signal.has_input}
    links[place] = replace(links[place], signal=replace(signal, **{what: other[what]}))
    assert first_broken(links) == place


def test_a_chain_goes_on_from_its_last_seal():
    head, tail = sealed(SIGNALS[:9]), SIGNALS[9:]
    assert sealed(tail, after=head[-1].seal) == sealed(SIGNALS)[9:]
    assert first_broken(sealed(tail, after=head[-1].seal), after=START) == 9


def test_a_summary_has_one_digest():
    accounting = account([Session(SIGNALS)], limits=Limits.of(DEFAULTS))
    found = flags(FlagFacts(active_ms=accounting.active_ms, wall_ms=accounting.wall_ms))
    summary = Summary(
        attempt=1, license_number="D1", course="OP-1", version="3", content_sha256="c" * 64,
        completed_at_ms=19_000, score=(14, 20), accounting=accounting, flags=found,
        last_seal=sealed(SIGNALS)[-1].seal,
    )  # fmt: skip
    assert len(summary.digest) == 64
    assert replace(summary).digest == summary.digest
    assert replace(summary, score=(15, 20)).digest != summary.digest
