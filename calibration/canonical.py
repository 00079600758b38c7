"""Canonical JSON: one value, one sequence of bytes, one digest."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from calibration.errors import BadInput, refuse_if


def canonical(value: object) -> bytes:
    """Return `value` as canonical JSON in UTF-8.

    Keys sorted, separators ``,`` and ``:``, nothing escaped that JSON does not require; only
    objects, lists, text, integers, true, false and null. A float has no canonical spelling and
    is refused: write a decimal as text.

    Raises
    ------
    BadInput
        One sentence for every part of `value` that has no canonical form, with its place.
    """
    refuse_if(list(_problems(value, "the value")))
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def digest(value: object) -> str:
    """Return the SHA-256 of `value` in canonical JSON, as 64 hexadecimal digits."""
    return sha256(canonical(value)).hexdigest()


def read_json(text: str | bytes, *, called: str) -> Any:
    """Return the value of a JSON document; `called` names it in the refusal.

    Raises
    ------
    BadInput
        The text is not JSON, or one object carries the same key twice.
    """
    try:
        return json.loads(text, object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        raise BadInput([f"{called} cannot be read as JSON: {error}."]) from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise ValueError(f"the key {twice[0]!r} stands twice in one object")
    return dict(pairs)


def _problems(value: object, place: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _key_problems(key, place)
            yield from _problems(part, f"{place}[{key!r}]")
    elif isinstance(value, list | tuple):
        for index, part in enumerate(value):
            yield from _problems(part, f"{place}[{index}]")
    elif isinstance(value, str):
        yield from _text_problems(value, place)
    elif value is not None and not isinstance(value, int):
        yield (
            f"{place} is a {type(value).__name__} ({value}), which has no canonical form: "
            "write an integer, or the number as text."
        )


def _key_problems(key: object, place: str) -> Iterator[str]:
    if isinstance(key, str):
        yield from _text_problems(key, f"a key of {place}")
    else:
        yield f"{place} has the key {key!r}: keys are text."


def _text_problems(text: str, place: str) -> Iterator[str]:
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        yield f"{place} holds half a surrogate pair, which UTF-8 cannot write."
