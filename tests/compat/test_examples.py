"""Every served method does its work, over both addresses and in the spellings old clients use."""

from typing import Any

import pytest

from spinka.compat import methods
from spinka.compat.registry import METHODS
from tests.compat.contract import published
from tests.compat.examples import EXAMPLES, fill
from tests.factories.world import World
from tests.support.api import read
from tests.support.rows import changed, fingerprint, rolled_back

methods.load()
every_method = pytest.mark.parametrize("name", sorted(METHODS.keys() & EXAMPLES.keys()))


def as_old_clients_send(value: Any) -> Any:
    """Numbers as text, booleans as 0 and 1, lists as maps with integer keys."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict):
        return {key: as_old_clients_send(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return {str(index): as_old_clients_send(entry) for index, entry in enumerate(value)}
    return value


def shape(value: Any) -> Any:
    """An answer without its values: what a typed client sees."""
    if isinstance(value, dict):
        return {key: shape(entry) for key, entry in value.items() if not key.lstrip("-").isdigit()}
    return [shape(value[0])] if isinstance(value, list) and value else type(value).__name__


@every_method
class TestExamples:
    def test_succeeds(self, name: str, world: World) -> None:
        with rolled_back():
            answer = world.api.call(name, **fill(EXAMPLES[name], world.ids))
        assert answer["status"] == "SUCCESS", answer
        assert "error_code" not in answer

    def test_succeeds_over_the_other_address(self, name: str, world: World) -> None:
        with rolled_back():
            response = world.api.rest(name, **fill(EXAMPLES[name], world.ids))
        assert (response.status_code, read(response)["status"]) == (200, "SUCCESS")

    def test_succeeds_as_old_clients_send_it(self, name: str, world: World) -> None:
        parameters = fill(EXAMPLES[name], world.ids)
        with rolled_back():
            plain = world.api.call(name, **parameters)
        with rolled_back():
            old = world.api.call(name, **as_old_clients_send(parameters))
        assert old["status"] == "SUCCESS", old
        assert shape(old) == shape(plain)

    def test_reading_changes_nothing(self, name: str, world: World) -> None:
        if not name.startswith(("get", "verify")):
            return
        before = fingerprint(world.account.account_id)
        world.api.call(name, **fill(EXAMPLES[name], world.ids))
        assert changed(before, fingerprint(world.account.account_id)) == set()


KINDS: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "number": (int, float),
    "string": (str,),
    "bool": (bool,),
    "array": (list,),
    "map": (dict,),
    "object": (dict,),
}


# Lists in the published table, objects here: their inner names were never published (R31).
OBJECTS = {"settings", "credit_data"}


def wrong_kinds(value: Any, fields: list[dict[str, Any]], path: str = "") -> list[str]:
    """Where an answer differs from the published names and JSON kinds."""
    found = []
    for entry in fields:
        name, kinds = entry["name"], [*entry["json"].split("|"), *entry.get("sample_json", "").split("|")]
        if name.startswith("<") or name not in value:
            continue
        given, here = value[name], f"{path}.{name}"
        allowed = tuple(kind for word in filter(None, kinds) for kind in KINDS.get(word, (object,)))
        if name in OBJECTS:
            allowed += (dict,)
        if not isinstance(given, allowed) or (
            isinstance(given, bool) and bool not in allowed and object not in allowed
        ):
            found.append(f"{here}: {type(given).__name__} instead of {entry['json']}")
            continue
        rows = given if isinstance(given, list) else [given]
        if isinstance(given, dict) and entry["json"] == "map":
            rows = list(given.values())
        for row in rows:
            if isinstance(row, dict) and entry.get("fields"):
                found += wrong_kinds(row, entry["fields"], here)
    return found


@pytest.mark.parametrize("name", sorted(METHODS.keys() & EXAMPLES.keys() & published().keys()))
class TestContract:
    def test_answers_with_the_published_names_and_kinds(self, name: str, world: World) -> None:
        with rolled_back():
            answer = world.api.call(name, **fill(EXAMPLES[name], world.ids))
        assert answer["status"] == "SUCCESS", answer
        fields = published()[name]["response"]
        optional = {entry["name"] for entry in fields if "warnings" in entry["name"]}
        missing = {entry["name"] for entry in fields} - answer.keys() - optional
        assert missing == set()
        assert wrong_kinds(answer, fields) == []
