"""Numbers of the product log's changes as the public API documents them (getInventoryProductLogs)."""

STOCK, PRICE, CREATED, DELETED, TEXTS, LINKS, GALLERY, VARIANTS, BUNDLE = 1, 2, 3, 4, 5, 7, 8, 9, 10
