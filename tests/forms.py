"""Forms filled and sent as a browser does it: the page is fetched, its hidden fields go along."""

from tests.pages import read


def hidden(form):
    """Return the values of a form's hidden fields."""
    return {
        e.get("name"): e.get("value", "") for e in form.iter("input") if e.get("type") == "hidden"
    }


def forms(client, address):
    """Return the forms of a page that send with POST, by the address they send to."""
    answer = client.get(address)
    assert answer.status_code == 200, f"{address} answers {answer.status_code}"
    tree = read(answer.text).tree
    found = [f for f in tree.iter("form") if f.get("method") == "post"]
    return {f.get("action") or address: f for f in found}


def send(client, address, values=None, *, to=None, status=None):
    """Fetch the page, send its form that goes to `to` (itself unless told), and follow the way."""
    there = forms(client, address)
    to = to or address
    assert to in there, f"{address} has no form to {to}, but to {list(there)}"
    answer = client.post(
        to,
        data=hidden(there[to]) | (values or {}),
        content_type="multipart/form-data",
        follow_redirects=True,
    )
    if answer.mimetype == "text/html":
        page = read(answer.text, answer.status_code)
        assert answer.status_code == (status or 200), page.text
        return page
    return answer
