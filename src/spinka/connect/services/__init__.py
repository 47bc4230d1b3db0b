"""Writes of the exchange, by noun; call them through this package."""

from spinka.connect.services.codes import PublishedSupplier, TooManyWrongCodes, WrongCode, reset_code, verify_code
from spinka.connect.services.connections import (
    Joined,
    LoopRefused,
    change_state,
    join,
    join_listing,
    leave,
    set_own_settings,
    set_settings,
)
from spinka.connect.services.credit import (
    CreditShort,
    PricesNotShared,
    SettlementRefused,
    answer_claim,
    claim_payment,
    set_limit,
    settle,
)
from spinka.connect.services.directory import SavedListing, judge_listing, save_listing
from spinka.connect.services.documents import issue_invoice, issue_receipt
from spinka.connect.services.forward_runs import cancel_run, start_forward_run
from spinka.connect.services.forwarding import ForwardResult, forward_order
from spinka.connect.services.holds import Held, HoldShort, add_hold, delete_hold
from spinka.connect.services.import_options import ImportOptions, ImportTypeRefused, Schedule
from spinka.connect.services.import_undoing import UndoRefused, undo_import
from spinka.connect.services.imports import cancel_import, repeat_import, start_import
from spinka.connect.services.inquiries import (
    SentInquiry,
    TooManyInquiries,
    answer_inquiry,
    close_inquiry,
    contact_supplier,
)
from spinka.connect.services.integrations import (
    delete_integration,
    save_integration,
    set_contractor_settings,
    set_integration_settings,
)
from spinka.connect.services.invitations import (
    InvitationClosed,
    TooManyInvitations,
    invite,
    open_invitation,
    resend_invitation,
    revoke_invitation,
    take_up_invitation,
)
from spinka.connect.services.link_batches import (
    BatchResult,
    UndoResult,
    link_exact_matches,
    prefer_supplier,
    set_links_together,
    undo_link_batch,
)
from spinka.connect.services.link_writing import LinkResult, WantedLink
from spinka.connect.services.links import set_links
from spinka.connect.services.live_orders import order_from_offer
from spinka.connect.services.negotiating import Action, LineAction, set_sale_lines
from spinka.connect.services.order_data import edit_order
from spinka.connect.services.order_lines import add_line, delete_line, edit_line
from spinka.connect.services.previews import apply_preview, decide_changes, decide_conflict
from spinka.connect.services.profiles import (
    ProfileSettings,
    delete_profile,
    run_profile,
    save_profile,
    schedule_import,
)
from spinka.connect.services.reshaping import merge_orders, split_order
from spinka.connect.services.sales import cancel_pieces, delete_orders
from spinka.connect.services.syncing import run_now as run_copies_now

__all__ = [
    "Action",
    "BatchResult",
    "CreditShort",
    "ForwardResult",
    "Held",
    "HoldShort",
    "ImportOptions",
    "ImportTypeRefused",
    "InvitationClosed",
    "Joined",
    "LineAction",
    "LinkResult",
    "LoopRefused",
    "PricesNotShared",
    "ProfileSettings",
    "PublishedSupplier",
    "SavedListing",
    "Schedule",
    "SentInquiry",
    "SettlementRefused",
    "TooManyInquiries",
    "TooManyInvitations",
    "TooManyWrongCodes",
    "UndoRefused",
    "UndoResult",
    "WantedLink",
    "WrongCode",
    "add_hold",
    "add_line",
    "answer_claim",
    "answer_inquiry",
    "apply_preview",
    "cancel_import",
    "cancel_pieces",
    "cancel_run",
    "change_state",
    "claim_payment",
    "close_inquiry",
    "contact_supplier",
    "decide_changes",
    "decide_conflict",
    "delete_hold",
    "delete_integration",
    "delete_line",
    "delete_orders",
    "delete_profile",
    "edit_line",
    "edit_order",
    "forward_order",
    "invite",
    "issue_invoice",
    "issue_receipt",
    "join",
    "join_listing",
    "judge_listing",
    "leave",
    "link_exact_matches",
    "merge_orders",
    "open_invitation",
    "order_from_offer",
    "prefer_supplier",
    "repeat_import",
    "resend_invitation",
    "reset_code",
    "revoke_invitation",
    "run_copies_now",
    "run_profile",
    "save_integration",
    "save_listing",
    "save_profile",
    "schedule_import",
    "set_contractor_settings",
    "set_integration_settings",
    "set_limit",
    "set_links",
    "set_links_together",
    "set_own_settings",
    "set_sale_lines",
    "set_settings",
    "settle",
    "split_order",
    "start_forward_run",
    "start_import",
    "take_up_invitation",
    "undo_import",
    "undo_link_batch",
    "verify_code",
]
