"""What the fields of the API mean, in one place: by name, or by method and name where a name has two meanings."""

WORDS: dict[str, str] = {}


def meaning(method: str, name: str) -> str:
    """One sentence about a field, empty when its name says it all."""
    return WORDS.get(f"{method}.{name}", WORDS.get(name, ""))
