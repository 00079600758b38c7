from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cbt.models.accounts import Person

WRITERS, UPDATES = 8, 100


def test_no_concurrent_update_is_lost(engine, session, person):
    """800 read-modify-writes by eight threads leave 800."""

    def count_up(_):
        for _ in range(UPDATES):
            with Session(engine) as session, session.begin():
                query = sa.select(Person).where(Person.id == person_id).with_for_update()
                row = session.scalars(query).one()
                row.totp_last_step = (row.totp_last_step or 0) + 1

    person_id = person.id
    session.rollback()  # Reading the key took the write lock; the writers need it.
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(count_up, range(WRITERS)))
    with Session(engine) as session:
        assert session.get_one(Person, person_id).totp_last_step == WRITERS * UPDATES
