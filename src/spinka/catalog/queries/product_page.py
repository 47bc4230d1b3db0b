"""A product as its page in the panel shows it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection

from spinka.catalog import log_types
from spinka.catalog.models import BundleItem, Product, ProductImage, ProductLog, ProductTag
from spinka.core.errors import NotFound
from spinka.core.ids import BIGGEST_ID


@dataclass(frozen=True, slots=True)
class ShownPrice:
    """A price group of the catalog with the product's price in it, None without one; a dependent one is not written."""

    price_group_id: int
    name: str
    currency: str
    is_default: bool
    is_dependent: bool
    price: Decimal | None


@dataclass(frozen=True, slots=True)
class ShownStock:
    """A warehouse of the catalog with the product's pieces; `is_live` shows a supplier's stock (R5)."""

    warehouse_id: int
    key: str
    name: str
    is_live: bool
    is_editable: bool
    quantity: int
    reserved: int
    location: str

    @property
    def available(self) -> int:
        """Pieces that can be promised to somebody."""
        return self.quantity - self.reserved


@dataclass(frozen=True, slots=True)
class ShownImage:
    """An image of a product: `image_id` is the row's, `is_stored` whether we hold its bytes (R43)."""

    image_id: int
    position: int
    is_stored: bool
    error: str


@dataclass(frozen=True, slots=True)
class ShownVariant:
    """A variant of a product, or a piece of a bundle with how many of it the bundle holds."""

    product_id: int
    name: str
    sku: str
    ean: str
    quantity: int
    reserved: int
    pieces: int = 0


@dataclass(frozen=True, slots=True)
class ProductPage:
    """Everything the page of a product shows apart from connections."""

    product: Product
    tags: list[str]
    prices: list[ShownPrice]
    stock: list[ShownStock]
    images: list[ShownImage]
    variants: list[ShownVariant]
    pieces: list[ShownVariant]


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of a product's log, newest first; `older_than` opens the next one, 0 at the end."""

    rows: list[ProductLog]
    older_than: int


def get_product(*, account_id: int, product_id: int, is_locked: bool = False) -> Product:
    """A product with its catalog, category, manufacturer and parent; `is_locked` holds its row. Raises NotFound."""
    rows = Product.objects.for_account(account_id).select_related("inventory", "category", "manufacturer", "parent")
    if is_locked:
        rows = rows.select_for_update(of=("self",), no_key=True)
    found = rows.filter(pk=product_id).first() if 0 < product_id <= BIGGEST_ID else None
    if found is None:
        raise NotFound("There is no product %(id)s", id=product_id)
    return found


def product_page(*, account_id: int, product_id: int) -> ProductPage:
    """The product with what hangs on it, in a fixed number of statements. Raises NotFound."""
    product = get_product(account_id=account_id, product_id=product_id)
    tags = ProductTag.objects.for_account(account_id).filter(product_id=product_id)
    images = ProductImage.objects.for_account(account_id).filter(product_id=product_id).order_by("position")
    return ProductPage(
        product=product,
        tags=sorted(tags.values_list("tag__name", flat=True)),
        prices=_prices(account_id, product),
        stock=_stock(account_id, product),
        images=[ShownImage(row.pk, row.position, row.image_id is not None, row.fetch_error) for row in images],
        variants=_parts(account_id, "p.parent_id = %s", product_id),
        pieces=_bundle(account_id, product_id) if product.is_bundle else [],
    )


def _prices(account_id: int, product: Product) -> list[ShownPrice]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select g.id, g.name, g.currency, g.id = %s, g.type <> 'standard', c.price
            from catalog_inventorypricegroup i join catalog_pricegroup g on g.id = i.price_group_id
            left join catalog_price c on c.account_id = g.account_id and c.price_group_id = g.id and c.product_id = %s
            where i.account_id = %s and i.inventory_id = %s order by g.id = %s desc, g.name, g.id
            """,
            [
                product.inventory.default_price_group_id,
                product.pk,
                account_id,
                product.inventory_id,
                product.inventory.default_price_group_id,
            ],
        )
        return [ShownPrice(*row) for row in cursor.fetchall()]


def _stock(account_id: int, product: Product) -> list[ShownStock]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            select h.id, h.kind || '_' || h.id, h.name, h.kind <> 'bl', h.kind = 'bl' and h.stock_edition,
                coalesce(s.quantity, 0), coalesce(s.reserved, 0), coalesce(s.location, '')
            from catalog_warehouse h
            left join catalog_stock s on s.account_id = h.account_id and s.warehouse_id = h.id and s.product_id = %s
            where h.account_id = %s and (h.id = any(%s) or s.product_id is not null or (h.kind = 'bl' and exists (
                select 1 from catalog_inventorywarehouse i
                where i.account_id = h.account_id and i.inventory_id = %s and i.warehouse_id = h.id)))
            order by h.kind, h.id
            """,
            [product.pk, account_id, product.live_warehouse_ids, product.inventory_id],
        )
        return [ShownStock(*row) for row in cursor.fetchall()]


def _parts(account_id: int, test: str, value: int) -> list[ShownVariant]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            select p.id, p.name, p.sku, p.ean, coalesce(sum(s.quantity), 0), coalesce(sum(s.reserved), 0)
            from catalog_product p left join catalog_stock s on s.account_id = p.account_id and s.product_id = p.id
            where p.account_id = %s and {test} group by p.id order by p.sort_key, p.id limit 500
            """,
            [account_id, value],
        )
        return [ShownVariant(*row) for row in cursor.fetchall()]


def _bundle(account_id: int, product_id: int) -> list[ShownVariant]:
    counts = dict(
        BundleItem.objects.for_account(account_id).filter(bundle_id=product_id).values_list("product_id", "quantity")
    )
    test = (
        "p.id in (select product_id from catalog_bundleitem b where b.account_id = p.account_id and b.bundle_id = %s)"
    )
    found = _parts(account_id, test, product_id)
    return [
        ShownVariant(row.product_id, row.name, row.sku, row.ean, row.quantity, row.reserved, counts[row.product_id])
        for row in found
    ]


def product_log_page(
    *, account_id: int, product_id: int, before_id: int = 0, limit: int = 20, with_prices: bool = True
) -> LogPage:
    """Rows of a product's log from `before_id` backwards, those of prices only for who may see them."""
    rows = ProductLog.objects.for_account(account_id).filter(product_id=product_id)
    if not with_prices:
        rows = rows.exclude(log_type=log_types.PRICE)
    if before_id:
        rows = rows.filter(pk__lt=before_id)
    found = list(rows.order_by("-pk")[: limit + 1])
    return LogPage(found[:limit], int(found[limit - 1].pk) if len(found) > limit else 0)


def changed_by(*, account_id: int, product_id: int) -> tuple[str, datetime] | None:
    """Who changed a product last and when, as its log says."""
    row = ProductLog.objects.for_account(account_id).filter(product_id=product_id).order_by("-pk").first()
    return (row.profile, row.created_at) if row else None


def product_texts(product: Product) -> dict[str, dict[str, Any]]:
    """The texts of a product by language, then by field; keys without a language are of the catalog's default one."""
    found: dict[str, dict[str, Any]] = {language: {} for language in product.inventory.languages}
    for key, value in product.texts.items():
        name, _, rest = key.partition("|")
        language, _, source = rest.partition("|")
        if not source:
            found.setdefault(language or product.inventory.default_language, {})[name] = value
    return found
