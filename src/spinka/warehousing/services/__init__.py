"""Writes of warehouse documents, suppliers, payers and places, by noun; call them through this package."""

from spinka.warehousing.services.confirming import PiecesShort, confirm_document
from spinka.warehousing.services.drafting import CreatedDocument, add_items, create_document
from spinka.warehousing.services.files import MOST_FILE_BYTES, attach_file
from spinka.warehousing.services.partners import delete_payer, delete_supplier, save_payer, save_supplier
from spinka.warehousing.services.places import (
    delete_place,
    delete_place_type,
    delete_rack,
    delete_zone,
    save_place,
    save_place_type,
    save_rack,
    save_zone,
)

__all__ = [
    "MOST_FILE_BYTES",
    "CreatedDocument",
    "PiecesShort",
    "add_items",
    "attach_file",
    "confirm_document",
    "create_document",
    "delete_payer",
    "delete_place",
    "delete_place_type",
    "delete_rack",
    "delete_supplier",
    "delete_zone",
    "save_payer",
    "save_place",
    "save_place_type",
    "save_rack",
    "save_supplier",
    "save_zone",
]
