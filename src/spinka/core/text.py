"""Normalising names and codes for search, sort and matching (R10, R56)."""

import unicodedata
from collections.abc import Callable

_LATIN = str.maketrans({"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "Æ": "ae"})
_POLISH = {letter: index for index, letter in enumerate("aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż")}
_BASE = 0x100


class _Letters(dict[str, str]):
    """What stands for a letter, worked out when it is first met and kept for the alphabets of Europe."""

    def __init__(self, find: Callable[[str], str]) -> None:
        super().__init__()
        self.find = find

    def __missing__(self, letter: str) -> str:
        found = self.find(letter)
        if letter < "\u2100":
            self[letter] = found
        return found

    def spell(self, text: str) -> str:
        """The text with every letter replaced."""
        return "".join(map(self.__getitem__, text))


def search_key(*texts: str) -> str:
    """Lower-case text without diacritics, blanks folded: what search compares."""
    joined = " ".join(texts)
    if joined.isascii():
        return " ".join(joined.lower().split())
    # Compatibility forms first: some of them decompose into capitals.
    plain = unicodedata.normalize("NFKD", joined).translate(_LATIN).casefold()
    folded = unicodedata.normalize("NFKD", plain)
    return " ".join(_WITHOUT_MARKS.spell(folded).split())


def _place(ch: str) -> str:
    index = _POLISH.get(ch)
    if index is None:
        plain = search_key(ch) if ch.isalpha() else ""
        index = _POLISH.get(plain[:1]) if plain else None
    return chr(_BASE + index) if index is not None else ch if ord(ch) < _BASE else chr(_BASE + 100)


_WITHOUT_MARKS = _Letters(lambda ch: "" if unicodedata.combining(ch) else ch)
_PLACES = _Letters(_place)


def sort_key(text: str) -> str:
    """A key whose code-point order is the Polish alphabet's, the same on every database (R56)."""
    plain = text if text.isascii() else unicodedata.normalize("NFC", text)
    return _PLACES.spell(plain.casefold()[:60])


def match_key(code: str) -> str:
    """EAN or SKU as matching compares it: trimmed, without case; empty never matches (R10)."""
    return code.strip().casefold()


def name_key(name: str) -> str:
    """A product name as import type "associate and create" compares it: blanks folded, without case (R10)."""
    return " ".join(name.split()).casefold()


def has_controls(text: str, *, lines: bool = False) -> bool:
    """Whether a text holds control characters; `lines` lets line breaks and tabs through."""
    return any(unicodedata.category(ch) in {"Cc", "Zl", "Zp", "Cs"} and not (lines and ch in "\n\t") for ch in text)


def printable_line(text: str) -> str:
    """The text as one line of visible characters, as headers take it."""
    return " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())
