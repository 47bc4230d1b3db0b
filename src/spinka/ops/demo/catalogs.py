"""The demo's catalogs: the supplier's whole range, the second supplier's ceramics, the shop's own things."""

import base64
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from msgspec import UNSET

from spinka.accounts.tenancy import acting_for
from spinka.catalog import services as catalog
from spinka.catalog.services import InventoryFields, ProductFields, SavedProduct
from spinka.ops.demo.goods import Good, check_digit, goods
from spinka.ops.demo.pictures import draw_picture
from spinka.ops.demo.stage import ACTOR, Stage, read_context, read_products

BATCH = 200
WHOLESALE, EXPORT, SECOND_WAREHOUSE = "Hurtowa", "Eksport EUR", "Magazyn Kraków"


class Catalogue:
    """Writes products of one account, with its categories and makers."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.categories: dict[str, int] = {}
        self.makers: dict[str, int] = {}
        self.pictures: dict[tuple[str, str], str] = {}

    def category(self, path: str) -> int:
        """The id of a category path such as `Biuro/Papier`, made where missing."""
        if path not in self.categories:
            parent, _, name = path.rpartition("/")
            self.categories[path] = catalog.save_category(
                account_id=self.stage.account_id,
                category_id=None,
                name=name,
                parent_id=self.category(parent) if parent else UNSET,
                inventory_id=self.stage.context.inventory_id,
            )
        return self.categories[path]

    def maker(self, name: str) -> int:
        """The id of a manufacturer."""
        if name not in self.makers:
            self.makers[name] = catalog.save_manufacturer(
                account_id=self.stage.account_id, manufacturer_id=None, name=name, details={}
            )
        return self.makers[name]

    def picture(self, good: Good) -> str:
        """The picture of a good as the API takes it."""
        key = (good.category, good.colour)
        if key not in self.pictures:
            self.pictures[key] = "data:" + base64.b64encode(draw_picture(*key)).decode()
        return self.pictures[key]

    def fields(self, good: Good, prices: dict[int, Decimal], stock: dict[str, int]) -> ProductFields:
        """A good as the catalog writes it."""
        texts: dict[str, Any] = {"name": good.name, "description": f"<p>{good.text}</p>"}
        if good.features:
            texts["features"] = good.features
        made = ProductFields(
            sku=good.sku,
            ean=good.ean,
            kind="service" if good.is_service else "goods",
            texts=texts,
            category_id=self.category(good.category),
            manufacturer_id=self.maker(good.maker),
            tax_rate=Decimal(good.rate),
            weight=good.weight,
            tags=list(good.tags),
            prices=prices,
            images={1: self.picture(good)},
        )
        if stock and not good.is_service:
            made.stock = stock
        if good.parent:
            made.parent_id = self.stage.products[good.parent]
        return made

    def save(self, products: Iterable[ProductFields]) -> list[int]:
        """Write products in batches; ids in the order given. Raises the first refusal."""
        waiting = list(products)
        ids: list[int] = []
        for start in range(0, len(waiting), BATCH):
            results = catalog.save_products(
                account_id=self.stage.account_id,
                inventory_id=self.stage.context.inventory_id,
                products=waiting[start : start + BATCH],
                actor=ACTOR,
            )
            for result in results:
                if not isinstance(result, SavedProduct):
                    raise result
                ids.append(result.product_id)
        return ids


def fill_supplier(stage: Stage) -> None:
    """The wholesaler's range: three price groups, two warehouses, two languages, families, services, a draft, a set."""
    with acting_for(stage.account_id):
        groups = _open_groups(stage)
        prices = {
            "retail": stage.context.default_price_group_id,
            "wholesale": groups[WHOLESALE],
            "export": groups[EXPORT],
        }
        first, second = (f"bl_{number}" for number in sorted(stage.context.warehouse_ids)[:2])
        writer = Catalogue(stage)
        # Parents go first: a variant names its parent's id.
        everything = list(goods())
        for part in (True, False):
            wanted = [good for good in everything if good.is_parent is part]
            ids = writer.save(
                writer.fields(
                    good,
                    {
                        prices["retail"]: good.price,
                        prices["wholesale"]: (good.price * Decimal("0.8")).quantize(Decimal("0.01")),
                        prices["export"]: good.price_eur,
                    },
                    {} if good.is_parent else {first: good.stock[0], second: good.stock[1]},
                )
                for good in wanted
            )
            stage.products.update(zip((good.sku for good in wanted), ids, strict=True))
        writer.save(_specials(stage, writer, everything, prices))
        stage.products = read_products(stage.account_id)


def _open_groups(stage: Stage) -> dict[str, int]:
    account_id, context = stage.account_id, stage.context
    groups = {
        name: catalog.save_price_group(
            account_id=account_id,
            price_group_id=None,
            fields=catalog.PriceGroupFields(name=name, description=text, currency=currency),
            actor=stage.company.person,
        )
        for name, text, currency in (
            (WHOLESALE, "Ceny dla sklepów, brutto", "PLN"),
            (EXPORT, "Ceny dla odbiorców zagranicznych", "EUR"),
        )
    }
    second = catalog.save_warehouse(
        account_id=account_id,
        warehouse_id=None,
        values={"name": SECOND_WAREHOUSE, "description": "Wysyłka w dni robocze do 14:00"},
    )
    catalog.save_inventory(
        account_id=account_id,
        inventory_id=context.inventory_id,
        fields=InventoryFields(
            languages=["pl", "en"],
            price_group_ids=[context.default_price_group_id, *groups.values()],
            warehouses=[f"bl_{context.default_warehouse_id}", f"bl_{second}"],
        ),
    )
    stage.context = read_context(account_id)
    return groups


def _specials(stage: Stage, writer: Catalogue, everything: list[Good], prices: dict[str, int]) -> list[ProductFields]:
    """A draft that is never shared and a set of three products."""
    sample = everything[0]
    parts = [good for good in everything if "bestseller" in good.tags and good.stock[0] >= 60 and not good.is_parent][
        :3
    ]
    total = sum((good.price for good in parts), Decimal(0))
    draft = writer.fields(sample, {prices["retail"]: Decimal("39.90")}, {})
    draft.sku, draft.ean, draft.is_draft = "PX-SZKIC", "", True
    draft.texts = {"name": "Papier z trawy A4, ryza 500 arkuszy (w przygotowaniu)"}
    bundle = ProductFields(
        sku="PX-ZESTAW",
        is_bundle=True,
        texts={"name": "Zestaw na start biura", "description": "<p>Trzy rzeczy, bez których nie ma biura.</p>"},
        category_id=writer.category("Biuro/Organizacja biurka"),
        manufacturer_id=writer.maker("Papierex"),
        tax_rate=Decimal(23),
        prices={prices["retail"]: total, prices["wholesale"]: (total * Decimal("0.8")).quantize(Decimal("0.01"))},
        images={1: writer.picture(parts[0])},
        bundle_products={stage.products[good.sku]: 1 for good in parts},
    )
    return [draft, bundle]


def fill_maker(stage: Stage) -> None:
    """The second supplier: two dozen pots and bowls."""
    with acting_for(stage.account_id):
        writer = Catalogue(stage)
        # Shapes with whether their word is feminine; glazes with both genders.
        shapes = (
            ("Wazon", False),
            ("Misa", True),
            ("Dzbanek", False),
            ("Talerz", False),
            ("Świecznik", False),
            ("Cukiernica", True),
        )
        glazes = (
            (("biały", "biała"), "#f4f4f0"),
            (("kobaltowy", "kobaltowa"), "#1f3a68"),
            (("zielony", "zielona"), "#3f8f5b"),
            (("miodowy", "miodowa"), "#c98b3c"),
        )
        thrown = ("ręcznie toczony", "ręcznie toczona")
        made = []
        for number, ((shape, is_feminine), (glaze, colour)) in enumerate(
            ((s, g) for s in shapes for g in glazes), start=1
        ):
            bare = f"5900098{number:05d}"
            price = Decimal(39 + 7 * (number % 9))
            good = Good(
                sku=f"GL{number:03d}", ean=bare + check_digit(bare), name=f"{shape} {glaze[is_feminine]}, {thrown[is_feminine]}",
                category="Dom/Dekoracje" if shape in {"Wazon", "Świecznik"} else "Dom/Kuchnia", maker="Ceramika Glinka",
                text="Kamionka z Bolesławca, wypalana dwa razy.", price=price, price_eur=price, rate=23,
                weight=Decimal("0.90"), stock=(6 + number % 11, 0), colour=colour,
            )  # fmt: skip
            stock = {f"bl_{stage.context.default_warehouse_id}": good.stock[0]}
            made.append(writer.fields(good, {stage.context.default_price_group_id: price}, stock))
        writer.save(made)
        stage.products = read_products(stage.account_id)


def fill_contractor(stage: Stage) -> None:
    """The shop's own things, a few of them with codes of the supplier's, so that importing finds them."""
    with acting_for(stage.account_id):
        writer = Catalogue(stage)
        own = (
            (
                "ZP-TORBA",
                "Torba bawełniana z nadrukiem „Zielona Półka”",
                "34.90",
                140,
                "Szkoła/Plecaki i piórniki",
                "#3f8f5b",
            ),
            ("ZP-KARTKA", "Kartka okolicznościowa, papier czerpany", "12.00", 320, "Biuro/Papier", "#cdb896"),
            ("ZP-BON", "Bon upominkowy 100 zł", "100.00", 0, "Usługi", "#5a7d9a"),
            ("ZP-MYDLO", "Mydło z Krakowa, pokrzywa", "18.50", 164, "Dom/Sprzątanie", "#7d8449"),
            ("ZP-PLAKAT", "Plakat A3 „Rośliny doniczkowe”", "49.00", 96, "Dom/Dekoracje", "#3f8f5b"),
            ("ZP-HERBATA", "Herbata ziołowa, 100 g", "24.00", 133, "Dom/Kuchnia", "#7d8449"),
        )
        made = []
        for sku, name, price, stock, category, colour in own:
            good = Good(
                sku=sku, ean="", name=name, category=category, maker="Zielona Półka", text="Tylko u nas.",
                price=Decimal(price), price_eur=Decimal(price), rate=23, weight=Decimal("0.20"), stock=(stock, 0),
                colour=colour, is_service=category == "Usługi",
            )  # fmt: skip
            pieces = {f"bl_{stage.context.default_warehouse_id}": stock} if stock else {}
            made.append(writer.fields(good, {stage.context.default_price_group_id: good.price}, pieces))
        shared = [good for good in goods() if "prezent" in good.tags and not good.is_parent and not good.parent][:8]
        for place, good in enumerate(shared, start=1):
            fields = writer.fields(good, {stage.context.default_price_group_id: good.price + 5}, {})
            fields.sku = f"ZP-{place:03d}"
            made.append(fields)
        writer.save(made)
        stage.products = read_products(stage.account_id)
