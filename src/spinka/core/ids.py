"""Ids as the database holds them."""

from typing import Final

# What a bigint column holds; a larger number is asked for by mistake and names nothing.
BIGGEST_ID: Final = 2**63 - 1
