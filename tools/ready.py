"""Make the environment and the page assets ready: `ready.py run` or `ready.py test`.

Runs on the bare system Python, so that a missing prerequisite ends in a sentence.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import assets

HOME = Path(__file__).resolve().parent.parent
ENVIRONMENT = HOME / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stop(sentence):
    """End with one sentence that says what to do."""
    sys.exit("muster: " + sentence)


def check_python():
    """Stop where this Python cannot carry the project."""
    if sys.version_info < (3, 11):
        stop(
            "Python 3.11 or newer is needed and this is {}.{}; install a newer one and run"
            " `make PYTHON=python3.11 run`.".format(*sys.version_info[:2])
        )
    try:
        import ensurepip  # noqa: F401, PLC0415 - only its absence matters, on bare Debian systems
        import venv  # noqa: F401, PLC0415 - the same
    except ImportError:
        stop("Python's venv module is missing; install it (Debian: apt-get install python3-venv).")


def fingerprint(lock):
    """Return what the environment must have been made from."""
    return hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()


def install(lock):
    """Install the lock into the environment, hashes required."""
    if not PYTHON.exists() and subprocess.call([sys.executable, "-m", "venv", str(ENVIRONMENT)]):
        stop(f"no virtual environment could be made in {ENVIRONMENT.name}; is the folder writable?")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    if subprocess.call([*pip, "--require-hashes", "-r", str(lock)]):
        stop("the packages could not be installed; see pip's words above, check the network.")
    editable = [*pip, "--no-deps", "--no-build-isolation", "--editable", str(HOME)]
    if subprocess.call(editable):
        stop("the project itself could not be installed; see pip's words above.")


def main(purpose):
    """Bring environment and assets up to the locks of `purpose`; do nothing where they are."""
    check_python()
    assets.main(purpose)
    lock = HOME / "requirements" / f"{purpose}.txt"
    stamp = ENVIRONMENT / f"{purpose}.stamp"
    if stamp.exists() and stamp.read_text() == fingerprint(lock):
        return
    print(f"Making .venv ready to {purpose} (once; a minute or two) ...", flush=True)
    install(lock)
    stamp.write_text(fingerprint(lock))


if __name__ == "__main__":
    main(sys.argv[1])
