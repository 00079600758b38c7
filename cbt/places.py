"""Where the files stand that are not code: in the source tree, or inside the installed package."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _find(name: str) -> Path:
    beside = _PACKAGE.parent / name
    return beside if (_PACKAGE.parent / "pyproject.toml").is_file() else _PACKAGE / name


TEMPLATES = _find("templates")
CONTENT = _find("content")
STATIC = _PACKAGE / "static"
