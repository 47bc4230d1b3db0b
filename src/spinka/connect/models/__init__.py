"""Tables two accounts share, and each side's own view of the exchange."""

from spinka.connect.models.connection import CodeAttempt, Connection, ConnectionState, Integration
from spinka.connect.models.credit import CreditEntry
from spinka.connect.models.directory import Inquiry, InquiryMessage, JoinMode, Listing, ListingState
from spinka.connect.models.forward_run import ForwardRun, ForwardRunOrder, RunState
from spinka.connect.models.hold import Hold, HoldState
from spinka.connect.models.importing import ImportProfile, ImportRow, SeenProduct
from spinka.connect.models.invitation import Invitation
from spinka.connect.models.link_batch import LinkBatch, LinkBatchKind
from spinka.connect.models.product import ProductImport, ProductLink
from spinka.connect.models.request import RequestKind, RequestState, SaleRequest
from spinka.connect.models.sale import ForwardAttempt, PackageLink, Sale, SaleEvent, SaleLine, SaleState
from spinka.connect.models.syncing import Subject, Syncing, SyncState

__all__ = [
    "CodeAttempt",
    "Connection",
    "ConnectionState",
    "CreditEntry",
    "ForwardAttempt",
    "ForwardRun",
    "ForwardRunOrder",
    "Hold",
    "HoldState",
    "ImportProfile",
    "ImportRow",
    "Inquiry",
    "InquiryMessage",
    "Integration",
    "Invitation",
    "JoinMode",
    "LinkBatch",
    "LinkBatchKind",
    "Listing",
    "ListingState",
    "PackageLink",
    "ProductImport",
    "ProductLink",
    "RequestKind",
    "RequestState",
    "RunState",
    "Sale",
    "SaleEvent",
    "SaleLine",
    "SaleRequest",
    "SaleState",
    "SeenProduct",
    "Subject",
    "SyncState",
    "Syncing",
]
