"""Migrations are applied while the version before still runs, which names no new column when it writes."""

from typing import Any

from django.db.migrations import AddField
from django.db.migrations.loader import MigrationLoader
from django.db.models.fields import NOT_PROVIDED

# Added before anybody ran a version to upgrade from; the list never grows.
EARLIER = {
    "catalog.manufacturer.details",
    "catalog.product.links",
    "catalog.warehouse.address",
    "catalog.warehouse.city",
    "catalog.warehouse.country",
    "catalog.warehouse.postcode",
    "connect.connection.code_name",
    "connect.connection.credit_entries",
    "orders.orderstatus.comments",
    "orders.orderstatus.short_name",
}


def added_fields() -> dict[str, Any]:
    """Every field a later migration gave an existing table, as it stands after the last one."""
    loader = MigrationLoader(None)
    state = loader.project_state()
    found = {}
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if not migration.__module__.startswith("spinka."):
            continue
        for operation in migration.operations:
            if isinstance(operation, AddField) and not migration.initial and not name.startswith("0001"):
                fields = state.models[app, operation.model_name_lower].fields
                if operation.name in fields:
                    found[f"{app}.{operation.model_name_lower}.{operation.name}"] = fields[operation.name]
    return found


class TestAddedColumns:
    def test_may_be_left_out_by_who_does_not_know_them(self) -> None:
        added = added_fields()
        needed = {name for name, field in added.items() if not field.null and field.db_default is NOT_PROVIDED}
        assert needed == EARLIER
        assert "documents.document.print_failed" in added
