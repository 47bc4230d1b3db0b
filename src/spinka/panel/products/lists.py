"""The list of products: what its address asks for and its rows."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from spinka.catalog import images, queries
from spinka.catalog.queries import ProductFilters, ProductRow
from spinka.catalog.queries.product_page import SORTS, ListedProduct, count_listed, listed_products
from spinka.connect import product_reads
from spinka.connect import queries as connect
from spinka.core.errors import NotFound
from spinka.panel.components import Label
from spinka.panel.http import PanelRequest
from spinka.panel.listing import Listing, pack, page_size, summary_text, unpack, with_parameters
from spinka.panel.listing import views as make_views
from spinka.panel.products.words import KINDS

DEFAULT_SORT: Final = "name"
DRAFTS: Final = {"no": _("Published"), "yes": _("Drafts")}
STOCKS: Final = {"yes": _("In stock"), "no": _("Out of stock")}
BIGGEST_STOCK: Final = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of the filter form."""

    name: str
    label: Label
    value: str
    choices: list[tuple[str, Label]]

    @property
    def shown(self) -> Label:
        """The chosen value in words."""
        return dict(self.choices).get(self.value, self.value)


@dataclass(frozen=True, slots=True)
class Live:
    """A supplier's stock of a product."""

    partner: str
    pieces: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list; `stock_warehouse_id` is where stock is edited in place, 0 when there are several."""

    product: ProductRow
    image: str
    live: list[Live]
    price_group_id: int
    stock_warehouse_id: int


def _whole(text: str, most: int = 10**18) -> int | None:
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
        return None
    return max(-most, min(most, int(text)))


@dataclass(slots=True)
class ProductList:
    """The list as one address asks for it."""

    request: PanelRequest
    catalogs: list[dict[str, Any]]
    inventory_id: int

    @classmethod
    def of(cls, request: PanelRequest) -> "ProductList":
        """The catalog asked for, else the default one. Raises NotFound for a foreign catalog."""
        catalogs = queries.inventories(account_id=request.account_id)
        asked = _whole(request.GET.get("inventory_id", ""))
        known = {catalog["inventory_id"] for catalog in catalogs}
        if asked is not None and asked not in known:
            raise NotFound("There is no catalog %(id)s", id=asked)
        chosen = asked or next((row["inventory_id"] for row in catalogs if row["is_default"]), 0)
        return cls(request, catalogs, chosen or (catalogs[0]["inventory_id"] if catalogs else 0))

    def value(self, name: str) -> str:
        """A parameter of the address."""
        return self.request.GET.get(name, "").strip()[:200]

    def filters(self) -> ProductFilters:
        """What the address narrows to."""
        text, draft, stock = self.value("q"), self.value("draft"), self.value("stock")
        stock_from, stock_to = (
            _whole(self.value("stock_from"), BIGGEST_STOCK),
            _whole(self.value("stock_to"), BIGGEST_STOCK),
        )
        if stock == "yes":
            stock_from = max(1, stock_from or 1)
        if stock == "no":
            stock_to = min(0, stock_to or 0)
        return ProductFilters(
            text=text,
            category_id=_whole(self.value("category_id")),
            manufacturer_id=_whole(self.value("manufacturer_id")),
            tag=self.value("tag"),
            stock_from=stock_from,
            stock_to=stock_to,
            is_draft=None if draft not in DRAFTS else draft == "yes",
            variants_too=bool(text),
        )

    def choices(self) -> list[Choice]:
        """The selects of the filter form; those without anything to choose are left out."""
        account_id = self.request.account_id
        categories = queries.categories(account_id=account_id, inventory_id=self.inventory_id)
        found = [
            Choice("category_id", _("Category"), self.value("category_id"), _named(categories, "category_id")),
            Choice(
                "manufacturer_id",
                _("Manufacturer"),
                self.value("manufacturer_id"),
                _named(queries.manufacturers(account_id=account_id), "manufacturer_id"),
            ),
            Choice("tag", _("Tag"), self.value("tag"), _named(queries.tags(account_id=account_id), "name")),
            Choice("type", _("Type"), self.value("type"), list(KINDS.items())),
            Choice("stock", _("Stock"), self.value("stock"), list(STOCKS.items())),
            Choice("draft", _("Publication"), self.value("draft"), list(DRAFTS.items())),
        ]
        return [choice for choice in found if choice.choices]

    def applied(self, choices: list[Choice]) -> list[tuple[Label, Label]]:
        """What narrows the list, in words."""
        found: list[tuple[Label, Label]] = [(gettext("search"), self.value("q"))] if self.value("q") else []
        found += [(choice.label, choice.shown) for choice in choices if choice.value]
        for name, label in (("stock_from", gettext("Stock from")), ("stock_to", gettext("Stock to"))):
            if self.value(name):
                found.append((label, self.value(name)))
        return found

    def listing(self, choices: list[Choice]) -> Listing:
        """One keyset page."""
        if not self.inventory_id:
            return Listing(rows=[], summary="")
        account_id, size = self.request.account_id, page_size(self.request.GET)
        filters, kind = self.filters(), self.value("type")
        live = self._all_live() if filters.needs_stock else None
        sort = self.request.GET.get("sort", DEFAULT_SORT)
        sort = sort if sort.lstrip("-") in SORTS else DEFAULT_SORT
        is_back = "before" in self.request.GET
        place = self._place("before" if is_back else "after", sort)
        found = listed_products(
            account_id=account_id,
            inventory_id=self.inventory_id,
            filters=filters,
            kind=kind,
            sort=sort,
            after=None if is_back else place,
            before=place if is_back else None,
            limit=size + 1,
            live=live,
        )
        has_more = len(found) > size
        found = (found[-size:] if is_back and place else found[:size]) if has_more else found
        has_next = place is not None if is_back else has_more
        has_previous = has_more if is_back else place is not None
        total = count_listed(
            account_id=account_id, inventory_id=self.inventory_id, filters=filters, kind=kind, live=live
        )
        return Listing(
            rows=self._drawn(found),
            summary=summary_text(len(found), total),
            next=with_parameters(self.request, after=_at(found[-1])) if has_next and found else "",
            previous=with_parameters(self.request, before=_at(found[0])) if has_previous and found else "",
            sort=sort,
            views=self._views(),
            applied=self.applied(choices),
            search_hint=gettext("Name, SKU, EAN"),
        )

    def _views(self) -> list[Any]:
        base = {"inventory_id": self.value("inventory_id")} if self.value("inventory_id") else {}
        named = [
            (pgettext("products", "All"), {}),
            (gettext("Out of stock"), {"stock": "no"}),
            (gettext("Drafts"), {"draft": "yes"}),
        ]
        return make_views(self.request, [(label, {**base, **extra}, None) for label, extra in named])

    def _place(self, name: str, sort: str) -> tuple[str, int] | None:
        values = unpack(self.request.GET.get(name, ""), 2) if self.request.GET.get(name) else None
        number = _whole(values[1]) if values else None
        if values is None or number is None or (sort.lstrip("-") == "added" and _whole(values[0]) is None):
            return None
        return values[0], number

    def _all_live(self) -> dict[int, int]:
        linked = queries.linked_products(account_id=self.request.account_id, inventory_id=self.inventory_id)
        stock = connect.live_stock(account_id=self.request.account_id, product_ids=linked)
        return {product_id: sum(places.values()) for product_id, places in stock.items()}

    def _drawn(self, found: list[ListedProduct]) -> list[Row]:
        account_id = self.request.account_id
        context = queries.inventory_context(account_id=account_id, inventory_id=self.inventory_id)
        linked = [item.row.product_id for item in found if item.row.live_warehouse_ids]
        live = connect.live_stock(account_id=account_id, product_ids=linked) if linked else {}
        partners = product_reads.warehouse_partners(account_id=account_id) if linked else {}
        own = [row.warehouse_id for row in context.warehouses.values() if row.kind == "bl"]
        used = [number for number in own if number in context.warehouse_ids]
        return [
            Row(
                product=item.row,
                image=images.signed_address(account_id, item.row.image_id, is_thumbnail=True)
                if item.row.image_id
                else "",
                live=[
                    Live(partners.get(key, key), pieces) for key, pieces in live.get(item.row.product_id, {}).items()
                ],
                price_group_id=context.default_price_group_id,
                stock_warehouse_id=used[0] if len(used) == 1 and item.row.kind == "goods" else 0,
            )
            for item in found
        ]


def _named(rows: list[dict[str, Any]], key: str) -> list[tuple[str, Label]]:
    return sorted(((str(row[key]), row["name"]) for row in rows), key=lambda pair: str(pair[1]).lower())


def _at(item: ListedProduct) -> str:
    return pack((item.key, item.row.product_id))
