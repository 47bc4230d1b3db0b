"""What is sold and how much of it: catalogs, products, prices, stock."""
