"""Integrations an account offers and their contractors, from the supplier's side."""

from typing import Annotated, Any

from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.permissions import Scope
from spinka.compat.registry import Answer, Call, NoReply, Params, method
from spinka.compat.replies.connect_supplier import (
    AddConnectIntegrationReply,
    GetConnectContractorViewReply,
    GetConnectIntegrationCodeReply,
    GetConnectIntegrationContractorsReply,
    GetConnectIntegrationsReply,
    ResetConnectIntegrationCodeReply,
    RunConnectSyncReply,
    SetConnectContractorSettingsReply,
    SetConnectContractorStatusReply,
    SetConnectIntegrationSettingsReply,
)
from spinka.compat.wire.amounts import UnixTime, moment
from spinka.compat.wire.catalog import Id, Key, Text100, or_none
from spinka.compat.wire.connect import code_answer, contractors_map, products_map, settings_map, syncs_map
from spinka.connect import access, copy_reads, queries
from spinka.connect import services as connect
from spinka.connect.shared_products import SharedFilters, shared_page

VIEW_PAGE = 100


@method("getConnectIntegrations", scope=Scope.CONNECT_READ, reply=GetConnectIntegrationsReply)
def get_connect_integrations(call: Call, params: Params) -> Answer:
    """List the integrations the account offers and those it joined."""
    own = queries.own_integrations(account_id=call.account_id)
    joined = queries.connected_integrations(account_id=call.account_id)
    copies = copy_reads.wanted_copies(account_id=call.account_id) if joined else {}
    return {
        "integrations": {
            "own_integrations": [
                {
                    "connect_integration_id": row.integration_id,
                    "name": row.name,
                    "settings": row.settings,
                    "code_name": row.code_name,
                    "inventory_id": row.inventory_id,
                    "require_approval": row.require_approval,
                }
                for row in own
            ],
            "connected_integrations": [
                {
                    "connect_integration_id": row.integration_id,
                    "name": row.name,
                    "settings": row.settings,
                    "connect_contractor_id": row.connection_id,
                    "supplier_name": row.partner_name,
                    "state": row.state,
                    "warehouse_id": f"blconnect_{row.warehouse_id}" if row.warehouse_id else "",
                    "syncs": syncs_map(copies.get(row.connection_id, [])),
                }
                for row in joined
            ],
        }
    }


class IntegrationId(Params):
    """The integration's number of the caller's side."""

    connect_integration_id: Id


@method("runConnectSync", scope=Scope.CONNECT_WRITE, params=IntegrationId, reply=RunConnectSyncReply)
def run_connect_sync(call: Call, params: IntegrationId) -> Answer:
    """Copy a joined supplier's stock and prices now, whatever the frequency; a copy that waits or runs is left alone."""
    copies = connect.run_copies_now(
        account_id=call.account_id, contractor_integration_id=params.connect_integration_id, actor=call.actor
    )
    return {"syncs": syncs_map(copies)}


@method(
    "getConnectIntegrationContractors",
    scope=Scope.CONNECT_READ,
    params=IntegrationId,
    old_names={"token_id": "connect_integration_id"},
    reply=GetConnectIntegrationContractorsReply,
)
def get_connect_integration_contractors(call: Call, params: IntegrationId) -> Answer:
    """List the contractors of an integration; a contractor gets its own row (R23)."""
    if queries.is_own_integration(account_id=call.account_id, integration_id=params.connect_integration_id):
        rows = queries.contractors(account_id=call.account_id, integration_id=params.connect_integration_id)
    else:
        row = queries.joined_row(account_id=call.account_id, contractor_integration_id=params.connect_integration_id)
        rows = [row]
    return {"contractors": contractors_map(rows)}


class AddConnectIntegration(Params):
    """An integration; with its id the fields given change."""

    connect_integration_id: Id | UnsetType = UNSET
    name: Text100 | UnsetType = UNSET
    code_name: Text100 | UnsetType = UNSET
    inventory_id: Id | UnsetType = UNSET
    share_products: bool | UnsetType = UNSET
    accept_orders: bool | UnsetType = UNSET
    price_group_id: Id | UnsetType = UNSET
    warehouses: list[Key] | UnsetType = UNSET
    start_status_id: Id | UnsetType = UNSET
    require_approval: bool | UnsetType = UNSET
    settings: Any = None


@method(
    "addConnectIntegration", scope=Scope.CONNECT_WRITE, params=AddConnectIntegration, reply=AddConnectIntegrationReply
)
def add_connect_integration(call: Call, params: AddConnectIntegration) -> Answer:
    """Make an integration and its code, or change one."""
    values = settings_map(params.settings)
    fields: dict[str, Any] = {}
    for name in ("name", "code_name", "inventory_id", "require_approval"):
        value = getattr(params, name)
        if value is not UNSET:
            fields[name] = value
    for name in ("share_products", "accept_orders", "warehouses"):
        value = getattr(params, name)
        if value is not UNSET:
            values[name] = value
    for name in ("price_group_id", "start_status_id"):
        value = getattr(params, name)
        if value is not UNSET:
            values[name] = value or None
    integration_id, code = connect.save_integration(
        account_id=call.account_id,
        integration_id=or_none(params.connect_integration_id),
        fields=fields,
        settings_values=values,
        actor=call.actor,
    )
    return {"connect_integration_id": integration_id, "code": code}


@method("deleteConnectIntegration", scope=Scope.CONNECT_WRITE, params=IntegrationId, reply=NoReply)
def delete_connect_integration(call: Call, params: IntegrationId) -> Answer:
    """Delete an integration; its contractors are disconnected, the history stays."""
    connect.delete_integration(
        account_id=call.account_id, integration_id=params.connect_integration_id, actor=call.actor
    )
    return {}


@method(
    "getConnectIntegrationCode", scope=Scope.CONNECT_WRITE, params=IntegrationId, reply=GetConnectIntegrationCodeReply
)
def get_connect_integration_code(call: Call, params: IntegrationId) -> Answer:
    """Show an integration's connection code."""
    return code_answer(
        queries.integration_code(account_id=call.account_id, integration_id=params.connect_integration_id)
    )


class ResetCode(Params):
    """The integration and the limits of its new code."""

    connect_integration_id: Id
    expires_at: UnixTime = 0
    single_use: bool = False


@method(
    "resetConnectIntegrationCode", scope=Scope.CONNECT_WRITE, params=ResetCode, reply=ResetConnectIntegrationCodeReply
)
def reset_connect_integration_code(call: Call, params: ResetCode) -> Answer:
    """Replace an integration's code; the old one opens nothing any more."""
    shown = connect.reset_code(
        account_id=call.account_id,
        integration_id=params.connect_integration_id,
        expires_at=moment(params.expires_at),
        single_use=params.single_use,
        actor=call.actor,
    )
    return code_answer(shown)


class ContractorStatus(Params):
    """What to do with a contractor."""

    connect_contractor_id: Id
    action: Annotated[str, Meta(max_length=20)]
    message: Annotated[str, Meta(max_length=500)] = ""


@method(
    "setConnectContractorStatus",
    scope=Scope.CONNECT_WRITE,
    params=ContractorStatus,
    old_names={"contractor_id": "connect_contractor_id"},
    reply=SetConnectContractorStatusReply,
)
def set_connect_contractor_status(call: Call, params: ContractorStatus) -> Answer:
    """Accept, reject, suspend, resume or disconnect a contractor."""
    state = connect.change_state(
        account_id=call.account_id,
        connection_id=params.connect_contractor_id,
        action=params.action,
        message=params.message,
        actor=call.actor,
    )
    return {"state": state}


class ContractorSettingsOf(Params):
    """A contractor and the supplier's settings for it; null falls back to the integration's."""

    connect_contractor_id: Id
    settings: Any = None


@method(
    "setConnectContractorSettings",
    scope=Scope.CONNECT_WRITE,
    params=ContractorSettingsOf,
    old_names={"contractor_id": "connect_contractor_id"},
    reply=SetConnectContractorSettingsReply,
)
def set_connect_contractor_settings(call: Call, params: ContractorSettingsOf) -> Answer:
    """Set settings for one contractor and show what now applies to it."""
    shown, overridden = connect.set_contractor_settings(
        account_id=call.account_id,
        connection_id=params.connect_contractor_id,
        values=settings_map(params.settings),
        actor=call.actor,
    )
    return {"settings": shown, "overridden": overridden}


class ContractorView(Params):
    """A contractor, and products to look at; 100 a page."""

    connect_contractor_id: Id
    product_ids: list[Id] | UnsetType = UNSET
    page: Annotated[int, Meta(ge=0, le=10_000_000)] = 1


@method(
    "getConnectContractorView", scope=Scope.CONNECT_READ, params=ContractorView, reply=GetConnectContractorViewReply
)
def get_connect_contractor_view(call: Call, params: ContractorView) -> Answer:
    """Show products exactly as a contractor gets them, each price with its steps."""
    queries.get_supplied_connection(account_id=call.account_id, connection_id=params.connect_contractor_id)
    ids = None if isinstance(params.product_ids, UnsetType) else params.product_ids
    with access.crossing(account_id=call.account_id, connection_id=params.connect_contractor_id) as opened:
        page = shared_page(
            opened,
            filters=SharedFilters(product_ids=ids, variants_too=True),
            page=params.page,
            page_size=VIEW_PAGE,
            with_trace=True,
        )
    return {"products": products_map(page, with_trace=True)}


class SettingsOf(Params):
    """An integration of either side and its settings; null restores the default."""

    connect_integration_id: Id
    settings: Any = None


@method(
    "setConnectIntegrationSettings",
    scope=Scope.CONNECT_WRITE,
    params=SettingsOf,
    reply=SetConnectIntegrationSettingsReply,
)
def set_connect_integration_settings(call: Call, params: SettingsOf) -> Answer:
    """Change settings of an integration, each side its own keys."""
    shown = connect.set_settings(
        account_id=call.account_id,
        integration_id=params.connect_integration_id,
        values=settings_map(params.settings),
        actor=call.actor,
    )
    return {"settings": shown}
