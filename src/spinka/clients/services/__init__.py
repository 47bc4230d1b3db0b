"""Writes of the book of clients, by noun; call them through this package."""

from spinka.clients.services.book import ClientFields, delete_client, plain_tax_id, save_client
from spinka.clients.services.opening import open_default_client_statuses
from spinka.clients.services.statuses import ClientStatusFields, delete_group, delete_status, save_group, save_status

__all__ = [
    "ClientFields",
    "ClientStatusFields",
    "delete_client",
    "delete_group",
    "delete_status",
    "open_default_client_statuses",
    "plain_tax_id",
    "save_client",
    "save_group",
    "save_status",
]
