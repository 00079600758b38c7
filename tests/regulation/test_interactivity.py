"""The reference graphs of learning.md 5.3, the five checks, and every lint code."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cbt.regulation.interactivity import (
    Course,
    Edge,
    Graph,
    Item,
    Level,
    Step,
    StepKind,
    interactivity,
    lint,
)
from cbt.regulation.interactivity.influence import classes, influential
from cbt.regulation.interactivity.paths import least_path
from cbt.regulation.parameters import DEFAULTS

KINDS = {
    "X": StepKind.EXAM, "E": StepKind.END, "Q": StepKind.QUESTION, "D": StepKind.DECISION,
}  # fmt: skip


def course(text, *, contents=None, **more):
    """Return a course of "S>A, A>Q1, Q1:right>X" edges; the first letter of a step is its kind."""
    edges = {}
    for part in text.split(", "):
        left, _, to = part.partition(">")
        step, _, outcome = left.partition(":")
        edges.setdefault(to, [])
        edges.setdefault(step, []).append(Edge(to, outcome))
    steps = [
        Step(
            id=name,
            kind=KINDS.get(name[0], StepKind.TEXT) if name != "E'" else StepKind.TEXT,
            content=(contents or {}).get(name, name),
            edges=tuple(found),
        )
        for name, found in edges.items()
    ]
    graph = Graph.of(steps, start="S", end="E")
    return Course(graph=graph, **{"hours": Decimal(0), "segment_hours": Decimal(0)} | more)


G1 = course("S>A, A>B, B>X, X>E")
G2 = course("S>Q1, Q1:right>Q2, Q1:wrong>R1, R1>Q1, Q2:right>X, Q2:wrong>X, X>E")
G3 = course("S>D, D:one>B1, D:two>B2, B1>X, B2>X, X>E", contents={"B1": "same", "B2": "same"})
G4 = course("S>Q1, S>X, Q1:right>X, Q1:wrong>Q1, X>E")
G5 = course("S>D1, D1:one>A, D1:two>B, A>D2, B>D2, D2:one>C, D2:two>E', C>X, E'>X, X>E")
G6 = course("S>Q1, Q1:right>X, Q1:wrong>L1, L1>L2, L2>L1, X>E, O>X")


@pytest.mark.clause("070(2)")
@pytest.mark.parametrize(
    ("graph", "fewest", "path", "codes"),
    [
        pytest.param(G1, 0, "SABXE", {"INT001": "SABXE", "INT009": "X"}, id="G1 content only"),
        pytest.param(G2, 1, None, {"INT002": ["Q2"]}, id="S-169 G2 an ungated question"),
        pytest.param(G3, 0, None, {"INT001": None, "INT003": "D"}, id="G3 a decorative branch"),
        pytest.param(G4, 0, "SXE", {"INT001": "SXE", "INT010": "SX"}, id="S-171 G4 a skip"),
        pytest.param(G5, 2, None, {}, id="G5 decisions with consequences"),
        pytest.param(
            G6, 1, None, {"INT006": "O", "INT007": ["L1", "L2"], "INT008": ["L1", "L2"]},
            id="S-173 G6 a loop without exit and an orphan",
        ),
    ],
)  # fmt: skip
def test_reference_graphs(graph, fewest, path, codes):
    report = interactivity(graph, params=DEFAULTS)
    assert report.fewest == fewest
    if path:
        assert report.least_path == tuple(path)
    found = {finding.code: finding.where for finding in lint(graph, params=DEFAULTS)}
    assert found.keys() == codes.keys()
    for code, where in codes.items():
        assert where is None or found[code] == tuple(where)


@pytest.mark.parametrize(
    ("graph", "level"),
    [(G1, 0), (G2, 3), (G3, 0), (G4, 0), (G5, 3), (G6, 0)],
)
def test_levels_of_the_reference_graphs(graph, level):
    report = interactivity(graph, params=DEFAULTS)
    assert report.level == level
    assert report.may_be_published is (level > 0)


def test_a_course_of_retries_is_interactive_and_no_scenario():
    retries = course("S>Q1, Q1:right>Q2, Q1:wrong>Q1, Q2:right>X, Q2:wrong>Q2, X>E")
    assert interactivity(retries, params=DEFAULTS).level is Level.INTERACTIVE


def timed(seconds, **more):
    base = course("S>A, A>Q1, Q1:right>X, Q1:wrong>Q1, X>E", **more)
    steps = [replace(s, seconds=seconds.get(s.id, 0)) for s in base.graph.steps.values()]
    return replace(base, graph=Graph.of(steps, start="S", end="E"))


@pytest.mark.parametrize(
    ("seconds", "codes"),
    [
        pytest.param({"S": 300, "A": 300}, set(), id="S-175 ten minutes"),
        pytest.param({"S": 300, "A": 301}, {"INT004"}, id="S-175 ten minutes and a second"),
    ],
)
def test_passive_stretches(seconds, codes):
    graph = timed(seconds)
    report = interactivity(graph, params=DEFAULTS)
    assert report.passive_seconds == sum(seconds.values())
    assert report.passive_path == ("S", "A")
    assert {finding.code for finding in lint(graph, params=DEFAULTS)} == codes


def test_passive_steps_in_a_circle_have_no_end():
    circle = course("S>A, A>B, B>A, B>Q1, Q1:right>X, Q1:wrong>Q1, X>E")
    report = interactivity(circle, params=DEFAULTS)
    assert report.passive_seconds is None
    assert set(report.passive_path) == {"A", "B"}
    assert report.level is Level.FORMAL
    assert "INT004" in {f.code for f in lint(circle, params=DEFAULTS)}


def test_the_hours_ask_for_responses_on_every_path():
    hour = timed({}, hours=Decimal("0.50"))
    found = lint(replace(hour, segment_hours=Decimal("0.50")), params=DEFAULTS)
    assert [f.code for f in found] == ["INT005"]
    assert found[0].sentence == "1 responses that count on a path; the hours ask for 2."


@pytest.mark.clause("070(4)")
def test_s_177_an_objective_is_taught_exercised_and_tested():
    whole = course(
        "S>A, A>Q1, Q1:right>X, Q1:wrong>Q1, X>E", objectives=frozenset({"stop"}),
        items=[Item(id="i1", stem="?", key="a", objective="stop"), *items("b")],
        form_size=1,
    )  # fmt: skip
    steps = {s.id: s for s in whole.graph.steps.values()}
    taught = {"A": frozenset({"stop"}), "Q1": frozenset({"stop"})}
    steps = [replace(s, objectives=taught.get(s.id, frozenset())) for s in steps.values()]
    whole = replace(whole, graph=Graph.of(steps, start="S", end="E"))
    assert lint(whole, params=DEFAULTS) == ()
    assert interactivity(whole, params=DEFAULTS).level is Level.INTERACTIVE
    untested = replace(whole, items=(), objectives=frozenset({"stop", "look"}))
    found = lint(untested, params=DEFAULTS)
    assert {f.code for f in found} == {"INT014"}
    assert len(found) == 4
    assert interactivity(untested, params=DEFAULTS).level is Level.FORMAL


def changed(name, **more):
    base = timed({})
    steps = [replace(s, **more) if s.id == name else s for s in base.graph.steps.values()]
    return replace(base, graph=Graph.of(steps, start="S", end="E"))


def items(keys, stem="?"):
    return [Item(id=f"i{n}", stem=stem, key=key) for n, key in enumerate(keys)]


RIGHT = Edge("X", "right", "Yes: the law says so.")
STEM = "When may an officer stop a car"


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        pytest.param(changed("Q1", preselected=True), "INT011", id="preselected"),
        pytest.param(replace(timed({}), items=items("aaaaaaabbb"), form_size=5), "INT012", id="12"),
        pytest.param(replace(timed({}), client_keys=frozenset({"i1"})), "INT013", id="keys leak"),
        pytest.param(changed("Q1", edges=(RIGHT, Edge("Q1", "wrong"))), "INT015", id="no feedback"),
        pytest.param(changed("A", is_timed=True, may_extend_time=False), "INT016", id="timed"),
        pytest.param(changed("A", media_seconds=301), "INT017", id="long media"),
        pytest.param(changed("A", media_seconds=9, has_captions=False), "INT017", id="no captions"),
        pytest.param(changed("A", lacks_text_alternative=True), "INT018", id="no alternative"),
        pytest.param(replace(timed({}), items=items("ab"), form_size=2), "INT019", id="pool"),
        pytest.param(replace(timed({}), pass_percent=69), "INT020", id="a low pass mark"),
        pytest.param(replace(timed({}), segment_hours=Decimal("0.50")), "INT021", id="segments"),
        pytest.param(changed("A", quotes_law=True), "INT022", id="no source"),
        pytest.param(
            replace(changed("A", content=f"So {STEM.upper()}?"), items=items("a", STEM)),
            "INT023", id="word for word",
        ),
        pytest.param(
            replace(changed("S", edges=(Edge("A", is_skip=True),))), "INT010", id="marked as a skip"
        ),
    ],
)  # fmt: skip
def test_every_other_code_has_its_cause(given_, code):
    assert [f.code for f in lint(given_, params=DEFAULTS)] == [code]


def test_paths_of_very_different_lengths_make_the_value_doubtful():
    base = course("S>D, D:one>A, D:two>B, A>X, B>X, X>E")
    for long, codes in ((150, []), (151, ["INT024"])):
        seconds = {"S": 50, "A": 10, "B": long - 50}
        steps = [replace(s, seconds=seconds.get(s.id, 0)) for s in base.graph.steps.values()]
        found = lint(replace(base, graph=Graph.of(steps, start="S", end="E")), params=DEFAULTS)
        assert [f.code for f in found] == codes


def test_a_loop_that_is_entered_from_outside_only_names_the_loop():
    trap = course("S>Q1, Q1:right>X, Q1:wrong>T, T>L1, L1>L2, L2>L1, X>E")
    found = {f.code: f.where for f in lint(trap, params=DEFAULTS)}
    assert found["INT007"] == ("L1", "L2", "T")
    assert found["INT008"] == ("L1", "L2")


def test_an_end_that_nothing_leads_to():
    lost = course("S>A, A>S, X>E")
    report = interactivity(lost, params=DEFAULTS)
    assert (report.level, report.least_path, report.fewest) == (Level.PAGE_TURNER, (), 0)


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ([Step(id="S", kind=StepKind.TEXT), Step(id="S", kind=StepKind.END)], "share the id S"),
        ([Step(id="S", kind=StepKind.TEXT, edges=(Edge("Z"),))], "No step is called E, Z"),
    ],
)
def test_what_is_no_graph(steps, sentence):
    with pytest.raises(ValueError, match=sentence):
        Graph.of(steps, start="S", end="E")


def every_path(graph, active, limit=14):
    """Return the fewest influential steps by trying every path."""
    best = None
    waiting = [((graph.start,), int(graph.start in active))]
    while waiting:
        path, cost = waiting.pop()
        if path[-1] == graph.end:
            best = cost if best is None else min(best, cost)
        elif len(path) < limit:
            waiting += [
                ((*path, after), cost + (after in active))
                for after in graph.next_of(path[-1])
                if after not in path
            ]
    return best


NAMES = ["S", "A", "B", "Q1", "Q2", "D1", "E"]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(NAMES[:-1]), st.sampled_from("ab"),
                          st.sampled_from(NAMES)), max_size=14))  # fmt: skip
def test_the_least_path_is_the_least_of_all_paths(triples):
    edges = {name: [] for name in NAMES}
    for step, outcome, to in triples:
        edges[step].append(Edge(to, outcome if step[0] in "QD" else ""))
    steps = [
        Step(id=n, kind=KINDS.get(n[0], StepKind.TEXT), content=n, edges=tuple(edges[n]))
        for n in NAMES
    ]
    graph = Graph.of(steps, start="S", end="E")
    active = influential(graph, classes(graph))
    path = least_path(graph, active)
    expected = every_path(graph, active)
    assert (None if path is None else sum(s in active for s in path)) == expected


def test_two_thousand_steps_are_merged_only_where_they_are_alike():
    steps = [Step(id="E", kind=StepKind.END)]
    for n in range(1000):
        after = f"D{n + 1}" if n < 999 else "E"
        pair = f"pair {n // 2}"
        steps.append(Step(id=f"A{n}", kind=StepKind.TEXT, content=pair, edges=(Edge(after),)))
        ways = (Edge(f"A{n}", "on"), Edge(f"D{n}", "again"))
        steps.append(Step(id=f"D{n}", kind=StepKind.DECISION, content=str(n), edges=ways))
    graph = Graph.of(steps, start="D0", end="E")
    assert len(influential(graph, classes(graph))) == 1000


def test_an_objective_taught_at_the_start_is_taught_on_every_path():
    base = timed({}, objectives=frozenset({"stop"}))
    steps = [
        replace(s, objectives=frozenset({"stop"} if s.id == "S" else ()))
        for s in base.graph.steps.values()
    ]
    report = interactivity(
        replace(base, graph=Graph.of(steps, start="S", end="E")), params=DEFAULTS
    )
    assert (report.untaught, report.unexercised) == ((), ("stop",))


def test_a_step_that_is_found_again_more_cheaply_is_settled_once():
    graph = course("S>Q1, S>A, Q1:a>B, Q1:b>Q1, A>B, B>E").graph
    assert least_path(graph, frozenset({"Q1"})) == ("S", "A", "B", "E")
    longer = course("S>Q1, S>Q2, Q1:a>A, Q1:b>Q1, A>Q2, Q2:a>E, Q2:b>Q2").graph
    assert least_path(longer, frozenset({"Q1", "Q2", "A"})) == ("S", "Q2", "E")
