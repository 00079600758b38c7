"""No clause is without something that carries it, no rule without a clause, none without a test."""

from importlib import import_module
from pathlib import Path

import pytest

from cbt.regulation import proofs
from cbt.regulation.clauses import OUTSIDE, clauses, load_rules
from cbt.regulation.registry import RULES

HOME = Path(__file__).parents[2]


def test_the_proofs_are_those_of_the_tests():
    assert proofs.read() == proofs.collect(HOME), "run: python -m cbt.regulation.proofs"


@pytest.mark.parametrize("number", clauses())
def test_each_clause_is_carried_or_says_why_not(number):
    clause = clauses()[number]
    assert clause.rules or clause.record
    if clause.rules:
        assert proofs.read().get(number), f"no test carries @pytest.mark.clause({number!r})"


def test_no_test_and_no_rule_names_a_clause_that_is_not_there():
    named = {clause for rule in RULES.values() for clause in rule.clauses}
    assert named | proofs.read().keys() <= clauses().keys()


def test_the_catalogue_is_complete():
    load_rules()
    numbers = {rule.number for rule in RULES.values()} | OUTSIDE.keys()
    assert numbers == {f"R-{n:02}" for n in range(1, 39)}


@pytest.mark.parametrize(
    "name", sorted({name for c in clauses().values() for name in c.rules} | set(OUTSIDE.values()))
)
def test_each_name_leads_to_a_function(name):
    module, _, function = name.rpartition(".")
    assert callable(getattr(import_module(module), function))
