"""What the director may set: key, default, bounds, legal source, scope; in force by date."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

Value = int | bool | str | Decimal | Fraction | None


@dataclass(frozen=True)
class Parameters(Mapping[str, Value]):
    """The values in force for one period or day; typed readers refuse the wrong kind."""

    values_by_key: Mapping[str, Value]

    def __getitem__(self, key: str) -> Value:
        return self.values_by_key[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_by_key)

    def __len__(self) -> int:
        return len(self.values_by_key)

    def hours(self, key: str) -> Decimal:
        """Return the hours under `key`."""
        value = self[key]
        if not isinstance(value, Decimal):
            raise TypeError(f"{key} holds no hours.")
        return value

    def whole(self, key: str) -> int:
        """Return the whole number under `key`."""
        value = self[key]
        if not isinstance(value, int) or isinstance(value, bool):
            raise TypeError(f"{key} holds no whole number.")
        return value

    def share(self, key: str) -> Fraction:
        """Return the fraction under `key`."""
        value = self[key]
        if not isinstance(value, Fraction):
            raise TypeError(f"{key} holds no fraction.")
        return value

    def flag(self, key: str) -> bool:
        """Return the yes or no under `key`."""
        value = self[key]
        if not isinstance(value, bool):
            raise TypeError(f"{key} holds no yes or no.")
        return value

    def choice(self, key: str) -> str:
        """Return the word under `key`."""
        value = self[key]
        if not isinstance(value, str):
            raise TypeError(f"{key} holds no word.")
        return value


DEFAULTS = Parameters(
    {
        "req.total": Decimal("24.00"),
        "req.approved_source": Decimal("8.00"),
        "cap.in_service": Decimal("16.00"),
        "cap.college": Decimal("8.00"),
        "req.legal": Decimal("2.00"),
        "req.technical": Decimal("2.00"),
        "req.interpersonal": Decimal("2.00"),
        "req.firearms": Decimal("2.00"),
        "rp.min_hours": Decimal("1.00"),
        "rp.authority_test": "any_time",
        "de.min": Decimal("1.00"),
        "ib.min": Decimal("1.00"),
        "credit.minutes_per_hour": 50,
        "credit.live_increment": Decimal("0.50"),
        "credit.instructor_minutes_per_hour": 60,
        "credit.instructor_requires_room": True,
        "credit.college_per_semester_hour": Decimal("2.00"),
        "credit.quarter_hour_factor": None,
        "credit.repeat_cbt": False,
        "credit.repeat_live": True,
        "approved8.exclude_cbt": False,
        "approved8.count_instructor": False,
        "caps.selection": "favorable",
        "designation.max_per_hour": 1,
        "firearms.require_skill_area": True,
        "cbt.skill_requires_practical": True,
        "cbt.firearms_counts": True,
        "cbt.source_classes": "ABCDG",
        "pass.share": Fraction(7, 10),
        "exam.max_attempts": 3,
        "exam.cooldown_minutes": 60,
        "cal.min_n": 10,
        "cal.share": Fraction(4, 5),
        "cal.minutes_per_hour": 50,
        "cal.grain": Fraction(1, 2),
        "cal.denominator": "completed",
        "cal.clock": "active",
        "cal.min_frame": 30,
        "cal.members_get_credit": True,
        "cal.inherit_threshold": Fraction(1, 20),
        "ica.lead_days": 30,
        "list.due_days": 14,
        "list.cbt_mode": "per_completion",
        "retention.years": 6,
        "evidence.raw_months": 24,
        "plan.accept_electronic": False,
        "grace.month_day": "03-15",
        "grace.sunday_rolls": False,
        "grace.allocation": "auto_minimal",
        "waiver.denied_days": 30,
        "waiver.allow_deadline_extension": True,
        "p30.share": Fraction(3, 10),
        "license.initial_years": 1,
        "license.full_years": 3,
        "provider.renewal_denial_effect": "end_of_term",
        "source.grandfather_days": 0,
        "recognized.late": "warn",
        "att.heartbeat_seconds": 12,
        "att.gap_seconds": 30,
        "att.idle_seconds": 300,
        "att.prompt_min_seconds": 480,
        "att.prompt_max_seconds": 900,
        "att.prompt_window_seconds": 120,
        "att.fast_wpm": 400,
        "att.daily_active_cap_hours": 10,
        "interact.min_influential_per_path": 1,
        "interact.max_passive_minutes": 10,
        "interact.min_per_hour": 4,
    }
)
