"""The lint codes INT001 to INT024: one small function a code, each with what it found where."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cbt.regulation.interactivity.graph import Course, Graph, Step, StepKind
from cbt.regulation.interactivity.influence import is_decorative
from cbt.regulation.interactivity.paths import longest_of_all, shortest_of_all
from cbt.regulation.interactivity.report import Report, interactivity
from cbt.regulation.parameters import Parameters
from cbt.regulation.registry import rule

#: Media longer than this want a response in between.
LONGEST_MEDIA_SECONDS = 300
#: More than this share of one letter, over at least so many items, gives the key away.
SKEW_PERCENT, SKEW_ITEMS = 60, 10
#: A stem of fewer words stands in many texts by chance.
SHORTEST_STEM_WORDS = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its code, the steps or items, and a sentence."""

    code: str
    where: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Case:
    """What every lint looks at."""

    course: Course
    report: Report
    params: Parameters


Lint = Callable[[Case], Iterator[Finding]]


@rule("R-27", "070(2)", "070(4)", "070(6)")
def lint(course: Course, *, params: Parameters) -> tuple[Finding, ...]:
    """Return every finding of a course version, in the order of the codes."""
    case = Case(course, interactivity(course, params=params), params)
    return tuple(finding for each in LINTS for finding in each(case))


def _steps(graph: Graph) -> Iterator[Step]:
    reached = graph.reachable()
    return (step for step in graph.steps.values() if step.id in reached)


def _page_turner(case: Case) -> Iterator[Finding]:
    if case.report.least_path and case.report.fewest < case.params.whole(
        "interact.min_influential_per_path"
    ):
        way = "→".join(case.report.least_path)
        yield Finding(
            "INT001", case.report.least_path, f"A path without a response that counts: {way}."
        )


def _without_influence(case: Case) -> Iterator[Finding]:
    for step in _steps(case.course.graph):
        decorative = is_decorative(step, case.report.classes)
        if step.takes_response and step.id not in case.report.influential and not decorative:
            yield Finding("INT002", (step.id,), f"No answer at {step.id} changes anything.")


def _decorative(case: Case) -> Iterator[Finding]:
    for step in _steps(case.course.graph):
        if step.id not in case.report.influential and is_decorative(step, case.report.classes):
            yield Finding("INT003", (step.id,), f"The ways from {step.id} are alike.")


def _passive(case: Case) -> Iterator[Finding]:
    most = case.params.whole("interact.max_passive_minutes") * 60
    if case.report.passive_seconds is None:
        yield Finding("INT004", case.report.passive_path, "Passive steps lead in a circle.")
    elif case.report.passive_seconds > most:
        told = f"{case.report.passive_seconds} s pass without a response; {most} s are the most."
        yield Finding("INT004", case.report.passive_path, told)


def _density(case: Case) -> Iterator[Finding]:
    if case.report.least_path and case.report.fewest < case.report.needed:
        few, needed = case.report.fewest, case.report.needed
        told = f"{few} responses that count on a path; the hours ask for {needed}."
        yield Finding("INT005", case.report.least_path, told)


def _unreachable(case: Case) -> Iterator[Finding]:
    if case.report.unreachable:
        yield Finding("INT006", case.report.unreachable, "No path leads here.")


def _dead_ends(case: Case) -> Iterator[Finding]:
    if case.report.dead:
        yield Finding("INT007", case.report.dead, "From here no path leads to the end.")


def _loops(case: Case) -> Iterator[Finding]:
    dead = frozenset(case.report.dead)
    inside = tuple(step for step in case.report.dead if _returns(case.course.graph, step, dead))
    if inside:
        yield Finding("INT008", inside, "These steps lead in a circle without a way out.")


def _returns(graph: Graph, step: str, inside: frozenset[str]) -> bool:
    seen: set[str] = set()
    waiting = list(graph.next_of(step))
    while waiting:
        here = waiting.pop()
        if here == step:
            return True
        if here in inside and here not in seen:
            seen.add(here)
            waiting += graph.next_of(here)
    return False


def _only_the_exam(case: Case) -> Iterator[Finding]:
    steps = list(_steps(case.course.graph))
    exams = tuple(step.id for step in steps if step.kind is StepKind.EXAM)
    if exams and not any(step.takes_response for step in steps):
        yield Finding("INT009", exams, "Only the exam asks anything.")


def _skips(case: Case) -> Iterator[Finding]:
    for step in _steps(case.course.graph):
        skipped = [
            edge for edge in step.edges if edge.is_skip or _jumps(case.course.graph, step, edge.to)
        ]
        for edge in skipped:
            told = f"The way {step.id}→{edge.to} leaves a response out."
            yield Finding("INT010", (step.id, edge.to), told)


def _jumps(graph: Graph, step: Step, to: str) -> bool:
    """Return whether another way to `to` leads through a response first, and this one does not."""
    if step.takes_response or step.kind is StepKind.EXAM:
        return False
    others = [other for other in graph.next_of(step.id) if other != to]
    return any(graph.steps[other].takes_response and to in graph.next_of(other) for other in others)


def _preselected(case: Case) -> Iterator[Finding]:
    for step in _steps(case.course.graph):
        if step.preselected:
            yield Finding(
                "INT011", (step.id,), f"An answer is chosen before anybody answers {step.id}."
            )


def _skewed(case: Case) -> Iterator[Finding]:
    keys = Counter(item.key for item in case.course.items)
    for letter, count in keys.items():
        if len(case.course.items) >= SKEW_ITEMS and 100 * count > SKEW_PERCENT * len(
            case.course.items
        ):
            where = tuple(item.id for item in case.course.items if item.key == letter)
            told = f"{count} of {len(case.course.items)} keys are {letter}."
            yield Finding("INT012", where, told)


def _leaked(case: Case) -> Iterator[Finding]:
    if case.course.client_keys:
        where = tuple(sorted(case.course.client_keys))
        yield Finding("INT013", where, "Keys or rationales would reach the student's device.")


def _objectives(case: Case) -> Iterator[Finding]:
    for names, told in (
        (case.report.untaught, "A path does not teach this objective."),
        (case.report.unexercised, "No response that counts exercises this objective."),
        (case.report.untested, "No item tests this objective."),
    ):
        for name in names:
            yield Finding("INT014", (name,), told)


def _without_feedback(case: Case) -> Iterator[Finding]:
    for step in _steps(case.course.graph):
        answers = [edge for edge in step.edges if edge.outcome]
        silent = sum(not edge.feedback for edge in answers)
        # Where none has feedback, the consequences are the answer, or INT002 says so.
        if step.takes_response and 0 < silent < len(answers):
            told = f"{silent} of {len(answers)} answers at {step.id} are given no feedback."
            yield Finding("INT015", (step.id,), told)


def _timed(case: Case) -> Iterator[Finding]:
    for step in _steps(case.course.graph):
        if step.is_timed and not step.may_extend_time:
            yield Finding("INT016", (step.id,), f"The time at {step.id} cannot be extended.")


def _media(case: Case) -> Iterator[Finding]:
    for step in _steps(case.course.graph):
        if step.media_seconds > LONGEST_MEDIA_SECONDS:
            told = f"{step.media_seconds} s of media; {LONGEST_MEDIA_SECONDS} s are the most."
            yield Finding("INT017", (step.id,), told)
        elif step.media_seconds and not step.has_captions:
            yield Finding("INT017", (step.id,), f"The media of {step.id} have no captions.")


def _alternatives(case: Case) -> Iterator[Finding]:
    for step in _steps(case.course.graph):
        if step.lacks_text_alternative:
            yield Finding("INT018", (step.id,), f"A picture of {step.id} is said nowhere in words.")


def _pool(case: Case) -> Iterator[Finding]:
    if case.course.items and case.course.form_size >= len(case.course.items):
        told = f"A form has {case.course.form_size} items of a pool of {len(case.course.items)}."
        yield Finding("INT019", (), told)


def _pass_mark(case: Case) -> Iterator[Finding]:
    share = case.params.share("pass.share")
    if case.course.pass_percent * share.denominator < 100 * share.numerator:
        told = f"The pass mark is {case.course.pass_percent} percent; 070(6) asks for 70."
        yield Finding("INT020", (), told)


def _segments(case: Case) -> Iterator[Finding]:
    if case.course.segment_hours != case.course.hours:
        told = f"The segments add up to {case.course.segment_hours} hours of {case.course.hours}."
        yield Finding("INT021", (), told)


def _uncited(case: Case) -> Iterator[Finding]:
    for step in _steps(case.course.graph):
        if step.quotes_law and not step.has_source:
            yield Finding("INT022", (step.id,), f"{step.id} quotes the law and names no source.")


def _answerable(case: Case) -> Iterator[Finding]:
    texts = {step.id: _words(step.content) for step in _steps(case.course.graph)}
    for item in case.course.items:
        stem = _words(item.stem)
        if len(stem.split()) >= SHORTEST_STEM_WORDS:
            for step, text in texts.items():
                if stem in text:
                    told = f"The stem of {item.id} stands word for word in {step}."
                    yield Finding("INT023", (item.id, step), told)


def _words(text: str) -> str:
    return " ".join(text.lower().split())


def _lengths(case: Case) -> Iterator[Finding]:
    shortest = shortest_of_all(case.course.graph)
    longest = longest_of_all(case.course.graph, case.course.graph.reachable())
    if longest is not None and 2 * longest > 5 * shortest > 0:
        told = f"The longest path takes {longest} s, the shortest {shortest} s."
        yield Finding("INT024", (), told)


LINTS: tuple[Lint, ...] = (
    _page_turner, _without_influence, _decorative, _passive, _density, _unreachable, _dead_ends,
    _loops, _only_the_exam, _skips, _preselected, _skewed, _leaked, _objectives,
    _without_feedback, _timed, _media, _alternatives, _pool, _pass_mark, _segments, _uncited,
    _answerable, _lengths,
)  # fmt: skip
