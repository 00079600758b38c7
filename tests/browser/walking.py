"""Walk the pages of a site as a person does, and let axe-core look at each."""

from urllib.parse import urldefrag, urlsplit

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
#: No deed of a walk ends the walk.
NOT_PAGES = ("/static/", "/metrics", "/healthz", "/readyz")


def check_axe(tab):
    """Refuse a page on which axe-core finds a violation, naming each."""
    found = tab.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    told = [f"{v['id']}: {v['nodes'][0]['target']} {v['nodes'][0]['html'][:200]}" for v in found]
    assert not told, f"{tab.url}:\n" + "\n".join(told)


def check_width(tab):
    """Refuse a page that must be scrolled sideways."""
    over = tab.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert over <= 0, f"{tab.url} is {over} pixels too wide"


def check_files(tab):
    """Refuse a page whose style sheet did not arrive."""
    sheets = tab.evaluate("[...document.styleSheets].map(s => s.cssRules.length)")
    assert len(sheets) >= 2, tab.url
    assert all(sheets), f"{tab.url}: an empty style sheet"


def walk(tab, start, *, most=200):
    """Visit every page of the same site that is linked from `start`; return their addresses."""
    site = urlsplit(start[0]).netloc
    waiting, seen = list(start), []
    while waiting and len(seen) < most:
        address = urldefrag(waiting.pop(0)).url
        if address in seen or not is_page(address, site):
            continue
        answer = tab.goto(address)
        assert answer.status < 400 or address in start, f"{address} answers {answer.status}"
        seen.append(address)
        for check in (check_files, check_axe, check_width):
            check(tab)
        waiting += tab.eval_on_selector_all("a[href]", "links => links.map(a => a.href)")
    return seen


def is_page(address, site):
    """Return whether the address is a page of the site, rather than a file or another's."""
    parts = urlsplit(address)
    return parts.netloc == site and not parts.path.startswith(NOT_PAGES)
