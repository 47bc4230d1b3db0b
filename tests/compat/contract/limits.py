"""What the contract's kinds and lengths do not tell: words and numbers outside its lists, and where texts are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# Parameters whatever value of which is taken, with the reason.
IGNORED: dict[str, str] = {
    **{
        f"addConnectContractorCredit.{name}": "the older call does nothing and takes anything"
        for name in ("connect_contractor_id", "amount", "message")
    },
    "addProduct.features": "old programs send a map as well as the documented list of pairs",
}

# Texts that may be longer than published, with the reason.
LONGER: dict[str, tuple[int, str]] = {
    **dict.fromkeys(
        ("getOrders.filter_email", "getOrdersByEmail.email"),
        (150, "an order keeps an e-mail of 150 characters, so it can be asked for as well"),
    ),
    "getOrdersByPhone.phone": (100, "an order keeps a phone of 100 characters, so it can be asked for as well"),
}

# Method, parameter, a value its published list does not have.
NOT_ONE_OF: list[tuple[str, str, Any]] = [
    ("addInventory", "default_language", "x"),
    ("addInventory", "default_price_group", 987654321),
    ("addInventoryPriceGroup", "price_group_type", "dependent_on_the_weather"),
    ("addInventoryPriceGroup", "currency", "zł"),
    ("addInventoryProduct", "tax_rate", 101),
    ("addInventoryProduct", "tax_rate", -5),
    ("addInventoryProduct", "star", 6),
    ("addInventoryProduct", "star", -1),
    ("addInventoryProduct", "images", {"16": "url:https://works.example/photo.png"}),
    ("addInventoryProduct", "prices", {"$price_group": 1}),
    ("addInventoryProduct", "prices", {"1": -1}),
    ("addOrder", "currency", "zł"),
    ("addOrder", "delivery_price", -1),
    ("addOrder", "date_add", -1),
    ("addOrder", "date_add", 10**15),
    ("addOrder", "products.0.storage", "cellar"),
    ("addOrder", "products.0.quantity", -1),
    ("addOrder", "products.0.price_brutto", -0.01),
    ("addOrder", "products.0.tax_rate", 101),
    ("addOrder", "products.0.tax_rate", -5),
    ("addOrderProduct", "storage", "cellar"),
    ("addOrderProduct", "quantity", -1),
    ("addOrderProduct", "tax_rate", 101),
    ("setOrderProductFields", "quantity", -1),
    ("setOrderProductFields", "tax_rate", -5),
    ("setOrderFields", "pick_state", 2),
    ("setOrderFields", "pack_state", -1),
    ("setOrderFields", "star", 6),
    ("setOrderPayment", "payment_done", -1),
    ("setOrderPayment", "payment_date", -1),
    ("addOrderStatus", "type", 7),
    ("addOrderStatus", "color", "blue"),
    ("addOrderReturnStatus", "color", "#12345"),
    ("addCrmClientStatus", "color", "#12345g"),
    ("addInvoice", "vat_rate", "101"),
    ("addInvoice", "vat_rate", "none"),
    ("addInvoiceCorrection", "correcting_reason", 10),
    ("addInvoiceCorrection", "items.0.item_quantity", -1),
    ("addInvoiceCorrection", "items.0.item_tax_rate", 101),
    ("addOrderInvoiceFile", "file", "data:!!!!"),
    ("addOrderReturn", "currency", "zł"),
    ("addOrderReturn", "products.1.quantity", -1),
    ("addOrderReturn", "products.1.tax_rate", 101),
    ("setOrderReturnRefund", "order_refund_done", -1),
    ("addCrmClient", "star", 6),
    ("addConnectContractorCreditSettlement", "amount", 0),
    ("addConnectContractorCreditSettlement", "amount", 10**9),
    ("setConnectContractorCreditLimit", "new_limit", -1),
    ("addInventoryDocument", "document_type", 6),
    ("setOrdersMerge", "merge_mode", "together"),
]


@dataclass(frozen=True)
class ReadBack:
    """Where the texts of a write are read: the call, the steps to the row, and fields of another name or none."""

    method: str
    parameters: dict[str, Any]
    steps: tuple[str, ...]
    key: str = ""
    other: frozenset[str] = frozenset()
    renamed: dict[str, str] = field(default_factory=dict)
    keeps_id: bool = False

    def pick(self, rows: list[dict[str, Any]], ids: Mapping[str, int | str]) -> dict[str, Any]:
        """The row of a list with the id that was written, or its last one."""
        wanted = [row for row in rows if self.key and row.get(self.key) == ids[self.renamed.get(self.key, self.key)]]
        return wanted[0] if wanted else rows[-1]


def _codes(*names: str) -> frozenset[str]:
    return frozenset(names)


ORDER_CODES = _codes("currency", "delivery_country_code", "invoice_country_code")
STATUS = {"id": "status_id"}
LINE_CODES = _codes("storage", "storage_id", "product_id", "variant_id")

READ_BACK: dict[str, ReadBack] = {
    "addInventory": ReadBack(
        "getInventories",
        {},
        ("inventories", "*"),
        "inventory_id",
        other=_codes("default_language", "default_warehouse"),
    ),
    "addInventoryPriceGroup": ReadBack(
        "getInventoryPriceGroups", {}, ("price_groups", "*"), "price_group_id", other=_codes("currency")
    ),
    "addInventoryWarehouse": ReadBack(
        "getInventoryWarehouses", {}, ("warehouses", "*"), "warehouse_id", other=_codes("country")
    ),
    "addInventoryCategory": ReadBack(
        "getInventoryCategories", {"inventory_id": "$inventory_id"}, ("categories", "*"), "category_id"
    ),
    "addInventoryManufacturer": ReadBack(
        "getInventoryManufacturers",
        {},
        ("manufacturers", "*"),
        "manufacturer_id",
        other=_codes("manufacturer_country_code"),
    ),
    "addInventoryTag": ReadBack("getInventoryTags", {}, ("tags", "*"), "tag_id"),
    "addInventoryProduct": ReadBack(
        "getInventoryProductsData",
        {"inventory_id": "$inventory_id", "products": ["$product_id"]},
        ("products", "$product_id"),
    ),
    "addInventoryDocument": ReadBack(
        "getInventoryDocuments", {}, ("documents", "*"), "document_id", other=_codes("contractor", "invoice_no")
    ),
    "addInventorySupplier": ReadBack(
        "getInventorySuppliers",
        {},
        ("suppliers", "*"),
        "supplier_id",
        other=_codes("currency", "take_product_cost_from", "take_product_code_from"),
    ),
    "addInventoryPayer": ReadBack("getInventoryPayers", {}, ("payers", "*"), "payer_id"),
    "addInventoryWarehouseLocation": ReadBack(
        "getInventoryWarehouseLocations",
        {"warehouse_id": "$warehouse_id", "warehouse_type": "bl"},
        ("locations", "*"),
        "location_id",
        other=_codes("warehouse_type", "color"),
    ),
    "addInventoryWarehouseLocationType": ReadBack(
        "getInventoryWarehouseLocationTypes", {}, ("location_types", "*"), "location_type_id"
    ),
    "addInventoryWarehouseZone": ReadBack(
        "getInventoryWarehouseZones", {}, ("zones", "*"), "zone_id", other=_codes("color")
    ),
    "addInventoryWarehouseRack": ReadBack("getInventoryWarehouseRacks", {}, ("racks", "*"), "rack_id"),
    "addOrder": ReadBack("getOrders", {"order_id": "$order_id"}, ("orders", "*"), other=ORDER_CODES),
    "setOrderFields": ReadBack("getOrders", {"order_id": "$order_id"}, ("orders", "*"), other=ORDER_CODES),
    "addOrderProduct": ReadBack(
        "getOrders",
        {"order_id": "$order_id"},
        ("orders", "*", "products", "*"),
        "order_product_id",
        other=LINE_CODES,
    ),
    "setOrderProductFields": ReadBack(
        "getOrders",
        {"order_id": "$order_id"},
        ("orders", "*", "products", "*"),
        "order_product_id",
        other=LINE_CODES,
    ),
    "setOrderPayment": ReadBack(
        "getOrderPaymentsHistory",
        {"order_id": "$order_id", "show_full_history": True},
        ("payments", "*"),
        renamed={"payment_comment": "comment"},
    ),
    "addOrderStatus": ReadBack(
        "getOrderStatusList",
        {},
        ("statuses", "*"),
        "id",
        other=_codes("color", "short_name", "comments"),
        renamed=STATUS,
    ),
    "addOrderReturnStatus": ReadBack(
        "getOrderReturnStatusList", {}, ("statuses", "*"), "id", other=_codes("color"), renamed=STATUS
    ),
    "addOrderReturnStatusGroup": ReadBack("getOrderReturnStatusGroups", {}, ("status_groups", "*"), "group_id"),
    "addCrmClientStatus": ReadBack(
        "getCrmClientStatuses", {}, ("statuses", "*"), "id", other=_codes("color"), renamed=STATUS
    ),
    "addCrmClientStatusGroup": ReadBack("getCrmClientStatusGroups", {}, ("status_groups", "*"), "group_id"),
    "addOrderStatusGroup": ReadBack("getOrderStatusGroups", {}, ("status_groups", "*"), "group_id"),
    "addOrderReturn": ReadBack(
        "getOrderReturns",
        {"return_id": "$return_id"},
        ("returns", "*"),
        other=_codes("currency", "delivery_country_code"),
    ),
    "setOrderReturnFields": ReadBack(
        "getOrderReturns", {"return_id": "$return_id"}, ("returns", "*"), other=_codes("delivery_country_code")
    ),
    "addOrderReturnProduct": ReadBack(
        "getOrderReturns",
        {"return_id": "$return_id"},
        ("returns", "*", "products", "*"),
        "order_return_product_id",
        other=LINE_CODES,
    ),
    "setOrderReturnProductFields": ReadBack(
        "getOrderReturns",
        {"return_id": "$return_id"},
        ("returns", "*", "products", "*"),
        "order_return_product_id",
        other=LINE_CODES,
    ),
    "addCrmClient": ReadBack(
        "getCrmClientData",
        {"crm_client_id": "$crm_client_id"},
        (),
        other=_codes("invoice_country_code", "delivery_country_code"),
    ),
    "addConnectContractorCreditSettlement": ReadBack(
        "getConnectContractorCreditHistory",
        {"connect_contractor_id": "$connect_contractor_id"},
        ("credit_data", "*"),
        "credit_entry_id",
        renamed={"message": "description"},
    ),
    "addOrderInvoiceFile": ReadBack("getInvoices", {"invoice_id": "$invoice_id"}, ("invoices", "*")),
    "createPackageManual": ReadBack(
        "getOrderPackages",
        {"order_id": "$order_id"},
        ("packages", "*"),
        "package_id",
        renamed={"package_number": "courier_package_nr"},
    ),
}
