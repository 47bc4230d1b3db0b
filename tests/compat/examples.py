"""One successful call per served method, over the ids of a world: `$name` stands for its id, also inside longer texts."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from tests.factories.world import LABEL

Parameters = dict[str, Any]
INVENTORY: Parameters = {
    "name": "Example",
    "description": "text",
    "languages": ["pl"],
    "default_language": "pl",
    "price_groups": ["$price_group_id"],
    "default_price_group": "$price_group_id",
    "warehouses": ["bl_$warehouse_id"],
    "default_warehouse": "bl_$warehouse_id",
    "reservations": True,
}
PRODUCT: Parameters = {
    "inventory_id": "$inventory_id",
    "sku": "EX-1",
    "ean": "4006381333931",
    "ean_additional": [{"ean": "4006381333948", "quantity": 2}],
    "asin": "B000000001",
    "tags": ["example"],
    "tax_rate": 23,
    "weight": 1.5,
    "height": 1,
    "width": 2,
    "length": 3,
    "average_cost": 4.5,
    "star": 1,
    "manufacturer_id": "$manufacturer_id",
    "category_id": "$category_id",
    "prices": {"$price_group_id": 10.5},
    "stock": {"bl_$warehouse_id": 5},
    "locations": {"bl_$warehouse_id": "A-1"},
    "text_fields": {"name": "Example", "description": "<p>text</p>", "features": {"Colour": "red"}},
}
LINE: Parameters = {
    "storage": "db",
    "storage_id": 0,
    "product_id": "$product_id",
    "variant_id": "0",
    "name": "Example",
    "sku": "EX-1",
    "ean": "4006381333931",
    "location": "A-1",
    "attributes": "red",
    "price_brutto": 10.5,
    "tax_rate": 23,
    "quantity": 2,
    "weight": 1,
}
ADDRESS: Parameters = {
    "email": "buyer@example.com",
    "phone": "600100200",
    "user_login": "buyer",
    "user_comments": "note",
    "admin_comments": "note",
    "payment_method": "transfer",
    "payment_method_cod": False,
    "delivery_method": "courier",
    "delivery_price": 9.99,
    "delivery_fullname": "Anna Kowalska",
    "delivery_company": "Firm",
    "delivery_address": "Prosta 1",
    "delivery_postcode": "00-001",
    "delivery_city": "Warszawa",
    "delivery_state": "",
    "delivery_country_code": "PL",
    "delivery_point_id": "KRA01",
    "delivery_point_name": "Point",
    "delivery_point_address": "Prosta 2",
    "delivery_point_postcode": "00-002",
    "delivery_point_city": "Warszawa",
    "invoice_fullname": "Anna Kowalska",
    "invoice_company": "Firm",
    "invoice_nip": "5260250995",
    "invoice_address": "Prosta 1",
    "invoice_postcode": "00-001",
    "invoice_city": "Warszawa",
    "invoice_state": "",
    "invoice_country_code": "PL",
    "want_invoice": True,
    "extra_field_1": "one",
    "extra_field_2": "two",
}
ORDER: Parameters = {
    **ADDRESS,
    "order_status_id": "$status_id",
    "date_add": 1_700_000_000,
    "currency": "PLN",
    "paid": False,
    "products": [LINE],
}
RETURN: Parameters = {
    "admin_comments": "note",
    "email": "buyer@example.com",
    "phone": "600100200",
    "user_login": "buyer",
    "delivery_price": 9.99,
    "delivery_fullname": "Anna Kowalska",
    "delivery_company": "Firm",
    "delivery_address": "Prosta 1",
    "delivery_postcode": "00-001",
    "delivery_city": "Warszawa",
    "delivery_state": "",
    "delivery_country_code": "PL",
    "extra_field_1": "one",
    "extra_field_2": "two",
}
RETURN_LINE: Parameters = {
    **LINE,
    "warehouse_id": "$warehouse_id",
    "status_id": "$return_line_status_id",
    "return_reason_id": "$return_reason_id",
}
CLIENT: Parameters = {
    "status_id": "$client_status_id",
    "star": 3,
    "contractor_id": "$connect_contractor_id",
    "login": "buyer",
    "phone": "600100200",
    "email": "buyer@example.com",
    "notes": "text",
    "invoice_company": "Firm",
    "invoice_fullname": "Anna Kowalska",
    "invoice_address": "Prosta 1",
    "invoice_postcode": "00-001",
    "invoice_city": "Warszawa",
    "invoice_state": "",
    "invoice_country_code": "PL",
    "invoice_tax_id": "526-025-09-95",
    "delivery_company": "Firm",
    "delivery_fullname": "Anna Kowalska",
    "delivery_address": "Prosta 1",
    "delivery_postcode": "00-001",
    "delivery_city": "Warszawa",
    "delivery_state": "",
    "delivery_country_code": "PL",
}
MANUFACTURER: Parameters = {
    "manufacturer_name": "Example",
    "manufacturer_url": "www.example.com",
    "manufacturer_street": "Prosta 1",
    "manufacturer_postcode": "00-001",
    "manufacturer_city": "Warszawa",
    "manufacturer_country_code": "PL",
    "manufacturer_email": "works@example.com",
    "manufacturer_phone": "600100200",
}

EXAMPLES: dict[str, Parameters] = {
    # Base Connect, published
    "getConnectIntegrations": {},
    "getConnectIntegrationContractors": {"connect_integration_id": "$connect_integration_id"},
    "getConnectContractorCreditHistory": {"connect_contractor_id": "$connect_contractor_id"},
    "addConnectContractorCreditSettlement": {
        "connect_contractor_id": "$connect_contractor_id",
        "amount": 1,
        "message": "text",
    },
    "setConnectContractorCreditLimit": {
        "connect_contractor_id": "$connect_contractor_id",
        "new_limit": 500,
        "message": "text",
    },
    "addConnectContractorCredit": {"connect_contractor_id": "$connect_contractor_id", "amount": 1, "message": "text"},
    # Catalogs, price groups, warehouses
    "addInventory": INVENTORY,
    "deleteInventory": {"inventory_id": "$spare_inventory_id"},
    "getInventories": {},
    "addInventoryPriceGroup": {"name": "Example", "description": "text", "currency": "EUR"},
    "deleteInventoryPriceGroup": {"price_group_id": "$spare_price_group_id"},
    "getInventoryPriceGroups": {},
    "addInventoryWarehouse": {
        "name": "Example",
        "description": "text",
        "stock_edition": True,
        "country": "PL",
        "address": "Prosta 1",
        "postcode": "00-001",
        "city": "Warszawa",
    },
    "deleteInventoryWarehouse": {"warehouse_id": "$spare_warehouse_id"},
    "getInventoryWarehouses": {},
    # Sorting
    "addInventoryCategory": {"inventory_id": "$inventory_id", "name": "Example", "parent_id": "$category_id"},
    "deleteInventoryCategory": {"category_id": "$spare_category_id"},
    "getInventoryCategories": {"inventory_id": "$inventory_id"},
    "addInventoryManufacturer": MANUFACTURER,
    "deleteInventoryManufacturer": {"manufacturer_id": "$manufacturer_id"},
    "getInventoryManufacturers": {"page": 1},
    "getInventoryTags": {},
    "addInventoryTag": {"name": "Example"},
    "deleteInventoryTag": {"tag_id": "$tag_id"},
    "getInventoryExtraFields": {},
    "getInventoryAvailableTextFieldKeys": {"inventory_id": "$inventory_id"},
    # Products
    "addInventoryProduct": PRODUCT,
    "addInventoryProducts": {
        "inventory_id": "$inventory_id",
        "products": [{key: value for key, value in PRODUCT.items() if key != "inventory_id"}],
    },
    "deleteInventoryProduct": {"product_id": "$spare_product_id"},
    "getInventoryProductsData": {"inventory_id": "$inventory_id", "products": ["$product_id", "$variant_id"]},
    "getInventoryProductsList": {"inventory_id": "$inventory_id", "filter_id": "$product_id"},
    "getInventoryProductsStock": {"inventory_id": "$inventory_id", "filter_id": "$product_id"},
    "getInventoryProductsPrices": {"inventory_id": "$inventory_id", "page": 1},
    "updateInventoryProductsStock": {
        "inventory_id": "$inventory_id",
        "products": {"$spare_product_id": {"bl_$warehouse_id": 9}},
    },
    "updateInventoryProductsPrices": {
        "inventory_id": "$inventory_id",
        "products": {"$spare_product_id": {"$price_group_id": 9.99}},
    },
    "getInventoryProductLogs": {"product_id": "$product_id"},
    # Orders
    "addOrder": ORDER,
    "addOrders": {"orders": [ORDER]},
    "deleteOrders": {"order_ids": ["$order_id"]},
    "getOrders": {"order_id": "$order_id", "include_connect_data": True, "include_custom_extra_fields": True},
    "getOrdersByEmail": {"email": "buyer@example.com"},
    "getOrdersByPhone": {"phone": "600999999"},
    "setOrderFields": {"order_id": "$order_id", **ADDRESS, "star": 1, "pick_state": 1, "pack_state": 0},
    "addOrderProduct": {"order_id": "$order_id", **LINE},
    "setOrderProductFields": {
        "order_id": "$order_id",
        "order_product_id": "$order_product_id",
        "name": "Example",
        "quantity": 2,
    },
    "deleteOrderProduct": {"order_id": "$order_id", "order_product_id": "$order_product_id"},
    "setOrderPayment": {
        "order_id": "$order_id",
        "payment_done": 7.5,
        "payment_date": 1_700_000_000,
        "payment_comment": "text",
        "external_payment_id": "P1",
    },
    "getOrderPaymentsHistory": {"order_id": "$order_id", "show_full_history": True},
    "getOrderStatusList": {},
    "setOrderStatus": {"order_id": "$order_id", "status_id": "$other_status_id"},
    "setOrderStatuses": {"order_ids": ["$order_id"], "status_id": "$other_status_id"},
    "addOrderStatus": {"name": "Example", "short_name": "Ex", "name_for_customer": "Example", "color": "#112233"},
    "deleteOrderStatus": {"status_id": "$spare_status_id", "target_status_id": "$status_id"},
    "getJournalList": {"last_log_id": 0, "order_id": "$order_id"},
    "getOrderExtraFields": {},
    "getOrderSources": {},
    # Returns
    "addOrderReturn": {
        "order_id": "$order_id",
        "status_id": "$return_status_id",
        "custom_source_id": 0,
        "reference_number": "R/1",
        "date_add": 1_700_000_000,
        "currency": "PLN",
        "refunded": False,
        **RETURN,
        "products": [{"order_product_id": "$order_product_id", "quantity": 1}, RETURN_LINE],
        "refund_account_number": "61109010140000071219812874",
        "refund_iban": "PL61109010140000071219812874",
        "refund_swift": "WBKPPLPP",
    },
    "getOrderReturns": {
        "return_id": "$return_id",
        "order_id": "$order_id",
        "include_connect_data": True,
        "include_custom_extra_fields": True,
    },
    "getOrderReturnExtraFields": {},
    "setOrderReturnFields": {"return_id": "$return_id", **RETURN},
    "addOrderReturnProduct": {"return_id": "$return_id", "order_product_id": "$order_product_id", **RETURN_LINE},
    "setOrderReturnProductFields": {
        "return_id": "$return_id",
        "order_return_product_id": "$order_return_product_id",
        **RETURN_LINE,
    },
    "deleteOrderReturnProduct": {
        "return_id": "$return_id",
        "order_return_product_id": "$order_return_product_id",
    },
    "getOrderReturnStatusList": {},
    "setOrderReturnStatus": {"return_id": "$return_id", "status_id": "$other_return_status_id"},
    "setOrderReturnStatuses": {"return_ids": ["$return_id"], "status_id": "$other_return_status_id"},
    "getOrderReturnReasonsList": {},
    "getOrderReturnProductStatuses": {},
    "getOrderReturnPaymentsHistory": {"return_id": "$return_id", "show_full_history": True},
    "setOrderReturnRefund": {
        "return_id": "$return_id",
        "order_refund_done": 7.5,
        "refund_date": 1_700_000_000,
        "refund_comment": "text",
        "external_refund_id": "P1",
    },
    "getOrderReturnJournalList": {"last_log_id": 0, "return_id": "$return_id"},
    "getOrderReturnStatusGroups": {},
    "addOrderReturnStatus": {
        "name": "Example",
        "name_for_customer": "Example",
        "color": "#112233",
        "group_id": "$return_status_group_id",
    },
    "deleteOrderReturnStatus": {
        "status_id": "$spare_return_status_id",
        "target_status_id": "$return_status_id",
    },
    "addOrderReturnStatusGroup": {"group_id": "$return_status_group_id", "name": "Example"},
    "deleteOrderReturnStatusGroup": {"group_id": "$return_status_group_id"},
    # Clients
    "addCrmClient": {"crm_client_id": "$crm_client_id", **CLIENT},
    "deleteCrmClient": {"crm_client_id": "$crm_client_id"},
    "getCrmClientData": {"crm_client_id": "$crm_client_id", "include_custom_extra_fields": True},
    "getCrmClientExtraFields": {},
    "getCrmClients": {"page": 1, "filter_crm_client_id": "$crm_client_id"},
    "getCrmClientStatuses": {},
    "getCrmClientStatusGroups": {},
    "addCrmClientStatus": {"name": "Example", "color": "#112233", "group_id": "$client_status_group_id"},
    "deleteCrmClientStatus": {
        "status_id": "$spare_client_status_id",
        "target_status_id": "$client_status_id",
    },
    "addCrmClientStatusGroup": {"group_id": "$client_status_group_id", "name": "Example"},
    "deleteCrmClientStatusGroup": {"group_id": "$client_status_group_id"},
    # Parcels
    "createPackageManual": {
        "order_id": "$order_id",
        "courier_code": "other",
        "package_number": "EX-1",
        "pickup_date": 1_700_000_000,
        "return_shipment": False,
        "label": LABEL,
        "extension": "pdf",
    },
    "deleteCourierPackage": {"courier_code": "other", "package_id": "$package_id"},
    "getOrderPackages": {"order_id": "$order_id"},
    "getCourierPackagesStatusHistory": {"package_ids": ["$package_id"]},
    "getLabel": {"courier_code": "other", "package_id": "$package_id"},
    "addOrderPackageLabel": {"package_id": "$package_id", "extension": "pdf", "label": LABEL},
    "setOrderPackageStatus": {"package_id": "$package_id", "tracking_status": 5},
    # Documents
    "getSeries": {},
    "addInvoice": {"order_id": "$unsent_order_id", "series_id": "$series_id", "vat_rate": "ITEM"},
    "addInvoiceCorrection": {
        "original_invoice_id": "$invoice_id",
        "series_id": "$correction_series_id",
        "date_sell": 1_700_000_000,
        "correcting_reason": 5,
        "correcting_items": True,
        "correcting_data": True,
        "invoice_fullname": "Anna Kowalska",
        "invoice_company": "Firm",
        "invoice_address": "Prosta 1",
        "invoice_postcode": "00-001",
        "invoice_city": "Warszawa",
        "invoice_state": "",
        "invoice_country_code": "PL",
        "invoice_nip": "5260250995",
        "items": [
            {
                "item_name": "Example",
                "item_sku": "EX-1",
                "item_ean": "4006381333931",
                "item_quantity": 2,
                "item_price_brutto": 10.5,
                "item_tax_rate": 23,
                "order_product_id": "$order_product_id",
            }
        ],
        "fv_payment": "transfer",
        "fv_person": "Jan Nowak",
    },
    "getInvoices": {"order_id": "$order_id", "get_government_data": True},
    "getInvoiceFile": {"invoice_id": "$invoice_id", "get_external": False},
    "addOrderInvoiceFile": {
        "invoice_id": "$invoice_id",
        "file": f"data:{LABEL}",
        "external_invoice_number": "EX/1",
    },
    "addReceipt": {"order_id": "$unsent_order_id", "series_id": "$receipt_series_id"},
    "getReceipt": {"receipt_id": "$receipt_id"},
    "getReceipts": {"series_id": "$receipt_series_id", "id_from": "$receipt_id"},
    # Base Connect, our own
    "addConnectIntegration": {"name": "Example", "code_name": "Example", "inventory_id": "$inventory_id"},
    "deleteConnectIntegration": {"connect_integration_id": "$connect_integration_id"},
    "getConnectIntegrationCode": {"connect_integration_id": "$connect_integration_id"},
    "resetConnectIntegrationCode": {"connect_integration_id": "$connect_integration_id", "single_use": True},
    "setConnectIntegrationSettings": {
        "connect_integration_id": "$connect_integration_id",
        "settings": {"stock_buffer": 1},
    },
    "setConnectContractorStatus": {
        "connect_contractor_id": "$connect_contractor_id",
        "action": "suspend",
        "message": "text",
    },
    "setConnectContractorSettings": {
        "connect_contractor_id": "$connect_contractor_id",
        "settings": {"discount_percent": 5},
    },
    "getConnectContractorView": {
        "connect_contractor_id": "$connect_contractor_id",
        "product_ids": ["$product_id"],
    },
    "verifyConnectCode": {"code": "$partner_code"},
    "joinConnectIntegration": {"code": "$partner_code"},
    "leaveConnectIntegration": {"connect_integration_id": "$joined_integration_id"},
    "getConnectProducts": {"connect_integration_id": "$joined_integration_id", "page": 1},
    "addConnectProductImport": {
        "connect_integration_id": "$joined_integration_id",
        "inventory_id": "$inventory_id",
        "type": "new_and_update",
        "product_ids": ["$supplier_product_id"],
    },
    "getConnectProductImport": {"import_id": "$import_id"},
    "runConnectProductImport": {"import_id": "$import_id"},
    "cancelConnectProductImport": {"import_id": "$import_id"},
    "setConnectProductLinks": {
        "connect_integration_id": "$joined_integration_id",
        "links": [{"product_id": "$linked_product_id", "supplier_product_id": "$supplier_product_id"}],
    },
    "getConnectProductLinks": {
        "connect_integration_id": "$joined_integration_id",
        "product_ids": ["$linked_product_id"],
    },
    "forwardConnectOrder": {"order_id": "$unsent_order_id", "connect_integration_id": "$joined_integration_id"},
    "cancelConnectOrderLine": {
        "order_id": "$forwarded_order_id",
        "order_product_id": "$forwarded_line_id",
        "quantity": 1,
    },
    "getConnectSales": {"connect_sale_id": "$connect_sale_id"},
    "getConnectCredit": {"connect_contractor_id": "$connect_contractor_id"},
}

_ID = re.compile(r"\$([a-z_]+)")
# What a foreign id may be given for: everything but capabilities, which are authority by themselves.
NOT_IDS = {"partner_code"}


def names(value: Any) -> set[str]:
    """The ids a value refers to."""
    if isinstance(value, str):
        return set(_ID.findall(value)) - NOT_IDS
    if isinstance(value, dict):
        return names(list(value)) | names(list(value.values()))
    return set().union(*map(names, value)) if isinstance(value, list) else set()


def fill(value: Any, ids: Mapping[str, int | str]) -> Any:
    """The value with its ids: a number where a text is nothing but an id, text elsewhere."""
    if isinstance(value, str):
        if (whole := _ID.fullmatch(value)) is not None:
            return ids[whole[1]]
        return _ID.sub(lambda found: str(ids[found[1]]), value)
    if isinstance(value, dict):
        return {str(fill(key, ids)): fill(entry, ids) for key, entry in value.items()}
    return [fill(entry, ids) for entry in value] if isinstance(value, list) else value


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], Any]]:
    """Every scalar of a value with the way to it."""
    if isinstance(value, dict):
        return [leaf for key, entry in value.items() for leaf in leaves(entry, (*path, key))]
    if isinstance(value, list):
        return [leaf for index, entry in enumerate(value) for leaf in leaves(entry, (*path, index))]
    return [(path, value)]


def nodes(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], Any]]:
    """Every value inside a value, scalars, lists and maps, with the way to it."""
    inner: list[tuple[tuple[Any, ...], Any]] = [(path, value)] if path else []
    if isinstance(value, dict):
        return inner + [node for key, entry in value.items() for node in nodes(entry, (*path, key))]
    if isinstance(value, list):
        return inner + [node for index, entry in enumerate(value) for node in nodes(entry, (*path, index))]
    return inner


def replaced(value: Any, path: tuple[Any, ...], change: Callable[[Any], Any] | Any) -> Any:
    """A copy with the value at `path` changed."""
    if not path:
        return change(value) if callable(change) else change
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(copy[path[0]], path[1:], change)
    return copy
