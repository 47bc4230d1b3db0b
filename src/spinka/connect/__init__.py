"""Two accounts meeting: integrations, connections, shared products, sales, trade credit."""
