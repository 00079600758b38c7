"""`cbt clauses`: the matrix of the regulation."""

import click

from cbt.regulation import matrix


@click.command()
@click.option("--json", "as_json", is_flag=True, help="A JSON list instead of text.")
def clauses(as_json: bool) -> None:
    """Print every clause of 11 CSR 75-15 with what carries it and the tests that show it."""
    rows = matrix.matrix()
    click.echo(matrix.as_json(rows) if as_json else matrix.as_text(rows))


COMMANDS = (clauses,)
