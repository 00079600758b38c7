"""The credit value of a course from the times of its test group; NumPy and SciPy only."""

from importlib import import_module

#: Public names and where they live; each is loaded when it is first asked for (PEP 562), so that
#: a credit value costs no SciPy.
_HOMES = {
    "canonical": ("canonical", "digest"),
    "errors": ("BadInput",),
    "scale": ("GRAINS", "Scale"),
    "plan": ("CalibrationPlan", "Extension", "read_plan"),
    "group": ("Attempt", "Member", "Outcome", "TestGroup", "Unfinished", "member_of_attempts"),
    "group_file": ("read_group",),
    "rank": ("RankedTime", "RankedTimes", "rank", "t80", "t80_many"),
    "credit": (
        "Credit", "CreditOutcome", "OutcomeKind", "Reason", "Undeterminable", "ZeroCredit",
        "credit_value", "determine", "determine_many",
    ),
    "uncertainty": (
        "bootstrap_moments", "bootstrap_weights", "log_normal_interval", "rank_interval",
        "same_credit_probability",
    ),
    "group_size": ("SizeAdvice", "Stability", "size_advice", "stability_of"),
    "diagnostics": ("CourseLength", "Doubt", "doubtful", "robust_z", "too_fast"),
    "sensitivity": ("Sensitivities", "Variant", "sensitivities"),
    "worksheet": ("Worksheet", "worksheet_of"),
    "worksheet_json": ("worksheet_json",),
    "letter": ("worksheet_text",),
    "roster": ("Roster", "read_roster", "roster_of"),
    "selection": ("Draw", "draw", "verify_draw"),
    "rfc3797": ("select",),
    "drift": ("Alarm", "Drift"),
    "items": ("Item", "ItemAnalysis", "item_analysis", "kr20", "wilson"),
    "apportion": ("apportion", "topic_hours"),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
# A function that bears its module's name: the module would shadow it once it is loaded.
_SHADOWED = {"canonical", "worksheet_json"}
__all__ = sorted(set(_HOME_OF) - _SHADOWED)  # noqa: PLE0605 - a list of names, computed


def __getattr__(name: str) -> object:
    """Return a public name, loading the module where it lives."""
    if name not in __all__:
        raise AttributeError(f"module 'calibration' has no attribute {name!r}")
    return getattr(import_module(f"calibration.{_HOME_OF[name]}"), name)
