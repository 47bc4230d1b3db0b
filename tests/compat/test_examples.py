"""Every served method does its work, over both addresses and in the spellings old clients use."""

from typing import Any

import pytest

from spinka.compat import methods
from spinka.compat.registry import METHODS
from tests.compat import recorded
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
        request = fill(EXAMPLES[name], world.ids)
        with rolled_back():
            answer = world.api.call(name, **request)
        assert answer["status"] == "SUCCESS", answer
        assert "error_code" not in answer
        recorded.check(name, request, answer)

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
