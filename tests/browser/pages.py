"""The audited pages. To add one, add a line: who looks, and the address; `{integration}` is a name of `site.ids`."""

from dataclasses import dataclass
from typing import Final

TABS: Final = ("general", "products", "orders", "statuses", "documents")


@dataclass(frozen=True, slots=True)
class Page:
    """A page to audit; `who` is a key of `site.people`, None for signed out."""

    path: str
    who: str | None = "supplier"
    status: int = 200


PAGES = [
    Page("/login", who=None),
    Page("/password", who=None),
    Page("/no-such-page", who=None, status=404),
    Page("/"),
    Page("/settings"),
    Page("/settings/rates"),
    Page("/settings/mailbox"),
    Page("/settings/couriers"),
    Page("/settings/couriers/add"),
    Page("/settings/couriers/add/label"),
    Page("/palette?q=z"),
    Page("/orders", who="contractor"),
    Page("/orders?forwarded=no", who="contractor"),
    Page("/orders?q=nothing-at-all&paid=no"),
    Page("/products"),
    Page("/products?q=nothing-at-all"),
    Page("/products/add"),
    Page("/integrations"),
    Page("/integrations/add"),
    Page("/integrations/add?q=nothing-at-all"),
    Page("/integrations/add/base-connect"),
    Page("/integrations/add/base-connect/generate"),
    Page("/integrations/add/base-connect/code", who="contractor"),
    Page("/integrations/{integration}?code=shown"),
    *(Page(f"/integrations/{{integration}}/settings/{tab}") for tab in TABS if tab != "general"),
    Page("/integrations/{integration}/code"),
    Page("/contractors"),
    Page("/contractors/{contractor}"),
    Page("/contractors/{contractor}/view"),
    Page("/contractors/{contractor}/view?q=nothing-at-all"),
    Page("/contractors/{contractor}/view/{product}"),
    Page("/suppliers/{source}/prices/{product}", who="contractor"),
    *(Page(f"/contractors/{{contractor}}/settings/{tab}") for tab in TABS),
    Page("/contractors/{contractor}/restore"),
    Page("/contractors/{contractor}/suspend"),
    Page("/help"),
    Page("/help/supplier"),
    Page("/help/contractor", who="contractor"),
    Page("/contractors?q=nothing-at-all"),
    Page("/contractors/invitations"),
    Page("/invitation/not-one", who=None, status=404),
    Page("/suppliers", who="contractor"),
    Page("/directory", who="contractor"),
    Page("/directory?country=PL&industry=paper&q=nothing-at-all", who="contractor"),
    Page("/directory/{listing}", who="contractor"),
    Page("/directory/{listing}/goods", who="contractor"),
    Page("/directory/{listing}/contact", who="contractor"),
    Page("/inquiries", who="contractor"),
    Page("/inquiries/{inquiry}"),
    Page("/integrations/{integration}/listing"),
    Page("/integrations/{integration}/listing/preview"),
    Page("/integrations/{integration}/listing/withdraw"),
    Page("/imports", who="contractor"),
    Page("/imports/new", who="contractor"),
    Page("/imports/new/scope?source={source}&type=new&catalog={catalog}&which=filter", who="contractor"),
    Page("/imports/{import}/preview", who="contractor"),
    Page("/imports/subscriptions", who="contractor"),
    Page("/imports/subscriptions/new?source={source}&catalog={catalog}", who="contractor"),
    Page("/imports/links", who="contractor"),
    Page("/imports/links?q=nothing-at-all", who="contractor"),
    Page("/imports/links/duplicates", who="contractor"),
    Page("/imports/links/exact", who="contractor"),
    Page("/settlements"),
    Page("/api/docs", who=None),
    Page("/api/docs/getOrders", who=None),
    Page("/api/docs/addInventoryProduct"),
    Page("/gallery/list"),
    Page("/gallery/list?q=nothing-at-all"),
    Page("/gallery/resource"),
    Page("/gallery/confirm"),
    Page("/gallery/refuse", status=409),
    Page("/gallery/break", status=500),
]
