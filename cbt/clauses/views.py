"""`/regulation`: every clause for everybody, searchable, each with an address of its own."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from cbt.regulation.matrix import Row, matrix
from cbt.web.access import public
from cbt.web.navigation import Entry

bp = Blueprint("clauses", __name__)
NAVIGATION = (Entry(endpoint="clauses.clauses", label="The regulation", in_footer=True),)
#: The sections as the regulation calls them.
SECTIONS = {
    "010": "Continuing Education Requirement",
    "020": "Minimum Standards for Continuing Education Training",
    "030": "Procedure to Obtain a Continuing Education Provider License",
    "040": "Procedure to Obtain Approval for an Individual CLEE Course",
    "050": "Out-of-State, Federal, and Organizations Continuing Education",
    "060": "In-Service Continuing Education Training",
    "070": "Computer-Based Continuing Education Training",
    "080": "Failure to Obtain Continuing Education Training",
}


@bp.get("/regulation")
@public
def clauses() -> ResponseReturnValue:
    """Show the clauses, those that are searched for if any are."""
    words = request.args.get("words", "").strip()
    found = [row for row in matrix() if _has(row, words.lower().split())]
    sections = [
        (number, title, [row for row in found if row.clause.startswith(number)])
        for number, title in SECTIONS.items()
    ]
    return render_template("clauses/clauses.html", sections=sections, words=words, found=found)


def _has(row: Row, words: Sequence[str]) -> bool:
    text = f"{row.clause} {row.text} {row.note} {' '.join(row.carried_by)}".lower()
    return all(word in text for word in words)
