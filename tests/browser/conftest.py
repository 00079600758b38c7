"""A real Chromium, a live server on a free port, and axe-core."""

import shutil
import threading
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from cbt.app import create_app
from cbt.config import Settings
from cbt.extensions import db
from cbt.models.accounts import Role
from cbt.models.base import Model
from cbt.web.access import public
from tests import actors
from tests.specimen import specimen

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
BRING_ONE = "`sudo apt-get install -y chromium` brings one, then `make browser-test`"
#: Best first: what the system calls its Chromium.
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
#: Screens and schemes that every page is looked at in.
SCREENS = [
    pytest.param({"width": width, "height": 800}, scheme, id=f"{width} pixels, {scheme}")
    for width in (390, 1280)
    for scheme in ("light", "dark")
]
#: Two of the four, for the many pages of a role: both widths and both schemes are among them.
CORNERS = [SCREENS[0], SCREENS[3]]


@pytest.fixture(scope="module")
def chromium():
    """Return a running Chromium; skip where the machine has none.

    Of one module only: Playwright leaves a running loop in the thread of the tests.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip(f"no Chromium on this machine: {BRING_ONE}")
    if not AXE.exists():
        pytest.skip("axe-core is not fetched: `python3 tools/assets.py test` brings it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


class Site:
    """A running site; its application lives in its own thread, for Playwright's has a loop."""

    def __init__(self, folder):
        self.folder = folder
        self.cookies = {}
        self.is_ready = threading.Event()
        self.server = None
        self.thread = threading.Thread(target=self.run)
        self.thread.start()
        assert self.is_ready.wait(60), "the site did not start in a minute"
        assert self.server is not None, "the site did not start; see the traceback of its thread"

    def run(self):
        try:
            app = create_app(Settings(data_dir=self.folder))
            with app.app_context():
                Model.metadata.create_all(db.engine)
            self.populate(app)
            self.server = make_server("127.0.0.1", 0, app, threaded=True)
        finally:
            self.is_ready.set()
        self.server.serve_forever()
        with app.app_context():
            db.engine.dispose()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.port}"

    def stop(self):
        self.server.shutdown()
        self.thread.join()

    def populate(self, app):
        app.add_url_rule("/specimen", "specimen", public(lambda: specimen(is_sent=True)))
        for role in Role:
            self.cookies[role] = actors.sign_in(app, app.test_client(), role)[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return a running site with somebody signed in for each role, and every macro on a page."""
    site = Site(tmp_path_factory.mktemp("site"))
    yield site
    site.stop()


@pytest.fixture
def live(site):
    """Return the address of the running site."""
    return site.address


@pytest.fixture
def open_tab(chromium):
    """Return the maker of a tab on a screen of some size and scheme."""
    contexts = []

    def make(size, scheme, cookie=None):
        # The policy of our headers forbids what axe does; the pages are tested with it elsewhere.
        context = chromium.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
        context.add_init_script(path=AXE)
        contexts.append(context)
        if cookie:
            context.add_cookies([cookie])
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
