"""Every template is used, none is missing, and each parses."""

import re
from pathlib import Path

import pytest
from jinja2 import nodes

HOME = Path(__file__).parents[2]
TEMPLATES = HOME / "templates"
PAGES = sorted(
    file.relative_to(TEMPLATES).as_posix()
    for file in TEMPLATES.rglob("*.html")
    if "email" not in file.relative_to(TEMPLATES).parts
)
NAMED = re.compile(r"""["']((?:\w+/)+\w+\.html)["']""")
#: What pages of later features stand on; a page must be used, a tool may wait.
TOOLS = ("layouts/", "macros/")
REFERRING = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


def named_in_code():
    sources = (HOME / "cbt").rglob("*.py")
    return {name for file in sources for name in NAMED.findall(file.read_text())}


def named_in_templates(environment):
    for page in PAGES:
        tree = environment.parse((TEMPLATES / page).read_text())
        for node in tree.find_all(REFERRING):
            yield node.template.as_const()


def test_every_page_is_used(app):
    used = named_in_code() | set(named_in_templates(app.jinja_env))
    assert [p for p in PAGES if p not in used and not p.startswith(TOOLS)] == []


def test_no_page_is_missing(app):
    missing = (named_in_code() | set(named_in_templates(app.jinja_env))) - set(PAGES)
    assert {name for name in missing if not name.startswith("email/")} == set()


@pytest.mark.parametrize("name", PAGES)
def test_no_page_carries_inline_code(name):
    source = (TEMPLATES / name).read_text()
    assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:|\|\s*safe\b", source)
