"""Answers about integrations an account offers and their contractors."""

from typing import Annotated, Literal

from msgspec import Meta

from spinka.compat.registry import Reply
from spinka.compat.replies.connect_contractor import ConnectionState, PriceTraceRow, SharedProductRow
from spinka.compat.replies.connect_settings import ContractorSettingsRow, SettingsRow, SupplierSettingsRow
from spinka.compat.replies.kinds import UnixTime


class OwnIntegrationRow(Reply):
    """An integration the account offers."""

    connect_integration_id: int
    name: str
    settings: SupplierSettingsRow
    code_name: str
    inventory_id: int
    require_approval: bool


class CopyRow(Reply):
    """A copy of the supplier's stock or prices: its frequency, how it stands, its last and its next run."""

    every: Literal["live", "15m", "1h", "4h", "12h", "24h"]
    state: Literal["queued", "running", "done", "failed", "stopped"]
    last_sync: UnixTime
    next_sync: UnixTime
    checked: int
    changed: int
    error: str


class ConnectedIntegrationRow(Reply):
    """An integration the account joined; warehouse_id is a key, empty while there is none."""

    connect_integration_id: int
    name: str
    settings: ContractorSettingsRow
    connect_contractor_id: int
    supplier_name: str
    state: ConnectionState
    warehouse_id: str
    syncs: Annotated[dict[str, CopyRow], Meta(description="By stock and price, those switched on")]


class IntegrationLists(Reply):
    """Both kinds of integrations."""

    own_integrations: list[OwnIntegrationRow]
    connected_integrations: list[ConnectedIntegrationRow]


class GetConnectIntegrationsReply(Reply):
    """The integrations the account offers and those it joined."""

    integrations: IntegrationLists


class CreditDataRow(Reply):
    """The trade credit of a contractor."""

    credit_limit: float
    credit_to_pay: float
    credit_available: float
    currency: str


class ContractorRow(Reply):
    """A contractor; a contractor that reads its own row gets its own settings."""

    connect_contractor_id: int
    name: str
    state: ConnectionState
    credit_data: CreditDataRow
    settings: SettingsRow
    overridden: Annotated[list[str], Meta(description="Keys set for this contractor alone")]


class GetConnectIntegrationContractorsReply(Reply):
    """The contractors of an integration."""

    contractors: Annotated[dict[str, ContractorRow], Meta(description="By contractor id")]


class RunConnectSyncReply(Reply):
    """The copies that were asked to run."""

    syncs: Annotated[dict[str, CopyRow], Meta(description="By stock and price, those switched on")]


class AddConnectIntegrationReply(Reply):
    """The integration created or changed, and its code."""

    connect_integration_id: int
    code: str


class GetConnectIntegrationCodeReply(Reply):
    """A code with its limits."""

    code: str
    expires_at: UnixTime
    single_use: bool


class ResetConnectIntegrationCodeReply(Reply):
    """The new code with its limits."""

    code: str
    expires_at: UnixTime
    single_use: bool


class SetConnectContractorStatusReply(Reply):
    """The state of the connection now."""

    state: ConnectionState


class SetConnectContractorSettingsReply(Reply):
    """What applies to the contractor now."""

    settings: SupplierSettingsRow
    overridden: Annotated[list[str], Meta(description="Keys set for this contractor alone")]


class ViewedProductRow(SharedProductRow, kw_only=True):
    """A product as a contractor gets it, with the steps of its price."""

    price_trace: list[PriceTraceRow]


class GetConnectContractorViewReply(Reply):
    """A page of products as a contractor gets them."""

    products: Annotated[dict[str, ViewedProductRow], Meta(description="By product id")]


class SetConnectIntegrationSettingsReply(Reply):
    """The settings of the caller's side now."""

    settings: SettingsRow
