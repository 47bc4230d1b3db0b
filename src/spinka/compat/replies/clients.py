"""Answers about the book of clients."""

from msgspec import UNSET, UnsetType

from spinka.compat.registry import Reply
from spinka.compat.replies.kinds import ExtraFieldRow, ExtraValues, Star


class ClientRow(Reply):
    """A client of the account; contractor_id is 0 for one that is no contractor."""

    crm_client_id: int
    status_id: int
    star: Star
    login: str
    phone: str
    email: str
    contractor_id: int
    invoice_company: str
    invoice_fullname: str
    invoice_address: str
    invoice_postcode: str
    invoice_city: str
    invoice_state: str
    invoice_country_code: str
    invoice_tax_id: str
    delivery_company: str
    delivery_fullname: str
    delivery_address: str
    delivery_postcode: str
    delivery_city: str
    delivery_state: str
    delivery_country_code: str


class AddCrmClientReply(Reply):
    """The client created or changed."""

    crm_client_id: int


class GetCrmClientDataReply(ClientRow, kw_only=True):
    """One client with notes; extra fields when include_custom_extra_fields asked for them."""

    notes: str
    custom_extra_fields: ExtraValues | UnsetType = UNSET


class GetCrmClientExtraFieldsReply(Reply):
    """Extra fields of clients."""

    extra_fields: list[ExtraFieldRow]


class GetCrmClientsReply(Reply):
    """A page of clients."""

    clients: list[ClientRow]
