"""The demo's orders: placed, forwarded, worked on, sent in parcels, and the three that need somebody's attention."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from django.db import connection

from spinka.accounts.tenancy import acting_for
from spinka.catalog import services as catalog
from spinka.connect import services as connect
from spinka.core import clock, worker
from spinka.ops.demo.exchange import Link
from spinka.ops.demo.labels import draw_label
from spinka.ops.demo.people import Buyer, buyers
from spinka.ops.demo.plan import COURIERS, DELIVERIES, NEW, PAYMENTS, RETURNED, SENT, UNPAID, WITH_PARCEL, Wish
from spinka.ops.demo.stage import ACTOR, Stage
from spinka.ops.errors import OperationError
from spinka.orders import services as orders
from spinka.orders.draft import LineDraft, OrderDraft
from spinka.shipments import services as shipments

SENT_STATE, UNDERWAY_STATE, DELIVERED_STATE, RETURN_STATE = 2, 11, 5, 6


@dataclass(slots=True)
class Ware:
    """A product an order may hold: the account's own id, its price, and the pieces left to sell."""

    product_id: int
    price: Decimal
    left: int


class Shelf:
    """Products to pick from, so that an order meant to pass finds its stock."""

    def __init__(self, name: str, wares: Iterable[Ware], most: int = 6) -> None:
        self.chance = random.Random(f"spinka shelf {name}")  # noqa: S311 (made-up data, the same every time)
        self.wares = [ware for ware in wares if ware.left > most * 3 and ware.price > 0]
        self.most = most

    def too_many(self, more: int) -> LineDraft:
        """A line of the scarcest cheap product for `more` pieces than are left."""
        cheap = sorted(self.wares, key=lambda ware: ware.price)[: max(1, len(self.wares) // 4)]
        ware = min(cheap, key=lambda ware: ware.left)
        return LineDraft(
            product_id=ware.product_id,
            quantity=ware.left + more,
            unit_gross=(ware.price * Decimal("1.25")).quantize(Decimal("0.1")),
            tax_rate=Decimal(23),
        )

    def lines(self, count: int) -> list[LineDraft]:
        """So many different products with a few pieces of each."""
        picked = self.chance.sample([ware for ware in self.wares if ware.left > self.most * 3], count)
        lines = []
        for ware in picked:
            pieces = self.chance.choice((1, 1, 1, 2, 2, 3, self.most))
            ware.left -= pieces
            lines.append(
                LineDraft(
                    product_id=ware.product_id,
                    quantity=pieces,
                    unit_gross=(ware.price * Decimal("1.25")).quantize(Decimal("0.1")),
                    tax_rate=Decimal(23),
                )
            )
        return lines


def own_shelf(stage: Stage, name: str, *, skus: str = "") -> Shelf:
    """The account's own goods on hand; `skus` narrows them to codes that begin so."""
    with acting_for(stage.account_id), connection.cursor() as cursor:
        cursor.execute(
            """
            select p.id, x.price, coalesce(sum(s.quantity - s.reserved), 0)
            from catalog_product p
            join catalog_price x on x.product_id = p.id and x.price_group_id = %s
            left join catalog_stock s on s.product_id = p.id
            where p.account_id = %s and p.kind = 'goods' and not p.is_draft and not p.is_bundle and p.sku like %s
            group by p.id, x.price order by p.id
            """,
            [stage.context.default_price_group_id, stage.account_id, f"{skus}%"],
        )
        return Shelf(name, (Ware(*row) for row in cursor.fetchall()))


def linked_shelf(link: Link, name: str, most: int = 6) -> Shelf:
    """What the contractor can order from the supplier: linked products under the contractor's ids."""
    with acting_for(link.supplier.account_id), connection.cursor() as cursor:
        cursor.execute(
            """
            select p.id, x.price, sum(s.quantity - s.reserved)
            from catalog_product p
            join catalog_price x on x.product_id = p.id and x.price_group_id = %s
            join catalog_stock s on s.product_id = p.id
            where p.account_id = %s and p.id = any(%s) and p.kind = 'goods'
            group by p.id, x.price order by p.id
            """,
            [link.supplier.context.default_price_group_id, link.supplier.account_id, list(link.products)],
        )
        return Shelf(name, (Ware(link.products[pk], price, left) for pk, price, left in cursor.fetchall()), most)


def place(stage: Stage, wish: Wish, lines: Sequence[LineDraft], status: str = NEW) -> int:
    """Place a buyer's order as a shop would pass it on; its id."""
    buyer, account_id = wish.buyer, stage.account_id
    stage.placed += 1
    moment = clock.now() - timedelta(days=wish.days, minutes=37 * wish.number)
    draft = OrderDraft(
        status_id=stage.statuses[status],
        external_order_id=f"{stage.company.name[:2].upper()}-{2600 + stage.placed}",
        date_add=moment,
        email=buyer.email,
        phone=buyer.phone,
        user_login=buyer.email.partition("@")[0],
        user_comments="Proszę o kontakt przed dostawą." if wish.number % 7 == 3 else "",
        payment_method="Pobranie" if wish.is_cod else PAYMENTS[wish.number % len(PAYMENTS)],
        is_cod=wish.is_cod,
        delivery_method=DELIVERIES[wish.number % len(DELIVERIES)],
        delivery_price=Decimal("14.99"),
        want_invoice=bool(buyer.company),
        lines=list(lines),
    )
    for name, text in _address(buyer).items():
        setattr(draft, name, text)
    with acting_for(account_id):
        order_id = orders.create_order(account_id=account_id, draft=draft, actor=ACTOR).order_id
        if wish.is_paid:
            total = sum(((line.unit_gross or Decimal(0)) * line.quantity for line in lines), Decimal("14.99"))
            orders.set_payment(
                account_id=account_id,
                order_id=order_id,
                amount=total,
                paid_at=moment + timedelta(minutes=9),
                comment=draft.payment_method,
                actor=ACTOR,
            )
    return order_id


def _address(buyer: Buyer) -> dict[str, str]:
    address = {
        "delivery_fullname": buyer.name,
        "delivery_company": buyer.company,
        "delivery_address": buyer.street,
        "delivery_postcode": buyer.postcode,
        "delivery_city": buyer.city,
        "delivery_country_code": "PL",
    }
    if buyer.company:
        address |= {
            "invoice_fullname": buyer.name,
            "invoice_company": buyer.company,
            "invoice_nip": buyer.tax_number,
            "invoice_address": buyer.street,
            "invoice_postcode": buyer.postcode,
            "invoice_city": buyer.city,
            "invoice_country_code": "PL",
        }
    return address


def forward(link: Link, order_id: int, *, expected: str = "forwarded") -> int:
    """Forward an order over the connection; the supplier's order, 0 when it was refused as expected."""
    account_id = link.contractor.account_id
    with acting_for(account_id):
        (result,) = connect.forward_order(
            account_id=account_id,
            order_id=order_id,
            connect_integration_id=link.joined.connect_integration_id,
            actor=link.contractor.company.person,
        )
        if result.state != expected:
            reason = result.reason % result.details if result.details else result.reason
            raise OperationError(f"the demo's order {order_id} should be {expected} and is {result.state}: {reason}")
        with connection.cursor() as cursor:
            cursor.execute("select supplier_order_id from connect_sale where id = %s", [result.sale_id])
            row = cursor.fetchone()
    return int(row[0]) if row else 0


def work_on(stage: Stage, order_id: int, wish: Wish) -> None:
    """Bring an order to where it ends, with a parcel on the way there."""
    account_id, actor = stage.account_id, stage.company.person
    if wish.status == NEW:
        return
    with acting_for(account_id):
        if wish.status in WITH_PARCEL:
            orders.change_status(
                account_id=account_id, order_id=order_id, status_id=stage.statuses["W realizacji"], actor=actor
            )
            _send(stage, order_id, wish)
            orders.change_status(account_id=account_id, order_id=order_id, status_id=stage.statuses[SENT], actor=actor)
        if wish.status != SENT:
            orders.change_status(
                account_id=account_id, order_id=order_id, status_id=stage.statuses[wish.status], actor=actor
            )
    worker.work_all()


def _send(stage: Stage, order_id: int, wish: Wish) -> None:
    account_id, actor, buyer = stage.account_id, stage.company.person, wish.buyer
    code, name = COURIERS[wish.number % len(COURIERS)]
    number = f"62{account_id % 100:02d}{order_id:010d}"
    sent = clock.now() - timedelta(days=max(0, wish.days - 1))
    package_id = shipments.add_package(
        account_id=account_id,
        order_id=order_id,
        courier_code=code,
        courier_name=name,
        number=number,
        sent_at=sent,
        actor=actor,
    )
    shipments.add_label(
        account_id=account_id,
        package_id=package_id,
        extension="pdf",
        content=draw_label(number, stage.company.name, [buyer.name, buyer.street, f"{buyer.postcode} {buyer.city}"]),
        actor=actor,
    )
    states = [(SENT_STATE, 0), (UNDERWAY_STATE, 8)]
    if wish.status != SENT:
        states.append((DELIVERED_STATE, 30))
    if wish.status == RETURNED:
        states.append((RETURN_STATE, 96))
    for state, hours in states:
        shipments.set_package_status(
            account_id=account_id,
            package_id=package_id,
            tracking_status=state,
            at=min(clock.now(), sent + timedelta(hours=hours)),
            actor=actor,
        )


def trade(stage: Stage, shelf: Shelf, plan: Sequence[Wish]) -> None:
    """Orders an account keeps to itself."""
    for wish in plan:
        order_id = place(stage, wish, shelf.lines(wish.lines))
        work_on(stage, order_id, wish)


def trade_through(link: Link, shelf: Shelf, plan: Sequence[Wish]) -> Mapping[int, Wish]:
    """Orders a contractor forwards and the supplier works on; the supplier's orders with their wishes."""
    made = {}
    for wish in plan:
        order_id = place(link.contractor, wish, shelf.lines(wish.lines))
        supplier_order_id = forward(link, order_id)
        worker.work_all()
        work_on(link.supplier, supplier_order_id, wish)
        made[supplier_order_id] = wish
    return made


def keep_waiting(link: Link, shelf: Shelf, plan: Sequence[Wish]) -> None:
    """Orders of linked goods that nobody has forwarded yet."""
    for wish in plan:
        status = UNPAID if wish.status == UNPAID else NEW
        place(link.contractor, wish, shelf.lines(wish.lines), status)


def be_refused(link: Link, shelf: Shelf, wish: Wish) -> None:
    """An order for a dozen pieces more than the supplier shows: refused with the reason on it."""
    line = shelf.too_many(12)
    company = next(buyer for buyer in buyers(20) if buyer.company)
    # A company pays by transfer once the goods are sure.
    wish = replace(wish, buyer=company, status=UNPAID, is_cod=False, number=PAYMENTS.index("Przelew"))
    forward(link, place(link.contractor, wish, [line]), expected="refused")


def fall_short(link: Link, shelf: Shelf, wish: Wish) -> None:
    """A forwarded order whose stock the supplier then counts lower than what is reserved (R6)."""
    (line,) = shelf.lines(1)
    line.quantity = 12
    forward(link, place(link.contractor, wish, [line]))
    supplier = link.supplier
    product_id = next(theirs for theirs, own in link.products.items() if own == line.product_id)
    with acting_for(supplier.account_id):
        with connection.cursor() as cursor:
            cursor.execute(
                "select warehouse_id, reserved from catalog_stock"
                " where account_id = %s and product_id = %s and reserved > 0 order by reserved desc limit 1",
                [supplier.account_id, product_id],
            )
            warehouse_id, reserved = cursor.fetchone()
        catalog.update_stock(
            account_id=supplier.account_id,
            inventory_id=supplier.context.inventory_id,
            products={product_id: {f"bl_{warehouse_id}": reserved // 3}},
            actor=supplier.company.person,
        )
    worker.work_all()
