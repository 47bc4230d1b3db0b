"""Orders: the list, an order's page, and what is done with them."""
