"""Price and stock edited in place: the cell, its one-field form, the save with undo (panel guide, inline edit)."""

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from spinka.catalog import services
from spinka.catalog.queries.product_page import ProductPage, product_page
from spinka.core.errors import NotFound
from spinka.panel.cells import money_text, quantity_text
from spinka.panel.components import Label
from spinka.panel.http import PanelRequest, go, is_htmx, page, render, toast
from spinka.panel.products.forms import PriceCell, StockCell
from spinka.panel.products.views import product_url


@dataclass(frozen=True, slots=True)
class Cell:
    """A value that can be edited in place. `raw` is what the form carries, `shown` what the cell says."""

    id: str
    url: str
    name: Label
    raw: str
    shown: str
    unit: str


def price_cell(shown: ProductPage, price_group_id: int) -> Cell:
    """The cell of a product's price in a price group. Raises NotFound for one the catalog does not use or that follows."""
    groups = (row for row in shown.prices if row.price_group_id == price_group_id and not row.is_dependent)
    found = next(groups, None)
    if found is None:
        raise NotFound("There is no price group %(id)s", id=price_group_id)
    arguments = {"product_id": shown.product.pk, "price_group_id": price_group_id}
    return Cell(
        id=f"price-{shown.product.pk}-{price_group_id}",
        url=reverse("panel:price-cell", kwargs=arguments),
        name=gettext("Price of “%(name)s”, %(group)s") % {"name": shown.product.name, "group": found.name},
        raw="" if found.price is None else f"{found.price.normalize():f}",
        shown=money_text(found.price, found.currency),
        unit=found.currency,
    )


def stock_cell(shown: ProductPage, warehouse_id: int) -> Cell:
    """The cell of a product's stock in one of the account's own warehouses. Raises NotFound for another one."""
    found = next((row for row in shown.stock if row.warehouse_id == warehouse_id and row.is_editable), None)
    if found is None:
        raise NotFound("There is no warehouse %(id)s", id=warehouse_id)
    arguments = {"product_id": shown.product.pk, "warehouse_id": warehouse_id}
    return Cell(
        id=f"stock-{shown.product.pk}-{warehouse_id}",
        url=reverse("panel:stock-cell", kwargs=arguments),
        name=gettext("Stock of “%(name)s”, %(warehouse)s") % {"name": shown.product.name, "warehouse": found.name},
        raw=str(found.quantity),
        shown=quantity_text(found.quantity),
        unit=gettext("pcs"),
    )


def _draw(
    request: PanelRequest, cell: Cell, form: forms.Form | None, *, product_id: int, newer: str = "", status: int = 200
) -> HttpResponse:
    values = {"title": cell.name, "cell": cell, "form": form, "newer": newer, "back": product_url(product_id)}
    part = "panel/products/_cell_form.html" if form is not None else "panel/products/_cell.html"
    return render(request, "panel/products/cell.html", values, part=part, status=status)


def _given(request: PanelRequest) -> dict[str, str]:
    """The form's fields, or those an undo address carries."""
    return {name: request.POST.get(name) or request.GET.get(name) or "" for name in ("value", "was")}


def _saved(request: PanelRequest, before: Cell, after: Cell, product_id: int) -> HttpResponse:
    text = gettext("Saved: %(value)s") % {"value": after.shown}
    undo = f"{before.url}?{urlencode({'value': before.raw, 'was': after.raw})}" if before.raw else ""
    if not is_htmx(request):
        return go(request, product_url(product_id), text, undo=undo)
    return toast(request, _draw(request, after, None, product_id=product_id), text, undo=undo)


@page(scope="prices:read", write="catalog:write")
def price(request: PanelRequest, product_id: int, price_group_id: int) -> HttpResponse:
    """The price's cell, its form (`?edit=1`), or the save; 409 shows the newer value beside."""
    shown = product_page(account_id=request.account_id, product_id=product_id)
    cell = price_cell(shown, price_group_id)
    if request.method != "POST":
        form = PriceCell(initial={"value": Decimal(cell.raw) if cell.raw else None, "was": cell.raw})
        return _draw(request, cell, form if "edit" in request.GET else None, product_id=product_id)
    form = PriceCell(_given(request))
    if not form.is_valid():
        return _draw(request, cell, form, product_id=product_id, status=422)
    if form.cleaned_data["was"] != cell.raw:
        return _draw(request, cell, _renewed(form, cell), product_id=product_id, newer=cell.shown, status=409)
    services.update_prices(
        account_id=request.account_id,
        inventory_id=shown.product.inventory_id,
        products={product_id: {price_group_id: form.cleaned_data["value"]}},
        actor=request.user.name,
    )
    after = price_cell(product_page(account_id=request.account_id, product_id=product_id), price_group_id)
    return _saved(request, cell, after, product_id)


@page(scope="catalog:read", write="catalog:write")
def stock(request: PanelRequest, product_id: int, warehouse_id: int) -> HttpResponse:
    """The stock's cell, its form (`?edit=1`), or the save; 409 shows the newer value beside."""
    shown = product_page(account_id=request.account_id, product_id=product_id)
    cell = stock_cell(shown, warehouse_id)
    if request.method != "POST":
        form = StockCell(initial={"value": cell.raw, "was": cell.raw})
        return _draw(request, cell, form if "edit" in request.GET else None, product_id=product_id)
    form = StockCell(_given(request))
    if not form.is_valid():
        return _draw(request, cell, form, product_id=product_id, status=422)
    if form.cleaned_data["was"] != cell.raw:
        return _draw(request, cell, _renewed(form, cell), product_id=product_id, newer=cell.shown, status=409)
    services.update_stock(
        account_id=request.account_id,
        inventory_id=shown.product.inventory_id,
        products={product_id: {f"bl_{warehouse_id}": form.cleaned_data["value"]}},
        actor=request.user.name,
    )
    after = stock_cell(product_page(account_id=request.account_id, product_id=product_id), warehouse_id)
    return _saved(request, cell, after, product_id)


def _renewed(form: forms.Form, cell: Cell) -> forms.Form:
    """The same form with what was typed, based on the newer value: a second save means it."""
    return type(form)(initial={"value": form.cleaned_data["value"], "was": cell.raw})
