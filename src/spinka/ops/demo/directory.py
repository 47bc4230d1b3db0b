"""The demo's supplier directory: the wholesaler, and a weaver nobody is connected with yet."""

from decimal import Decimal

from spinka.accounts.tenancy import acting_for
from spinka.catalog.services import ProductFields
from spinka.connect import services as connect
from spinka.connect.models import Integration
from spinka.ops.demo.catalogs import Catalogue
from spinka.ops.demo.goods import Good
from spinka.ops.demo.people import WEAVER
from spinka.ops.demo.stage import ACTOR, Stage, open_stage

LINEN = (
    ("LN-OBRUS", "Obrus lniany 140 × 220 cm", "189.00", 24, "#cdb896"),
    ("LN-RECZNIK", "Ręcznik kuchenny, len", "29.00", 160, "#e3d9c6"),
    ("LN-BIEZNIK", "Bieżnik lniany haftowany", "79.00", 48, "#b7a27c"),
    ("LN-WOREK", "Worek na chleb, len", "24.00", 210, "#a9784b"),
    ("LN-FARTUCH", "Fartuch lniany z kieszenią", "119.00", 36, "#7d8449"),
)


def publish(supplier: Stage) -> None:
    """Both stand in the directory: one asks every newcomer first, the other connects at once."""
    with acting_for(supplier.account_id):
        guarded = Integration.objects.for_account(supplier.account_id).get(name="Nowi partnerzy")
        _publish(
            supplier,
            guarded.pk,
            description={
                "pl": "Papier, przybory i wyposażenie biura oraz domu. Ponad 300 produktów z własnego magazynu w Warszawie.",
                "en": "Paper, stationery and home goods. Over 300 products from our own warehouse in Warsaw.",
            },
            services={
                "pl": "Wysyłka tego samego dnia przy zamówieniu do 14:00, pakowanie na prezent, przesyłki do Twojego klienta.",
                "en": "Same-day dispatch until 14:00, gift wrapping, parcels straight to your customer.",
            },
            countries=["PL", "CZ", "SK", "DE"],
            industries=["paper", "home", "kitchen"],
            types=["wholesaler", "dropshipping"],
            join_mode="request",
        )
    weaver = open_stage(WEAVER)
    with acting_for(weaver.account_id):
        writer = Catalogue(weaver)
        writer.save([_fields(writer, weaver, *row) for row in LINEN])
        integration_id, _code = connect.save_integration(
            account_id=weaver.account_id,
            fields={"name": "Sklepy z lnem", "code_name": weaver.company.name},
            settings_values={"discount_percent": "30"},
            actor=ACTOR,
        )
        _publish(
            weaver,
            integration_id,
            description={
                "pl": "Rodzinna tkalnia. Obrusy, ręczniki i worki z polskiego lnu, szyte na miejscu.",
                "en": "A family weaving mill. Tablecloths, towels and bags of Polish linen, sewn on site.",
            },
            services={"pl": "Haft logo od 20 sztuk", "en": "Embroidered logos from 20 pieces"},
            countries=["PL", "LT", "DE"],
            industries=["home", "Tekstylia"],
            types=["wholesaler"],
            join_mode="direct",
        )


def _fields(writer: Catalogue, stage: Stage, sku: str, name: str, price: str, stock: int, colour: str) -> ProductFields:
    good = Good(
        sku=sku, ean="", name=name, category="Dom/Dekoracje", maker=stage.company.name, text="Len z Żyrardowa.",
        price=Decimal(price), price_eur=Decimal(price), rate=23, weight=Decimal("0.30"), stock=(stock, 0), colour=colour,
    )  # fmt: skip
    pieces = {f"bl_{stage.context.default_warehouse_id}": stock}
    return writer.fields(good, {stage.context.default_price_group_id: good.price}, pieces)


def _publish(stage: Stage, integration_id: int, **fields: object) -> None:
    connect.save_listing(
        account_id=stage.account_id,
        integration_id=integration_id,
        fields={
            "company_name": stage.company.name,
            "contact_email": stage.company.email,
            "show_products": True,
            "answers_in_panel": True,
            "published": True,
            **fields,
        },
        actor=ACTOR,
    )
