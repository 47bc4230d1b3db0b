"""Writes of warehouse documents, by noun; call them through this package."""

from spinka.warehousing.services.confirming import PiecesShort, confirm_document
from spinka.warehousing.services.drafting import CreatedDocument, add_items, create_document
from spinka.warehousing.services.files import MOST_FILE_BYTES, attach_file

__all__ = [
    "MOST_FILE_BYTES",
    "CreatedDocument",
    "PiecesShort",
    "add_items",
    "attach_file",
    "confirm_document",
    "create_document",
]
