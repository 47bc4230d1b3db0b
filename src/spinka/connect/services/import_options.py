"""What a person chooses for an import, checked against the account and the supplier before anything is stored."""

from dataclasses import asdict, dataclass, field
from datetime import timedelta

from spinka.catalog.models import Inventory, PriceGroup, PriceGroupType, Warehouse
from spinka.connect import access, sharing
from spinka.connect.copied_prices import copy_terms
from spinka.connect.sync.fields import is_field
from spinka.core.errors import BadParameters, NotFound, SpinkaError

ASSOCIATE_AND_CREATE, NEW_AND_UPDATE, UPDATE, NEW = "associate_and_create", "new_and_update", "update", "new"
TYPES = (ASSOCIATE_AND_CREATE, NEW_AND_UPDATE, UPDATE, NEW)
MODES = ("", "once", "recurring")
INTERVALS = {
    "1h": timedelta(hours=1),
    "4h": timedelta(hours=4),
    "12h": timedelta(hours=12),
    "24h": timedelta(hours=24),
    "7d": timedelta(days=7),
}


class ImportTypeRefused(SpinkaError):
    """The type of import does not import anything (E-04)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What a person chose. `fields` None means every shared one, `keep_fields` are not written over existing products.

    `language` "" is the catalog's default. `price_mode` and `stock_mode` "" copy neither price nor stock; "recurring"
    also switches the hourly sync on (R7). `product_ids` None means every shared product.
    """

    type: str = NEW_AND_UPDATE
    product_ids: list[int] | None = None
    fields: list[str] | None = None
    keep_fields: list[str] = field(default_factory=list)
    language: str = ""
    price_group_id: int | None = None
    warehouse_id: int | None = None
    price_mode: str = ""
    stock_mode: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How often an import repeats itself (R32): `every` 1h, 4h, 12h, 24h or 7d; `at` HH:MM in the account's time zone."""

    every: str
    at: str = ""


def check_schedule(every: str, at: str) -> None:
    """Raises BadParameters for an interval or a time of day that is none."""
    if every not in INTERVALS:
        raise BadParameters("parameter schedule.every: one of %(names)s", names=", ".join(INTERVALS))
    hour, colon, minute = at.partition(":")
    is_time = colon and hour.isascii() and hour.isdigit() and minute.isascii() and minute.isdigit() and len(at) == 5
    if at and not (is_time and int(hour) < 24 and int(minute) < 60):
        raise BadParameters("parameter schedule.at: a time of day as HH:MM")


def checked(account_id: int, inventory: Inventory, options: ImportOptions) -> ImportOptions:
    """The options with defaults filled in.

    Raises ImportTypeRefused for `associate`, which names the way to link products; BadParameters for another type, a
    language the catalog lacks, unknown fields or modes; NotFound for a price group or warehouse not the account's.
    """
    if options.type == "associate":
        raise ImportTypeRefused("Nothing is imported when products are only associated: use setConnectProductLinks")
    if options.type not in TYPES:
        raise BadParameters("parameter type: one of %(types)s", types=", ".join(TYPES))
    values = asdict(options)
    values["language"] = options.language or inventory.default_language
    if values["language"] not in {*inventory.languages, inventory.default_language}:
        raise BadParameters("The catalog has no language %(language)s; add it first", language=options.language)
    strange = [name for name in (*(options.fields or ()), *options.keep_fields) if not is_field(name)]
    if strange:
        raise BadParameters("parameter fields: there is no field %(name)s", name=str(strange[0])[:40])
    for name in ("price_mode", "stock_mode"):
        if values[name] not in MODES:
            raise BadParameters("parameter %(name)s: once or recurring", name=name)
    if options.price_mode and not options.price_group_id:
        values["price_group_id"] = inventory.default_price_group_id
    if options.stock_mode and not options.warehouse_id:
        values["warehouse_id"] = inventory.default_warehouse_id
    if values["price_group_id"] and not values["price_mode"]:
        values["price_mode"] = "once"
    if values["warehouse_id"] and not values["stock_mode"]:
        values["stock_mode"] = "once"
    group_id, warehouse_id = values["price_group_id"], values["warehouse_id"]
    if group_id:
        _check_group(account_id, group_id)
    if warehouse_id and not Warehouse.objects.for_account(account_id).filter(pk=warehouse_id, kind="bl").exists():
        raise NotFound("There is no warehouse %(id)s", id=warehouse_id)
    if options.product_ids is not None:
        # A number no product has stays one that is unknown: without it nothing named would come to mean everything.
        values["product_ids"] = sorted({number if 0 < number < 2**62 else 0 for number in options.product_ids}) or None
    return ImportOptions(**values)


def _check_group(account_id: int, group_id: int) -> None:
    group = PriceGroup.objects.for_account(account_id).filter(pk=group_id).first()
    if group is None:
        raise NotFound("There is no price group %(id)s", id=group_id)
    if group.type != PriceGroupType.STANDARD:
        raise BadParameters("Prices of price group %(id)s follow others and cannot be written", id=group_id)


def check_source(account_id: int, connection_id: int, options: ImportOptions) -> None:
    """Raises ConnectionStateRefused unless products pass, BadParameters where prices would change their currency."""
    with access.crossing(account_id=account_id, connection_id=connection_id) as crossing:
        if not crossing.terms.share_products:
            raise access.ConnectionStateRefused("share_products")
        # Prices that are not shared are not imported, and their currency is the supplier's own affair.
        if not options.price_group_id or not crossing.terms.shares("prices"):
            return
        group_id, markup = options.price_group_id, crossing.contractor_terms.price_markup_percent
        if copy_terms(crossing, price_group_id=group_id, markup_percent=markup) is None:
            raise BadParameters(
                "The supplier's prices are in %(source)s and the price group is in %(own)s; keep an exchange rate for the pair",
                source=sharing.pays_in(crossing),
                own=PriceGroup.objects.for_account(account_id).values_list("currency", flat=True).get(pk=group_id),
            )
