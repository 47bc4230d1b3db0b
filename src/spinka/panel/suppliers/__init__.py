"""A contractor's suppliers: the connections joined, and the page of each."""
