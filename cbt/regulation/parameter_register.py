"""The register of what the director may set: labels, sources, scopes and bounds."""

from cbt.regulation.parameter_changes import Parameter, Scope

_P, _D, _C, _M = Scope.PERIOD, Scope.DATE, Scope.COURSE, Scope.METHOD
#: In the order of the regulation; `parameters.DEFAULTS` holds the values.
REGISTER: tuple[Parameter, ...] = (
    Parameter("req.total", "Hours in total", "010(2)", _P),
    Parameter("req.approved_source", "Hours from approved sources", "010(5)", _P),
    Parameter("cap.in_service", "Most hours of in-service training", "010(6)(A)", _P),
    Parameter("cap.college", "Most hours of college courses", "010(6)(B)", _P),
    Parameter("req.legal", "Hours of legal studies", "010(7)(A)", _P),
    Parameter("req.technical", "Hours of technical studies", "010(7)(B)", _P),
    Parameter("req.interpersonal", "Hours of interpersonal perspectives", "010(7)(C)", _P),
    Parameter("req.firearms", "Hours of firearms skill development", "010(7)(D)", _P),
    Parameter("rp.min_hours", "Hours of racial profiling, set by the director", "010(8), A-22", _P),
    Parameter(
        "rp.authority_test",
        "When traffic authority is looked at",
        "A-23",
        _P,
        choices=(
            "any_time",
            "last_day",
        ),
    ),
    Parameter("de.min", "Hours of de-escalation", "010(9)", _P),
    Parameter("ib.min", "Hours of implicit bias", "010(9)", _P),
    Parameter(
        "credit.minutes_per_hour", "Minutes of instruction for one credit hour", "020(3)(A)", _D
    ),
    Parameter(
        "credit.live_increment",
        "Step to which live credit is rounded down",
        "A-06",
        _D,
        choices=(
            "0.02",
            "0.25",
            "0.50",
            "1.00",
        ),
    ),
    Parameter(
        "credit.instructor_minutes_per_hour",
        "Minutes of delivery for one instructor hour",
        "A-07",
        _D,
        choices=(
            "50",
            "60",
        ),
    ),
    Parameter(
        "credit.instructor_requires_room", "Whether a trainee must be in the room", "A-08", _D
    ),
    Parameter(
        "credit.college_per_semester_hour", "Credit hours for a semester hour", "020(3)(C)", _D
    ),
    Parameter("credit.quarter_hour_factor", "Semester hours for a quarter hour", "A-11b", _D),
    Parameter(
        "credit.repeat_cbt", "Whether a computer-based course counts again in a period", "A-12", _D
    ),
    Parameter("credit.repeat_live", "Whether a live course counts again in a period", "A-12", _D),
    Parameter(
        "approved8.exclude_cbt",
        "Whether computer-based hours are left out of the approved sources",
        "A-13",
        _P,
    ),
    Parameter(
        "approved8.count_instructor", "Whether instructing counts as an approved source", "A-14", _P
    ),
    Parameter(
        "caps.selection",
        "Which hours count under a cap",
        "A-18",
        _P,
        choices=(
            "favorable",
            "chronological",
        ),
    ),
    Parameter("designation.max_per_hour", "Most designations of one hour", "A-20", _D),
    Parameter(
        "firearms.require_skill_area",
        "Whether firearms hours must be skill development",
        "A-21",
        _P,
    ),
    Parameter(
        "cbt.skill_requires_practical",
        "Whether skill by computer needs a practical examination",
        "A-21b",
        _D,
    ),
    Parameter("cbt.firearms_counts", "Whether firearms by computer counts", "A-21b", _P),
    Parameter("cbt.source_classes", "Classes that may offer computer-based training", "A-69", _D),
    Parameter("pass.share", "Share of right answers to pass", "070(6)", _D, may_fall=False),
    Parameter("exam.max_attempts", "Attempts before the administrator decides", "A-46", _C),
    Parameter("exam.cooldown_minutes", "Minutes between attempts", "A-46", _C),
    Parameter(
        "cal.min_n", "Least members of a test group who complete", "070(7)(A)", _D, may_fall=False
    ),
    Parameter("cal.share", "Share of the test group", "070(7)(C)", _D, is_fixed=True),
    Parameter(
        "cal.minutes_per_hour",
        "Minutes of a credit hour in calibration",
        "A-47d",
        _D,
        choices=(
            "50",
            "60",
        ),
    ),
    Parameter(
        "cal.grain",
        "Interval as a share of the credit hour",
        "A-47e",
        _D,
        choices=(
            "1",
            "1/2",
            "1/4",
            "1/5",
            "1/10",
        ),
    ),
    Parameter(
        "cal.denominator", "Who is counted in the test group", "A-47a", _D, choices=("completed",)
    ),
    Parameter("cal.clock", "Which time is measured", "A-47f", _D, choices=("active",)),
    Parameter("cal.min_frame", "Least officers to draw from", "A-47g", _D),
    Parameter("cal.members_get_credit", "Whether members of the test group get credit", "A-50", _D),
    Parameter(
        "cal.inherit_threshold",
        "Share of words and media that may change without calibrating anew",
        "A-49",
        _D,
    ),
    Parameter(
        "ica.lead_days", "Days between application and delivery", "040(2)", _D, is_fixed=True
    ),
    Parameter("list.due_days", "Days for the attendance list", "020(7)", _D, is_fixed=True),
    Parameter(
        "list.cbt_mode",
        "When a computer-based list is due",
        "A-41",
        _D,
        choices=("per_completion",),
    ),
    Parameter("retention.years", "Years that course files are kept", "020(5)", _D, may_fall=False),
    Parameter("evidence.raw_months", "Months before raw signals are thinned", "A-44", _D),
    Parameter("plan.accept_electronic", "Whether an electronic lesson plan suffices", "A-53", _D),
    Parameter("grace.month_day", "Last day of grace", "080(2)", _P, is_fixed=True),
    Parameter("grace.sunday_rolls", "Whether a Sunday moves it", "A-30", _P),
    Parameter(
        "grace.allocation",
        "How grace hours are split",
        "A-31",
        _P,
        choices=(
            "auto_minimal",
            "elected",
        ),
    ),
    Parameter("waiver.denied_days", "Days after a late denial", "A-29", _D),
    Parameter(
        "waiver.allow_deadline_extension",
        "Whether a modification may extend a deadline",
        "A-02",
        _D,
    ),
    Parameter(
        "p30.share",
        "Share of live hours away from the main offices",
        "030(10)(B)",
        _D,
        is_fixed=True,
    ),
    Parameter("license.initial_years", "Years of a first license", "030(8)", _D, is_fixed=True),
    Parameter("license.full_years", "Years of a full license", "030(8)(B)", _D, is_fixed=True),
    Parameter(
        "provider.renewal_denial_effect",
        "When a denied license ends",
        "A-04",
        _D,
        choices=(
            "end_of_term",
            "at_once",
        ),
    ),
    Parameter(
        "source.grandfather_days", "Days that running attempts may end after a license", "A-34b", _D
    ),
    Parameter(
        "recognized.late",
        "What a late addition to the list does",
        "A-62",
        _D,
        choices=(
            "warn",
            "refuse",
        ),
    ),
    Parameter("att.heartbeat_seconds", "Seconds between signals", "6.2", _M),
    Parameter("att.gap_seconds", "Longest interval that is no gap, in seconds", "6.2", _M),
    Parameter("att.idle_seconds", "Seconds without input until idle", "6.2", _M),
    Parameter("att.prompt_min_seconds", "Least seconds until a prompt", "6.2", _M),
    Parameter("att.prompt_max_seconds", "Most seconds until a prompt", "6.2", _M),
    Parameter("att.prompt_window_seconds", "Seconds to answer a prompt", "6.2", _M),
    Parameter("att.fast_wpm", "Words a minute that nobody reads faster", "6.2", _M),
    Parameter("att.daily_active_cap_hours", "Most active hours of a day", "6.2", _M),
    Parameter(
        "interact.min_influential_per_path",
        "Least responses that count on every path",
        "070(2)",
        _D,
        may_fall=False,
    ),
    Parameter("interact.max_passive_minutes", "Most minutes without a response", "5.2", _D),
    Parameter("interact.min_per_hour", "Responses that count for each credit hour", "5.2", _D),
)
