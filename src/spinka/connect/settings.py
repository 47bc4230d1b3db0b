"""Settings of integrations and connections: keys, defaults, types, and what applies when (R31, R32, R33).

Only what was set is stored; the defaults stand here. A connection's supplier settings win over the integration's
key by key, and clearing one falls back (B-15).
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar, get_args

import msgspec

from spinka.catalog.pricing import PriceRule
from spinka.core.errors import BadParameters

ShareField = Literal[
    "name",
    "description",
    "images",
    "features",
    "prices",
    "stock",
    "sku",
    "ean",
    "manufacturer",
    "category",
    "dimensions",
    "extra_fields",
]
SHARE_FIELDS: tuple[ShareField, ...] = get_args(ShareField)
Every = Literal["off", "live", "15m", "1h", "4h", "12h", "24h"]
Id = Annotated[int, msgspec.Meta(ge=1, le=2**62)]
Count = Annotated[int, msgspec.Meta(ge=0, le=1_000_000_000)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
TagName = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Warehouse = Annotated[str, msgspec.Meta(pattern=r"^bl_[1-9][0-9]{0,17}$")]
StatusMap = dict[Annotated[str, msgspec.Meta(pattern=r"^[1-9][0-9]{0,17}$")], Id]
Currency = Annotated[str, msgspec.Meta(pattern=r"^[A-Z]{3}$")]
Fee = Annotated[str, msgspec.Meta(pattern=r"^(none|[0-9]{1,9}(\.[0-9]{1,2})?)$")]
MOST_IDS = 10_000
MOST_CATALOGS = 20
_BOUNDS = {
    "discount_percent": (0, 100),
    "stock_share_percent": (0, 100),
    "hold_max_percent": (0, 100),
    "min_order_value": (0, 1_000_000_000),
    "free_delivery_from": (0, 1_000_000_000),
    "price_markup_percent": (-100, 10_000),
    "max_price_rise_percent": (0, 10_000),
}


class ProductFilter(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which products are shared: lists of one kind are OR, kinds are AND, exclude wins (R32).

    In mode `all` the lists do not narrow; `exclude_product_ids` and `in_stock` count in both modes.
    """

    mode: Literal["all", "selected"] = "all"
    category_ids: list[Id] = []
    manufacturer_ids: list[Id] = []
    tags: list[TagName] = []
    product_ids: list[Id] = []
    exclude_product_ids: list[Id] = []
    in_stock: bool = False


class FurtherCatalog(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """One more catalog under the integration's code (L-03), with its own price group, warehouses and selection.

    A null price group or warehouse list stands for the catalog's; a null selection for the integration's own.
    """

    inventory_id: Id
    price_group_id: Id | None = None
    warehouses: list[Warehouse] | None = None
    product_filter: ProductFilter | None = None


class InvoiceData(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Billing data that go with an order in place of the buyer's, by the public `invoice_*` names."""

    invoice_fullname: Annotated[str, msgspec.Meta(max_length=200)] = ""
    invoice_company: Annotated[str, msgspec.Meta(max_length=200)] = ""
    invoice_nip: Annotated[str, msgspec.Meta(max_length=100)] = ""
    invoice_address: Annotated[str, msgspec.Meta(max_length=250)] = ""
    invoice_postcode: Annotated[str, msgspec.Meta(max_length=20)] = ""
    invoice_city: Annotated[str, msgspec.Meta(max_length=100)] = ""
    invoice_state: Annotated[str, msgspec.Meta(max_length=20)] = ""
    invoice_country_code: Annotated[str, msgspec.Meta(max_length=2)] = ""


class SupplierSettings(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The supplier's keys; a null price group, warehouse list or start status stands for the catalog's or the first.

    `currency` is what contractors pay in where it is not the price group's (R18, step 5).
    """

    share_products: bool = True
    accept_orders: bool = True
    price_group_id: Id | None = None
    currency: Currency | None = None
    discount_percent: Decimal = Decimal(0)
    price_rules: list[PriceRule] = []
    warehouses: list[Warehouse] | None = None
    stock_buffer: Count = 0
    stock_share_percent: Decimal = Decimal(100)
    stock_cap: Count | None = None
    share_fields: list[ShareField] = msgspec.field(default_factory=lambda: list(SHARE_FIELDS))
    product_filter: ProductFilter = msgspec.field(default_factory=ProductFilter)
    catalogs: Annotated[list[FurtherCatalog], msgspec.Meta(max_length=MOST_CATALOGS)] = []
    start_status_id: Id | None = None
    status_map_in: StatusMap = {}
    status_map_out: list[Id] = []
    lock_status_ids: list[Id] | None = None
    stock_on_shortage: Literal["refuse", "backorder", "accept"] = "refuse"
    credit_on_shortage: Literal["refuse", "accept_unpaid", "hold_status"] = "refuse"
    credit_hold_status_id: Id | None = None
    payment_terms_days: Annotated[int, msgspec.Meta(ge=0, le=3650)] = 14
    share_documents: bool = True
    invoice_to: Literal["contractor", "order"] = "contractor"
    vat_mode: Literal["domestic", "eu_reverse", "export", "exempt"] = "domestic"
    delivery_fee: Fee = "none"
    free_delivery_from: Decimal | None = None
    delivery_methods: dict[str, Annotated[str, msgspec.Meta(max_length=100)]] = {}
    min_order_value: Decimal = Decimal(0)
    terms_text: Annotated[str, msgspec.Meta(max_length=20_000)] = ""
    holds: bool = False
    hold_max_seconds: Annotated[int, msgspec.Meta(ge=1, le=86_400)] = 900
    hold_max_percent: Decimal = Decimal(20)
    hold_max_open: Count = 20
    buyer_data_days: Annotated[int, msgspec.Meta(ge=1, le=36_500)] = 365

    def shares(self, field: ShareField) -> bool:
        """Whether a switched-on field may be seen (B-09)."""
        return field in self.share_fields

    def delivery_price(self, goods: Decimal) -> Decimal:
        """What delivery costs on a sale of goods for this gross amount: the flat fee, free from a value (R17)."""
        if self.delivery_fee == "none" or (self.free_delivery_from is not None and goods >= self.free_delivery_from):
            return Decimal("0.00")
        return Decimal(self.delivery_fee).quantize(Decimal("0.01"))


class ContractorSettings(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The contractor's keys; a null name stands for the supplier's name of the code."""

    name: Name | None = None
    hide_prices: bool = False
    overwrite_invoice: InvoiceData | None = None
    forwarding: Literal["manual", "automatic"] = "manual"
    forward_status_ids: list[Id] = []
    unmatched_lines: Literal["text", "skip", "refuse"] = "text"
    status_map_in: StatusMap = {}
    status_map_out: list[Id] = []
    stock_sync: Every = "off"
    stock_warehouse_id: Warehouse | None = None
    price_sync: Every = "off"
    price_group_id: Id | None = None
    price_markup_percent: Decimal = Decimal(0)
    send_transaction_number: bool = False
    priority: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)] = 100
    max_price_rise_percent: Decimal | None = None
    round_up_quantities: bool = False
    send_buyer_contact: Literal["all", "phone", "none"] = "all"
    send_cod: bool = True


Side = TypeVar("Side", SupplierSettings, ContractorSettings)
Stored = dict[str, Any]


def keys_of(side: type[SupplierSettings] | type[ContractorSettings]) -> tuple[str, ...]:
    """The names of a side's keys."""
    return side.__struct_fields__


def read(side: type[Side], *layers: Mapping[str, Any]) -> Side:
    """Settings from stored layers, the later winning key by key; keys no longer known are left out."""
    merged = {key: value for layer in layers for key, value in layer.items() if key in side.__struct_fields__}
    return msgspec.convert(merged, type=side, strict=False)


def supplier_terms(integration: Mapping[str, Any], connection: Mapping[str, Any]) -> SupplierSettings:
    """What applies to one contractor: the connection's own keys before the integration's (B-15)."""
    return read(SupplierSettings, integration, connection)


def contractor_terms(connection: Mapping[str, Any]) -> ContractorSettings:
    """The contractor's own settings."""
    return read(ContractorSettings, connection)


def shown(settings: SupplierSettings | ContractorSettings) -> dict[str, Any]:
    """Every key of a side as the API gives it (R31); amounts stay Decimal."""
    plain: dict[str, Any] = msgspec.to_builtins(settings, builtin_types=(Decimal,))
    if plain.get("delivery_fee", "none") != "none":
        plain["delivery_fee"] = Decimal(plain["delivery_fee"])
    return plain


def change(
    side: type[SupplierSettings] | type[ContractorSettings], stored: Mapping[str, Any], values: Mapping[str, Any]
) -> Stored:
    """The stored settings after a partial update: null restores the default, the rest is checked and normalised.

    Raises BadParameters that names the key and what it takes. Ids are checked by the caller, who knows the account.
    """
    fields = {field.name: field.type for field in msgspec.structs.fields(side)}
    result = dict(stored)
    for key, value in values.items():
        if key not in fields:
            raise BadParameters("There is no setting %(key)s", key=str(key)[:60])
        if value is None:
            result.pop(key, None)
            continue
        result[key] = _checked(key, _from_php(key, value), fields[key])
    return result


_LISTS = {
    "catalogs",
    "forward_status_ids",
    "lock_status_ids",
    "price_rules",
    "share_fields",
    "status_map_out",
    "warehouses",
}
_MAPS = {"status_map_in", "delivery_methods", "product_filter", "overwrite_invoice"}


def _from_php(key: str, value: Any) -> Any:
    # PHP clients print an empty map as [] and a list as a map with keys 0..n.
    if key in _MAPS and value == []:
        return {}
    if (
        key in _LISTS
        and isinstance(value, dict)
        and all(name.isascii() and name.isdigit() and len(name) < 20 for name in value)
    ):
        return [value[name] for name in sorted(value, key=int)]
    if key == "delivery_fee" and isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    return value


def _checked(key: str, value: Any, kind: Any) -> Any:
    try:
        checked = msgspec.convert(value, type=kind, strict=False)
    except msgspec.ValidationError as error:
        problem, _, place = str(error).partition(" - at `$")
        raise BadParameters(
            "Setting %(key)s: %(problem)s", key=key + place.rstrip("`"), problem=problem[0].lower() + problem[1:]
        ) from error
    if isinstance(checked, Decimal):
        low, high = _BOUNDS[key]
        if not checked.is_finite() or not low <= checked <= high or checked != round(checked, 4):
            raise BadParameters(
                "Setting %(key)s: a number from %(low)s to %(high)s with at most 4 decimals",
                key=key,
                low=low,
                high=high,
            )
    if isinstance(checked, (list, dict)) and len(checked) > MOST_IDS:
        raise BadParameters("Setting %(key)s: at most %(most)s entries", key=key, most=MOST_IDS)
    # Amounts go to jsonb as text, so no digit is lost and SQL casts them to numeric.
    plain = msgspec.to_builtins(checked)
    if key == "name" and not plain.strip():
        raise BadParameters("Setting %(key)s: the name must not be empty", key=key)
    return plain


def filter_of(terms: SupplierSettings, catalog: FurtherCatalog) -> ProductFilter:
    """The selection of a further catalog: its own, else the integration's (L-03, L-04)."""
    return catalog.product_filter or terms.product_filter


def sold_out_too(terms: SupplierSettings) -> SupplierSettings:
    """The terms with selections that do not look at stock: what was ordered is asked for by number, not by showing."""

    def widened(chosen: ProductFilter) -> ProductFilter:
        narrows = chosen.category_ids or chosen.manufacturer_ids or chosen.tags or chosen.product_ids
        # Chosen by stock alone: without it everything is chosen, not nothing.
        mode = "all" if chosen.in_stock and not narrows else chosen.mode
        return msgspec.structs.replace(chosen, in_stock=False, mode=mode)

    catalogs = [
        msgspec.structs.replace(one, product_filter=widened(one.product_filter)) if one.product_filter else one
        for one in terms.catalogs
    ]
    return msgspec.structs.replace(terms, product_filter=widened(terms.product_filter), catalogs=catalogs)


def check_scope(settings: SupplierSettings) -> None:
    """Refuse an integration or override that shares no products and takes no orders (B-08)."""
    if not settings.share_products and not settings.accept_orders:
        raise BadParameters("share_products and accept_orders cannot both be off")
