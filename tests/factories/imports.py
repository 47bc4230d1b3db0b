"""Imports of an exchange's contractor: started, run, decided on and undone as services do it, and what became of them."""

from typing import Any

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import Product, ProductImage
from spinka.connect import import_reads
from spinka.connect import services as connect
from spinka.connect.import_reads import ImportLine
from spinka.connect.models import ImportProfile, ProductImport, ProductLink
from tests.factories.exchange import Exchange
from tests.support.jobs import run_jobs


def started(x: Exchange, *, preview: bool = False, **options: Any) -> int:
    """A queued import."""
    with acting_for(x.contractor.account_id):
        return connect.start_import(
            account_id=x.contractor.account_id,
            connect_integration_id=x.made.contractor_integration_id,
            inventory_id=x.contractor.inventory_id,
            options=connect.ImportOptions(**options),
            actor="Anna",
            preview=preview,
        )


def found(x: Exchange, import_id: int) -> ProductImport:
    """An import as it stands."""
    with acting_for(x.contractor.account_id):
        return ProductImport.objects.for_account(x.contractor.account_id).get(pk=import_id)


def imported(x: Exchange, **options: Any) -> ProductImport:
    """An import run to its end, or to its preview."""
    import_id = started(x, **options)
    run_jobs()
    row = found(x, import_id)
    assert row.error == ""
    return row


def applied(x: Exchange, import_id: int, **decisions: Any) -> ProductImport:
    """A preview, or the accepted part of a change set, written."""
    with acting_for(x.contractor.account_id):
        number = connect.apply_preview(
            account_id=x.contractor.account_id, import_id=import_id, actor="Anna", **decisions
        )
    run_jobs()
    return found(x, number)


def decided(x: Exchange, import_id: int, decision: str, **which: Any) -> int:
    """Products decided on."""
    with acting_for(x.contractor.account_id):
        return connect.decide_changes(
            account_id=x.contractor.account_id, import_id=import_id, actor="Anna", decision=decision, **which
        )


def undone(x: Exchange, import_id: int) -> ProductImport:
    """An import taken back."""
    with acting_for(x.contractor.account_id):
        connect.undo_import(account_id=x.contractor.account_id, import_id=import_id, actor="Anna")
    run_jobs()
    return found(x, import_id)


def lines(x: Exchange, import_id: int, kind: str = "") -> list[ImportLine]:
    """The products of an import."""
    with acting_for(x.contractor.account_id):
        return import_reads.preview_rows(x.contractor.account_id, import_id, kind)


def changes(x: Exchange, import_id: int) -> dict[int, dict[str, tuple[Any, Any]]]:
    """By supplier's product: field → before and after."""
    return {
        line.supplier_product_id: {one.field: (one.old, one.new) for one in line.changes}
        for line in lines(x, import_id)
    }


def outcomes(x: Exchange, import_id: int) -> dict[int, tuple[str, str, str]]:
    """By supplier's product: kind, state, reason."""
    return {line.supplier_product_id: (line.kind, line.state, line.reason) for line in lines(x, import_id)}


def counters(row: ProductImport) -> dict[str, int]:
    """The counters that are not 0."""
    names = ("total", "done", "created", "updated", "associated", "unchanged", "skipped")
    return {name: getattr(row, name) for name in names if getattr(row, name)}


def products(x: Exchange) -> list[Product]:
    """The contractor's products, oldest first."""
    with acting_for(x.contractor.account_id):
        return list(Product.objects.for_account(x.contractor.account_id).order_by("pk"))


def snapshot(x: Exchange) -> dict[int, Any]:
    """All an import writes on the contractor's products but versions and times."""
    account_id = x.contractor.account_id
    with acting_for(account_id):
        rows = Product.objects.for_account(account_id).order_by("pk")
        left = {"version", "updated_at"}
        names = [item.attname for item in Product._meta.concrete_fields if item.attname not in left]
        held = {row["id"]: row for row in rows.values(*names)}
        images = ProductImage.objects.for_account(account_id).order_by("product_id", "position")
        for product_id, position, url in images.values_list("product_id", "position", "url"):
            held[product_id].setdefault("images", []).append((position, url))
        return held


def links(x: Exchange) -> dict[int, int]:
    """Supplier's product → own."""
    with acting_for(x.contractor.account_id):
        rows = ProductLink.objects.as_contractor(x.contractor.account_id)
        return {row.supplier_product_id: row.product_id for row in rows}


def changed(x: Exchange, product_id: int, **values: Any) -> None:
    """The supplier's product changed as its catalog's services would write it; `price` changes its price."""
    from_supplier = x.supplier.account_id
    _change(from_supplier, product_id, values)


def own_changed(x: Exchange, product_id: int, **values: Any) -> None:
    """The contractor's product changed by its own people."""
    _change(x.contractor.account_id, product_id, values)


def _change(account_id: int, product_id: int, values: dict[str, Any]) -> None:
    with acting_for(account_id):
        row = Product.objects.for_account(account_id).get(pk=product_id)
        texts = values.pop("texts", {})
        if "name" in values:
            texts = {**texts, "name": values["name"]}
        for name, value in values.items():
            setattr(row, name, value)
        row.texts = {**row.texts, **texts}
        row.version += 1
        row.save()


def saved_profile(x: Exchange, **settings: Any) -> int:
    """A profile of the connection and the default catalog, switched on hourly unless said otherwise."""
    options = settings.pop("options", {})
    with acting_for(x.contractor.account_id):
        number = connect.save_profile(
            account_id=x.contractor.account_id,
            connect_integration_id=x.made.contractor_integration_id,
            inventory_id=x.contractor.inventory_id,
            settings=connect.ProfileSettings(**{"every": "1h", **settings}, options=connect.ImportOptions(**options)),
            actor="Anna",
        )
    run_jobs()
    return number


def run_again(x: Exchange, profile_id: int) -> ImportProfile:
    """A profile run once more by hand."""
    with acting_for(x.contractor.account_id):
        connect.run_profile(account_id=x.contractor.account_id, profile_id=profile_id, actor="Anna")
    run_jobs()
    return profile(x, profile_id)


def profile(x: Exchange, profile_id: int) -> ImportProfile:
    """A profile as it stands."""
    with acting_for(x.contractor.account_id):
        return ImportProfile.objects.for_account(x.contractor.account_id).get(pk=profile_id)
