"""Long lists, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import request
from sqlalchemy.orm import Session

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Paged:
    """One page of a list, and where it stands."""

    items: Sequence[Any]
    number: int
    last: int
    total: int


def paged(session: Session, query: sa.Select[Any], *, per_page: int = PER_PAGE) -> Paged:
    """Return the page of the query that the address asks for, the nearest if there is no such."""
    total = session.scalar(sa.select(sa.func.count()).select_from(query.order_by(None).subquery()))
    count = total or 0
    last = max(1, -(-count // per_page))
    number = min(max(1, request.args.get("page", 1, type=int)), last)
    found = session.scalars(query.limit(per_page).offset((number - 1) * per_page)).unique().all()
    return Paged(found, number, last, count)
