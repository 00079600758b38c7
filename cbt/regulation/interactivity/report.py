"""R-27: the five checks of interactivity and the level that follows."""

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from enum import IntEnum

from cbt.regulation.interactivity.graph import Course, Graph, StepKind
from cbt.regulation.interactivity.influence import Classes, changes_direction, classes, influential
from cbt.regulation.interactivity.paths import Path, least_path, longest_passive
from cbt.regulation.parameters import Parameters
from cbt.regulation.registry import rule

#: Share of influential responses that change the direction, for a scenario course: 30 percent.
SCENARIO_TENTHS = 3


class Level(IntEnum):
    """How interactive a course is."""

    PAGE_TURNER = 0
    FORMAL = 1
    INTERACTIVE = 2
    SCENARIO = 3


@dataclass(frozen=True, slots=True)
class Report:
    """What the checks found; `fewest` influential responses stand on `least_path`."""

    level: Level
    fewest: int
    least_path: Path
    unreachable: tuple[str, ...]
    dead: tuple[str, ...]
    passive_seconds: int | None
    """None where passive steps lead in a circle."""
    passive_path: Path
    needed: int
    """Influential responses that the credit value asks for on every path."""
    untaught: tuple[str, ...]
    unexercised: tuple[str, ...]
    untested: tuple[str, ...]
    influential: frozenset[str]
    classes: Classes

    @property
    def may_be_published(self) -> bool:
        """Return whether nothing but the director's note may be wanting."""
        return self.level >= Level.FORMAL


@rule("R-27", "070(2)", "070(4)")
def interactivity(course: Course, *, params: Parameters) -> Report:
    """Return the report of a course version: checks 1 to 5 and the level."""
    graph = course.graph
    found = classes(graph)
    active = influential(graph, found)
    path = least_path(graph, active) or ()
    seconds, passive = longest_passive(graph, _passive(graph, active))
    reached = graph.reachable()
    facts = Report(
        level=Level.PAGE_TURNER,
        fewest=sum(step in active for step in path),
        least_path=path,
        unreachable=tuple(sorted(graph.steps.keys() - reached)),
        dead=tuple(sorted(reached - graph.leading_to_end())),
        passive_seconds=seconds,
        passive_path=passive,
        needed=_needed(course.hours, params),
        untaught=_untaught(course),
        unexercised=_unexercised(course, active),
        untested=tuple(sorted(course.objectives - {item.objective for item in course.items})),
        influential=active,
        classes=found,
    )
    return replace(facts, level=_level(facts, graph, params))


def _passive(graph: Graph, active: frozenset[str]) -> frozenset[str]:
    """Return the steps on the way to the end in which nothing is decided; the exam is apart."""
    never = {StepKind.EXAM, StepKind.END}
    on_way = graph.reachable() & graph.leading_to_end()
    return frozenset(step for step in on_way - active if graph.steps[step].kind not in never)


def _needed(hours: Decimal, params: Parameters) -> int:
    exact = hours * params.whole("interact.min_per_hour")
    # Decimal's // cuts toward zero, so that the ceiling by two minus signs would be a floor.
    return int(exact.to_integral_value(ROUND_CEILING))


def _untaught(course: Course) -> tuple[str, ...]:
    graph = course.graph
    found = []
    for objective in course.objectives:
        teaching = frozenset(
            s.id for s in graph.steps.values()
            if objective in s.objectives and s.kind is not StepKind.EXAM
        )  # fmt: skip
        if graph.end in graph.reachable(without=teaching):
            found.append(objective)
    return tuple(sorted(found))


def _unexercised(course: Course, active: frozenset[str]) -> tuple[str, ...]:
    exercised = {o for step in active for o in course.graph.steps[step].objectives}
    return tuple(sorted(course.objectives - exercised))


def _level(facts: Report, graph: Graph, params: Parameters) -> Level:
    least = params.whole("interact.min_influential_per_path")
    if not facts.least_path or facts.fewest < least or facts.dead or facts.unreachable:
        return Level.PAGE_TURNER
    longest = params.whole("interact.max_passive_minutes") * 60
    whole = (
        facts.passive_seconds is not None
        and facts.passive_seconds <= longest
        and facts.fewest >= facts.needed
        and not (facts.untaught or facts.unexercised or facts.untested)
    )
    if not whole:
        return Level.FORMAL
    turning = sum(changes_direction(graph.steps[s], facts.classes) for s in facts.influential)
    scenario = 10 * turning >= SCENARIO_TENTHS * len(facts.influential)
    return Level.SCENARIO if scenario else Level.INTERACTIVE
