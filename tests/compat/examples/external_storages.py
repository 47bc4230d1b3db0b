"""Examples of the external storage methods: a supplier's live catalog."""

from typing import Any

Parameters = dict[str, Any]
STORAGE: Parameters = {"storage_id": "blconnect_$live_warehouse_id"}

EXAMPLES: dict[str, Parameters] = {
    "getExternalStoragesList": {},
    "getExternalStorageCategories": STORAGE,
    "getExternalStorageProductsData": {**STORAGE, "products": ["$supplier_product_id"]},
    "getExternalStorageProductsList": {**STORAGE, "filter_sort": "id DESC", "page": 1},
    "getExternalStorageProductsQuantity": {**STORAGE, "page": 1},
    "getExternalStorageProductsPrices": {**STORAGE, "page": 1},
    "updateExternalStorageProductsQuantity": {**STORAGE, "products": [["$supplier_product_id", 0, 5]]},
}
