"""Imports that repeat themselves: how often, into what, and which changes are asked for."""

from typing import Annotated

from msgspec import UNSET, Meta

from spinka.accounts.permissions import Scope
from spinka.compat.errors import ApiError
from spinka.compat.registry import Answer, Call, NoParams, Params, method
from spinka.compat.replies.connect_imports import (
    DeleteConnectImportProfileReply,
    GetConnectImportProfilesReply,
    RunConnectImportProfileReply,
    SetConnectImportProfileReply,
)
from spinka.compat.wire.catalog import Id, Key
from spinka.compat.wire.imports import Target, options_of
from spinka.connect import import_reads
from spinka.connect import services as connect
from spinka.connect.models import ImportProfile
from spinka.core import clock


def _profile_row(row: ImportProfile) -> Answer:
    warehouse = row.options.get("warehouse_id")
    return {
        "profile_id": row.pk,
        "connect_contractor_id": row.connection_id,
        "inventory_id": row.inventory_id,
        "every": row.every,
        "at": row.at,
        "state": row.state,
        "field_policies": row.fields,
        "new_products": row.new_products,
        "gone_products": row.gone_products,
        "ask_gone": row.asks_gone,
        "is_approved": row.is_approved,
        "language": row.options.get("language", ""),
        "price_group_id": row.options.get("price_group_id") or 0,
        "warehouse_id": f"bl_{warehouse}" if warehouse else "",
        "error": row.error,
        "changes_import_id": row.changes_import_id or 0,
        "last_import_id": row.last_import_id or 0,
        "date_last": clock.to_unix(row.last_at),
        "date_next": clock.to_unix(row.next_at),
    }


@method("getConnectImportProfiles", scope=Scope.CATALOG_READ, params=NoParams, reply=GetConnectImportProfilesReply)
def get_connect_import_profiles(call: Call, params: NoParams) -> Answer:
    """Read the account's imports that repeat themselves; their waiting changes are those of `changes_import_id`."""
    return {"profiles": [_profile_row(row) for row in import_reads.profiles(call.account_id)]}


class SetImportProfile(Target):
    """One profile per connected integration and catalog. Fields not named are taken over always."""

    every: Key = "off"
    at: Annotated[str, Meta(max_length=5)] = ""
    field_policies: dict[Annotated[str, Meta(max_length=40)], Key] | list[str] = {}
    new_products: Key = "ask"
    gone_products: Key = "keep"
    ask_gone: bool = True
    is_approved: bool = False


@method(
    "setConnectImportProfile", scope=Scope.CATALOG_WRITE, params=SetImportProfile, reply=SetConnectImportProfileReply
)
def set_connect_import_profile(call: Call, params: SetImportProfile) -> Answer:
    """Keep how a supplier's products are imported again and again; switched on, it runs at once and at its interval.

    Until its first changes were run, or `is_approved` is given, everything is asked for.
    """
    if isinstance(params.field_policies, list) and params.field_policies:
        raise ApiError("ERROR_BAD_PARAMETERS", "parameter field_policies: expected an object by field")
    profile_id = connect.save_profile(
        account_id=call.account_id,
        connect_integration_id=params.connect_integration_id,
        inventory_id=params.inventory_id,
        settings=connect.ProfileSettings(
            every=params.every,
            at=params.at,
            fields={} if isinstance(params.field_policies, list) else params.field_policies,
            new_products=params.new_products,
            gone_products=params.gone_products,
            asks_gone=params.ask_gone,
            is_approved=params.is_approved,
            options=options_of(params, UNSET, UNSET),
        ),
        actor=call.actor,
    )
    return {"profile_id": profile_id}


class OneProfile(Params):
    """An import profile."""

    profile_id: Id


@method("runConnectImportProfile", scope=Scope.CATALOG_WRITE, params=OneProfile, reply=RunConnectImportProfileReply)
def run_connect_import_profile(call: Call, params: OneProfile) -> Answer:
    """Run an import profile now; one that runs is left alone."""
    import_id = connect.run_profile(account_id=call.account_id, profile_id=params.profile_id, actor=call.actor)
    return {"import_id": import_id}


@method(
    "deleteConnectImportProfile", scope=Scope.CATALOG_WRITE, params=OneProfile, reply=DeleteConnectImportProfileReply
)
def delete_connect_import_profile(call: Call, params: OneProfile) -> Answer:
    """Forget an import profile and what waits in it; products and past imports stay."""
    connect.delete_profile(account_id=call.account_id, profile_id=params.profile_id, actor=call.actor)
    return {}
