"""Examples of the old storage methods."""

from typing import Any

Parameters = dict[str, Any]
STORAGE: Parameters = {"storage_id": "bl_$inventory_id"}

EXAMPLES: dict[str, Parameters] = {
    "getStoragesList": {},
    "addCategory": {**STORAGE, "name": "Example", "parent_id": "$category_id"},
    "deleteCategory": {**STORAGE, "category_id": "$spare_category_id"},
    "getCategories": STORAGE,
    "addProduct": {
        **STORAGE,
        "ean": "4006381333931",
        "sku": "EX-1",
        "name": "Example",
        "quantity": 5,
        "price_brutto": 10.5,
        "price_wholesale_netto": 7.5,
        "tax_rate": 23,
        "weight": 1.5,
        "description": "<p>text</p>",
        "description_extra1": "one",
        "description_extra2": "two",
        "description_extra3": "three",
        "description_extra4": "four",
        "man_name": "Works",
        "category_id": "$category_id",
        "images": ["url:https://shop.example/1.png"],
        "features": [["Colour", "red"]],
    },
    "addProductVariant": {
        **STORAGE,
        "product_id": "$product_id",
        "name": "Example",
        "quantity": 5,
        "price_brutto": 10.5,
        "sku": "EX-2",
        "ean": "4006381333948",
    },
    "deleteProduct": {**STORAGE, "product_id": "$spare_product_id"},
    "deleteProductVariant": {**STORAGE, "product_id": "$product_id", "variant_id": "$variant_id"},
    "getProductsList": {**STORAGE, "filter_id": "$product_id", "filter_available": 1},
    "getProductsData": {**STORAGE, "products": ["$product_id"]},
    "getProductsQuantity": {**STORAGE, "page": 1},
    "getProductsPrices": {**STORAGE, "page": 1},
    "updateProductsQuantity": {**STORAGE, "products": [["$spare_product_id", 0, 9], ["$product_id", "$variant_id", 3]]},
    "updateProductsPrices": {**STORAGE, "products": [["$spare_product_id", 0, 9.99]]},
}
