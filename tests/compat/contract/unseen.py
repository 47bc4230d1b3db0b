"""Documented fields that hold nothing in the full world, each with the reason."""

_ERP = "units of stock by purchase are not kept, the maps are empty"
_CURRENCY = "documents are issued in the order's currency; no exchange table is kept"
_GOVERNMENT = "invoices are not sent to the national system"
_SUPPLIERS = "suppliers of goods are not kept"
_MARKETPLACE = "orders of marketplaces are not fetched"
_COMMISSIONS = "marketplaces' commissions are not kept"
_PRODUCT = "getInventoryProductsData.products"
_LIVE = "getExternalStorageProductsData.products"
_NOT_SHARED = "suppliers do not share it"
_PLAIN = "the world's supplier has a plain product; tests/compat/test_external_storage_methods.py reads a whole one"

NEVER_FILLED: dict[str, str] = {
    **{f"{_LIVE}.{name}": _NOT_SHARED for name in ("asin", "man_image", "variants.asin")},
    "getExternalStorageProductsList.products.asin": _NOT_SHARED,
    **{
        f"{_LIVE}.{name}": _PLAIN
        for name in (
            *("description", "description_extra1", "description_extra2", "features", "images", "man_name", "variants"),
            *(f"variants.{part}" for part in ("ean", "name", "price", "quantity", "sku", "variant_id")),
        )
    },
    "addInventoryProduct.warnings": "videos and suppliers alone give one",
    f"{_PRODUCT}.incoming": "goods on their way are not kept",
    f"{_PRODUCT}.thresholds": "reorder points are not kept",
    **{f"{_PRODUCT}.stock_erp_units{name}": _ERP for name in ("", ".expiry_date", ".purchase_cost", ".quantity")},
    **{
        f"{_PRODUCT}.stock_wms_units{name}": _ERP
        for name in ("", ".batch", ".expiry_date", ".location", ".quantity", ".serial_no")
    },
    **{f"{_PRODUCT}.suppliers{name}": _SUPPLIERS for name in ("", ".cost", ".id", ".product_code")},
    **{f"getInvoices.invoices.exchange_{name}": _CURRENCY for name in ("currency", "date", "info", "rate")},
    **{f"getReceipt.exchange_{name}": _CURRENCY for name in ("currency", "date", "info", "rate")},
    **{f"getInvoices.invoices.gov_{name}": _GOVERNMENT for name in ("id", "date", "status")},
    "getInvoices.invoices.additional_info": "no method writes it",
    "getInvoices.invoices.external_id": "documents come from no other system",
    "getInvoices.invoices.postfix": "numbers have no suffix",
    "getReceipt.external_receipt_number": "printed receipts give it",
    "getOrderPackages.packages.courier_inner_number": "couriers' own numbers are not kept",
    "getOrderPackages.packages.courier_other_name": "brokers are not known",
    "getOrderPackages.packages.tracking_url": "a parcel of an unknown courier has no page",
    "getCourierPackagesStatusHistory.packages_history.courier_status_code": "states are set by hand here",
    "createPackage.courier_inner_number": "couriers' own numbers are not kept",
    **{
        f"getCourierFields.{name}": "the own label asks for none of these"
        for name in ("fields.desc", "fields.function", "fields.show_field", "package_fields.options")
    },
    "getCourierServices.services": "the own label has no services",
    **{
        f"getPackageDetails.package_details.{name}": "boxes have no value and no price"
        for name in ("cod_currency", "cost_currency", "insurance_currency", "size_template")
    },
    "getInventoryDocumentItems.items.target_location_name": "transfers alone have one",
    **{
        f"getOrderTransactionData.{name}": _MARKETPLACE
        for name in (
            *("fulfillment_center_id", "fulfillment_shipments", "marketplace_transaction_id"),
            *("order_items.outerItemId", "order_items.shipping", "order_items.taxes"),
        )
    },
    **{
        f"getOrderTransactionDetails.amazon_fulfillment_shipments{name}": _MARKETPLACE
        for name in ("", ".fba", ".product_name", ".product_sku", ".quantity")
    },
    "getOrders.orders.external_order_id": "orders of marketplaces have one, no method writes it",
    "getOrders.orders.order_page": "buyers' pages of orders are not served",
    "getOrderReturns.returns.external_order_id": "that of the order, see there",
    **{
        f"getOrders.orders.commissions{name}": _COMMISSIONS
        for name in (*("", ".commission_name", ".commission_type", ".cost_brutto", ".cost_currency", ".cost_netto"),)
    },
}
