"""An order's life: orders, lines, statuses, payments, allocations, journal."""
