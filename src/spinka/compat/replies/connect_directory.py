"""Answers about the supplier directory and questions asked through it."""

from typing import Annotated, Literal

from msgspec import Meta

from spinka.compat.registry import Reply
from spinka.compat.replies.connect_contractor import ConnectionState
from spinka.compat.replies.kinds import UnixTime

Languages = Annotated[dict[str, str], Meta(description="Text by language, pl or en")]
Side = Literal["supplier", "contractor"]


class SetConnectListingReply(Reply):
    """The publication and whether it is shown."""

    connect_listing_id: int
    state: Literal["draft", "waiting", "approved", "refused"]


class ListingRow(Reply):
    """A company; texts are in the account's language where there are such, state is that of one's own connection."""

    connect_listing_id: int
    company_name: str
    description: str
    descriptions: Languages
    services: Annotated[str, Meta(description="What the company does for its contractors")]
    services_by_language: Languages
    countries: list[str]
    industries: list[str]
    types: list[Literal["dropshipping", "fulfilment", "wholesaler", "other"]]
    show_products: bool
    join_mode: Literal["request", "direct"]
    allow_code: bool
    answers_in_panel: bool
    logo: str
    is_own: bool
    state: ConnectionState | Literal[""]
    connect_integration_id: int


class GetConnectDirectoryReply(Reply):
    """A page of companies by name."""

    listings: list[ListingRow]


class ContactConnectSupplierReply(Reply):
    """How the message left."""

    connect_inquiry_id: int
    sent_from: Literal["account", "platform"]
    copy_sent: bool
    in_panel: bool


class InquiryMessageRow(Reply):
    """A message and whose it is."""

    role: Side
    author: str
    text: str
    date: UnixTime


class InquiryRow(Reply):
    """A question; turn is the side an answer is awaited from."""

    connect_inquiry_id: int
    role: Side
    connect_listing_id: int
    partner_name: str
    subject: str
    sent_from: Literal["account", "platform"]
    in_panel: bool
    turn: Side | Literal[""]
    date_add: UnixTime
    date_updated: UnixTime
    messages: list[InquiryMessageRow]


class GetConnectInquiriesReply(Reply):
    """A page of questions, newest first."""

    inquiries: list[InquiryRow]


class AddConnectInquiryMessageReply(Reply):
    """How many messages the question has now."""

    messages: int
