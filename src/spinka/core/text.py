"""Normalising names and codes for search, sort and matching (R10, R56)."""

import unicodedata

_LATIN = str.maketrans({"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "æ": "ae", "Æ": "ae"})
_POLISH = {letter: index for index, letter in enumerate("aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż")}
_BASE = 0x100


def search_key(*texts: str) -> str:
    """Lower-case text without diacritics, blanks folded: what search compares."""
    # Compatibility forms first: some of them decompose into capitals.
    plain = unicodedata.normalize("NFKD", " ".join(texts)).translate(_LATIN).casefold()
    folded = unicodedata.normalize("NFKD", plain)
    return " ".join("".join(ch for ch in folded if not unicodedata.combining(ch)).split())


def sort_key(text: str) -> str:
    """A key whose code-point order is the Polish alphabet's, the same on every database (R56)."""
    out = []
    for ch in unicodedata.normalize("NFC", text).casefold()[:60]:
        index = _POLISH.get(ch)
        if index is None:
            plain = search_key(ch) if ch.isalpha() else ""
            index = _POLISH.get(plain[:1]) if plain else None
        out.append(chr(_BASE + index) if index is not None else ch if ord(ch) < _BASE else chr(_BASE + 100))
    return "".join(out)


def match_key(code: str) -> str:
    """EAN or SKU as matching compares it: trimmed, without case; empty never matches (R10)."""
    return code.strip().casefold()


def name_key(name: str) -> str:
    """A product name as import type "associate and create" compares it: blanks folded, without case (R10)."""
    return " ".join(name.split()).casefold()
