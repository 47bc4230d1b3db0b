"""Writes of documents, by noun; call them through this package."""

from spinka.documents.services.corrections import issue_correction, issue_return_correction
from spinka.documents.services.deletion import delete_document
from spinka.documents.services.files import MOST_FILE_BYTES, attach_file
from spinka.documents.services.issuing import issue_invoice, issue_receipt
from spinka.documents.services.printing import report_print
from spinka.documents.services.series import open_default_series, save_series

__all__ = [
    "MOST_FILE_BYTES",
    "attach_file",
    "delete_document",
    "issue_correction",
    "issue_invoice",
    "issue_receipt",
    "issue_return_correction",
    "open_default_series",
    "report_print",
    "save_series",
]
