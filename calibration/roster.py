"""The roster that a test group is drawn from: pseudonymous labels in one canonical form."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from unicodedata import normalize

from calibration.errors import BadInput, refuse_if


@dataclass(frozen=True, slots=True)
class Roster:
    """Labels, each with its stratum if the draw is stratified, sorted by their UTF-8 bytes.

    Raises
    ------
    BadInput
        Every label that is empty, stands twice or holds a sign that cannot be printed; strata
        for some labels and not for others.
    """

    entries: tuple[tuple[str, str | None], ...]

    def __post_init__(self) -> None:
        refuse_if(list(_problems(self.entries)))

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels in canonical order."""
        return tuple(label for label, _ in self.entries)

    @property
    def strata(self) -> dict[str, str]:
        """Return the stratum of each label; empty for a draw without strata."""
        return {label: stratum for label, stratum in self.entries if stratum is not None}

    @property
    def content(self) -> bytes:
        """Return the canonical bytes: each line (label, or label, tab, stratum) and a line feed."""
        return b"".join(line.encode() + b"\n" for line in self.lines)

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the lines of the canonical form."""
        return tuple(
            label if stratum is None else f"{label}\t{stratum}" for label, stratum in self.entries
        )

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the canonical bytes, hexadecimal."""
        return sha256(self.content).hexdigest()


def roster_of(lines: Iterable[str]) -> Roster:
    """Return the roster of text lines: NFC, blanks at the ends dropped, empty lines skipped."""
    found = []
    for line in lines:
        label, tab, stratum = normalize("NFC", line).partition("\t")
        if line.strip():
            found.append((label.strip(), stratum.strip() if tab else None))
    return Roster(tuple(sorted(found, key=lambda entry: entry[0].encode())))


def read_roster(data: bytes, *, called: str) -> Roster:
    """Return the roster in the bytes of a text file, with or without a byte-order mark.

    Raises
    ------
    BadInput
        The file is not UTF-8, or as `Roster`.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput([f"{called} is not UTF-8 text: one label a line."]) from None
    return roster_of(text.splitlines())


def _problems(entries: tuple[tuple[str, str | None], ...]) -> Iterator[str]:
    if not entries:
        yield "the roster is empty: one label a line."
    for label, times in Counter(label for label, _ in entries).items():
        if times > 1:
            yield f"the label {label!r} stands {times} times: every officer is drawn from once."
        if not label:
            yield "a line has a stratum and no label."
        elif not label.isprintable():
            yield f"the label {label!r} holds a sign that cannot be printed."
    with_strata = [label for label, stratum in entries if stratum is not None]
    if with_strata and len(with_strata) < len(entries):
        yield f"{len(entries) - len(with_strata)} labels have no stratum and the others have one."
    yield from (
        f"the stratum of {label} is empty or cannot be printed: {stratum!r}."
        for label, stratum in entries
        if stratum is not None and not (stratum and stratum.isprintable())
    )
