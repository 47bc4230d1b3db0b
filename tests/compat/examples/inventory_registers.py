"""Examples of suppliers, payers and the places of warehouses."""

from typing import Any

Parameters = dict[str, Any]
ADDRESS: Parameters = {"address": "Prosta 1", "postcode": "00-001", "city": "Warszawa", "tax_no": "5260250995"}
PLACE: Parameters = {"warehouse_id": "$warehouse_id", "warehouse_type": "bl"}
EXAMPLES: dict[str, Parameters] = {
    "getInventorySuppliers": {"filter_id": "$goods_supplier_id", "filter_name": ""},
    "addInventorySupplier": {
        "supplier_id": "$goods_supplier_id",
        "name": "Firm",
        "take_product_cost_from": "$price_group_id",
        "take_product_code_from": "sku",
        **ADDRESS,
        "phone": "600100200",
        "email": "firm@example.com",
        "email_copy_to": "copy@example.com",
        "currency": "PLN",
    },
    "deleteInventorySupplier": {"supplier_id": "$goods_supplier_id"},
    "getInventoryPayers": {"filter_id": "$payer_id", "filter_name": ""},
    "addInventoryPayer": {"payer_id": "$payer_id", "name": "Firm", **ADDRESS},
    "deleteInventoryPayer": {"payer_id": "$payer_id"},
    "getInventoryWarehouseLocations": {**PLACE, "page": 1},
    "addInventoryWarehouseLocation": {
        **PLACE,
        "location_id": "$location_id",
        "name": "B-2",
        "color": "112233",
        "is_pickable": True,
        "priority": 5,
        "location_type_id": "$location_type_id",
        "zone_id": "$zone_id",
        "rack_id": "$rack_id",
    },
    "deleteInventoryWarehouseLocation": {**PLACE, "location_id": "$location_id"},
    "getInventoryWarehouseLocationTypes": {},
    "addInventoryWarehouseLocationType": {
        "location_type_id": "$location_type_id",
        "name": "Shelf",
        "max_quantity": 10,
        "max_weight": 20.5,
        "width": 80,
        "height": 40,
        "depth": 60,
        "is_transfer_bin": False,
    },
    "deleteInventoryWarehouseLocationType": {"location_type_id": "$location_type_id"},
    "getInventoryWarehouseZones": {},
    "addInventoryWarehouseZone": {
        "zone_id": "$zone_id",
        "name": "Zone",
        "color": "112233",
        "location_prefix": "Z",
    },
    "deleteInventoryWarehouseZone": {"zone_id": "$zone_id"},
    "getInventoryWarehouseRacks": {},
    "addInventoryWarehouseRack": {
        "rack_id": "$rack_id",
        "name": "Rack",
        "zone_id": "$zone_id",
        "layout": 2,
        "location_prefix": "R",
    },
    "deleteInventoryWarehouseRack": {"rack_id": "$rack_id"},
}
