from datetime import UTC, date, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from cbt import schedule
from cbt.models.jobs import Job, JobState
from cbt.operation.jobs import HANDLERS
from cbt.schedule import Daily


def test_every_recurring_job_has_a_handler():
    assert {daily.kind for daily in schedule.RECURRING} <= set(HANDLERS)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        pytest.param((2026, 1, 15, 11, 59), (2026, 1, 14), id="winter, a minute early"),
        pytest.param((2026, 1, 15, 12, 0), (2026, 1, 15), id="winter, six o'clock is 12 UTC"),
        pytest.param((2026, 7, 15, 10, 59), (2026, 7, 14), id="summer, a minute early"),
        pytest.param((2026, 7, 15, 11, 0), (2026, 7, 15), id="summer, six o'clock is 11 UTC"),
        pytest.param((2026, 7, 16, 4, 0), (2026, 7, 15), id="UTC is a day ahead, Chicago is not"),
    ],
)
def test_the_time_of_day_is_chicago_s(moment, day):
    at = datetime(*moment, tzinfo=UTC)
    assert schedule.latest_day(Daily("x", time(6)), at=at) == date(*day)


@pytest.mark.parametrize("hour", [1, 2, 3])
@pytest.mark.parametrize(
    "night", [date(2026, 3, 8), date(2026, 11, 1)], ids=["an hour is skipped", "an hour is twice"]
)
def test_each_day_comes_once_and_in_order_when_the_clocks_change(night, hour):
    daily = Daily("x", time(hour, 30))
    start = datetime.combine(night - timedelta(days=1), time(18), UTC)
    minutes = (start + timedelta(minutes=10 * n) for n in range(6 * 36))
    days = [schedule.latest_day(daily, at=at) for at in minutes]
    assert days == sorted(days)
    assert set(days) == {night - timedelta(days=1), night}


def test_a_day_s_job_is_added_once_even_after_it_is_done(session, at):
    assert schedule.enqueue_due(session, at=at) == len(schedule.RECURRING)
    for job in session.scalars(sa.select(Job)):
        job.state = JobState.DONE
    session.commit()
    assert schedule.enqueue_due(session, at=at + timedelta(hours=8)) == 0


def test_what_was_due_while_the_site_was_down_is_done_late_and_once(session, at):
    schedule.enqueue_due(session, at=at)
    session.commit()
    back = at + timedelta(days=3, hours=-7)  # 02:00 in Chicago, before the day's first job.
    assert schedule.enqueue_due(session, at=back) == len(schedule.RECURRING)
    newest = sa.select(sa.func.max(Job.dedupe_key))
    assert session.scalar(newest) == "clean_up:2026-11-26"
