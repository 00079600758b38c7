"""Determination of a state, and the checks of a long course, against bare loops over the same."""

import argparse
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from cbt.regulation.allocation import Credit, allocate
from cbt.regulation.attendance import Limits, Session, Signal, account
from cbt.regulation.interactivity import Course, Edge, Graph, Step, StepKind, lint
from cbt.regulation.parameters import DEFAULTS
from cbt.regulation.requirement import standard_for
from cbt.regulation.terms import Area, Designation, SourceClass

OFFICERS, CREDITS = 16_000, 12
QUICK_OFFICERS = 800
#: What issue 4 promises for 16,000 officers.
MOST_SECONDS = 10
STEPS = 2_000
START = datetime(2026, 1, 5, 18, tzinfo=UTC)


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def credits_of(draw: random.Random) -> list[Credit]:
    """Return a year of one officer: any sources, areas and topics, half of it in-service."""
    topics = [frozenset[Designation]()] * 3 + [frozenset({each}) for each in Designation]
    return [
        Credit(
            str(n),
            draw.choice([SourceClass.IN_SERVICE, draw.choice(list(SourceClass))]),
            draw.choice(list(Area)),
            Decimal(draw.randint(1, 10)) / 2,
            START + timedelta(days=draw.randint(0, 350)),
            draw.choice(topics),
        )
        for n in range(CREDITS)
    ]


def long_course() -> Course:
    """Return a course of 2,000 steps: a decision and two ways, again and again."""
    steps = [Step(id="E", kind=StepKind.END)]
    count = STEPS // 4
    for n in range(count):
        after = f"Q{n + 1}" if n + 1 < count else "E"
        ways = (Edge(f"A{n}", "a", "Yes."), Edge(f"B{n}", "b", "No."))
        steps.append(Step(id=f"Q{n}", kind=StepKind.QUESTION, content=f"q{n}", edges=ways))
        steps.append(Step(id=f"A{n}", kind=StepKind.TEXT, content=f"a{n}", edges=(Edge(f"C{n}"),)))
        steps.append(Step(id=f"B{n}", kind=StepKind.TEXT, content=f"b{n}", edges=(Edge(f"C{n}"),)))
        steps.append(Step(id=f"C{n}", kind=StepKind.TEXT, content=f"c{n}", edges=(Edge(after),)))
    graph = Graph.of(steps, start="Q0", end="E")
    return Course(graph=graph, hours=Decimal(1), segment_hours=Decimal(1))


def show(name: str, ours: float, bare: float) -> None:
    """Print one row."""
    print(f"{name:<44}{ours * 1e3:>10.1f} ms{ours / bare:>9.0f} x a bare loop")


def main() -> None:
    """Measure and print; end with 1 where a promise is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_OFFICERS} officers only")
    count = QUICK_OFFICERS if parser.parse_args().quick else OFFICERS
    draw = random.Random(4)
    officers = [credits_of(draw) for _ in range(count)]
    standard = standard_for(2026, params=DEFAULTS)
    spent = seconds(lambda: [allocate(one, standard) for one in officers])
    show(
        f"allocation, {count:,} officers of {CREDITS} credits", spent,
        seconds(lambda: [sum(credit.hours for credit in one) for one in officers]),
    )  # fmt: skip
    course = long_course()
    linted = seconds(lambda: lint(course, params=DEFAULTS))
    show(
        f"lint, {STEPS:,} steps", linted,
        seconds(lambda: [edge.to for step in course.graph.steps.values() for edge in step.edges]),
    )  # fmt: skip
    signals = [Signal(n, n * 12_000, has_input=n % 5 == 0) for n in range(900)]
    session, limits = [Session(signals)], Limits.of(DEFAULTS)
    show(
        "accounting, three hours of signals", seconds(lambda: account(session, limits=limits)),
        seconds(lambda: sum(signal.at_ms for signal in signals)),
    )  # fmt: skip
    if spent * OFFICERS / count > MOST_SECONDS or linted > 2:
        raise SystemExit("A promise of issue 4 is not kept: 16,000 officers in 10 s, lint in 2 s.")


if __name__ == "__main__":
    main()
