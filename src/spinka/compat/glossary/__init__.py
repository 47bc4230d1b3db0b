"""What the names of the API's fields mean and in which unit they are: the one place, for OpenAPI and the reference."""

from typing import Final

from spinka.compat.glossary import everyday, goods, papers, partners

FIELDS: Final[dict[str, str]] = {**everyday.FIELDS, **partners.FIELDS, **goods.FIELDS, **papers.FIELDS}

# How many entries a list may have where the type leaves it to the service, by method and parameter.
LIMITS: Final[dict[str, dict[str, int]]] = {
    "addInvoiceCorrection": {"items": 1000},
    "addOrder": {"products": 1000},
    "addOrderReturn": {"products": 1000},
    "deleteOrders": {"order_ids": 1000},
    "getCourierDocument": {"package_ids": 1000, "package_numbers": 1000},
    "getCourierPackagesStatusHistory": {"package_ids": 100},
    "getProtocol": {"package_ids": 1000, "package_numbers": 1000},
    "setConnectProductLinks": {"links": 1000},
    "setOrderReturnStatuses": {"return_ids": 1000},
    "setOrderStatuses": {"order_ids": 1000},
    "setOrdersMerge": {"order_ids_to_merge": 100},
}
