"""Pages of products: the list, a product, its log, its form."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from spinka.catalog import images, queries, services
from spinka.catalog.queries.product_page import (
    LogPage,
    ProductPage,
    changed_by,
    get_product,
    product_log_page,
    product_page,
    product_texts,
)
from spinka.connect import product_reads
from spinka.connect import queries as connect
from spinka.core.errors import BadParameters
from spinka.panel.cells import WITHHELD, percent_text
from spinka.panel.http import PanelRequest, go, may, page, render
from spinka.panel.products.forms import RATES, ProductForm
from spinka.panel.products.lists import ProductList
from spinka.panel.products.words import log_text

LOG_ROWS = 15


def product_url(product_id: int) -> str:
    """The page of a product."""
    return reverse("panel:product", kwargs={"product_id": product_id})


@page(scope="catalog:read", methods=("GET", "HEAD"))
def product_list(request: PanelRequest) -> HttpResponse:
    """Products of a catalog by search and filters, a keyset page at a time."""
    asked = ProductList.of(request)
    choices = asked.choices()
    part = "panel/products/_rows.html"
    values = {
        "title": gettext("Products"),
        "listing": asked.listing(choices),
        "choices": choices,
        "catalogs": asked.catalogs,
        "inventory_id": asked.inventory_id,
        "hidden": WITHHELD,
        "rows": part,
    }
    return render(request, "panel/products/list.html", values, part=part)


@dataclass(frozen=True, slots=True)
class LogLine:
    """A row of the log in words."""

    at: Any
    text: Any
    note: str


@dataclass(frozen=True, slots=True)
class LiveStock:
    """A supplier's stock of the product; None when the supplier shares none."""

    partner: str
    key: str
    pieces: int | None
    state: str
    is_preferred: bool
    number: int
    supplier_product_id: int
    is_offered: bool = True


def log_lines(shown: ProductPage, log: LogPage) -> list[LogLine]:
    """The log's rows in words, warehouses and price groups by name."""
    warehouses = {str(row.warehouse_id): row.name for row in shown.stock} | {row.key: row.name for row in shown.stock}
    groups = {str(row.price_group_id): row.name for row in shown.prices}
    parts = {str(row.product_id): row.name for row in (*shown.variants, *shown.pieces)}
    lines = []
    for row in log.rows:
        text, note = log_text(row, warehouses, groups, parts)
        lines.append(LogLine(row.created_at, text, note))
    return lines


@page(scope="catalog:read", methods=("GET", "HEAD"))
def product(request: PanelRequest, product_id: int) -> HttpResponse:
    """A product with prices, stock, variants, suppliers and log."""
    account_id = request.account_id
    shown = product_page(account_id=account_id, product_id=product_id)
    links = product_reads.links_of_product(account_id=account_id, product_id=product_id)
    variants = [row.product_id for row in shown.variants]
    all_live = connect.live_stock(account_id=account_id, product_ids=[product_id, *variants])
    live = all_live.get(product_id, {})
    log = product_log_page(
        account_id=account_id, product_id=product_id, limit=LOG_ROWS, with_prices=may(request, "prices:read")
    )
    own = [row for row in shown.stock if not row.is_live]
    values = {
        "title": shown.product.name or gettext("No name"),
        "crumbs": [(gettext("Products"), f"{reverse('panel:products')}?inventory_id={shown.product.inventory_id}")],
        "page": shown,
        "product": shown.product,
        "texts": [
            (code, fields, fields.get("features") or {})
            for code, fields in product_texts(shown.product).items()
            if fields
        ],
        "stock": own,
        "on_hand": sum(row.quantity for row in own),
        "reserved": sum(row.reserved for row in own),
        "live": [
            LiveStock(
                link.partner,
                link.warehouse_key,
                live.get(link.warehouse_key),
                link.state,
                link.is_preferred,
                link.contractor_integration_id,
                link.supplier_product_id,
                link.is_offered,
            )
            for link in links
        ],
        "variants": [
            (row, sum(all_live[row.product_id].values()) if row.product_id in all_live else None)
            for row in shown.variants
        ],
        "has_live_variants": any(row.product_id in all_live for row in shown.variants),
        "contractors": product_reads.contractors_linked(account_id=account_id, product_id=product_id),
        "images": [
            (
                images.signed_address(account_id, row.image_id, is_thumbnail=True),
                images.signed_address(account_id, row.image_id),
                row,
            )
            for row in shown.images
        ],
        "log": log_lines(shown, log),
        "older_than": log.older_than,
        "rate": dict(RATES).get(f"{shown.product.tax_rate:.2f}", percent_text(shown.product.tax_rate)),
        "hidden": WITHHELD,
        "sees_prices": may(request, "prices:read"),
        "may_write": may(request, "catalog:write"),
        "may_link": may(request, "catalog:write")
        and may(request, "connect:read")
        and product_reads.buys(account_id=account_id),
    }
    return render(request, "panel/products/page.html", values)


@page(scope="catalog:read", methods=("GET", "HEAD"))
def product_log(request: PanelRequest, product_id: int) -> HttpResponse:
    """The next page of the log: a part that takes the place of the "older" button, or a page of its own."""
    shown = product_page(account_id=request.account_id, product_id=product_id)
    before = request.GET.get("before", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else 0
    log = product_log_page(
        account_id=request.account_id,
        product_id=product_id,
        before_id=number,
        limit=50,
        with_prices=may(request, "prices:read"),
    )
    values = {
        "title": gettext("Log of “%(name)s”") % {"name": shown.product.name},
        "crumbs": [(gettext("Products"), reverse("panel:products")), (shown.product.name, product_url(product_id))],
        "product": shown.product,
        "log": log_lines(shown, log),
        "older_than": log.older_than,
    }
    return render(request, "panel/products/log.html", values, part="panel/products/_log.html")


def _form(request: PanelRequest, inventory_id: int, *args: Any, **kwargs: Any) -> ProductForm:
    context = queries.inventory_context(account_id=request.account_id, inventory_id=inventory_id)
    categories = queries.categories(account_id=request.account_id, inventory_id=inventory_id)
    makers = queries.manufacturers(account_id=request.account_id)
    return ProductForm(
        *args,
        languages=context.languages,
        default_language=context.default_language,
        categories=[
            (row["category_id"], row["name"]) for row in sorted(categories, key=lambda row: row["name"].lower())
        ],
        manufacturers=[(row["manufacturer_id"], row["name"]) for row in sorted(makers, key=lambda row: row["name"])],
        **kwargs,
    )


NEW: Final = {"tax_rate": "23.00", "kind": "goods", "min_quantity": 1, "quantity_step": 1}


def _initial(shown: ProductPage) -> dict[str, Any]:
    names = (
        "version",
        "sku",
        "ean",
        "category_id",
        "manufacturer_id",
        "kind",
        "is_draft",
        "min_quantity",
        "quantity_step",
    )
    sizes = ("weight", "length", "width", "height")
    values = {name: getattr(shown.product, name) for name in names}
    values |= {name: getattr(shown.product, name) or None for name in sizes}
    values |= {"tax_rate": f"{shown.product.tax_rate:.2f}", "tags": ", ".join(shown.tags)}
    since = shown.product.available_from
    values["available_from"] = since and since.astimezone(timezone.get_current_timezone()).date()
    for code, texts in product_texts(shown.product).items():
        values[f"name_{code}"] = texts.get("name", "")
        values[f"description_{code}"] = texts.get("description", "")
    return values


@page(scope="catalog:read", write="catalog:write")
def edit_product(request: PanelRequest, product_id: int) -> HttpResponse:
    """Main fields; a version the person has not seen is answered with 409 and nothing is written."""
    account_id = request.account_id
    if request.method == "POST":
        # Held until the end of the request, so that nobody changes it between the look and the write.
        get_product(account_id=account_id, product_id=product_id, is_locked=True)
    shown = product_page(account_id=account_id, product_id=product_id)
    inventory_id = shown.product.inventory_id
    initial = _initial(shown)
    status, is_stale = 200, False
    if request.method == "POST":
        form = _form(request, inventory_id, request.POST, product=shown.product, initial=initial)
        status = 422
        if form.is_valid():
            is_stale = form.cleaned_data["version"] != shown.product.version
            status = 409
            if not is_stale and _save(request, form, inventory_id, product_id):
                return go(request, product_url(product_id), gettext("Saved"))
            if form.errors:
                status = 422
    else:
        form = _form(request, inventory_id, initial=initial, product=shown.product)
    values = {
        "title": gettext("Edit “%(name)s”") % {"name": shown.product.name},
        "crumbs": [(gettext("Products"), reverse("panel:products")), (shown.product.name, product_url(product_id))],
        "form": form,
        "url": reverse("panel:edit-product", kwargs={"product_id": product_id}),
        "back": product_url(product_id),
        "has_errors": bool(form.errors),
        "is_stale": is_stale,
        "changed_by": changed_by(account_id=account_id, product_id=product_id) if is_stale else None,
        "newer": [(form[name].label, initial.get(name)) for name in _differing(form)] if is_stale else [],
    }
    return render(request, "panel/products/form.html", values, status=status)


def _differing(form: ProductForm) -> list[str]:
    return [name for name in form.changed_data if name != "version"]


def _save(request: PanelRequest, form: ProductForm, inventory_id: int, product_id: int) -> bool:
    try:
        services.save_product(
            account_id=request.account_id,
            inventory_id=inventory_id,
            product_id=product_id,
            fields=form.to_write(),
            actor=request.user.name,
        )
    except BadParameters as error:
        form.add_error(None, str(error))
        return False
    return True


@page(scope="catalog:read", write="catalog:write")
def add_product(request: PanelRequest) -> HttpResponse:
    """A new product with its price in the default group and its stock in the default warehouse."""
    asked = ProductList.of(request)
    context = queries.inventory_context(account_id=request.account_id, inventory_id=asked.inventory_id)
    form = (
        _form(request, asked.inventory_id, request.POST)
        if request.method == "POST"
        else _form(request, asked.inventory_id, initial=NEW)
    )
    if request.method == "POST" and form.is_valid():
        fields = form.to_write()
        if form.cleaned_data["price"] is not None:
            fields.prices = {context.default_price_group_id: form.cleaned_data["price"]}
        if form.cleaned_data["quantity"] is not None and form.cleaned_data["kind"] == "goods":
            fields.stock = {f"bl_{context.default_warehouse_id}": form.cleaned_data["quantity"]}
        try:
            saved = services.save_product(
                account_id=request.account_id,
                inventory_id=asked.inventory_id,
                fields=fields,
                actor=request.user.name,
            )
        except BadParameters as error:
            form.add_error(None, str(error))
        else:
            return go(request, product_url(saved.product_id), gettext("Product added"))
    values = {
        "title": gettext("Add a product"),
        "crumbs": [(gettext("Products"), reverse("panel:products"))],
        "form": form,
        "url": f"{reverse('panel:add-product')}?inventory_id={asked.inventory_id}",
        "back": reverse("panel:products"),
        "has_errors": bool(form.errors),
        "currency": context.price_groups.get(context.default_price_group_id, ""),
        "is_new": True,
    }
    return render(request, "panel/products/form.html", values, status=422 if form.errors else 200)
