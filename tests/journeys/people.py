"""Somebody with an account who does everything over HTTP."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.support import wire
from tests.support.served import Served

Answer = dict[str, Any]
PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Firm:
    """An account opened on the command line, its token, and its default catalog's ids."""

    url: str
    account_id: int
    token: str
    inventory_id: int
    price_group_id: int
    warehouse: str

    def call(self, method: str, /, **parameters: Any) -> Answer:
        """The fields of a call that must succeed."""
        return wire.call(self.url, self.token, method, **parameters)

    def refused(self, method: str, /, **parameters: Any) -> str:
        """The error code of a call that must be refused."""
        answer = wire.envelope(self.url, self.token, method, **parameters)
        assert answer.keys() == {"status", "error_code", "error_message"}, answer
        return str(answer["error_code"])

    def order(self, order_id: int) -> Answer:
        """One order with its lines and what Connect says about it."""
        (order,) = self.call("getOrders", order_id=order_id, include_connect_data=True)["orders"]
        assert isinstance(order, dict)
        return order

    def stock(self, product_id: int) -> Answer:
        """Stock and reservations of one product by warehouse key."""
        rows = self.call("getInventoryProductsStock", inventory_id=self.inventory_id, filter_id=product_id)["products"]
        row = rows[str(product_id)]
        return {"stock": row["stock"], "reservations": row.get("reservations", {})}

    def statuses(self) -> dict[str, int]:
        """Status ids by name."""
        return {row["name"]: row["id"] for row in self.call("getOrderStatusList")["statuses"]}


def open_firm(served: Served, name: str, email: str) -> Firm:
    """Open an account with `spinka account add --json`."""
    person = ("--email", email, "--password", "correct-horse-battery", "--limit", "0")
    opened = served.command("account", "add", "--name", name, *person)
    token = str(opened["api_token"])
    (inventory,) = wire.call(served.url, token, "getInventories")["inventories"]
    return Firm(
        url=served.url,
        account_id=opened["account_id"],
        token=token,
        inventory_id=inventory["inventory_id"],
        price_group_id=inventory["default_price_group"],
        warehouse=inventory["default_warehouse"],
    )


def await_true(check: Callable[[], Any], what: str) -> Any:
    """Wait until the worker has done what is checked; gives what the check gave."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := check()):
        assert time.monotonic() < deadline, f"in vain: {what}"
        time.sleep(0.05)
    return found
