"""Tabs of a supplier's settings, for everybody and for one contractor: every key, values kept, given back."""

import re
from typing import Any

import pytest
from django.test import Client

from spinka.accounts.tenancy import acting_for
from spinka.catalog import services as catalog
from spinka.catalog.models import PriceGroup
from spinka.connect import services as connect
from spinka.connect import settings
from spinka.connect.models import Connection, Integration
from spinka.orders.models import OrderStatus
from spinka.panel.terms.table import SETTINGS, TABS, keys_of, tab_of
from tests.factories.accounts import MadeAccount, make_account
from tests.factories.connections import MadeConnection, make_connection
from tests.factories.shop import make_shop
from tests.panel.conftest import signed_in
from tests.panel.test_integrations import HOSTILE, as_role, text

FIELD = re.compile(r"<(input|select|textarea)([^>]*)>(?:([^<]*)</textarea>)?", re.DOTALL)


@pytest.fixture
def made(firm: MadeAccount) -> MadeConnection:
    make_shop(firm).product(5, name="Notes", sku="N-1")
    return make_connection(firm, make_account("Zielona"))


def kept(made: MadeConnection) -> dict[str, Any]:
    with acting_for(made.supplier.account_id):
        row = Integration.objects.for_account(made.supplier.account_id).get(pk=made.integration_id)
    return dict(row.settings)


def own(made: MadeConnection) -> dict[str, Any]:
    with acting_for(made.supplier.account_id):
        row = Connection.objects.as_supplier(made.supplier.account_id).get(pk=made.connection_id)
    return dict(row.supplier_settings)


def sent(page: str, form: str, **changes: Any) -> dict[str, Any]:
    """What a browser sends of a form as it stands, with changes; None takes a field away."""
    inside = page.split(f'id="{form}"', 1)[1].split("</form>", 1)[0]
    values: dict[str, Any] = {}
    for kind, attributes, content in FIELD.findall(inside):
        name = re.search(r'name="([^"]+)"', attributes)
        if name is None:
            continue
        value = re.search(r'value="([^"]*)"', attributes)
        if kind == "textarea":
            values[name[1]] = content.lstrip("\r\n")
        elif kind == "select":
            choices = inside.split(f"<select{attributes}>", 1)[1].split("</select>", 1)[0]
            chosen = re.search(r'value="([^"]*)" selected', choices) or re.search(r'value="([^"]*)"', choices)
            values[name[1]] = chosen[1] if chosen else ""
        elif re.search(r'type="(checkbox|radio)"', attributes):
            if " checked" in attributes:
                values.setdefault(name[1], []).append(value[1] if value else "on")
        elif 'type="submit"' not in attributes:
            values[name[1]] = value[1] if value else ""
    for key, new in changes.items():
        values[key.replace("__", "-")] = new
    return {name: value for name, value in values.items() if value is not None}


def of_integration(made: MadeConnection, tab: str) -> str:
    return f"/integrations/{made.integration_id}" + ("" if tab == "general" else f"/settings/{tab}")


def of_contractor(made: MadeConnection, tab: str) -> str:
    return f"/contractors/{made.connection_id}/settings/{tab}"


def save(owner: Client, path: str, **changes: Any) -> Any:
    form = "terms-form" if path.startswith("/contractors") else "integration-form"
    return owner.post(path, sent(text(owner.get(path)), form, **changes))


def status_id(made: MadeConnection, account_id: int, number: int = 0) -> int:
    with acting_for(account_id):
        return int(OrderStatus.objects.for_account(account_id).order_by("position", "pk")[number].pk)


class TestTable:
    @pytest.mark.feature("B-09", "B-15")
    def test_every_key_has_its_place(self) -> None:
        placed = [one.key for rows in SETTINGS.values() for one in rows]
        assert sorted(placed) == sorted(settings.keys_of(settings.SupplierSettings))
        assert set(SETTINGS) == set(TABS)
        assert all(tab_of(key) == tab for tab in TABS for key in keys_of(tab))

    def test_every_key_says_what_follows(self) -> None:
        assert [one.key for rows in SETTINGS.values() for one in rows if len(str(one.about)) < 20] == []


class TestIntegration:
    def test_saving_what_stands_there_sets_nothing(self, made: MadeConnection, owner: Client) -> None:
        for tab in TABS:
            assert save(owner, of_integration(made, tab)).status_code == 303, tab
        assert kept(made) == {}

    @pytest.mark.feature("B-09", "B-10")
    def test_products_and_prices(self, made: MadeConnection, owner: Client) -> None:
        path = of_integration(made, "products")
        changes = {"share_fields": ["name", "prices"], "discount_percent": "7,5", "stock_cap": "10", "holds": "on"}
        assert save(owner, path, **changes).status_code == 303
        assert kept(made) == {
            "share_fields": ["name", "prices"],
            "discount_percent": "7.5",
            "stock_cap": 10,
            "holds": True,
        }
        assert save(owner, path, stock_cap="", holds=None, discount_percent="0").status_code == 303
        assert kept(made) == {"share_fields": ["name", "prices"]}

    @pytest.mark.feature("B-11")
    def test_warehouses_are_kept_in_the_order_chosen(self, made: MadeConnection, owner: Client) -> None:
        shop = make_shop(made.supplier)
        second = shop.warehouse()
        places = {f"warehouses-bl_{shop.warehouse_id}": "2", f"warehouses-bl_{second}": "1"}
        assert save(owner, of_integration(made, "products"), **places).status_code == 303
        assert kept(made) == {"warehouses": [f"bl_{second}", f"bl_{shop.warehouse_id}"]}

    def test_rules_are_added_changed_and_removed_row_by_row(self, made: MadeConnection, owner: Client) -> None:
        path = of_integration(made, "products")
        page = text(owner.get(path))
        more = owner.post(path, sent(page, "integration-form", price_rules__0__value="5", more="price_rules"))
        assert more.status_code == 200
        assert kept(made) == {}
        second = {
            "price_rules-1-scope": "product",
            "price_rules-1-what": "N-1",
            "price_rules-1-kind": "fixed",
            "price_rules-1-value": "12,3456",
            "price_rules-1-min_quantity": "10",
            "price_rules-1-date_from": "2026-11-01",
            "price_rules-1-date_to": "2026-12-31",
        }
        assert owner.post(path, sent(text(more), "integration-form", **second)).status_code == 303
        shop = make_shop(made.supplier)
        first, other = kept(made)["price_rules"]
        assert (first["scope"], first["kind"], first["value"]) == ("all", "discount_percent", "5")
        assert (other["scope"], other["kind"], other["value"], other["min_quantity"]) == (
            "product",
            "fixed",
            "12.3456",
            10,
        )
        assert (other["date_from"], other["date_to"]) == ("2026-11-01", "2026-12-31")
        assert len(other["ids"]) == 1
        assert shop.inventory_id
        assert save(owner, path, price_rules__0__remove="on").status_code == 303
        (left,) = kept(made)["price_rules"]
        assert left["kind"] == "fixed"

    def test_wrong_rules_are_named_and_kept_on_the_page(self, made: MadeConnection, owner: Client) -> None:
        path = of_integration(made, "products")
        page = text(owner.get(path))
        for field, typed in (
            ("value", {"scope": "product", "what": "N-1"}),
            ("value", {"value": "101"}),
            ("what", {"scope": "product", "value": "1"}),
            ("what", {"scope": "product", "value": "1", "what": "N-2"}),
            ("what", {"scope": "tag", "value": "1", "what": HOSTILE}),
            ("date_to", {"value": "1", "date_from": "2026-12-02", "date_to": "2026-12-01"}),
        ):
            changes = {f"price_rules-0-{part}": value for part, value in typed.items()}
            response = owner.post(path, sent(page, "integration-form", **changes))
            assert response.status_code == 422
            assert f'id="id_price_rules-0-{field}-err"' in text(response)
            assert HOSTILE not in text(response)
        assert kept(made) == {}

    def test_more_rules_than_a_form_holds_are_kept(self, made: MadeConnection, owner: Client) -> None:
        rules = [{"kind": "fixed", "value": number, "scope": "all"} for number in range(1, 202)]
        with acting_for(made.supplier.account_id):
            connect.set_integration_settings(
                account_id=made.supplier.account_id, integration_id=made.integration_id, values={"price_rules": rules}
            )
        path = of_integration(made, "products")
        assert "201 rules: too many to edit here" in text(owner.get(path))
        assert save(owner, path, stock_buffer="4").status_code == 303
        assert (len(kept(made)["price_rules"]), kept(made)["stock_buffer"]) == (201, 4)

    @pytest.mark.feature("L-04")
    def test_selection_is_ticked_and_typed(self, made: MadeConnection, owner: Client) -> None:
        path = of_integration(made, "products")
        shop = make_shop(made.supplier)
        other = shop.product(1, name="Long", sku="N-9")
        changes = {
            "product_filter-mode": "selected",
            "product_filter-product_ids": f"N-1\n{other}\n",
            "product_filter-exclude_product_ids": "N-9",
            "product_filter-in_stock": "on",
        }
        assert save(owner, path, **changes).status_code == 303
        chosen = kept(made)["product_filter"]
        assert (chosen["mode"], len(chosen["product_ids"]), chosen["exclude_product_ids"], chosen["in_stock"]) == (
            "selected",
            2,
            [other],
            True,
        )
        assert ">\nN-1\nN-9</textarea>" in text(owner.get(path))
        response = save(owner, path, **{"product_filter-product_ids": f"N-1\n{HOSTILE}"})
        assert response.status_code == 422
        assert "Not found in the catalog: “&lt;script&gt;" in text(response)

    @pytest.mark.feature("L-03")
    def test_further_catalogs_have_parts_of_their_own(self, made: MadeConnection, owner: Client) -> None:
        account_id = made.supplier.account_id
        with acting_for(account_id):
            group = PriceGroup.objects.for_account(account_id).order_by("pk").values_list("pk", flat=True)[0]
            other = catalog.save_inventory(
                account_id=account_id, inventory_id=None, fields=catalog.InventoryFields(name="Second shop")
            )
        start, path = f"catalogs-{other}-", of_integration(made, "products")
        assert save(owner, path, **{f"{start}price_group_id": str(group)}).status_code == 303
        assert kept(made) == {}
        changes = {f"{start}shared": "on", f"{start}price_group_id": str(group), f"{start}selects": "on"}
        assert save(owner, path, **changes, **{f"{start}product_filter-mode": "selected"}).status_code == 303
        (row,) = kept(made)["catalogs"]
        assert (row["inventory_id"], row["price_group_id"], row["product_filter"]["mode"]) == (other, group, "selected")
        assert save(owner, path).status_code == 303
        assert kept(made) == {"catalogs": [row]}
        assert save(owner, path, **{f"{start}shared": None}).status_code == 303
        assert kept(made) == {}

    @pytest.mark.feature("B-12")
    def test_orders(self, made: MadeConnection, owner: Client) -> None:
        changes = {
            "start_status_id": str(status_id(made, made.supplier.account_id, 1)),
            "min_order_value": "200",
            "delivery_fee": "15,5",
            "free_delivery_from": "500",
            "delivery_methods-0-theirs": "Kurier",
            "delivery_methods-0-ours": "DPD",
        }
        assert save(owner, of_integration(made, "orders"), **changes).status_code == 303
        assert kept(made) == {
            "start_status_id": status_id(made, made.supplier.account_id, 1),
            "min_order_value": "200",
            "delivery_fee": "15.5",
            "free_delivery_from": "500",
            "delivery_methods": {"Kurier": "DPD"},
        }
        assert save(owner, of_integration(made, "orders"), delivery_fee="").status_code == 303
        assert "delivery_fee" not in kept(made)

    @pytest.mark.feature("B-13")
    def test_statuses_name_what_the_contractor_tells(self, made: MadeConnection, owner: Client) -> None:
        told = status_id(made, made.contractor.account_id, 2)
        with acting_for(made.contractor.account_id):
            connect.set_own_settings(
                account_id=made.contractor.account_id,
                contractor_integration_id=made.contractor_integration_id,
                values={"status_map_out": [told]},
            )
        path, mine = of_integration(made, "statuses"), status_id(made, made.supplier.account_id, 1)
        assert "Zielona: " in text(owner.get(path))
        changes = {"status_map_out": [str(mine)], "lock_status_ids": [str(mine)], f"status_map_in-{told}": str(mine)}
        assert save(owner, path, **changes).status_code == 303
        assert kept(made) == {
            "status_map_out": [mine],
            "lock_status_ids": [mine],
            "status_map_in": {str(told): mine},
        }
        assert save(owner, path, status_map_out=None, lock_status_ids=None, **{f"status_map_in-{told}": ""})
        assert kept(made) == {}

    def test_held_orders_need_a_status(self, made: MadeConnection, owner: Client) -> None:
        path = of_integration(made, "documents")
        response = save(owner, path, credit_on_shortage="hold_status")
        assert response.status_code == 422
        assert 'id="id_credit_hold_status_id-err"' in text(response)
        waiting = str(status_id(made, made.supplier.account_id))
        changes = {"credit_on_shortage": "hold_status", "credit_hold_status_id": waiting, "vat_mode": "export"}
        assert save(owner, path, **changes, share_documents=None).status_code == 303
        assert kept(made) == {
            "credit_on_shortage": "hold_status",
            "credit_hold_status_id": int(waiting),
            "vat_mode": "export",
            "share_documents": False,
        }

    def test_page_says_whom_it_concerns(self, made: MadeConnection, owner: Client) -> None:
        save(owner, of_contractor(made, "products"), stock_buffer="3")
        page = text(owner.get(of_integration(made, "products")))
        assert "Saving applies at once to 1 contractor" in page
        assert "1 contractor has a value of its own" in page

    def test_older_tab_is_told_what_stands_there(self, made: MadeConnection, owner: Client) -> None:
        path = of_integration(made, "products")
        page = text(owner.get(path))
        old = sent(page, "integration-form", stock_buffer="2")
        assert save(owner, path, stock_buffer="1").status_code == 303
        assert save(owner, of_integration(made, "orders"), min_order_value="5").status_code == 303
        response = owner.post(path, old)
        assert response.status_code == 409
        assert "Stored now: 1 pcs" in text(response)
        assert kept(made)["stock_buffer"] == 1
        assert owner.post(path, sent(text(response), "integration-form")).status_code == 303
        assert kept(made)["stock_buffer"] == 2

    def test_unknown_tab_is_missing(self, made: MadeConnection, owner: Client) -> None:
        assert owner.get(of_integration(made, "nonsense")).status_code == 404
        assert owner.get(of_contractor(made, "nonsense")).status_code == 404

    def test_foreign_one_looks_missing(self, made: MadeConnection, db: None) -> None:
        stranger = signed_in(make_account("Other"))
        for path in (of_integration(made, "products"), of_contractor(made, "products")):
            assert stranger.get(path).status_code == 404
            assert stranger.post(path).status_code == 404


class TestContractor:
    def test_saving_what_stands_there_sets_nothing(self, made: MadeConnection, owner: Client) -> None:
        for tab in TABS:
            assert save(owner, of_contractor(made, tab)).status_code == 303, tab
        assert own(made) == {}

    @pytest.mark.feature("B-15")
    def test_own_value_wins_and_is_restored(self, made: MadeConnection, owner: Client) -> None:
        path = of_contractor(made, "products")
        assert save(owner, path, discount_percent="7,5").status_code == 303
        assert save(owner, of_contractor(made, "general"), accept_orders="false").status_code == 303
        assert own(made) == {"discount_percent": "7.5", "accept_orders": False}
        page = text(owner.get(path))
        assert "Restore from the integration: Discount" in page
        assert "Restore from the integration: Stock buffer" not in page
        assert "Integration: 0" in page
        save(owner, path, restore="discount_percent")
        assert own(made) == {"accept_orders": False}
        save(owner, of_contractor(made, "general"), accept_orders="")
        assert own(made) == {}

    @pytest.mark.feature("B-15")
    def test_lists_have_a_tick_of_their_own(self, made: MadeConnection, owner: Client) -> None:
        path = of_contractor(made, "products")
        assert save(owner, path, share_fields=["name"]).status_code == 303
        assert own(made) == {}
        assert save(owner, path, share_fields=["name"], **{"own-share_fields": "on"}).status_code == 303
        assert own(made) == {"share_fields": ["name"]}
        assert save(owner, path, **{"own-share_fields": None}).status_code == 303
        assert own(made) == {}

    def test_all_are_given_back_after_a_question(self, made: MadeConnection, owner: Client) -> None:
        save(owner, of_contractor(made, "products"), stock_buffer="3", discount_percent="5")
        page = text(owner.get(f"/contractors/{made.connection_id}"))
        assert "Stock buffer" in page
        question = text(owner.get(f"/contractors/{made.connection_id}/restore"))
        assert "Give 2 settings of Zielona back" in question
        assert "Stock buffer: 3 pcs → 0 pcs" in question
        assert len(own(made)) == 2
        assert owner.post(f"/contractors/{made.connection_id}/restore").status_code == 303
        assert own(made) == {}

    def test_wrong_value_is_named(self, made: MadeConnection, owner: Client) -> None:
        response = save(owner, of_contractor(made, "products"), discount_percent="101")
        assert response.status_code == 422
        assert 'id="id_discount_percent-err"' in text(response)
        assert own(made) == {}

    def test_both_off_is_refused(self, made: MadeConnection, owner: Client) -> None:
        path = of_contractor(made, "general")
        assert save(owner, path, share_products="false", accept_orders="false").status_code == 422
        assert own(made) == {}

    def test_viewer_changes_nothing(self, made: MadeConnection, owner: Client) -> None:
        as_role(made.supplier, "viewer")
        assert owner.get(of_contractor(made, "products")).status_code == 200
        for path in (of_contractor(made, "products"), f"/contractors/{made.connection_id}/restore"):
            assert owner.post(path, {"stock_buffer": "1"}).status_code == 403
        assert own(made) == {}

    def test_list_names_the_settings(self, made: MadeConnection, owner: Client) -> None:
        save(owner, of_contractor(made, "products"), stock_buffer="3", discount_percent="5")
        page = text(owner.get("/contractors"))
        assert "2 own settings" in page
        assert "Discount, Stock buffer" in page
