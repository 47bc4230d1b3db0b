"""Numbers of the product log's changes as the public API documents them (getInventoryProductLogs)."""

STOCK, PRICE, CREATED, DELETED, TEXTS, LOCATIONS, LINKS, GALLERY, VARIANTS, BUNDLE = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
