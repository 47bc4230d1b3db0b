"""Which family a method belongs to: the menu of the reference, in the order people need it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from spinka.compat.registry import METHODS, Method

# Modules of compat/methods by heading; the order is the menu's.
FAMILIES: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "catalogs": (_("Catalogs, price groups, warehouses"), ("inventories",)),
    "products": (_("Products"), ("products", "products_bulk")),
    "stock": (_("Stock and prices"), ("stock_prices", "currency_rates")),
    "sorting": (_("Categories, manufacturers, tags, fields"), ("sorting",)),
    "inventory-documents": (
        _("Warehouse documents"),
        ("inventory_documents", "inventory_partners", "inventory_locations"),
    ),
    "orders": (_("Orders"), ("orders", "order_batches", "order_lines", "order_transforms", "transactions")),
    "statuses": (_("Order statuses"), ("statuses", "status_groups")),
    "payments": (_("Payments and journal"), ("payments", "journal")),
    "documents": (_("Invoices and receipts"), ("invoices", "receipts", "receipt_printing")),
    "parcels": (_("Parcels and couriers"), ("packages", "couriers")),
    "returns": (_("Returns"), ("returns", "return_lines", "return_refunds", "return_statuses")),
    "clients": (_("Clients"), ("clients", "client_statuses")),
    "supplier": (_("Connect: for suppliers"), ("connect_supplier", "connect_invitations", "connect_credit")),
    "contractor": (
        _("Connect: for contractors"),
        ("connect_contractor", "connect_imports", "connect_profiles", "connect_products", "external_storages"),
    ),
    "sales": (_("Connect: orders between partners"), ("connect_sales", "connect_holds")),
    "directory": (_("Connect: supplier directory"), ("connect_directory",)),
    "old": (_("Old names"), ("storages", "storage_products")),
}


@dataclass(frozen=True, slots=True)
class Family:
    """A heading of the menu with its methods by name."""

    key: str
    title: str | Promise
    methods: tuple[Method, ...]


def family_of(method: Method) -> str:
    """The key of a method's family; the module's name where none is written down."""
    module = method.run.__module__.rpartition(".")[2]
    return next((key for key, (_title, modules) in FAMILIES.items() if module in modules), module)


def families() -> Iterator[Family]:
    """Families with served methods, in the menu's order; unknown ones last, under their module's name."""
    served: dict[str, list[Method]] = {}
    for name in sorted(METHODS):
        served.setdefault(family_of(METHODS[name]), []).append(METHODS[name])
    for key in [key for key in FAMILIES if key in served] + sorted(served.keys() - FAMILIES.keys()):
        title = FAMILIES[key][0] if key in FAMILIES else key.replace("_", " ").capitalize()
        yield Family(key, title, tuple(served[key]))
