import pytest

from cbt.accounts.browser import describe


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ("(X11; Linux x86_64) Chrome/141.0 Safari/537.36", "Chrome on Linux"),
        ("(Windows NT 10.0) Chrome/141.0 Safari/537.36 Edg/141.0", "Edge on Windows"),
        ("(iPhone; iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari on iPhone"),
        ("(Linux; Android 15) Chrome/141.0 Mobile Safari/537.36", "Chrome on Android"),
        ("(Macintosh; Intel Mac OS X 10.15) Gecko Firefox/140.0", "Firefox on Mac"),
        ("curl/8.9", "curl/8.9"),
        ("", "Unknown browser"),
    ],
)
def test_people_know_their_browser(says, words):
    assert describe(says) == words
