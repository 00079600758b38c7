"""`/static/…`: files that carry the digest of their bytes in the address, so that they keep."""

import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request, send_from_directory, url_for
from werkzeug.security import safe_join

from cbt.places import STATIC

FOR_EVER = "public, max-age=31536000, immutable"
#: Fonts and images, which style sheets name without a digest.
FOR_A_WEEK = "public, max-age=604800"


@lru_cache(maxsize=256)
def _digest(path: Path, _changed: float) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def digest(name: str) -> str | None:
    """Return what stands in the address of a static file; None where there is no such file."""
    found = safe_join(str(STATIC), name)
    if found is None or not Path(found).is_file():
        return None
    return _digest(Path(found), Path(found).stat().st_mtime)


def asset(name: str) -> str:
    """Return the address of a static file, with its digest."""
    return url_for("static", filename=name, v=digest(name) or "missing")


def static(filename: str) -> Response:
    """Answer with a file, compressed where a compressed one stands beside it."""
    packed = f"{filename}.gz"
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "") and digest(packed) is not None
    kind = mimetypes.guess_type(filename)[0]
    answer = send_from_directory(STATIC, packed if is_packed else filename, mimetype=kind)
    if is_packed:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Vary"] = "Accept-Encoding"
    is_dated = request.args.get("v") == digest(filename)
    answer.headers["Cache-Control"] = FOR_EVER if is_dated else FOR_A_WEEK
    return answer


def install(app: Flask) -> None:
    """Serve the static files of `app` and give its templates their addresses."""
    app.add_url_rule("/static/<path:filename>", "static", static)
    app.jinja_env.globals["asset"] = asset
