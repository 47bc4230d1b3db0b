"""Products: the list, a product's page, its form, prices and stock edited in place."""
