"""Replays a wholesaler's invoices as orders that customers place, forward and cancel, through the services alone."""

from spinka.ops.replay.invoices import Book, read_book
from spinka.ops.replay.market import Market, open_market
from spinka.ops.replay.outcome import CustomerOutcome, Outcome
from spinka.ops.replay.playing import play

__all__ = ["Book", "CustomerOutcome", "Market", "Outcome", "open_market", "play", "read_book"]
