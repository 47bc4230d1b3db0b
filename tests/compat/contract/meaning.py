"""What a documented parameter stands for where its kind alone does not tell: `$name` is an id of the world."""

from typing import Any

from tests.factories.world import LABEL, PICTURE

# By the parameter's name, in every method.
SAME: dict[str, Any] = {
    "currency": "PLN",
    "filter_sort": "id DESC",
    "sort": "DESC",
    "page": 1,
    "star": 5,
    "tax_rate": 23,
    "vat_rate": "ITEM",
    "date_from": 1_600_000_000,
    "date_to": 4_000_000_000,
    "custom_extra_fields": {},
    "custom_source_id": 0,
    "storage": "db",
    "storage_id": "0",
    "variant_id": "0",
    "id_from": 1,
    "last_log_id": 1,
    "status_id": "$status_id",
    "filter_category_id": "$category_id",
}
ORDER_FIELDS = {"$order_field_id": "Anna", "$order_choice_id": "yes"}
RETURN_FIELDS = {"$return_field_id": "Anna", "$return_choice_id": "yes"}
CLIENT_FIELDS = {"$client_field_id": "Anna", "$client_choice_id": "yes"}
LINE = {"warehouse_id": "$warehouse_id", "product_id": "$product_id", "tax_rate": 23, "storage": "db", "storage_id": 0}

# By the parameter's name in one method.
MEANING: dict[str, dict[str, Any]] = {
    "addConnectContractorCreditSettlement": {"order_id": "$sold_order_id"},
    "addInventoryPriceGroup": {
        "price_group_type": "standard",
        "source_price_group_id": 0,
        "price_multiplier": 1,
        "price_addition": 0,
        "is_bundle_price_calculated": False,
        "bundle_price_multiplier": 1,
        "bundle_price_addition": 0,
    },
    "addInventoryWarehouse": {"country": "PL"},
    "addInventoryCategory": {"parent_id": 0},
    "addInventoryManufacturer": {"manufacturer_photo": "url:https://works.example/photo.png"},
    "addInventoryProduct": {
        "parent_id": 0,
        "text_fields": {
            "name": "Example",
            "description|en": "<p>text</p>",
            "features": {"Colour": "red"},
            "extra_field_$product_field_id": "oak",
        },
        "images": {"0": f"data:{PICTURE}"},
        "links": {"shop_7": {"product_id": "12", "variant_id": 3}},
        "is_bundle": False,
        "bundle_products": {},
        "videos": ["url:https://works.example/film.mp4"],
        "media_options": {},
        "suppliers": [{"id": 1, "product_code": "X", "cost": 2}],
    },
    "getInventoryProductsData": {"products": ["$product_id", "$variant_id", "$bundle_id"]},
    # One of the products is nobody's, for the warning.
    "updateInventoryProductsStock": {
        "products": {"$spare_product_id": {"bl_$warehouse_id": 9}, "987654321": {"bl_$warehouse_id": 9}}
    },
    "updateInventoryProductsPrices": {
        "products": {"$spare_product_id": {"$price_group_id": 9.99}, "987654321": {"$price_group_id": 9.99}}
    },
    "updateProductsQuantity": {"products": [["$spare_product_id", 0, 9], [987654321, 0, 9]]},
    "updateProductsPrices": {"products": [["$spare_product_id", 0, 9.99], [987654321, 0, 9.99]]},
    "setOrderProductFields": {"product_id": "$product_id"},
    "getOrdersByEmail": {"email": "marker@buyer.example"},
    "getOrdersByPhone": {"phone": "600100200"},
    "addOrder": {"custom_extra_fields": ORDER_FIELDS},
    "setOrderFields": {"custom_extra_fields": ORDER_FIELDS},
    "addOrderReturn": {"custom_extra_fields": RETURN_FIELDS},
    "setOrderReturnFields": {"custom_extra_fields": RETURN_FIELDS},
    "addCrmClient": {"custom_extra_fields": CLIENT_FIELDS},
    # Deprecated names of catalogs, ids in text.
    "addCategory": {"parent_id": 0},
    "addProduct": {"product_id": "$product_id"},
    "getOrders": {
        "filter_email": "marker@buyer.example",
        "filter_order_source": "personal",
        "filter_order_source_id": 0,
        "filter_shop_order_id": 0,
        "filter_external_order_id": "",
        "date_confirmed_from": 1_600_000_000,
    },
    "getOrderReturns": {"status_id": "$return_status_id", "filter_order_return_source": "personal"},
    "getCrmClients": {"filter_status_id": "$client_status_id"},
    "getJournalList": {"logs_types": [1, 18]},
    "getOrderReturnJournalList": {"logs_types": [1, 11]},
    "getInventoryProductLogs": {"log_type": [1, 3]},
    "addOrderStatus": {"status_id": "$spare_status_id", "type": 2, "group_id": 0},
    "addOrderReturnStatus": {"status_id": "$spare_return_status_id"},
    "addCrmClientStatus": {"status_id": "$spare_client_status_id"},
    "addInvoice": {"vat_rate": "23"},
    "addInvoiceCorrection": {"return_order_id": 0},
    "addOrderInvoiceFile": {"file": f"data:{LABEL}"},
}
# A row of a list no example has.
INNER: dict[str, dict[str, Any]] = {"products": LINE}

# What a call needs although none of its parameters is always needed: the name when it creates, the object by one of
# its two ids, a correction something to correct. A request with the least gives these.
EITHER: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            *("addInventory", "addInventoryCategory", "addInventoryPriceGroup", "addInventoryTag"),
            *("addInventoryWarehouse", "addOrderStatus", "addOrderStatusGroup", "addOrderReturnStatus"),
            *("addOrderReturnStatusGroup", "addCrmClientStatus", "addCrmClientStatusGroup"),
            *("addInventorySupplier", "addInventoryPayer", "addInventoryWarehouseLocation"),
            *("addInventoryWarehouseLocationType", "addInventoryWarehouseZone", "addInventoryWarehouseRack"),
        ),
        ("name",),
    ),
    "addInventoryManufacturer": ("manufacturer_name",),
    "addInventoryProduct": ("text_fields",),
    "addInventoryDocument": ("target_warehouse_id",),
    "addCategory": ("name",),
    "addProduct": ("name",),
    "addProductVariant": ("name",),
    "createPackage": ("packages",),
    "addInvoiceCorrection": ("original_invoice_id", "items"),
    "deleteCourierPackage": ("package_id",),
    "getCourierDocument": ("package_ids",),
    "getLabel": ("package_id",),
    "getProtocol": ("package_ids",),
    "getReceipt": ("receipt_id",),
}
