"""The book of clients: addCrmClient, deleteCrmClient, getCrmClientData, getCrmClientExtraFields, getCrmClients."""

from typing import Annotated, Any, Final, cast

import msgspec
from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.permissions import Scope
from spinka.clients import queries
from spinka.clients import services as clients
from spinka.compat.registry import Answer, Call, NoReply, Params, method
from spinka.compat.replies.clients import (
    AddCrmClientReply,
    GetCrmClientDataReply,
    GetCrmClientExtraFieldsReply,
    GetCrmClientsReply,
)
from spinka.compat.wire.amounts import BigInt
from spinka.compat.wire.extra_fields import field_rows, text_values
from spinka.compat.wire.order_head import Text2, Text20, Text35, Text50, Text100, Text156, Text500
from spinka.connect import queries as connect

Text220 = Annotated[str, Meta(max_length=220)]
Star = Annotated[int, Meta(ge=0, le=5)]
# Our column for the public name, where they differ.
RENAMED: Final = {"contractor_id": "connect_contractor_id", "custom_extra_fields": "extra_fields"}


class AddCrmClientParams(Params):
    """A client to create, or the one of `crm_client_id` with the fields that change."""

    crm_client_id: BigInt = 0
    status_id: BigInt | UnsetType = UNSET
    star: Star | UnsetType = UNSET
    contractor_id: BigInt | UnsetType = UNSET
    login: Text156 | UnsetType = UNSET
    phone: Text156 | UnsetType = UNSET
    email: Text220 | UnsetType = UNSET
    notes: str | UnsetType = UNSET
    invoice_company: Text500 | UnsetType = UNSET
    invoice_fullname: Text500 | UnsetType = UNSET
    invoice_address: Text500 | UnsetType = UNSET
    invoice_postcode: Text20 | UnsetType = UNSET
    invoice_city: Text100 | UnsetType = UNSET
    invoice_state: Text35 | UnsetType = UNSET
    invoice_country_code: Text2 | UnsetType = UNSET
    invoice_tax_id: Text50 | UnsetType = UNSET
    delivery_company: Text500 | UnsetType = UNSET
    delivery_fullname: Text500 | UnsetType = UNSET
    delivery_address: Text500 | UnsetType = UNSET
    delivery_postcode: Text20 | UnsetType = UNSET
    delivery_city: Text100 | UnsetType = UNSET
    delivery_state: Text35 | UnsetType = UNSET
    delivery_country_code: Text2 | UnsetType = UNSET
    custom_extra_fields: dict[str, str | dict[str, str]] | UnsetType = UNSET


def _fields(params: AddCrmClientParams) -> clients.ClientFields:
    fields: dict[str, Any] = {}
    for name in params.__struct_fields__:
        value = getattr(params, name)
        if value is UNSET or name == "crm_client_id":
            continue
        if name == "custom_extra_fields":
            value = text_values(value)
        elif name.endswith("country_code"):
            value = value.upper()
        fields[RENAMED.get(name, name)] = value
    return cast(clients.ClientFields, fields)


@method("addCrmClient", scope=Scope.ORDERS_WRITE, params=AddCrmClientParams, reply=AddCrmClientReply)
def add_crm_client(call: Call, params: AddCrmClientParams) -> Answer:
    """Create a client, or change the named fields of one; `contractor_id` is one of the account's contractors."""
    if params.contractor_id:
        connect.get_supplied_connection(account_id=call.account_id, connection_id=params.contractor_id)
    client_id = clients.save_client(
        account_id=call.account_id, client_id=params.crm_client_id or None, fields=_fields(params)
    )
    return {"crm_client_id": client_id}


class CrmClientParams(Params):
    """The client."""

    crm_client_id: BigInt


@method("deleteCrmClient", scope=Scope.ORDERS_WRITE, params=CrmClientParams, reply=NoReply)
def delete_crm_client(call: Call, params: CrmClientParams) -> Answer:
    """Delete a client; orders stay."""
    clients.delete_client(account_id=call.account_id, client_id=params.crm_client_id)
    return {}


class CrmClientDataParams(CrmClientParams, kw_only=True):
    """The client, and whether its extra fields come along."""

    include_custom_extra_fields: bool = False


@method("getCrmClientData", scope=Scope.ORDERS_READ, params=CrmClientDataParams, reply=GetCrmClientDataReply)
def get_crm_client_data(call: Call, params: CrmClientDataParams) -> Answer:
    """One client with notes, and with extra fields when asked for."""
    client = queries.get_client(account_id=call.account_id, client_id=params.crm_client_id)
    answer: Answer = {"crm_client_id": client.pk}
    for name in queries.COLUMNS:
        answer["contractor_id" if name == "connect_contractor_id" else name] = getattr(client, name)
    answer["notes"] = client.notes
    if params.include_custom_extra_fields:
        answer["custom_extra_fields"] = client.extra_fields
    return answer


@method("getCrmClientExtraFields", scope=Scope.ORDERS_READ, reply=GetCrmClientExtraFieldsReply)
def get_crm_client_extra_fields(call: Call, params: Params) -> Answer:
    """Extra fields the account defined for clients; options only where there is a choice."""
    return {"extra_fields": field_rows(queries.extra_fields(call.account_id))}


class GetCrmClientsParams(Params):
    """A page from 1, and filters; 0 and "" stand for none."""

    page: Annotated[int, Meta(le=10_000_000)] = 1
    filter_crm_client_id: BigInt = 0
    filter_email: Text220 = ""
    filter_phone: Text156 = ""
    filter_login: Text156 = ""
    filter_invoice_company: Text500 = ""
    filter_invoice_tax_id: Text50 = ""
    filter_invoice_fullname: Text500 = ""
    filter_status_id: BigInt = 0


@method("getCrmClients", scope=Scope.ORDERS_READ, params=GetCrmClientsParams, reply=GetCrmClientsReply)
def get_crm_clients(call: Call, params: GetCrmClientsParams) -> Answer:
    """Clients, 100 a page, ascending by id; text filters are parts of the field, without case. Two queries."""
    wanted = queries.ClientFilter(
        client_id=params.filter_crm_client_id or None,
        status_id=params.filter_status_id or None,
        email=params.filter_email,
        phone=params.filter_phone,
        login=params.filter_login,
        invoice_company=params.filter_invoice_company,
        invoice_tax_id=clients.plain_tax_id(params.filter_invoice_tax_id),
        invoice_fullname=params.filter_invoice_fullname,
    )
    page = queries.clients_page(account_id=call.account_id, wanted=wanted, page=params.page)
    return {"clients": msgspec.Raw(page)}
