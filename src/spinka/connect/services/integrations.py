"""Suppliers' integrations: made, changed, deleted, and their settings for everybody or for one contractor (B-01 … B-17)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from spinka.catalog.models import Inventory
from spinka.connect import ownership, settings
from spinka.connect.access import CODE_PURPOSE, code_digest
from spinka.connect.events import state_changed
from spinka.connect.models import Connection, ConnectionState, Integration
from spinka.connect.queries import get_integration, integration_code, supplier_settings_shown
from spinka.connect.services import live_copies
from spinka.connect.services.holds import release_holds
from spinka.connect.services.syncing import copying_ids, stop_all
from spinka.core import clock
from spinka.core.errors import BadParameters, Conflict, NotFound
from spinka.core.secrets import encrypt, new_code

FIELDS = frozenset({"name", "code_name", "inventory_id", "require_approval"})


def _checked_name(values: Mapping[str, Any], key: str) -> str:
    text = str(values.get(key) or "").strip()
    if not text or len(text) > 100:
        raise BadParameters("%(key)s must have 1 to 100 characters", key=key)
    return text


def _own_inventory(account_id: int, inventory_id: int | None) -> int:
    rows = Inventory.objects.for_account(account_id)
    found = rows.filter(pk=inventory_id) if inventory_id else rows.filter(is_default=True)
    row = found.values_list("pk", flat=True).first()
    if row is None:
        raise NotFound("There is no catalog %(id)s", id=inventory_id or 0)
    return int(row)


def _changed_settings(
    account_id: int, inventory_id: int, stored: Mapping[str, Any], values: Mapping[str, Any], *, again: bool = False
) -> settings.Stored:
    after = settings.change(settings.SupplierSettings, stored, values)
    checked = after if again else {key: after[key] for key in values if key in after}
    ownership.check_supplier(account_id=account_id, inventory_id=inventory_id, values=checked)
    return after


@transaction.atomic
def save_integration(
    *,
    account_id: int,
    integration_id: int | None = None,
    fields: Mapping[str, Any],
    settings_values: Mapping[str, Any] | None = None,
    actor: str = "",
) -> tuple[int, str]:
    """Make an integration or change the fields given, and give its id and code (B-01 … B-05).

    `fields`: name (own list), code_name (contractors' default), inventory_id, require_approval; `settings_values` as
    in `set_integration_settings`. One catalog each (B-04); it cannot change once contractors joined.
    Raises BadParameters, NotFound, Conflict.
    """
    unknown = set(fields) - FIELDS
    if unknown:
        raise BadParameters("There is no field %(key)s", key=min(unknown))
    if integration_id:
        row = _locked(account_id, integration_id)
    else:
        code = new_code()
        name = _checked_name(fields, "name")
        row = Integration(
            account_id=account_id,
            name=name,
            code_name=name,
            inventory_id=_own_inventory(account_id, fields.get("inventory_id")),
            settings={},
            code_encrypted=encrypt(code, purpose=CODE_PURPOSE),
            code_hash=code_digest(code),
            created_at=clock.now(),
        )
    if "name" in fields:
        row.name = _checked_name(fields, "name")
    moved = bool(integration_id and fields.get("inventory_id") and fields["inventory_id"] != row.inventory_id)
    if moved:
        if Connection.objects.as_supplier(account_id).filter(integration_id=row.pk).exists():
            raise Conflict("The catalog cannot change after contractors joined; make a second integration")
        row.inventory_id = _own_inventory(account_id, fields["inventory_id"])
    if "require_approval" in fields:
        row.require_approval = bool(fields["require_approval"])
    row.settings = _changed_settings(account_id, row.inventory_id, row.settings, settings_values or {}, again=moved)
    effective = settings.read(settings.SupplierSettings, row.settings)
    settings.check_scope(effective)
    ownership.check_currency(
        account_id=account_id, inventory_id=row.inventory_id, changed=settings_values or {}, effective=effective
    )
    if fields.get("code_name"):
        row.code_name = _checked_name(fields, "code_name")
    if integration_id:
        row.save(update_fields=["name", "code_name", "inventory_id", "require_approval", "settings"])
        Connection.objects.as_supplier(account_id).filter(integration_id=row.pk).update(code_name=row.code_name)
        live_copies.spread(account_id=account_id, integration_id=row.pk)
    else:
        row.save(force_insert=True)
    return int(row.pk), integration_code(account_id=account_id, integration_id=row.pk).code


def _locked(account_id: int, integration_id: int) -> Integration:
    row = (
        Integration.objects.for_account(account_id)
        .select_for_update(no_key=True)
        .filter(pk=integration_id, deleted_at__isnull=True)
        .first()
    )
    if row is None:
        raise NotFound("There is no integration %(id)s", id=integration_id)
    return row


@transaction.atomic
def delete_integration(*, account_id: int, integration_id: int, actor: str = "") -> None:
    """Take an integration away: its code opens nothing, its contractors are disconnected, history stays (A-21)."""
    row = _locked(account_id, integration_id)
    row.deleted_at = clock.now()
    row.save(update_fields=["deleted_at"])
    open_rows = list(
        Connection.objects.as_supplier(account_id)
        .select_for_update(no_key=True)
        .filter(integration_id=integration_id)
        .exclude(state=ConnectionState.DISCONNECTED)
        .order_by("pk")
    )
    release_holds(supplier_id=account_id, connection_ids=[one.pk for one in open_rows])
    copying = copying_ids(account_id=account_id, connection_ids=[one.pk for one in open_rows])
    for one in open_rows:
        if one.pk in copying:
            stop_all(account_id=account_id, row=one)
    Connection.objects.as_supplier(account_id).filter(pk__in=[one.pk for one in open_rows]).update(
        state=ConnectionState.DISCONNECTED, state_changed_at=row.deleted_at, state_message=""
    )
    for one in open_rows:
        one.state = ConnectionState.DISCONNECTED
        one.state_message = ""
        state_changed("connection.ended", one, account_id=account_id, action="disconnect")


@transaction.atomic
def set_integration_settings(
    *, account_id: int, integration_id: int, values: Mapping[str, Any], actor: str = ""
) -> dict[str, Any]:
    """Change settings of one's own integration for every contractor: partial, null restores the default (R33).

    Gives every key. Raises NotFound; BadParameters that names the key, also when products and orders would both be off (B-08).
    """
    row = _locked(account_id, integration_id)
    after = _changed_settings(account_id, row.inventory_id, row.settings, values)
    effective = settings.read(settings.SupplierSettings, after)
    settings.check_scope(effective)
    ownership.check_currency(account_id=account_id, inventory_id=row.inventory_id, changed=values, effective=effective)
    row.settings = after
    row.save(update_fields=["settings"])
    live_copies.spread(account_id=account_id, integration_id=integration_id)
    return supplier_settings_shown(account_id=account_id, inventory_id=row.inventory_id, effective=effective)


@transaction.atomic
def set_contractor_settings(
    *, account_id: int, connection_id: int, values: Mapping[str, Any], actor: str = ""
) -> tuple[dict[str, Any], list[str]]:
    """Set the supplier's settings for one contractor: they win over the integration's, null falls back (B-15).

    Gives what now applies and the keys set for this contractor. Raises NotFound, BadParameters as above.
    """
    found = Connection.objects.as_supplier(account_id).select_for_update(no_key=True).filter(pk=connection_id).first()
    if found is None:
        raise NotFound("There is no connection %(id)s", id=connection_id)
    integration = get_integration(account_id=account_id, integration_id=found.integration_id, deleted_too=True)
    after = _changed_settings(account_id, integration.inventory_id, found.supplier_settings, values)
    effective = settings.supplier_terms(integration.settings, after)
    settings.check_scope(effective)
    ownership.check_currency(
        account_id=account_id, inventory_id=integration.inventory_id, changed=values, effective=effective
    )
    found.supplier_settings = after
    found.save(update_fields=["supplier_settings"])
    live_copies.spread(account_id=account_id, connection_id=connection_id)
    shown = supplier_settings_shown(account_id=account_id, inventory_id=integration.inventory_id, effective=effective)
    return shown, sorted(after)
