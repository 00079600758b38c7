"""RFC 3797: the publicly verifiable selection of the IETF, for those who must use it."""

from collections.abc import Sequence
from hashlib import md5

from calibration.errors import BadInput

SCHEME = "rfc3797"


def key_string(sources: Sequence[Sequence[int] | str]) -> bytes:
    """Return the canonical key of the random inputs, section 4.2: each ended by ``/``.

    A source is text (letters upper-cased, blanks dropped, leading zeros kept out of numbers by
    the caller) or numbers, which are sorted and written each with a full stop behind.
    """
    return b"".join(_source(source) + b"/" for source in sources)


def _source(source: Sequence[int] | str) -> bytes:
    if isinstance(source, str):
        return "".join(source.split()).upper().encode("ascii")
    return "".join(f"{number}." for number in sorted(source)).encode("ascii")


def digest(key: bytes, place: int) -> bytes:
    """Return the MD5 of the key between two copies of `place`, 16 bits in network order."""
    mark = place.to_bytes(2, "big")
    # MD5 is the scheme's; what is asked of it here is evenness, not secrecy.
    return md5(mark + key + mark, usedforsecurity=False).digest()


def select(key: bytes, pool: int, size: int) -> tuple[int, ...]:
    """Return the numbers (from 1) of the selected members of a pool, in the order selected.

    Parameters
    ----------
    key : bytes
        As `key_string` makes it.
    pool : int
        How many stand on the list, at most 65,535.
    size : int
        How many are selected, at most `pool`.

    Raises
    ------
    BadInput
        A pool or a size out of bounds.

    Notes
    -----
    The i-th digest, from 0, as a number modulo those left gives the place among those left
    (RFC 3797, section 4.3 and the code of section 9). Striking one name from the list changes
    nearly every choice behind it; the ticket order of `selection` does not.
    """
    if not 1 <= pool < 2**16 or not 0 <= size <= pool:
        raise BadInput([f"{size} of {pool} cannot be selected: the list holds 1 to 65535 names."])
    left = list(range(1, pool + 1))
    chosen = []
    for place in range(size):
        number = int.from_bytes(digest(key, place), "big")
        chosen.append(left.pop(number % len(left)))
    return tuple(chosen)
