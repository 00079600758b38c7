"""What the commands share: files in, text or JSON out, and what the exit codes say."""

import json
from pathlib import Path

from calibration.errors import BadInput

A_VALUE, REFUTED, BAD_INPUT, NO_VALUE = 0, 1, 2, 3


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises
    ------
    BadInput
        The file is not there, is a folder, or may not be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput([f"{path} cannot be read: {error.strerror}."]) from None


def say_json(value: object) -> None:
    """Print one object; numbers as they are, keys in the order of the documents."""
    print(json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False))
