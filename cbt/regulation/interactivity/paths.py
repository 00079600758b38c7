"""Paths through a course: the least interactive one, the longest passive stretch, the lengths."""

from collections import deque
from collections.abc import Callable

from cbt.regulation.interactivity.graph import Graph

Path = tuple[str, ...]


def least_path(graph: Graph, influential: frozenset[str]) -> Path | None:
    """Return the path from start to end with the fewest influential steps; None if there is none.

    A 0-1 breadth-first search: each influential step costs one, every other nothing, so steps are
    found in the order of their cost; among equals the one first in the order of the edges.
    """
    before: dict[str, str | None] = {graph.start: None}
    waiting = deque([graph.start])
    while waiting:
        step = waiting.popleft()
        for after in graph.next_of(step):
            if after not in before:
                before[after] = step
                (waiting.append if after in influential else waiting.appendleft)(after)
    return _back(graph.end, before) if graph.end in before else None


def _back(end: str, before: dict[str, str | None]) -> Path:
    path: list[str] = []
    step: str | None = end
    while step is not None:
        path.append(step)
        step = before[step]
    return tuple(reversed(path))


def longest_passive(graph: Graph, passive: frozenset[str]) -> tuple[int | None, Path]:
    """Return the most seconds of consecutive passive steps, and the steps.

    None seconds: passive steps lead in a circle, which has no end; the path is the circle.
    """
    return _heaviest(graph, passive, lambda step: graph.steps[step].seconds)


def longest_of_all(graph: Graph, reachable: frozenset[str]) -> int | None:
    """Return the seconds of the longest path, each circle counted as endless: None."""
    return _heaviest(graph, reachable, lambda step: graph.steps[step].seconds)[0]


def shortest_of_all(graph: Graph) -> int:
    """Return the seconds of the quickest path from start to end, retries left out."""
    cost = {graph.start: graph.steps[graph.start].seconds}
    waiting = {graph.start}
    while waiting:
        step = min(waiting, key=lambda each: cost[each])
        waiting.discard(step)
        for after in graph.next_of(step):
            total = cost[step] + graph.steps[after].seconds
            if after not in cost or total < cost[after]:
                cost[after] = total
                waiting.add(after)
    return cost.get(graph.end, 0)


def _heaviest(
    graph: Graph, inside: frozenset[str], weight: Callable[[str], int]
) -> tuple[int | None, Path]:
    best: dict[str, tuple[int, str | None]] = {}
    open_: list[str] = []
    for root in graph.steps:
        if root in inside and root not in best:
            circle = _settle(graph, inside, weight, root, best, open_)
            if circle:
                return None, circle
    if not best:
        return 0, ()
    start = max(best, key=lambda step: best[step][0])
    path, step = [], start
    while step is not None:
        path.append(step)
        step = best[step][1]  # type: ignore[assignment]  # None ends the loop
    return best[start][0], tuple(path)


def _settle(
    graph: Graph,
    inside: frozenset[str],
    weight: Callable[[str], int],
    root: str,
    best: dict[str, tuple[int, str | None]],
    open_: list[str],
) -> Path:
    """Settle a step and all behind it without recursion; return a circle if there is one."""
    stack = [(root, iter(graph.next_of(root)))]
    open_.append(root)
    on_way = {root}
    while stack:
        step, after = stack[-1]
        for following in after:
            if following not in inside or following in best:
                continue
            if following in on_way:
                return tuple(open_[open_.index(following) :])
            stack.append((following, iter(graph.next_of(following))))
            open_.append(following)
            on_way.add(following)
            break
        else:
            best[step] = _behind(graph, inside, weight, step, best)
            stack.pop()
            open_.pop()
            on_way.discard(step)
    return ()


def _behind(
    graph: Graph,
    inside: frozenset[str],
    weight: Callable[[str], int],
    step: str,
    best: dict[str, tuple[int, str | None]],
) -> tuple[int, str | None]:
    ways = [after for after in graph.next_of(step) if after in inside]
    longest = max(ways, key=lambda after: best[after][0], default=None)
    return weight(step) + (best[longest][0] if longest else 0), longest
