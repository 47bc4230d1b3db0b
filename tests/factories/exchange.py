"""A supplier and a contractor who trade: both shops with a connection between them, and reading what became of it."""

from dataclasses import dataclass
from typing import Any

from spinka.accounts.tenancy import acting_for
from spinka.connect import services as connect
from spinka.connect.models import Connection, CreditEntry, ForwardAttempt, ProductLink, Sale, SaleEvent, SaleLine
from spinka.connect.services.forwarding import ForwardResult, forward_order
from spinka.core import clock
from spinka.core.text import match_key, search_key, sort_key
from spinka.orders.draft import LineDraft
from spinka.orders.models import JournalEntry, Order, OrderLine
from spinka.orders.services import CreatedOrder
from tests.factories.accounts import make_account
from tests.factories.connections import MadeConnection, make_connection
from tests.factories.shop import Shop, make_shop


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two shops and their connection; the supplier's products are linked to the contractor's by `link`."""

    supplier: Shop
    contractor: Shop
    made: MadeConnection

    @property
    def connection_id(self) -> int:
        return self.made.connection_id

    def product(self, stock: int | None = 10, *, price: str = "100", name: str = "Kubek", **fields: Any) -> int:
        """A supplier's product as the catalog's services would write it."""
        keys = {"sku_key": match_key(fields.get("sku", "")), "ean_key": match_key(fields.get("ean", ""))}
        texts = {"name": name, **fields.pop("texts", {})}
        search = f"{search_key(name)}\n{search_key(fields.get('sku', ''), fields.get('ean', ''))}"
        return self.supplier.product(
            stock, price=price, name=name, texts=texts, sort_key=sort_key(name), search_key=search, **keys, **fields
        )

    def own_product(self, name: str = "Kubek", **fields: Any) -> int:
        """A contractor's product."""
        keys = {"sku_key": match_key(fields.get("sku", "")), "ean_key": match_key(fields.get("ean", ""))}
        return self.contractor.product(name=name, texts={"name": name}, sort_key=sort_key(name), **keys, **fields)

    def link(self, product_id: int, supplier_product_id: int) -> None:
        """Link a contractor's product to the supplier's."""
        self.linked(product_id, supplier_product_id)

    def linked(self, product_id: int, supplier_product_id: int, *, is_preferred: bool = False) -> None:
        with acting_for(self.contractor.account_id):
            ProductLink(
                supplier_id=self.supplier.account_id,
                contractor_id=self.contractor.account_id,
                connection_id=self.connection_id,
                product_id=product_id,
                supplier_product_id=supplier_product_id,
                is_preferred=is_preferred,
                created_at=clock.now(),
            ).save(force_insert=True)

    def pair(self, stock: int | None = 10, **fields: Any) -> tuple[int, int]:
        """A supplier's product and the contractor's linked to it."""
        theirs = self.product(stock, **fields)
        own = self.own_product()
        self.link(own, theirs)
        return theirs, own

    def order(self, *lines: tuple[int, int], **fields: Any) -> CreatedOrder:
        """A contractor's order of (own product, quantity)."""
        drafts = [LineDraft(product_id=product_id, quantity=quantity) for product_id, quantity in lines]
        return self.contractor.order(*drafts, **fields)

    def forward(self, order_id: int, **options: Any) -> list[ForwardResult]:
        with acting_for(self.contractor.account_id):
            return forward_order(account_id=self.contractor.account_id, order_id=order_id, actor="Anna", **options)

    def supply(self, **settings: Any) -> None:
        """Change the integration's settings."""
        with acting_for(self.supplier.account_id):
            connect.set_integration_settings(
                account_id=self.supplier.account_id, integration_id=self.made.integration_id, values=settings
            )

    def want(self, **settings: Any) -> None:
        """Change the contractor's settings."""
        with acting_for(self.contractor.account_id):
            connect.set_own_settings(
                account_id=self.contractor.account_id,
                contractor_integration_id=self.made.contractor_integration_id,
                values=settings,
            )

    def connection(self) -> Connection:
        with acting_for(self.supplier.account_id):
            return Connection.objects.for_account(self.supplier.account_id).get(pk=self.connection_id)

    def sales(self) -> list[Sale]:
        with acting_for(self.contractor.account_id):
            return list(Sale.objects.for_account(self.contractor.account_id).order_by("pk"))

    def sale(self) -> Sale:
        (sale,) = self.sales()
        return sale

    def sale_lines(self, sale_id: int) -> list[SaleLine]:
        with acting_for(self.contractor.account_id):
            rows = SaleLine.objects.for_account(self.contractor.account_id).filter(sale_id=sale_id)
            return list(rows.order_by("pk"))

    def history(self, sale_id: int) -> list[tuple[str, str]]:
        """Side and name of what the sale's history holds."""
        with acting_for(self.contractor.account_id):
            rows = SaleEvent.objects.for_account(self.contractor.account_id).filter(sale_id=sale_id).order_by("pk")
            return [(row.side, row.name) for row in rows]

    def supplier_order(self) -> Order:
        """The supplier's only order."""
        with acting_for(self.supplier.account_id):
            return Order.objects.for_account(self.supplier.account_id).get()

    def supplier_lines(self) -> list[OrderLine]:
        with acting_for(self.supplier.account_id):
            return list(OrderLine.objects.for_account(self.supplier.account_id).order_by("pk"))

    def supplier_orders(self) -> int:
        with acting_for(self.supplier.account_id):
            return Order.objects.for_account(self.supplier.account_id).count()

    def attempts(self, order_id: int) -> list[tuple[str, str, int]]:
        """State, reason code and count of the attempts stored on an order."""
        with acting_for(self.contractor.account_id):
            rows = ForwardAttempt.objects.for_account(self.contractor.account_id).filter(order_id=order_id)
            return [(row.state, row.reason_code, row.attempts) for row in rows.order_by("pk")]

    def entries(self) -> list[tuple[str, str]]:
        """Kind and amount of the ledger."""
        with acting_for(self.supplier.account_id):
            rows = CreditEntry.objects.for_account(self.supplier.account_id).order_by("number")
            return [(row.kind, str(row.amount)) for row in rows]

    def journal(self, shop: Shop, order_id: int) -> list[int]:
        """Log types of an order's journal."""
        with acting_for(shop.account_id):
            rows = JournalEntry.objects.for_account(shop.account_id).filter(order_id=order_id).order_by("pk")
            return list(rows.values_list("log_type", flat=True))


def make_exchange(
    *, own: dict[str, Any] | None = None, supplier: Shop | None = None, contractor: Shop | None = None, **settings: Any
) -> Exchange:
    """A connection between two new shops, or given ones; `settings` are the supplier's, `own` the contractor's."""
    supplier = supplier or make_shop(make_account("Hurtownia Nowak"))
    contractor = contractor or make_shop(make_account("Sklep Kowalska"))
    made = make_connection(supplier.account, contractor.account, own=own, **settings)
    return Exchange(supplier, contractor, made)
