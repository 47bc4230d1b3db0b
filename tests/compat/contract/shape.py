"""The oracle of answers: what the published contract says of names, JSON kinds and keys, read from nothing else."""

import re
from collections.abc import Mapping
from typing import Any

from tests.compat.contract import Entry, published

# Blocks that come only when a parameter asks for them (overview.md section 4).
ASKED_FOR = {
    "getInventoryProductsData.products.ean_additional": "include_additional_eans",
    "getInventoryProductsData.products.stock_erp_units": "include_erp_units",
    "getInventoryProductsData.products.stock_wms_units": "include_wms_units",
    "getInventoryProductsData.products.suppliers": "include_suppliers",
    "getOrders.orders.custom_extra_fields": "include_custom_extra_fields",
    "getOrders.orders.commissions": "include_commissions",
    "getOrders.orders.connect_data": "include_connect_data",
    "getOrderReturns.returns.connect_data": "include_connect_data",
    "getOrderReturns.returns.custom_extra_fields": "include_custom_extra_fields",
    "getCrmClientData.custom_extra_fields": "include_custom_extra_fields",
    "getOrderTransactionData.order_items": "include_complex_taxes",
    "getInvoices.invoices.gov_id": "get_government_data",
    "getInvoices.invoices.gov_date": "get_government_data",
    "getInvoices.invoices.gov_status": "get_government_data",
}
# Blocks that come only where the row has them, as the contract's notes say.
WHERE_THERE_IS_ONE = {
    "addInventoryProduct.warnings": "nothing to warn of",
    "getInventoryProductsData.products.variants": "a product without variants",
    "getInventoryProductsData.products.bundle_products": "a product that is no bundle",
    "getInventoryProductsStock.products.reservations": "a catalog without reservations",
    "getInventoryProductsStock.products.variants": "a product without variants",
    "getInventoryProductsPrices.products.variants": "a product without variants",
    "getInventoryExtraFields.extra_fields.options": "a field without a choice",
    "getOrderExtraFields.extra_fields.options": "a field without a choice",
    "getOrderReturnExtraFields.extra_fields.options": "a field without a choice",
    "getCrmClientExtraFields.extra_fields.options": "a field without a choice",
    "getOrders.orders.connect_data": "an order nobody forwarded",
    "getOrderReturns.returns.connect_data": "a return of no forwarded order",
}
# Names the contract does not have.
OWN = {
    "getConnectIntegrations.integrations.own_integrations": {
        *("code_name", "inventory_id", "require_approval"),  # what addConnectIntegration takes
    },
    "getConnectIntegrations.integrations.connected_integrations": {
        *("connect_contractor_id", "supplier_name", "state", "warehouse_id"),  # what the joined side needs to go on
        "syncs",  # copies of stock and prices with their last and next run (E-17, E-18)
    },
    "getConnectIntegrationContractors.contractors": {
        "state",  # suspended and waiting contractors are listed too
        "overridden",  # which settings are the contractor's own (R33)
    },
    "getPackageDetails.package_details": {"package_number"},  # the number of each box
    "getOrders.orders": {"commission"},  # the block's name before 2025, asked for by with_commission
    "getInventoryProductsData.products": {
        *("type", "is_draft", "min_quantity", "quantity_step", "available_from"),  # our own fields (R34)
        "relations",  # asked for by include_relations; its inner names were never published
    },
}
# A list in the contract's table, an object here: the inner names were never published (R31).
OBJECTS = {
    "getConnectIntegrations.integrations.own_integrations.settings",
    "getConnectIntegrations.integrations.connected_integrations.settings",
    "getConnectIntegrationContractors.contractors.settings",
    "getConnectIntegrationContractors.contractors.credit_data",
}
# Maps whose values are lists of rows, by the contract's notes.
ROWS_IN_MAP = {
    "getCourierPackagesStatusHistory.packages_history",
    "getInventoryProductsData.products.stock_erp_units",
    "getInventoryProductsData.products.stock_wms_units",
}

_NUMBER = re.compile(r"[0-9]+")
_KEYS = {
    "warehouse_key": re.compile(r"(bl|shop|warehouse|fulfillment|blconnect)_[0-9]+"),
    "text_field_key": re.compile(
        r"(name|description|features|description_extra[1-4]|extra_field_[0-9]+)(\|[a-z]{2}(\|[a-z]+_[0-9]+)?)?"
    ),
    **dict.fromkeys(("row", "code", "option_id", "source_type"), re.compile(r".+")),
}
_KINDS: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "number": (int, float),
    "string": (str,),
    "bool": (bool,),
    "array": (list,),
    "map": (dict,),
    "object": (dict,),
    "null": (type(None),),
}


def kind_of(value: Any) -> str:
    """How JSON calls a value."""
    if value is None:
        return "null"
    names = {bool: "bool", int: "int", float: "number", str: "string", list: "array", dict: "map"}
    return names[type(value)]


def is_kind(value: Any, column: str) -> bool:
    """Whether a value is of one of the kinds of a `json` column."""
    words = column.split("|")
    return any(word == "any" or type(value) in _KINDS.get(word, (dict, list)) for word in words)


def _as_values(value: Any, word: str) -> bool:
    """Whether a map's value is as its `values` say."""
    match word:
        case "stock":
            return isinstance(value, dict) and all(type(entry) is int for entry in value.values())
        case "prices":
            return isinstance(value, dict) and all(is_kind(entry, "number") for entry in value.values())
        case "text_field" | "extra_field":
            return isinstance(value, str | dict)
        case "strings":
            return isinstance(value, list) and all(isinstance(entry, str) for entry in value)
        case _:
            return is_kind(value, word)


class Answers:
    """Checks answers of one method; remembers which documented fields came and which ever held something."""

    def __init__(self, method: str) -> None:
        self.method = method
        self.fields = published()[method]["response"]
        self.seen: set[str] = set()
        self.filled: set[str] = set()

    def problems(self, answer: Mapping[str, Any], parameters: Mapping[str, Any]) -> list[str]:
        """Where a successful answer differs from the contract; `parameters` are those of the call."""
        rest = {name: value for name, value in answer.items() if name != "status"}
        return self._object(rest, self.fields, self.method, parameters)

    def _object(
        self, value: Mapping[str, Any], fields: list[Entry], path: str, parameters: Mapping[str, Any]
    ) -> list[str]:
        found = []
        documented = {entry["name"]: entry for entry in fields}
        if any(name.startswith("<") for name in documented):
            (pattern,) = fields
            named = {**pattern, "name": "*"}
            return [text for entry in value.values() for text in self._value(entry, named, path, parameters)]
        for name in documented.keys() - value.keys():
            asked = ASKED_FOR.get(f"{path}.{name}")
            if f"{path}.{name}" not in WHERE_THERE_IS_ONE and (asked is None or parameters.get(asked)):
                found.append(f"{path}.{name}: missing")
        unknown = value.keys() - documented.keys() - OWN.get(path, set())
        found += [f"{path}.{name}: not in the contract" for name in unknown]
        for name in value.keys() & documented.keys():
            asked = ASKED_FOR.get(f"{path}.{name}")
            if asked is not None and not parameters.get(asked):
                found.append(f"{path}.{name}: came without {asked}")
            found += self._value(value[name], documented[name], path, parameters)
        return found

    def _value(self, value: Any, entry: Entry, path: str, parameters: Mapping[str, Any]) -> list[str]:
        here = f"{path}.{entry['name']}"
        self.seen.add(here)
        if value not in ([], {}, "", None):
            self.filled.add(here)
        if not is_kind(value, "object" if here in OBJECTS else entry["json"]):
            return [f"{here}: {kind_of(value)} instead of {entry['json']}"]
        if isinstance(value, dict) and here not in OBJECTS:
            return self._map(value, entry, here, parameters)
        if isinstance(value, list):
            return self._list(value, entry, here, parameters)
        return []

    def _map(self, value: dict[str, Any], entry: Entry, here: str, parameters: Mapping[str, Any]) -> list[str]:
        fields = entry.get("fields", [])
        if entry["json"] == "object":
            return self._object(value, fields, here, parameters) if fields else []
        pattern = _KEYS.get(entry.get("key", "row"), _NUMBER)
        found = [f"{here}: key {key}" for key in value if not pattern.fullmatch(key)]
        if fields and fields[0]["name"].startswith("<"):
            return found + self._object(value, fields, here, parameters)
        for key, inner in value.items():
            rows = inner if here in ROWS_IN_MAP else [inner]
            if fields and not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
                found.append(f"{here}[{key}]: {kind_of(inner)} instead of an object")
            elif fields:
                found += [text for row in rows for text in self._object(row, fields, here, parameters)]
            elif "values" in entry and not _as_values(inner, entry["values"]):
                found.append(f"{here}[{key}]: {kind_of(inner)} instead of {entry['values']}")
        return found

    def _list(self, value: list[Any], entry: Entry, here: str, parameters: Mapping[str, Any]) -> list[str]:
        if "items" in entry:
            return [f"{here}: {kind_of(item)} in it" for item in value if not is_kind(item, entry["items"])]
        fields = entry.get("fields")
        if not fields:
            return []
        found = []
        for row in value:
            if isinstance(row, dict):
                found += self._object(row, fields, here, parameters)
            else:
                found.append(f"{here}: {kind_of(row)} instead of an object")
        return found


def documented(method: str) -> set[str]:
    """Every field of a method's answer, by the way to it."""

    def under(fields: list[Entry], path: str) -> set[str]:
        names = set()
        for entry in fields:
            here = f"{path}.{'*' if entry['name'].startswith('<') else entry['name']}"
            names |= {here} | under(entry.get("fields", []), here)
        return names

    return under(published()[method]["response"], method)
