"""A course version as a graph of steps: what follows each step for each outcome."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class StepKind(StrEnum):
    """What a step asks of the student."""

    TEXT = "text"
    MEDIA = "media"
    QUESTION = "question"
    DECISION = "decision"
    SIMULATION = "simulation"
    REFLECTION = "reflection"
    EXAM = "exam"
    END = "end"


#: The kinds that take a response; the exam takes them too and never counts as influential.
RESPONSES = frozenset(
    {StepKind.QUESTION, StepKind.DECISION, StepKind.SIMULATION, StepKind.REFLECTION}
)


@dataclass(frozen=True, slots=True)
class Edge:
    """What follows one outcome of a step."""

    to: str
    outcome: str = ""
    """The response that leads here; empty where the step takes none."""
    feedback: str = ""
    """What the student is shown; part of the effect."""
    delay_seconds: int = 0
    is_skip: bool = False
    """An edge that leaves a response out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step; `seconds` is the time that reading and media are expected to take."""

    id: str
    kind: StepKind
    content: str = ""
    """The text, or the digest of what is shown: equal content is equal to the student."""
    edges: tuple[Edge, ...] = ()
    seconds: int = 0
    objectives: frozenset[str] = frozenset()
    words: int = 0
    media_seconds: int = 0
    """The longest stretch of media without a response."""
    has_captions: bool = True
    lacks_text_alternative: bool = False
    is_timed: bool = False
    may_extend_time: bool = True
    preselected: bool = False
    quotes_law: bool = False
    has_source: bool = False

    @property
    def takes_response(self) -> bool:
        """Return whether the student responds here, exams aside."""
        return self.kind in RESPONSES


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of the exam."""

    id: str
    stem: str
    key: str
    objective: str = ""
    rationale: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """Steps by their ids, with a start and an end."""

    steps: Mapping[str, Step]
    start: str
    end: str

    @classmethod
    def of(cls, steps: Iterable[Step], *, start: str, end: str) -> "Graph":
        """Return the graph of the steps.

        Raises
        ------
        ValueError
            If two steps share an id, or an edge, the start or the end names no step.
        """
        found: dict[str, Step] = {}
        for step in steps:
            if found.setdefault(step.id, step) is not step:
                raise ValueError(f"Two steps share the id {step.id}.")
        named = {start, end, *(edge.to for step in found.values() for edge in step.edges)}
        lost = sorted(named - found.keys())
        if lost:
            raise ValueError(f"No step is called {', '.join(lost)}.")
        return cls(found, start, end)

    def next_of(self, step: str) -> tuple[str, ...]:
        """Return the ids that follow a step, each once, in the order of its edges."""
        return tuple(dict.fromkeys(edge.to for edge in self.steps[step].edges))

    def reachable(self, *, without: frozenset[str] = frozenset()) -> frozenset[str]:
        """Return the ids that the start leads to, if `without` were not there."""
        return self._closure(self.start, {s: self.next_of(s) for s in self.steps}, without)

    def leading_to_end(self) -> frozenset[str]:
        """Return the ids from which the end can be reached."""
        before: dict[str, list[str]] = {step: [] for step in self.steps}
        for step in self.steps:
            for after in self.next_of(step):
                before[after].append(step)
        return self._closure(self.end, before, frozenset())

    @staticmethod
    def _closure(
        begin: str, after: Mapping[str, Sequence[str]], without: frozenset[str]
    ) -> frozenset[str]:
        if begin in without:
            return frozenset()
        seen, waiting = {begin}, [begin]
        while waiting:
            for step in after[waiting.pop()]:
                if step not in seen and step not in without:
                    seen.add(step)
                    waiting.append(step)
        return frozenset(seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Everything that the lint codes look at."""

    graph: Graph
    hours: Decimal
    """The credit value."""
    segment_hours: Decimal
    objectives: frozenset[str] = frozenset()
    items: Sequence[Item] = ()
    form_size: int = 0
    """Items that one student is asked."""
    pass_percent: int = 70
    client_keys: frozenset[str] = field(default_factory=frozenset)
    """Names of keys or rationales that the page would carry to the student's device."""
