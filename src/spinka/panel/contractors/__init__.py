"""A supplier's contractors: the list, a contractor's page, what is done with it, its trade credit."""
