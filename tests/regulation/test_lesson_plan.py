from dataclasses import replace
from decimal import Decimal

import pytest

from cbt.regulation.interactivity import Edge, Graph, Item, Step, StepKind
from cbt.regulation.lesson_plan import PlannedCourse, lesson_plan
from cbt.regulation.terms import Area, Designation, Segment


def version():
    """Return a version with 40 steps, 12 of them with responses, 20 items and 6 sources."""
    steps = [Step(id="s39", kind=StepKind.END)]
    for n in range(39):
        after = f"s{n + 1}"
        if n < 12:
            ways = (Edge(after, "stop", "Right."), Edge(f"s{n}", "go", "Look again."))
            steps.append(Step(id=f"s{n}", kind=StepKind.DECISION, edges=ways))
        else:
            steps.append(Step(id=f"s{n}", kind=StepKind.TEXT, edges=(Edge(after),)))
    segment = Segment(Area.LEGAL, Decimal("1.00"), frozenset({Designation.RACIAL_PROFILING}))
    return PlannedCourse(
        code="OP-1", title="Stops", version="3", provider="Ozark Plateau", administrator="T. B.",
        synopsis="A day of stops.", objectives=("Stop safely.",),
        segments=(segment, Segment(Area.SKILL, Decimal("1.00"))),
        hours=Decimal("2.00"), evaluation_plan="20 items, 70 percent.",
        attendance_policy="Be there.", attendance_method="Signals and prompts.",
        authors=("P. L.",), graph=Graph.of(steps, start="s0", end="s39"),
        texts={step.id: f"Text of {step.id}." for step in steps},
        items=[
            Item(id=f"i{n}", stem=f"Stem {n}?", key="b", rationale="Because." if n else "")
            for n in range(20)
        ],
        sources=[f"RSMo 590.{n}" for n in range(6)],
    )  # fmt: skip


@pytest.mark.clause("070(4)", "020(5)(D)", "020(5)(E)", "020(5)(F)", "020(5)(G)", "020(5)(H)")
def test_s_179_the_printed_plan_is_complete():
    found = {section.heading: section.lines for section in lesson_plan(version())}
    steps = found["Steps"]
    assert sum("Text of" in line for line in steps) == 40
    assert sum("go to" in line for line in steps) == 12 * 2 + 27
    assert "s0: on “stop” go to s1; feedback: Right." in steps
    assert "s12: go to s13" in steps
    assert len([line for line in found["Items"] if "Key: b." in line]) == 20
    assert len(found["Sources"]) == 6
    assert found["Credit hours"] == (
        "2.00 credit hours", "Legal Studies: 1.00 (Racial profiling)", "Skill Development: 1.00",
    )  # fmt: skip
    assert "General administration: T. B." in found["OP-1 Stops, version 3"]
    assert "i0: Stem 0? Key: b." in found["Items"]
    assert "i1: Stem 1? Key: b. Because." in found["Items"]
    assert all(found[part] for part in ("Synopsis", "Objectives", "Evaluation plan", "Attendance"))


def test_authors_and_designations_stand_in_one_line():
    both = frozenset({Designation.RACIAL_PROFILING, Designation.IMPLICIT_BIAS})
    segment = Segment(Area.INTERPERSONAL, Decimal("2.00"), both)
    plan = replace(version(), authors=("P. L.", "A. M."), segments=(segment,))
    found = {section.heading: section.lines for section in lesson_plan(plan)}
    assert "Authors: P. L., A. M." in found["OP-1 Stops, version 3"]
    assert found["Credit hours"][1] in {
        "Interpersonal Perspectives: 2.00 (Racial profiling, Implicit bias)",
        "Interpersonal Perspectives: 2.00 (Implicit bias, Racial profiling)",
    }
