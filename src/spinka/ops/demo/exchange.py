"""The demo's connections: who shares with whom, on what terms, what was imported, and the credit given."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from spinka.accounts.tenancy import acting_for
from spinka.catalog import services as catalog
from spinka.connect import services as connect
from spinka.connect.services import ImportOptions, Joined
from spinka.core import worker
from spinka.ops.demo.catalogs import WHOLESALE
from spinka.ops.demo.people import OTHERS, PENDING
from spinka.ops.demo.stage import ACTOR, Stage, open_stage

TOLD = ("W realizacji", "Wysłane", "Doręczone", "Anulowane")
TERMS = "Zamówienia złożone do 14:00 wysyłamy tego samego dnia. Zwroty w 14 dni, nieuszkodzone i w opakowaniu."


@dataclass(slots=True)
class Link:
    """A contractor's connection and its own products by the supplier's product id."""

    supplier: Stage
    contractor: Stage
    joined: Joined
    products: dict[int, int]


def share_range(supplier: Stage) -> tuple[str, str]:
    """Two integrations of the wholesaler, one open and one with approval; their codes."""
    groups = _price_groups(supplier)
    warehouses = [f"bl_{number}" for number in supplier.context.warehouse_ids]
    common = {
        "price_group_id": groups[WHOLESALE],
        "warehouses": warehouses,
        "stock_buffer": 2,
        "status_map_out": [supplier.statuses[name] for name in TOLD],
        "terms_text": TERMS,
    }
    with acting_for(supplier.account_id):
        _, code = connect.save_integration(
            account_id=supplier.account_id,
            fields={"name": "Sklepy partnerskie", "code_name": supplier.company.name},
            settings_values={
                **common,
                "delivery_fee": "14.90",
                "free_delivery_from": "300.00",
                "price_rules": [
                    {"scope": "all", "kind": "discount_percent", "value": "3"},
                    {
                        "scope": "tag",
                        "ids": ["bestseller"],
                        "kind": "discount_percent",
                        "value": "8",
                        "min_quantity": 10,
                    },
                ],
            },
            actor=ACTOR,
        )
        _, guarded = connect.save_integration(
            account_id=supplier.account_id,
            fields={
                "name": "Nowi partnerzy",
                "code_name": f"{supplier.company.name} (start)",
                "require_approval": True,
            },
            settings_values={**common, "min_order_value": "200.00"},
            actor=ACTOR,
        )
    return code, guarded


def share_ceramics(maker: Stage) -> str:
    """The second supplier's integration; its code."""
    with acting_for(maker.account_id):
        _, code = connect.save_integration(
            account_id=maker.account_id,
            fields={"name": "Galerie i sklepy", "code_name": maker.company.name},
            settings_values={"discount_percent": "20", "status_map_out": [maker.statuses[name] for name in TOLD]},
            actor=ACTOR,
        )
    return code


def share_own_things(shop: Stage) -> str:
    """The shop gives its own goods to neighbours, each of whom it wants to know first; the code."""
    own = sorted(
        product_id for sku, product_id in shop.products.items() if sku.startswith("ZP-") and not sku[3:].isdigit()
    )
    with acting_for(shop.account_id):
        _, code = connect.save_integration(
            account_id=shop.account_id,
            fields={"name": "Sklepy z sąsiedztwa", "code_name": shop.company.name, "require_approval": True},
            settings_values={
                "discount_percent": "25",
                "product_filter": {"mode": "selected", "product_ids": own},
                "status_map_out": [shop.statuses[name] for name in TOLD],
            },
            actor=ACTOR,
        )
    return code


def accept(link: Link) -> None:
    """The supplier lets a waiting contractor in."""
    with acting_for(link.supplier.account_id):
        connect.change_state(
            account_id=link.supplier.account_id,
            connection_id=link.joined.connect_contractor_id,
            action="accept",
            actor=link.supplier.company.person,
        )


def join(supplier: Stage, contractor: Stage, code: str, priority: int = 100) -> Link:
    """Connect by code; the supplier's told statuses move the contractor's orders (F-11)."""
    with acting_for(contractor.account_id):
        joined = connect.join(
            account_id=contractor.account_id,
            code=code,
            values={
                "priority": priority,
                "status_map_in": {str(supplier.statuses[name]): contractor.statuses[name] for name in TOLD},
            },
            actor=ACTOR,
        )
    return Link(supplier, contractor, joined, {})


def import_products(link: Link, *, kind: str = "new_and_update", product_ids: list[int] | None = None) -> None:
    """Import from the supplier and remember which product became which."""
    account_id = link.contractor.account_id
    with acting_for(account_id):
        connect.start_import(
            account_id=account_id,
            connect_integration_id=link.joined.connect_integration_id,
            inventory_id=link.contractor.context.inventory_id,
            options=ImportOptions(
                type=kind,
                product_ids=product_ids,
                price_mode="once",
                price_group_id=link.contractor.context.default_price_group_id,
            ),
            actor=link.contractor.company.person,
        )
    worker.work_all()
    with acting_for(account_id), connection.cursor() as cursor:
        cursor.execute(
            "select supplier_product_id, product_id from connect_productlink"
            " where contractor_id = %s and connection_id = %s",
            [account_id, link.joined.connect_contractor_id],
        )
        link.products = dict(cursor.fetchall())
    _set_retail_prices(link)


def _set_retail_prices(link: Link) -> None:
    """What the contractor asks in its own shop: the supplier's retail price and a quarter, not what it pays itself."""
    supplier, contractor = link.supplier, link.contractor
    with acting_for(supplier.account_id), connection.cursor() as cursor:
        cursor.execute(
            "select product_id, price from catalog_price"
            " where account_id = %s and price_group_id = %s and product_id = any(%s)",
            [supplier.account_id, supplier.context.default_price_group_id, list(link.products)],
        )
        prices = cursor.fetchall()
    group_id = contractor.context.default_price_group_id
    rows = [(link.products[pk], group_id, (price * Decimal("1.25")).quantize(Decimal("0.1"))) for pk, price in prices]
    with acting_for(contractor.account_id):
        catalog.set_prices(account_id=contractor.account_id, rows=rows, actor=contractor.company.person)


def connect_the_others(supplier: Stage, code: str, guarded: str) -> tuple[list[Link], Stage]:
    """Two active contractors, one that left and one that waits for approval, whose stage is given."""
    links = []
    for company in OTHERS:
        stage = open_stage(company)
        link = join(supplier, stage, code)
        if company.key == "left":
            with acting_for(stage.account_id):
                connect.leave(
                    account_id=stage.account_id,
                    contractor_integration_id=link.joined.connect_integration_id,
                    actor=company.person,
                )
            continue
        import_products(link)
        links.append(link)
    waiting = open_stage(PENDING)
    join(supplier, waiting, guarded)
    return links, waiting


def give_credit(link: Link, limit: Decimal) -> None:
    """Set the contractor's trade credit (R21)."""
    with acting_for(link.supplier.account_id):
        connect.set_limit(
            account_id=link.supplier.account_id,
            connection_id=link.joined.connect_contractor_id,
            limit=limit,
            message="Limit na start współpracy",
            actor=link.supplier.company.person,
        )


def settle(link: Link, amount: Decimal, message: str) -> None:
    """Note a payment of the contractor that lowers what is blocked."""
    with acting_for(link.supplier.account_id):
        connect.settle(
            account_id=link.supplier.account_id,
            connection_id=link.joined.connect_contractor_id,
            amount=amount,
            message=message,
            actor=link.supplier.company.person,
        )


def claim(link: Link, amount: Decimal, message: str) -> None:
    """The contractor says it paid; the entry waits for the supplier (R22)."""
    with acting_for(link.contractor.account_id):
        connect.claim_payment(
            account_id=link.contractor.account_id,
            connection_id=link.joined.connect_contractor_id,
            amount=amount,
            message=message,
            actor=link.contractor.company.person,
        )


def _price_groups(stage: Stage) -> dict[str, int]:
    with acting_for(stage.account_id), connection.cursor() as cursor:
        cursor.execute("select name, id from catalog_pricegroup where account_id = %s", [stage.account_id])
        return dict(cursor.fetchall())
