import gzip
from http import HTTPStatus

import pytest

from cbt.web import assets


@pytest.fixture
def static(tmp_path, monkeypatch):
    """Return a folder of static files in the place of ours."""
    folder = tmp_path / "static"
    folder.mkdir()
    monkeypatch.setattr(assets, "STATIC", folder)
    return folder


def address(app, name):
    with app.test_request_context():
        return assets.asset(name)


def test_the_address_changes_with_the_bytes(app, static):
    (static / "a.css").write_text("one")
    before = address(app, "a.css")
    (static / "a.css").write_text("another")
    assert address(app, "a.css") != before


def test_a_dated_address_is_kept_for_ever_and_a_bare_one_for_a_week(app, client, static):
    (static / "a.css").write_text("one")
    assert (
        client.get(address(app, "a.css"), buffered=True).headers["Cache-Control"] == assets.FOR_EVER
    )
    for stale in ("/static/a.css", "/static/a.css?v=000000000000"):
        assert client.get(stale, buffered=True).headers["Cache-Control"] == assets.FOR_A_WEEK


def test_a_compressed_file_goes_to_those_who_take_it(client, static):
    (static / "a.css").write_text("one")
    (static / "a.css.gz").write_bytes(gzip.compress(b"one"))
    packed = client.get("/static/a.css", buffered=True, headers={"Accept-Encoding": "gzip"})
    plain = client.get("/static/a.css", buffered=True)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data == b"one"
    assert packed.mimetype == plain.mimetype == "text/css"
    assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize("path", ["/static/none.css", "/static/../app.py", "/static/%2e%2e/app.py"])
def test_what_is_not_there_is_not_served(client, static, path):
    assert client.get(path, buffered=True).status_code == HTTPStatus.NOT_FOUND
