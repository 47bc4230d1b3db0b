"""Connections: joined, accepted, rejected, suspended, left, and the contractor's own settings (A-15 … A-21)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db import transaction
from django.utils.translation import gettext_noop

from spinka.accounts.queries import get_account
from spinka.catalog import services as catalog
from spinka.connect import ownership, settings
from spinka.connect.access import ConnectionStateRefused, FoundCode, crossing, crossing_by_code, crossing_by_listing
from spinka.connect.directory_reads import shown_listing
from spinka.connect.events import state_changed
from spinka.connect.models import Connection, ConnectionState, Integration, JoinMode
from spinka.connect.queries import contractor_settings_shown, is_own_integration
from spinka.connect.services.codes import WrongCode, look_up, one_after_another, refuse_closed, refuse_published
from spinka.connect.services.holds import release_holds
from spinka.connect.services.integrations import set_integration_settings
from spinka.connect.services.invitations import note_joined
from spinka.connect.services.syncing import follow_settings, start_all, stop_all
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict, NotFound

Action = Literal["accept", "reject", "suspend", "resume", "disconnect"]
PENDING, ACTIVE = ConnectionState.PENDING, ConnectionState.ACTIVE
REJECTED, SUSPENDED, DISCONNECTED = ConnectionState.REJECTED, ConnectionState.SUSPENDED, ConnectionState.DISCONNECTED
# action → (states it starts from, state it leads to, event)
_ACTIONS: dict[str, tuple[tuple[ConnectionState, ...], ConnectionState, str]] = {
    "accept": ((PENDING, REJECTED), ACTIVE, "connection.accepted"),
    "reject": ((PENDING,), REJECTED, "connection.rejected"),
    "suspend": ((ACTIVE,), SUSPENDED, "connection.suspended"),
    "resume": ((SUSPENDED,), ACTIVE, "connection.accepted"),
    "disconnect": ((PENDING, ACTIVE, SUSPENDED, REJECTED), DISCONNECTED, "connection.ended"),
}


class LoopRefused(Conflict):
    """An account cannot join its own integration (R12)."""

    reason_code = "loop"

    def __init__(self, sentence: str = gettext_noop("This code is your own; another account has to use it")) -> None:
        super().__init__(sentence)


class TermsChanged(Conflict):
    """The supplier changed its terms after they were read; joining would accept what nobody saw (R34)."""

    def __init__(self) -> None:
        super().__init__("The supplier changed its terms in the meantime. Read them and accept again.")


@dataclass(frozen=True, slots=True)
class Joined:
    """The contractor's side of a connection."""

    connect_integration_id: int
    connect_contractor_id: int
    state: str
    warehouse_id: int

    @property
    def warehouse_key(self) -> str:
        """The live warehouse's name on the wire."""
        return f"blconnect_{self.warehouse_id}"


def _joined(row: Connection) -> Joined:
    return Joined(row.contractor_integration_id, row.pk, str(row.state), row.warehouse_id or 0)


@transaction.atomic
def join(
    *,
    account_id: int,
    code: str,
    values: Mapping[str, Any] | None = None,
    accepted: str | None = None,
    actor: str = "",
) -> Joined:
    """Connect with the supplier of a code, at once or pending where the supplier approves (A-18, A-19, R27).

    `values` are contractor settings. Joining again gives the connection there is; after leaving it revives. The
    connection's warehouse is made with it (R5) and the supplier's terms count as accepted, text and time kept (R34);
    `accepted` is the text a person read, None for a program, which accepts by joining.
    Raises WrongCode, LoopRefused, BadParameters, TermsChanged, ConnectionStateRefused when rejected or suspended,
    PublishedSupplier where the supplier takes requests from the directory only (A-17).
    """
    found = look_up(account_id=account_id, code=code)
    if found.supplier_id == account_id:
        raise LoopRefused
    return _enter(account_id, found, values, accepted, by_code=True)


@transaction.atomic
def join_listing(
    *,
    account_id: int,
    listing_id: int,
    values: Mapping[str, Any] | None = None,
    accepted: str | None = None,
    actor: str = "",
) -> Joined:
    """Connect with a supplier of the directory as `join` does (D-07).

    The publication's `join_mode` decides whether the supplier is asked first, whatever its code does.
    Raises NotFound, LoopRefused, BadParameters, TermsChanged, ConnectionStateRefused.
    """
    one_after_another(account_id)
    listing = shown_listing(listing_id)
    if listing.supplier_id == account_id:
        raise LoopRefused("This is your own company in the directory")
    with crossing_by_listing(account_id=account_id, found=listing) as opened:
        found = FoundCode(
            integration_id=listing.integration_id,
            supplier_id=listing.supplier_id,
            supplier_name=opened.supplier.name,
            code_name=opened.integration.code_name,
            settings=opened.terms,
            require_approval=listing.join_mode == JoinMode.REQUEST,
            expires_at=None,
            single_use=False,
            used_at=None,
        )
    return _enter(account_id, found, values, accepted, by_code=False)


def _enter(
    account_id: int, found: FoundCode, values: Mapping[str, Any] | None, accepted: str | None, *, by_code: bool
) -> Joined:
    row = (
        Connection.objects.as_contractor(account_id)
        .select_for_update(no_key=True)
        .filter(integration_id=found.integration_id)
        .first()
    )
    if row is not None and row.state in {REJECTED, SUSPENDED}:
        raise ConnectionStateRefused(row.state)
    if row is None or row.state == DISCONNECTED:
        if by_code:
            refuse_closed(account_id=account_id, found=found)
            refuse_published(account_id=account_id, found=found)
        if accepted is not None and accepted != found.settings.terms_text:
            raise TermsChanged
        row = _open(account_id, found, row)
    if values:
        _set_own(account_id, row, values)
    return _joined(row)


def _open(account_id: int, found: FoundCode, row: Connection | None) -> Connection:
    moment = clock.now()
    with crossing_by_code(found):
        same_code = Integration.objects.for_account(found.supplier_id).filter(
            pk=found.integration_id, deleted_at__isnull=True
        )
        # Whoever comes second to a code for one use waits here and finds it used.
        if found.single_use and not same_code.filter(code_used_at__isnull=True).update(code_used_at=moment):
            raise WrongCode
    account = get_account(account_id)
    if row is None:
        row = Connection(
            supplier_id=found.supplier_id,
            contractor_id=account_id,
            integration_id=found.integration_id,
            warehouse_id=catalog.open_live_warehouse(account_id=account_id, name=found.code_name),
            created_at=moment,
        )
    row.supplier_name = found.supplier_name
    row.contractor_name = account.name
    row.code_name = found.code_name
    row.state = PENDING if found.require_approval else ACTIVE
    row.state_message = ""
    row.state_changed_at = moment
    row.terms_accepted = found.settings.terms_text
    row.terms_accepted_at = moment if found.settings.terms_text else None
    row.save(force_insert=row._state.adding)
    note_joined(found, row, account)
    if row.state == ACTIVE:
        start_all(account_id=account_id, row=row)
    event, action = ("connection.requested", "request") if row.state == PENDING else ("connection.accepted", "join")
    state_changed(event, row, account_id=account_id, action=action)
    return row


@transaction.atomic
def leave(*, account_id: int, contractor_integration_id: int, actor: str = "") -> str:
    """End one's connection as a contractor; history, orders and imported products stay (A-21). Gives the state."""
    row = (
        Connection.objects.as_contractor(account_id)
        .select_for_update(no_key=True)
        .filter(contractor_integration_id=contractor_integration_id)
        .first()
    )
    if row is None:
        raise NotFound("There is no integration %(id)s", id=contractor_integration_id)
    if row.state in {REJECTED, SUSPENDED}:
        # Leaving and joining again must not lift what only the supplier lifts (R27).
        raise ConnectionStateRefused(row.state)
    if row.state == ACTIVE:
        # Only an active connection holds pieces, and only through it can the contractor let go of them.
        with crossing(account_id=account_id, connection_id=row.pk):
            release_holds(supplier_id=row.supplier_id, connection_ids=[row.pk])
    if row.state != DISCONNECTED:
        _move(row, DISCONNECTED, "connection.ended", account_id, "leave", "")
    return str(row.state)


def _move(row: Connection, state: ConnectionState, event: str, account_id: int, action: str, message: str) -> None:
    stop_all(account_id=account_id, row=row)
    row.state = state
    row.state_message = message
    row.state_changed_at = clock.now()
    row.save(update_fields=["state", "state_message", "state_changed_at"])
    if row.state == ACTIVE:
        start_all(account_id=account_id, row=row)
    state_changed(event, row, account_id=account_id, action=action)


@transaction.atomic
def change_state(*, account_id: int, connection_id: int, action: str, message: str = "", actor: str = "") -> str:
    """What a supplier does with a contractor: accept, reject, suspend, resume, disconnect. Gives the state.

    An action that is done already changes nothing. Raises NotFound, BadParameters, ConnectionStateRefused.
    """
    if action not in _ACTIONS:
        raise BadParameters("action must be one of %(actions)s", actions=", ".join(_ACTIONS))
    if len(message) > 500:
        raise BadParameters("message must have at most 500 characters")
    row = Connection.objects.as_supplier(account_id).select_for_update(no_key=True).filter(pk=connection_id).first()
    if row is None:
        raise NotFound("There is no connection %(id)s", id=connection_id)
    starts, state, event = _ACTIONS[action]
    if row.state == state:
        return str(row.state)
    if row.state not in starts:
        raise ConnectionStateRefused(row.state)
    if state != ACTIVE:
        release_holds(supplier_id=account_id, connection_ids=[row.pk])
    _move(row, state, event, account_id, action, message)
    return str(row.state)


def _set_own(account_id: int, row: Connection, values: Mapping[str, Any]) -> dict[str, Any]:
    after = settings.change(settings.ContractorSettings, row.contractor_settings, values)
    changed = {key: after[key] for key in values if key in after}
    ownership.check_contractor(account_id=account_id, values=changed)
    row.contractor_settings = after
    row.save(update_fields=["contractor_settings"])
    follow_settings(account_id=account_id, row=row)
    if "name" in values and row.warehouse_id:
        catalog.rename_live_warehouse(
            account_id=account_id, warehouse_id=row.warehouse_id, name=after.get("name") or row.code_name
        )
    return contractor_settings_shown(row)


@transaction.atomic
def set_own_settings(
    *, account_id: int, contractor_integration_id: int, values: Mapping[str, Any], actor: str = ""
) -> dict[str, Any]:
    """Change the contractor's settings of a connected integration and give every key: partial, null restores (R33).

    Raises NotFound, BadParameters that names the key.
    """
    row = (
        Connection.objects.as_contractor(account_id)
        .select_for_update(no_key=True)
        .filter(contractor_integration_id=contractor_integration_id)
        .first()
    )
    if row is None:
        raise NotFound("There is no integration %(id)s", id=contractor_integration_id)
    return _set_own(account_id, row, values)


@transaction.atomic
def set_settings(*, account_id: int, integration_id: int, values: Mapping[str, Any], actor: str = "") -> dict[str, Any]:
    """Change settings of an integration the account offers or joined; one sequence numbers both (R23).

    Gives every key of the caller's side. Raises NotFound, BadParameters that names the key.
    """
    if is_own_integration(account_id=account_id, integration_id=integration_id):
        return set_integration_settings(
            account_id=account_id, integration_id=integration_id, values=values, actor=actor
        )
    return set_own_settings(account_id=account_id, contractor_integration_id=integration_id, values=values, actor=actor)
