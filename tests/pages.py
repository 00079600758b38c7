"""What every page must be, whatever it says: checked for each page that a test fetches."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from xml.etree import ElementTree as ET

import html5lib

FIELDS = {"input", "select", "textarea"}
NAMELESS = {"hidden", "submit", "button", "image", "reset"}
#: A parser for what the browser mends in silence.
PARSER = html5lib.HTMLParser(
    strict=True,
    namespaceHTMLElements=False,
    tree=html5lib.treebuilders.getTreeBuilder("etree"),
)


@dataclass(frozen=True)
class Page:
    """A fetched page that has passed the checks."""

    status: int
    html: str
    tree: ET.Element = field(repr=False)

    @property
    def text(self):
        """Return what a person reads, white space joined."""
        return words(self.tree.find("body"))

    @property
    def title(self):
        return words(self.tree.find(".//h1"))

    @property
    def links(self):
        """Return the addresses that the page links to, in their order."""
        return [a.get("href") for a in self.tree.iter("a")]

    def find(self, path):
        """Return the first element of an ElementTree path."""
        return self.tree.find(path)


def words(element):
    return " ".join("".join(element.itertext()).split())


def read(html, status=200):
    """Return the page of some HTML; an AssertionError says what is wrong with it."""
    page = Page(status, html, PARSER.parse(html))
    for check in CHECKS:
        check(page.tree)
    return page


def one_heading_says_the_title(tree):
    headings = [words(h) for h in tree.iter("h1")]
    assert len(headings) == 1, f"one h1 is wanted, these are there: {headings}"
    title = words(tree.find("head/title")).split(" – ")[0]
    assert headings[0] == title, f"the title is {title!r}, the h1 {headings[0]!r}"
    assert title, "the title is empty"


def headings_do_not_skip(tree):
    levels = [int(e.tag[1]) for e in tree.iter() if e.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    steps = [(a, b) for a, b in pairwise(levels) if b > a + 1]
    assert not steps, f"headings skip a level: {steps}"


def language_is_said(tree):
    assert tree.get("lang") == "en"


def ids_are_unique(tree):
    ids = Counter(e.get("id") for e in tree.iter() if e.get("id") is not None)
    assert not [i for i, n in ids.items() if n > 1 or not i], f"ids: {ids}"


def references_lead_somewhere(tree):
    ids = {e.get("id") for e in tree.iter()}
    for e in tree.iter():
        for name in ("aria-describedby", "aria-labelledby", "aria-controls", "for"):
            lost = set((e.get(name) or "").split()) - ids
            assert not lost, f"{e.tag} {name} names what is not there: {lost}"
        href = e.get("href") or ""
        assert not href.startswith("#") or href[1:] in ids, f"a link to nowhere: {href}"


def fields_have_names(tree):
    named = {e.get("for") for e in tree.iter("label")}
    wrapped = {id(f) for e in tree.iter("label") for f in e.iter() if f.tag in FIELDS}
    for e in tree.iter():
        if e.tag in FIELDS and e.get("type") not in NAMELESS:
            has_name = e.get("id") in named or e.get("aria-label") or id(e) in wrapped
            assert has_name, f"no label for {e.tag} {e.get('name')}"


def links_and_buttons_say_something(tree):
    for e in tree.iter():
        if e.tag in {"a", "button"}:
            said = words(e) or e.get("aria-label") or any(i.get("alt") for i in e.iter("img"))
            assert said, f"a {e.tag} without words: {e.attrib}"
        if e.tag == "a":
            assert e.get("href"), f"a link without an address: {words(e)}"
        if e.tag == "img":
            assert e.get("alt") is not None, f"an image without alt: {e.get('src')}"


def nothing_is_inline(tree):
    for e in tree.iter():
        assert e.tag != "style", "a style element"
        assert e.tag != "script" or e.get("src") or e.get("type") == "application/json"
        wrong = [k for k in e.attrib if k == "style" or k.startswith("on")]
        assert not wrong, f"{e.tag} has {wrong}, which the policy of the headers forbids"


def tables_have_heads(tree):
    for e in tree.iter("table"):
        assert any(th.get("scope") == "col" for th in e.iter("th")), "a table without heads"


CHECKS = (
    one_heading_says_the_title,
    headings_do_not_skip,
    language_is_said,
    ids_are_unique,
    references_lead_somewhere,
    fields_have_names,
    links_and_buttons_say_something,
    nothing_is_inline,
    tables_have_heads,
)
