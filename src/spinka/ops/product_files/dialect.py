"""How a CSV file is written: its encoding, delimiter and quotation mark, found by looking (feeds.md)."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

from spinka.core.errors import BadParameters

SAMPLE_BYTES = 64 * 1024
DELIMITERS = ";,\t|"
LONGEST_FIELD = 4 * 1024 * 1024
# Letters of Polish that stand at different places in the two legacy encodings; the rest are the same in both.
WINDOWS_1250 = frozenset(b"\xb9\xa5\x9c\x8c\x9f\x8f") | frozenset(range(0x80, 0xA0))
ISO_8859_2 = frozenset(b"\xb1\xa1\xb6\xa6\xbc\xac")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How to read the file; `skipped` lines stand before the header (Excel's `sep=;`)."""

    encoding: str
    delimiter: str
    quote: str
    skipped: int = 0


def detect(path: Path) -> Dialect:
    """Look at the file and say how it is written. Raises BadParameters for an empty or binary one.

    The encoding is decided over the whole file, in pieces: the first letter outside ASCII may come late.
    """
    with path.open("rb") as file:
        encoding = _encoding(file)
        file.seek(0)
        raw = file.read(SAMPLE_BYTES)
    sample = codecs.getincrementaldecoder(encoding)(errors="replace").decode(raw)
    if not sample.strip():
        raise BadParameters("The file is empty")
    if "\0" in sample:
        raise BadParameters("The file is not text: it holds zero bytes")
    lines = sample.splitlines()
    if lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        return Dialect(encoding, lines[0][4], _quote("\n".join(lines[1:]), lines[0][4]), skipped=1)
    delimiter = _delimiter(sample, complete=len(raw) < SAMPLE_BYTES)
    return Dialect(encoding, delimiter, _quote(sample, delimiter))


@contextmanager
def records(path: Path, dialect: Dialect) -> Iterator[Iterator[list[str]]]:
    """The file's records, read as they are asked for; quoted fields may hold line breaks."""
    csv.field_size_limit(LONGEST_FIELD)
    with path.open(encoding=dialect.encoding, errors="strict", newline="") as file:
        _skip(file, dialect.skipped)
        yield csv.reader(file, delimiter=dialect.delimiter, quotechar=dialect.quote, skipinitialspace=True)


def _skip(file: TextIO, lines: int) -> None:
    for _ in range(lines):
        file.readline()


def _encoding(file: BinaryIO) -> str:
    head = file.read(4)
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    votes: Counter[int] = Counter()
    is_utf8, piece = True, head
    while piece:
        if is_utf8:
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                is_utf8 = False
        votes.update(byte for byte in piece if byte >= 0x80)
        piece = file.read(SAMPLE_BYTES)
    if is_utf8:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            is_utf8 = False
    if is_utf8:
        return "utf-8"
    windows = sum(votes[byte] for byte in WINDOWS_1250)
    iso = sum(votes[byte] for byte in ISO_8859_2)
    return "iso-8859-2" if iso > windows else "cp1250"


def _delimiter(sample: str, *, complete: bool) -> str:
    """The candidate that cuts the most records into as many fields as the header, preferring more fields."""
    best, best_score = ",", (0, 0)
    for candidate in DELIMITERS:
        try:
            rows = [row for row in csv.reader(sample.splitlines(keepends=True), delimiter=candidate) if row]
        except csv.Error:
            continue
        rows = rows if complete or len(rows) < 3 else rows[:-1]  # the sample may end inside a record
        width = len(rows[0])
        agreeing = sum(len(row) == width for row in rows)
        score = (agreeing * (width > 1), width)
        if score > best_score:
            best, best_score = candidate, score
    return best


def _quote(sample: str, delimiter: str) -> str:
    """The apostrophe when fields begin and end with it and none does with the quotation mark."""
    apostrophes = sample.count(f"'{delimiter}'") + sample.count(f"'{delimiter}\"")
    return "'" if apostrophes and f'"{delimiter}' not in sample and f'{delimiter}"' not in sample else '"'
