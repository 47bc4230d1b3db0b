"""Calls about couriers and shipments."""

from tests.compat.examples import Parameters

EXAMPLES: dict[str, Parameters] = {
    "createPackage": {
        "order_id": "$order_id",
        "courier_code": "label",
        "account_id": "$courier_account_id",
        "fields": [
            {"id": "label_format", "value": "zpl"},
            {"id": "note", "value": "Fragile"},
            {"id": "return_shipment", "value": 0},
        ],
        "packages": [
            {"weight": 2.5, "length": 30, "width": 20, "height": 10, "size_custom": 0},
            {"weight": 1, "size_length": 5, "size_width": 4, "size_height": 3, "size_custom": 1},
        ],
    },
    "getPackageDetails": {"package_id": "$shipment_id"},
    "getCouriersList": {},
    "getCourierFields": {"courier_code": "label"},
    "getCourierAccounts": {"courier_code": "label"},
    "getCourierServices": {
        "courier_code": "label",
        "order_id": "$order_id",
        "account_id": "$courier_account_id",
        "fields": [{"id": "note", "value": "Fragile"}],
        "packages": [{"weight": 2.5, "length": 30, "width": 20, "height": 10}],
    },
    "getProtocol": {
        "courier_code": "label",
        "package_ids": ["$shipment_id"],
        "account_id": "$courier_account_id",
    },
    "getCourierDocument": {
        "courier_code": "label",
        "document_type": "protocol",
        "account_id": "$courier_account_id",
        "package_ids": ["$shipment_id"],
    },
}
