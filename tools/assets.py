"""Fetch what the pages load, as package-lock.json pins it, into cbt/static/vendor.

Uses the machine's npm, or one from PyPI in a folder of its own (.node); a second run does nothing.
"""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
VENDOR = HOME / "cbt" / "static" / "vendor"
STAMP = VENDOR / "stamp"
NODE = HOME / ".node"
USWDS = HOME / "node_modules" / "@uswds" / "uswds" / "dist"
AXE = HOME / "node_modules" / "axe-core" / "axe.min.js"
#: The faces that muster.css sets type in; the style sheet of USWDS names another family.
FACES = ("Regular", "Italic", "SemiBold", "Bold")
ADDRESS = re.compile(r"url\(([^)]+)\)")
TEXT = {".css", ".svg", ".js"}


def stop(sentence):
    """End with one sentence that says what to do."""
    sys.exit("muster: " + sentence)


def fingerprint():
    """Return what the fetched files must have been made from."""
    files = (HOME / "package-lock.json", Path(__file__))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def is_ready(*, with_tools=False):
    """Return whether the pages, and if asked for the tools of the tests, have their files."""
    is_stamped = STAMP.exists() and STAMP.read_text() == fingerprint()
    return is_stamped and (AXE.exists() or not with_tools)


def npm():
    """Return the command of npm: the machine's, or one fetched from PyPI."""
    found = shutil.which("npm")
    if found:
        return [found], os.environ
    programs = NODE / ("Scripts" if os.name == "nt" else "bin")
    if not (programs / "npm").exists():
        fetch_node(programs)
    here = str(programs) + os.pathsep + os.environ.get("PATH", "")
    return [str(programs / "npm")], {**os.environ, "PATH": here}


def fetch_node(programs):
    """Put Node and its npm into a virtual environment of their own."""
    print("No npm on this machine: fetching one into .node (once) ...", flush=True)
    if subprocess.call([sys.executable, "-m", "venv", str(NODE)]):
        stop("no folder .node could be made for npm; install npm, or make the folder writable.")
    pip = [str(programs / "python"), "-m", "pip", "--disable-pip-version-check", "install"]
    lock = HOME / "requirements" / "assets.txt"
    if subprocess.call([*pip, "--quiet", "--require-hashes", "-r", str(lock)]):
        stop("npm could not be fetched; check the network, or install npm, and run this again.")


def fetch(*, with_tools):
    """Bring node_modules to the lock."""
    command, environment = npm()
    only = [] if with_tools else ["--omit=dev"]
    done = subprocess.run(
        [*command, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", *only],
        cwd=HOME,
        env=environment,
        check=False,
    )
    if done.returncode:
        stop("the page assets could not be fetched; check the network and run this again.")


def wanted(css):
    """Return the fonts of our pages and the icons that the style sheet names."""
    named = {address.strip("\"'").removeprefix("../") for address in ADDRESS.findall(css)}
    icons = sorted(name for name in named if name.startswith("img/") and name.endswith(".svg"))
    return [f"fonts/public-sans/PublicSans-{face}.woff2" for face in FACES] + icons


def put(file, target):
    """Copy a file, with a compressed one beside it where it is text."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, target)
    if target.suffix in TEXT:
        packed = gzip.compress(file.read_bytes(), mtime=0)
        target.with_name(target.name + ".gz").write_bytes(packed)


def copy():
    """Make the vendor folder anew from node_modules."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    sheet = USWDS / "css" / "uswds.min.css"
    put(sheet, VENDOR / "uswds" / "css" / sheet.name)
    for name in wanted(sheet.read_text()):
        put(USWDS / name, VENDOR / "uswds" / name)
    STAMP.write_text(fingerprint())


def main(purpose="run"):
    """Make the assets of `purpose` ready; do nothing where they are."""
    with_tools = purpose == "test"
    if is_ready(with_tools=with_tools):
        return
    print("Fetching the page assets (once) ...", flush=True)
    fetch(with_tools=with_tools)
    copy()


if __name__ == "__main__":
    main(*sys.argv[1:])
