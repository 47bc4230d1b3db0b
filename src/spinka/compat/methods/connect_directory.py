"""The supplier directory: publishing one's company, finding others, and writing to them."""

from typing import Annotated, Any

from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.permissions import Scope
from spinka.accounts.queries import get_account
from spinka.catalog import images
from spinka.compat.errors import ApiError
from spinka.compat.registry import Answer, Call, Params, method
from spinka.compat.replies.connect_directory import (
    AddConnectInquiryMessageReply,
    ContactConnectSupplierReply,
    GetConnectDirectoryReply,
    GetConnectInquiriesReply,
    SetConnectListingReply,
)
from spinka.compat.wire.catalog import Id, Key, or_none
from spinka.compat.wire.directory import inquiry_row, listing_row
from spinka.connect import directory_reads, inquiry_reads
from spinka.connect import services as connect

Text = Annotated[str, Meta(max_length=20_000)]
Line = Annotated[str, Meta(max_length=500)]
Lines = Annotated[list[Line], Meta(max_length=300)]
Keys = Annotated[list[Key], Meta(max_length=300)]
Page = Annotated[int, Meta(ge=0, le=10_000_000)]


class SetListing(Params):
    """A publication of an own integration; only the fields given change."""

    connect_integration_id: Id
    published: bool | UnsetType = UNSET
    company_name: Line | UnsetType = UNSET
    description: (
        Annotated[
            Text | dict[str, Any], Meta(description="Text in the account's language, or an object of texts by language")
        ]
        | UnsetType
    ) = UNSET
    services: (
        Annotated[
            Text | dict[str, Any],
            Meta(description="What the company does for contractors: text, or an object of texts by language"),
        ]
        | UnsetType
    ) = UNSET
    countries: Lines | UnsetType = UNSET
    industries: Lines | UnsetType = UNSET
    types: Keys | UnsetType = UNSET
    contact_email: Line | UnsetType = UNSET
    show_products: bool | UnsetType = UNSET
    join_mode: Key | UnsetType = UNSET
    allow_code: bool | UnsetType = UNSET
    answers_in_panel: bool | UnsetType = UNSET
    logo: str | UnsetType = UNSET


_LISTING_FIELDS = tuple(name for name in SetListing.__struct_fields__ if name not in {"connect_integration_id", "logo"})


@method("setConnectListing", scope=Scope.CONNECT_WRITE, params=SetListing, reply=SetConnectListingReply)
def set_connect_listing(call: Call, params: SetListing) -> Answer:
    """Write the publication of an integration in the supplier directory, show it or withdraw it."""
    fields: dict[str, Any] = {}
    for name in _LISTING_FIELDS:
        value = getattr(params, name)
        if value is not UNSET:
            fields[name] = value
    if params.logo is not UNSET:
        logo = images.given(params.logo)
        if logo is not None and not isinstance(logo, images.Raster):
            raise ApiError("ERROR_BAD_PARAMETERS", "parameter logo: expected data:<base64>, or nothing to remove it")
        fields["logo"] = logo
    saved = connect.save_listing(
        account_id=call.account_id,
        integration_id=params.connect_integration_id,
        fields=fields,
        actor=call.actor,
    )
    return {"connect_listing_id": saved.listing_id, "state": saved.state}


class Directory(Params):
    """Filters that combine, and a page of 100."""

    filter_name: Line = ""
    filter_countries: Lines = []
    filter_industries: Lines = []
    filter_types: Keys = []
    page: Page = 1


@method("getConnectDirectory", scope=Scope.CONNECT_READ, params=Directory, reply=GetConnectDirectoryReply)
def get_connect_directory(call: Call, params: Directory) -> Answer:
    """Find suppliers that published their company, by name."""
    filters = directory_reads.Filters(
        name=params.filter_name,
        countries=params.filter_countries,
        industries=params.filter_industries,
        types=params.filter_types,
    )
    language = get_account(call.account_id).language
    cards, _ = directory_reads.directory_page(
        account_id=call.account_id, filters=filters, language=language, page=params.page
    )
    return {"listings": [listing_row(card) for card in cards]}


class ContactSupplier(Params):
    """A company of the directory and what to write to it."""

    connect_listing_id: Id
    subject: Line = ""
    message: Text = ""


@method("contactConnectSupplier", scope=Scope.CONNECT_WRITE, params=ContactSupplier, reply=ContactConnectSupplierReply)
def contact_connect_supplier(call: Call, params: ContactSupplier) -> Answer:
    """Write to a supplier of the directory: once a day to each, and to five a day."""
    sent = connect.contact_supplier(
        account_id=call.account_id,
        listing_id=params.connect_listing_id,
        subject=params.subject,
        message=params.message,
        actor=call.actor,
    )
    return {
        "connect_inquiry_id": sent.inquiry_id,
        "sent_from": sent.sent_from,
        "copy_sent": sent.copy_sent,
        "in_panel": sent.in_panel,
    }


class Inquiries(Params):
    """One question, or a page of 100, newest first."""

    connect_inquiry_id: Id | UnsetType = UNSET
    page: Page = 1


@method("getConnectInquiries", scope=Scope.CONNECT_READ, params=Inquiries, reply=GetConnectInquiriesReply)
def get_connect_inquiries(call: Call, params: Inquiries) -> Answer:
    """Read questions asked through the directory, on either side, with their messages."""
    threads = inquiry_reads.threads_page(
        account_id=call.account_id, inquiry_id=or_none(params.connect_inquiry_id), page=params.page
    )
    return {"inquiries": [inquiry_row(one) for one in threads]}


class InquiryMessage(Params):
    """A question and the next message."""

    connect_inquiry_id: Id
    message: Text = ""


@method(
    "addConnectInquiryMessage",
    scope=Scope.CONNECT_WRITE,
    params=InquiryMessage,
    reply=AddConnectInquiryMessageReply,
)
def add_connect_inquiry_message(call: Call, params: InquiryMessage) -> Answer:
    """Answer a question of the directory where its supplier answers in the panel."""
    count = connect.answer_inquiry(
        account_id=call.account_id,
        inquiry_id=params.connect_inquiry_id,
        text=params.message,
        author=call.label,
        actor=call.actor,
    )
    return {"messages": count}
