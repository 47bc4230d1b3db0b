"""An account in full use, made through the API alone: it sells to a partner and buys from it.

Every text it writes carries a marker, so that a test can look for it in answers that must not hold it.
"""

import base64
from dataclasses import dataclass, field
from typing import Any

from spinka.accounts.tenancy import acting_for
from spinka.catalog.models import ExtraField
from spinka.clients.models import ClientExtraField
from spinka.orders.models import OrderExtraField
from spinka.returns.models import ReturnExtraField
from spinka.shipments.courier_accounts import save_courier_account
from tests.factories.accounts import MadeAccount, make_account
from tests.support.api import Api
from tests.support.jobs import run_jobs

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
LABEL = base64.b64encode(PDF).decode()
PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="  # one dot
ADDRESS = ("fullname", "company", "address", "city", "state")


@dataclass
class World:
    """The account, its partner, and the ids of everything the account has, by the name examples use."""

    account: MadeAccount
    partner: MadeAccount
    marker: str
    ids: dict[str, int | str] = field(default_factory=dict)

    @property
    def api(self) -> Api:
        return self.account.api


def make_world(marker: str = "Marker") -> World:
    """Two accounts that supply each other; one of the account's orders was forwarded to the partner."""
    account, partner = make_account(f"{marker} Firm"), make_account(f"{marker} Partner")
    world = World(account, partner, marker)
    _define_fields(world)
    _fill_catalog(world)
    _connect(world)
    _exchange(world)
    _return(world)
    _write_down(world)
    _keep_warehouse(world)
    _arrange_warehouse(world)
    _hold(world)
    return world


def _define_fields(world: World) -> None:
    """A text and a choice of products, orders, returns and clients; no method defines them."""
    account_id, text = world.account.account_id, world.marker
    field, choice = {"name": f"{text} field"}, {"name": f"{text} choice", "editor": "select", "options": [text, "yes"]}
    models = {"order": OrderExtraField, "return": ReturnExtraField, "client": ClientExtraField, "product": ExtraField}
    with acting_for(account_id):
        for kind, model in models.items():
            world.ids[f"{kind}_field_id"] = model.objects.create(account_id=account_id, **field).pk
            world.ids[f"{kind}_choice_id"] = model.objects.create(account_id=account_id, **choice).pk


def _address(text: str, prefix: str) -> dict[str, str]:
    """An address whose every line is filled."""
    lines = {f"{prefix}_{line}": f"{text} {line}"[:20] for line in ADDRESS}
    return {**lines, f"{prefix}_postcode": "00-001", f"{prefix}_country_code": "PL"}


def _fill_catalog(world: World) -> None:
    api, ids, text = world.api, world.ids, world.marker
    price_group_id = api.ok("addInventoryPriceGroup", name=f"{text} prices", description=text, currency="PLN")
    spare_group = api.ok("addInventoryPriceGroup", name=f"{text} spare", currency="PLN")
    warehouse = api.ok(
        "addInventoryWarehouse",
        name=f"{text} hall",
        description=text,
        stock_edition=True,
        address=text,
        city=text,
        postcode="00-001",
    )
    spare_warehouse = api.ok("addInventoryWarehouse", name=f"{text} spare", stock_edition=True)
    api.ok("setCurrencyRates", rates=[{"currency_from": "GBP", "currency_to": "PLN", "rate": 5.1, "valid_from": ""}])
    ids["price_group_id"] = price_group_id["price_group_id"]
    ids["spare_price_group_id"] = spare_group["price_group_id"]
    ids["warehouse_id"] = warehouse["warehouse_id"]
    ids["spare_warehouse_id"] = spare_warehouse["warehouse_id"]
    inventory = {
        "languages": ["pl", "en"],
        "default_language": "pl",
        "price_groups": [ids["price_group_id"]],
        "default_price_group": ids["price_group_id"],
        "warehouses": [f"bl_{ids['warehouse_id']}"],
        "default_warehouse": f"bl_{ids['warehouse_id']}",
        "reservations": True,
    }
    ids["inventory_id"] = api.ok("addInventory", name=f"{text} catalog", description=text, **inventory)["inventory_id"]
    ids["spare_inventory_id"] = api.ok("addInventory", name=f"{text} spare", **inventory)["inventory_id"]
    category = api.ok("addInventoryCategory", inventory_id=ids["inventory_id"], name=f"{text} category", parent_id=0)
    ids["category_id"] = category["category_id"]
    spare = api.ok("addInventoryCategory", inventory_id=ids["inventory_id"], name=f"{text} spare", parent_id=0)
    ids["spare_category_id"] = spare["category_id"]
    works = {f"manufacturer_{line}": text for line in ("url", "street", "postcode", "city", "state", "phone")}
    works |= {"manufacturer_photo": f"url:https://{text.lower()}.example/works.png", "manufacturer_country_code": "PL"}
    works |= {"manufacturer_name": f"{text} works", "manufacturer_email": f"works@{text.lower()}.example"}
    ids["manufacturer_id"] = api.ok("addInventoryManufacturer", **works)["manufacturer_id"]
    ids["tag_id"] = api.ok("addInventoryTag", name=f"{text} tag"[:25])["tag_id"]
    more = {
        "asin": f"{text}-A"[:50],
        "images": {"0": f"data:{PICTURE}"},
        "ean_additional": [{"ean": "5901234123488", "quantity": 6}],
        "locations": {f"bl_{ids['warehouse_id']}": "A-1"},
        "links": {"shop_7": {"product_id": "12", "variant_id": "3"}},
    }
    ids["product_id"] = _product(world, sku=f"{text}-1"[:50], ean="5901234123457", stock=100, **more)
    variant = {"asin": f"{text}-B"[:50], "locations": {f"bl_{ids['warehouse_id']}": "A-2"}}
    ids["variant_id"] = _product(
        world, parent_id=ids["product_id"], sku=f"{text}-2"[:50], ean="5901234123464", stock=7, **variant
    )
    ids["spare_product_id"] = _product(world, sku=f"{text}-3"[:50], ean="", stock=1)
    ids["bundle_id"] = _product(
        world, sku=f"{text}-4"[:50], ean="", stock=0, is_bundle=True, bundle_products={str(ids["spare_product_id"]): 2}
    )


def _product(world: World, *, stock: int, **fields: Any) -> int:
    ids, text = world.ids, world.marker
    answer = world.api.ok(
        "addInventoryProduct",
        inventory_id=ids["inventory_id"],
        tax_rate=23,
        category_id=ids["category_id"],
        manufacturer_id=ids["manufacturer_id"],
        tags=[f"{text} tag"[:25]],
        prices={str(ids["price_group_id"]): 123},
        stock={f"bl_{ids['warehouse_id']}": stock},
        text_fields={"name": f"{text} product", "description": f"{text} text", "features": {text: text}},
        **fields,
    )
    return int(answer["product_id"])


def _connect(world: World) -> None:
    """Both sell to each other; ids of the side where the account supplies have no prefix, the other's `joined_`."""
    text, partner = world.marker, world.partner
    inventory = partner.api.ok("getInventories")["inventories"][0]
    group, hall = inventory["default_price_group"], inventory["default_warehouse"]
    world.ids["supplier_product_id"] = int(
        partner.api.ok(
            "addInventoryProduct",
            inventory_id=inventory["inventory_id"],
            sku=f"{text}-P"[:50],
            ean="5901234123471",
            tax_rate=23,
            prices={str(group): 50},
            stock={hall: 1000},
            text_fields={"name": f"{text} bought product"},
        )["product_id"]
    )
    sold = _join(world.account, world.partner, text, int(world.ids["inventory_id"]))
    bought = _join(world.partner, world.account, text, inventory["inventory_id"])
    partner.api.ok(
        "setConnectIntegrationSettings",
        connect_integration_id=bought["supplier_integration_id"],
        settings={"holds": True, "hold_max_seconds": 3600},
    )
    another = partner.api.ok(
        "addConnectIntegration", name=f"{text} other offer", code_name=text, inventory_id=inventory["inventory_id"]
    )
    world.ids["partner_code"] = another["code"]
    _publish(world, sold["supplier_integration_id"], bought["supplier_integration_id"])
    world.ids["connect_integration_id"] = sold["supplier_integration_id"]
    world.ids["connect_contractor_id"] = sold["connect_contractor_id"]
    world.ids["joined_integration_id"] = bought["connect_integration_id"]
    world.ids["joined_contractor_id"] = bought["connect_contractor_id"]
    world.ids["live_warehouse_id"] = int(bought["warehouse_id"].removeprefix("blconnect_"))
    world.api.ok(
        "setConnectContractorCreditLimit",
        connect_contractor_id=world.ids["connect_contractor_id"],
        new_limit=10000,
        message=text,
    )
    imported = world.api.ok(
        "addConnectProductImport",
        connect_integration_id=world.ids["joined_integration_id"],
        inventory_id=world.ids["inventory_id"],
        type="new",
    )
    world.ids["import_id"] = imported["import_id"]
    run_jobs()
    _preview(world, inventory["inventory_id"])
    world.api.ok(
        "setConnectIntegrationSettings",
        connect_integration_id=world.ids["joined_integration_id"],
        settings={"price_sync": "24h", "price_group_id": world.ids["price_group_id"]},
    )
    run_jobs()
    links = world.api.ok("getConnectProductLinks", connect_integration_id=world.ids["joined_integration_id"])["links"]
    world.ids["linked_product_id"] = links[0]["product_id"]
    _buy(world, sold["connect_integration_id"], inventory["inventory_id"])


def _preview(world: World, partner_inventory_id: int) -> None:
    """A preview that met two own products with the code of one of the partner's, and a profile that rests."""
    text, code = world.marker, "5901234123488"
    made = world.partner.api.ok(
        "addInventoryProduct",
        inventory_id=partner_inventory_id,
        ean=code,
        tax_rate=23,
        text_fields={"name": f"{text} doubtful product"},
    )
    world.ids["doubtful_product_id"] = int(made["product_id"])
    for number in (1, 2):
        twin = {"ean": code, "tax_rate": 23, "text_fields": {"name": f"{text} twin {number}"}}
        world.api.ok("addInventoryProduct", inventory_id=world.ids["spare_inventory_id"], **twin)
    target = {
        "connect_integration_id": world.ids["joined_integration_id"],
        "inventory_id": world.ids["spare_inventory_id"],
        "type": "associate_and_create",
    }
    world.ids["preview_import_id"] = world.api.ok("addConnectProductImport", **target, preview=True)["import_id"]
    world.ids["profile_id"] = world.api.ok("setConnectImportProfile", **target)["profile_id"]
    run_jobs()


def _join(supplier: MadeAccount, contractor: MadeAccount, text: str, inventory_id: int) -> dict[str, Any]:
    offered = supplier.api.ok(
        "addConnectIntegration", name=f"{text} offer", code_name=f"{text} for buyers", inventory_id=inventory_id
    )
    joined = contractor.api.ok("joinConnectIntegration", code=offered["code"])
    assert joined["state"] == "active"
    return {**joined, "supplier_integration_id": offered["connect_integration_id"]}


def _publish(world: World, own_id: int, partner_id: int) -> None:
    """Both stand in the supplier directory, and the partner asked the account something."""
    text = world.marker
    shown = {
        "published": True,
        "description": {"pl": text, "en": text},
        "services": text,
        "countries": ["PL"],
        "industries": ["paper", text],
        "types": ["wholesaler"],
        "show_products": True,
        "answers_in_panel": True,
    }
    ids = [
        side.api.ok("setConnectListing", connect_integration_id=integration_id, **shown)["connect_listing_id"]
        for side, integration_id in ((world.account, own_id), (world.partner, partner_id))
    ]
    world.ids["connect_listing_id"], world.ids["partner_listing_id"] = ids
    question = {"subject": text, "message": text}
    asked = world.partner.api.ok("contactConnectSupplier", connect_listing_id=ids[0], **question)
    world.ids["connect_inquiry_id"] = asked["connect_inquiry_id"]


def _buy(world: World, integration_id: int, inventory_id: int) -> None:
    """The partner imports the account's goods and forwards an order for one of them, on credit."""
    partner = world.partner
    asked = {"connect_integration_id": integration_id, "inventory_id": inventory_id, "type": "new"}
    partner.api.ok("addConnectProductImport", **asked)
    run_jobs()
    links = partner.api.ok("getConnectProductLinks", connect_integration_id=integration_id)["links"]
    product_id = {row["supplier_product_id"]: row["product_id"] for row in links}[world.ids["product_id"]]
    order_id = _order(partner, world.marker, product_id)
    (sale,) = partner.api.ok("forwardConnectOrder", order_id=order_id)["sales"]
    assert sale["state"] == "forwarded", sale
    world.ids["sold_sale_id"] = sale["connect_sale_id"]
    (sold,) = world.api.ok("getOrders", filter_order_source="blconnect")["orders"]
    world.ids["sold_order_id"] = sold["order_id"]


def _exchange(world: World) -> None:
    api, ids, text = world.api, world.ids, world.marker
    statuses = api.ok("getOrderStatusList")["statuses"]
    ids["status_id"], ids["other_status_id"] = statuses[0]["id"], statuses[1]["id"]
    group = api.ok("addOrderStatusGroup", name=f"{text} group"[:15])
    ids["order_status_group_id"] = group["group_id"]
    spare = api.ok(
        "addOrderStatus",
        name=f"{text} status"[:30],
        short_name="spare",
        color="#112233",
        group_id=group["group_id"],
    )
    ids["spare_status_id"] = spare["status_id"]
    custom = {str(ids["order_field_id"]): text, str(ids["order_choice_id"]): "yes"}
    ids["order_id"] = _order(world.account, text, ids["product_id"], custom_extra_fields=custom)
    line = api.ok("getOrders", order_id=ids["order_id"])["orders"][0]["products"][0]
    ids["order_product_id"] = line["order_product_id"]
    ids["spare_order_id"] = _order(world.account, text, ids["product_id"])
    ids["other_spare_order_id"] = _order(world.account, text, ids["product_id"])
    more = {"order_id": ids["spare_order_id"], "product_id": str(ids["product_id"]), "quantity": 2}
    ids["spare_line_id"] = api.ok("addOrderProduct", **more)["order_product_id"]
    ids["package_number"] = f"{text}-PKG"[:40]
    package = api.ok(
        "createPackageManual",
        order_id=ids["order_id"],
        courier_code="other",
        package_number=ids["package_number"],
        pickup_date=1_700_000_000,
    )
    ids["package_id"] = package["package_id"]
    api.ok("addOrderPackageLabel", package_id=ids["package_id"], extension="pdf", label=LABEL)
    _ship(world)
    api.ok("setOrderPackageStatus", package_id=ids["package_id"], tracking_status=5, date=1_700_000_500)
    sent_back = {"courier_code": "other", "package_number": f"{text}-BACK"[:40], "return_shipment": True}
    api.ok("createPackageManual", order_id=ids["order_id"], **sent_back)
    api.ok(
        "setOrderPayment",
        order_id=ids["order_id"],
        payment_done=5,
        payment_date=1_700_000_000,
        payment_comment=text,
        external_payment_id=text[:30],
    )
    _issue(world)
    ids["forwarded_order_id"] = _order(world.account, text, ids["linked_product_id"])
    forwarded = api.ok("getOrders", order_id=ids["forwarded_order_id"])["orders"][0]["products"][0]
    ids["forwarded_line_id"] = forwarded["order_product_id"]
    ids["unsent_order_id"] = _order(world.account, text, ids["linked_product_id"])
    (sale,) = api.ok("forwardConnectOrder", order_id=ids["forwarded_order_id"])["sales"]
    assert sale["state"] == "forwarded", sale
    ids["connect_sale_id"] = sale["connect_sale_id"]
    run_jobs()


def _ship(world: World) -> None:
    """A courier account for own labels, and a parcel of two boxes made with it."""
    account_id, ids = world.account.account_id, world.ids
    with acting_for(account_id):
        ids["courier_account_id"] = save_courier_account(
            account_id=account_id,
            courier_account_id=None,
            courier_code="label",
            name=f"{world.marker} labels"[:60],
            values={"company_prefix": "5901234", "sender_name": f"{world.marker} sender"},
        )
    sent = world.api.ok(
        "createPackage",
        order_id=ids["order_id"],
        courier_code="label",
        account_id=ids["courier_account_id"],
        fields=[{"id": "note", "value": world.marker}],
        packages=[{"weight": 2.5, "length": 30, "width": 20, "height": 10}, {"weight": 1}],
    )
    ids["shipment_id"], ids["sscc"] = sent["package_id"], sent["package_number"]


def _return(world: World) -> None:
    """A return of the account's order with one line, and what statuses, groups, reasons it may name."""
    api, ids, text = world.api, world.ids, world.marker
    statuses = api.ok("getOrderReturnStatusList")["statuses"]
    ids["return_status_id"], ids["other_return_status_id"] = statuses[0]["id"], statuses[1]["id"]
    group = api.ok("addOrderReturnStatusGroup", name=f"{text} group"[:15])
    ids["return_status_group_id"] = group["group_id"]
    spare = api.ok("addOrderReturnStatus", name=f"{text} returns", group_id=group["group_id"])
    ids["spare_return_status_id"] = spare["status_id"]
    ids["return_reason_id"] = api.ok("getOrderReturnReasonsList")["return_reasons"][0]["return_reason_id"]
    words = api.ok("getOrderReturnProductStatuses")["order_return_product_statuses"]
    ids["return_line_status_id"] = words[0]["status_id"]
    made = api.ok(
        "addOrderReturn",
        order_id=ids["order_id"],
        reference_number=text,
        admin_comments=text,
        email=f"{text.lower()}@buyer.example",
        phone="600100200",
        user_login=text,
        **_address(text, "delivery"),
        extra_field_1=text,
        extra_field_2=text,
        custom_extra_fields={str(ids["return_field_id"]): text},
        refund_account_number="61109010140000071219812874",
        refund_iban="PL61109010140000071219812874",
        refund_swift="WBKPPLPP",
        products=[
            {"order_product_id": ids["order_product_id"], "return_reason_id": ids["return_reason_id"]},
            {"name": f"{text} goods", "attributes": text, "location": "A-1", "quantity": 1},
        ],
    )
    ids["return_id"] = made["return_id"]
    (found,) = api.ok("getOrderReturns", return_id=ids["return_id"])["returns"]
    ids["order_return_product_id"] = found["products"][0]["order_return_product_id"]
    (sold,) = api.ok("getOrders", order_id=ids["sold_order_id"])["orders"]
    lines = [{"order_product_id": line["order_product_id"], "quantity": 1} for line in sold["products"]]
    ids["sold_return_id"] = api.ok("addOrderReturn", order_id=sold["order_id"], products=lines)["return_id"]
    refund = {"order_refund_done": 1, "refund_date": 1_700_000_000, "refund_comment": text, "external_refund_id": text}
    api.ok("setOrderReturnRefund", return_id=ids["return_id"], **refund)


def _write_down(world: World) -> None:
    """A client in the account's book, and what statuses and groups it may have."""
    api, ids, text = world.api, world.ids, world.marker
    ids["client_status_id"] = api.ok("getCrmClientStatuses")["statuses"][0]["id"]
    group = api.ok("addCrmClientStatusGroup", name=f"{text} group"[:15])
    ids["client_status_group_id"] = group["group_id"]
    spare = api.ok("addCrmClientStatus", name=f"{text} clients"[:30], color="#112233", group_id=group["group_id"])
    ids["spare_client_status_id"] = spare["status_id"]
    client = api.ok(
        "addCrmClient",
        login=text,
        email=f"{text.lower()}@buyer.example",
        phone="600100200",
        notes=text,
        **_address(text, "invoice"),
        **_address(text, "delivery"),
        invoice_tax_id="5260250995",
        custom_extra_fields={str(ids["client_field_id"]): text},
        contractor_id=ids["connect_contractor_id"],
    )
    ids["crm_client_id"] = client["crm_client_id"]


def _arrange_warehouse(world: World) -> None:
    """A supplier, a payer, and a location on a rack of a zone; its type is not the default one."""
    api, ids, text = world.api, world.ids, world.marker
    address = {"address": text, "city": text, "postcode": "00-001", "tax_no": "5260250995"}
    letters = {"email": f"{text.lower()}@goods.example", "email_copy_to": f"copy@{text.lower()}.example"}
    supplier = api.ok("addInventorySupplier", name=text, phone="600100200", currency="PLN", **letters, **address)
    ids["goods_supplier_id"] = supplier["supplier_id"]
    ids["payer_id"] = api.ok("addInventoryPayer", name=text, **address)["payer_id"]
    api.ok("addInventoryWarehouseLocationType", name=f"{text} default")
    shelf = api.ok("addInventoryWarehouseLocationType", name=f"{text} shelf", max_quantity=10)
    ids["location_type_id"] = shelf["location_type_id"]
    ids["zone_id"] = api.ok("addInventoryWarehouseZone", name=f"{text} zone", color="aabbcc", location_prefix="Z-")[
        "zone_id"
    ]
    ids["rack_id"] = api.ok(
        "addInventoryWarehouseRack", name=f"{text} rack", layout=1, zone_id=ids["zone_id"], location_prefix="R-"
    )["rack_id"]
    place = {
        "color": "aabbcc",
        "location_type_id": ids["location_type_id"],
        "zone_id": ids["zone_id"],
        "rack_id": ids["rack_id"],
    }
    location = api.ok(
        "addInventoryWarehouseLocation", warehouse_id=ids["warehouse_id"], warehouse_type="bl", name=text[:20], **place
    )
    ids["location_id"] = location["location_id"]


def _keep_warehouse(world: World) -> None:
    """A confirmed warehouse document replaced by a file of another system, and a draft with a line."""
    api, ids, text = world.api, world.ids, world.marker
    head = {"warehouse_id": ids["warehouse_id"], "document_type": 0}
    texts = {"contractor": text, "invoice_no": text, "notes": text}
    texts_of_item = {"location_name": "A-1", "batch": text, "serial_no": text, "comments": text}
    item = {"product_id": ids["product_id"], "quantity": 2, "price": 4.5, "expiry_date": "2031-01-31", **texts_of_item}
    ids["confirmed_document_id"] = api.ok("addInventoryDocument", **head, **texts)["document_id"]
    ids["document_id"] = api.ok("addInventoryDocument", **head, **texts)["document_id"]
    for name in ("confirmed_document_id", "document_id"):
        api.ok("addInventoryDocumentItems", document_id=ids[name], items=[item])
    api.ok("setInventoryDocumentStatusConfirmed", document_id=ids["confirmed_document_id"])
    api.ok(
        "addInventoryDocumentFile",
        document_id=ids["confirmed_document_id"],
        file=LABEL,
        external_document_number=text,
    )


def _issue(world: World) -> None:
    """An invoice, replaced by a file of another system, and a receipt of the first order."""
    api, ids = world.api, world.ids
    series = {row["type"]: row["id"] for row in api.ok("getSeries")["series"]}
    ids["series_id"], ids["correction_series_id"] = series["INVOICE"], series["CORRECTION"]
    ids["receipt_series_id"] = series["RECEIPT"]
    order = {"order_id": ids["order_id"]}
    ids["invoice_id"] = api.ok("addInvoice", **order, series_id=ids["series_id"])["invoice_id"]
    api.ok("addOrderInvoiceFile", invoice_id=ids["invoice_id"], file=LABEL, external_invoice_number=world.marker[:30])
    other = {"order_id": _order(world.account, world.marker, ids["product_id"])}
    corrected = api.ok("addInvoice", **other, series_id=ids["series_id"])["invoice_id"]
    changes = {"invoice_city": world.marker, "fv_person": f"{world.marker} Nowak", "correcting_reason": 7}
    ids["correction_id"] = api.ok("addInvoiceCorrection", original_invoice_id=corrected, **changes)["invoice_id"]
    ids["receipt_id"] = api.ok("addReceipt", **order, series_id=ids["receipt_series_id"])["receipt_id"]


def _order(account: MadeAccount, text: str, product_id: int | str, **fields: Any) -> int:
    line = {"storage": "db", "product_id": str(product_id), "name": text, "price_brutto": 200, "quantity": 1}
    answer = account.api.ok(
        "addOrder",
        email=f"{text.lower()}@buyer.example",
        phone="600100200",
        user_login=text,
        user_comments=text,
        admin_comments=text,
        payment_method=text,
        delivery_method=text,
        **_address(text, "delivery"),
        **{f"delivery_point_{part}": text for part in ("id", "name", "address", "postcode", "city")},
        **_address(text, "invoice"),
        invoice_nip="5260250995",
        extra_field_1=text,
        extra_field_2=text,
        **fields,
        products=[{**line, "attributes": text, "location": "A-1", "sku": text, "ean": "5901234123457"}],
    )
    return int(answer["order_id"])


def _hold(world: World) -> None:
    """Held last, so that no order of the world takes it."""
    world.ids["hold_id"] = world.api.ok(
        "addConnectHold",
        connect_integration_id=world.ids["joined_integration_id"],
        supplier_product_id=world.ids["supplier_product_id"],
        quantity=3,
    )["hold_id"]
