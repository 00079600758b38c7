"""Which responses influence what follows: continuations that are alike are merged first."""

from collections.abc import Mapping

from cbt.regulation.interactivity.graph import Graph, Step

Classes = Mapping[str, int]


def classes(graph: Graph) -> Classes:
    """Return a number for each step; steps of one number look and lead alike, however far on.

    Partition refinement: steps begin in the class of their kind and content, and are parted as
    long as their edges (outcome, effect, class reached) differ. At most as many rounds as steps.
    """
    found = _numbered({s.id: (s.kind.value, s.content) for s in graph.steps.values()})
    while True:
        finer = _numbered({s.id: (found[s.id], _edges(s, found)) for s in graph.steps.values()})
        if max(finer.values()) == max(found.values()):
            return found
        found = finer


def _edges(step: Step, found: Classes) -> tuple[tuple[object, ...], ...]:
    return tuple(sorted((e.outcome, e.feedback, e.delay_seconds, found[e.to]) for e in step.edges))


def _numbered(signatures: Mapping[str, object]) -> dict[str, int]:
    numbers: dict[object, int] = {}
    return {step: numbers.setdefault(sign, len(numbers)) for step, sign in signatures.items()}


def influential(graph: Graph, found: Classes) -> frozenset[str]:
    """Return the steps whose response changes what follows: feedback, pace or direction.

    A response that leads back to its own step is a retry, which is pace.
    """
    return frozenset(s.id for s in graph.steps.values() if _is_influential(s, found))


def _is_influential(step: Step, found: Classes) -> bool:
    effects = {
        (edge.feedback, edge.delay_seconds, found[edge.to]) for edge in step.edges if edge.outcome
    }
    return step.takes_response and len(effects) > 1


def changes_direction(step: Step, found: Classes) -> bool:
    """Return whether outcomes lead to steps that differ, retries aside."""
    return len({found[e.to] for e in step.edges if e.outcome and e.to != step.id}) > 1


def is_decorative(step: Step, found: Classes) -> bool:
    """Return whether a step offers different ways that are all alike."""
    ways = {edge.to for edge in step.edges if edge.outcome}
    return step.takes_response and len(ways) > 1 and len({found[way] for way in ways}) == 1
