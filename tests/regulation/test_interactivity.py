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


def told(given_):
    """Return what the linter says, as (code, where, sentence)."""
    return [(f.code, f.where, f.sentence) for f in lint(given_, params=DEFAULTS)]


def with_steps(base, **more):
    steps = [replace(s, **more.get(s.id, {})) for s in base.graph.steps.values()]
    return replace(base, graph=Graph.of(steps, start="S", end="E"))


THIRD = "A path without a response that counts: "


@pytest.mark.parametrize(
    ("given_", "findings"),
    [
        pytest.param(
            G1,
            [("INT001", ("S", "A", "B", "X", "E"), THIRD + "S→A→B→X→E."),
             ("INT009", ("X",), "Only the exam asks anything.")],
            id="a page-turner",
        ),
        pytest.param(G2, [("INT002", ("Q2",), "No answer at Q2 changes anything.")], id="INT002"),
        pytest.param(
            G3,
            [("INT001", ("S", "D", "B2", "X", "E"), THIRD + "S→D→B2→X→E."),
             ("INT003", ("D",), "The ways from D are alike.")],
            id="a decorative branch",
        ),
        pytest.param(
            G4,
            [("INT001", ("S", "X", "E"), THIRD + "S→X→E."),
             ("INT010", ("S", "X"), "The way S→X leaves a response out.")],
            id="a way around",
        ),
        pytest.param(
            G6,
            [("INT006", ("O",), "No path leads here."),
             ("INT007", ("L1", "L2"), "From here no path leads to the end."),
             ("INT008", ("L1", "L2"), "These steps lead in a circle without a way out.")],
            id="a loop without an exit",
        ),
        pytest.param(
            with_steps(G5, A={"seconds": 601}),
            [("INT004", ("A",), "601 s pass without a response; 600 s are the most.")],
            id="a passive stretch",
        ),
        pytest.param(
            course("S>A, A>B, B>A, B>Q, Q:right>X, Q:wrong>Q, X>E"),
            [("INT004", ("A", "B"), "Passive steps lead in a circle.")], id="a passive circle",
        ),
        pytest.param(
            replace(G5, hours=Decimal("0.76"), segment_hours=Decimal("0.76")),
            [("INT005", ("S", "D1", "B", "D2", "E'", "X", "E"),
              "2 responses that count on a path; the hours ask for 4.")],
            id="too few for the hours",
        ),
        pytest.param(
            replace(G5, objectives=frozenset({"stop"})),
            [("INT014", ("stop",), "A path does not teach this objective."),
             ("INT014", ("stop",), "No response that counts exercises this objective."),
             ("INT014", ("stop",), "No item tests this objective.")],
            id="an objective forgotten",
        ),
        pytest.param(
            with_steps(G5, A={"preselected": True}),
            [("INT011", ("A",), "An answer is chosen before anybody answers A.")], id="INT011",
        ),
        pytest.param(
            replace(G5, items=items("aaaaaaabbb"), form_size=5),
            [("INT012", tuple(f"i{n}" for n in range(7)), "7 of 10 keys are a.")], id="INT012",
        ),
        pytest.param(
            replace(G5, items=items("aaaaaabbbb"), form_size=5), [], id="sixty percent of a"
        ),
        pytest.param(
            replace(G5, items=items("aaaaaaabb"), form_size=5), [], id="nine items are too few"
        ),
        pytest.param(
            replace(G5, client_keys=frozenset({"i2", "i1"})),
            [("INT013", ("i1", "i2"), "Keys or rationales would reach the student's device.")],
            id="INT013",
        ),
        pytest.param(
            with_steps(G5, D1={"edges": (
                Edge("A", "one", "Yes."), Edge("B", "two"), Edge("B", "three"))}),
            [("INT015", ("D1",), "2 of 3 answers at D1 are given no feedback.")], id="INT015",
        ),
        pytest.param(
            with_steps(G5, A={"is_timed": True, "may_extend_time": False}),
            [("INT016", ("A",), "The time at A cannot be extended.")], id="INT016",
        ),
        pytest.param(with_steps(G5, A={"is_timed": True}), [], id="time that can be extended"),
        pytest.param(
            with_steps(G5, A={"media_seconds": 301}),
            [("INT017", ("A",), "301 s of media; 300 s are the most.")], id="long media",
        ),
        pytest.param(with_steps(G5, A={"media_seconds": 300}), [], id="five minutes of media"),
        pytest.param(
            with_steps(G5, A={"media_seconds": 1, "has_captions": False}),
            [("INT017", ("A",), "The media of A have no captions.")], id="no captions",
        ),
        pytest.param(
            with_steps(G5, A={"lacks_text_alternative": True}),
            [("INT018", ("A",), "A picture of A is said nowhere in words.")], id="INT018",
        ),
        pytest.param(
            replace(G5, items=items("ab"), form_size=2),
            [("INT019", (), "A form has 2 items of a pool of 2.")], id="INT019",
        ),
        pytest.param(
            replace(G5, pass_percent=69),
            [("INT020", (), "The pass mark is 69 percent; 070(6) asks for 70.")], id="INT020",
        ),
        pytest.param(
            replace(G5, segment_hours=Decimal("0.50")),
            [("INT021", (), "The segments add up to 0.50 hours of 0.")], id="INT021",
        ),
        pytest.param(
            with_steps(G5, A={"quotes_law": True}),
            [("INT022", ("A",), "A quotes the law and names no source.")], id="INT022",
        ),
        pytest.param(
            with_steps(G5, A={"quotes_law": True, "has_source": True}), [], id="law with a source"
        ),
        pytest.param(
            replace(with_steps(G5, A={"content": "One may, two may, three  MAY, four."}),
                    items=items("abc", "two may, three may, four.")),
            [("INT023", (f"i{n}", "A"), f"The stem of i{n} stands word for word in A.")
             for n in range(3)],
            id="five words for word",
        ),
        pytest.param(
            replace(with_steps(G5, A={"content": "One may two may"}),
                    items=items("abc", "one may two may")),
            [], id="four words are chance",
        ),
        pytest.param(
            with_steps(G5, S={"seconds": 10}, A={"seconds": 20}),
            [("INT024", (), "The longest path takes 30 s, the shortest 10 s.")], id="INT024",
        ),
    ],
)  # fmt: skip
def test_every_finding_says_where_and_why(given_, findings):
    assert told(given_) == findings


def test_the_looks_behind_every_unreachable_step_are_spared():
    spared = {
        "preselected": True, "is_timed": True, "may_extend_time": False, "media_seconds": 999,
        "lacks_text_alternative": True, "quotes_law": True, "content": STEM,
        "edges": (Edge("X", "one", "Yes."), Edge("X", "two")), "kind": StepKind.QUESTION,
    }  # fmt: skip
    lonely = with_steps(course("S>Q, Q:right>X, Q:wrong>Q, X>E, O>X"), O=spared)
    assert told(replace(lonely, items=items("abc", STEM))) == [
        ("INT006", ("O",), "No path leads here.")
    ]


def level_of(given_):
    return interactivity(given_, params=DEFAULTS).level


@pytest.mark.parametrize(
    ("given_", "level"),
    [
        pytest.param(with_steps(G5, A={"seconds": 600}), Level.SCENARIO, id="ten minutes"),
        pytest.param(with_steps(G5, A={"seconds": 601}), Level.FORMAL, id="and a second"),
        pytest.param(replace(G5, hours=Decimal("0.50")), Level.SCENARIO, id="two for half an hour"),
        pytest.param(replace(G5, hours=Decimal("0.51")), Level.FORMAL, id="and a little more"),
        pytest.param(course("S>Q, Q:right>X, Q:wrong>L, L>L, X>E"), Level.PAGE_TURNER, id="dead"),
        pytest.param(
            course("S>Q, Q:right>X, Q:wrong>Q, X>E, O>X"), Level.PAGE_TURNER, id="unreachable"
        ),
    ],
)
def test_levels_at_their_bounds(given_, level):
    assert level_of(given_) is level


def chain(turning, retries):
    """Return a course of so many decisions that turn and questions that only retry."""
    parts, last = ["S>D0"], ""
    for n in range(turning):
        parts += [f"D{n}:one>A{n}", f"D{n}:two>B{n}", f"A{n}>D{n + 1}", f"B{n}>D{n + 1}"]
    text = ", ".join(parts).replace(f"D{turning}", "Q0")
    for n in range(retries):
        last = f"Q{n + 1}" if n + 1 < retries else "X"
        text += f", Q{n}:right>{last}, Q{n}:wrong>Q{n}"
    return course(text + ", X>E")


@pytest.mark.parametrize(
    ("turning", "retries", "level"),
    [
        pytest.param(3, 7, Level.SCENARIO, id="three of ten"),
        pytest.param(3, 8, Level.INTERACTIVE, id="three of eleven"),
        pytest.param(1, 2, Level.SCENARIO, id="one of three"),
        pytest.param(1, 3, Level.INTERACTIVE, id="one of four"),
    ],
)
def test_three_tenths_that_turn_make_a_scenario(turning, retries, level):
    assert level_of(chain(turning, retries)) is level


@pytest.mark.parametrize(
    ("steps", "tested"),
    [
        pytest.param({"A": {"objectives": frozenset({"o"})}}, "o", id="unexercised alone"),
        pytest.param({"Q1": {"objectives": frozenset({"o"})}}, "", id="untested alone"),
    ],
)
def test_one_thing_wanting_makes_it_formal(steps, tested):
    base = course(
        "S>A, A>Q1, Q1:right>X, Q1:wrong>Q1, X>E", objectives=frozenset({"o"}),
        items=[Item(id="i", stem="?", key="a", objective=tested), *items("b")], form_size=1,
    )  # fmt: skip
    assert level_of(with_steps(base, **steps)) is Level.FORMAL


def test_the_heaviest_way_is_found_by_its_seconds_and_not_by_its_name():
    wide = with_steps(G3, B1={"seconds": 601})
    report = interactivity(wide, params=DEFAULTS)
    assert (report.passive_seconds, report.passive_path[-1]) == (601, "B1")


def test_where_nothing_is_passive_no_second_is():
    bare = course("S>Q, Q:right>E, Q:wrong>Q")
    bare = replace(bare, graph=Graph.of(bare.graph.steps.values(), start="Q", end="E"))
    assert interactivity(bare, params=DEFAULTS).passive_seconds == 0
