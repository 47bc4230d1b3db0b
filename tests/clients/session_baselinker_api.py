"""What a program written with `baselinker-api` does; run in its own process, prints one JSON object."""

import json
import sys

from baselinker import APIError, AuthenticationError, BaseLinkerClient, __version__

address, token = sys.argv[1:]
BaseLinkerClient.BASE_URL = address  # the only thing changed
client = BaseLinkerClient(token)
seen = {"version": __version__}

(inventory,) = client.products.get_inventories()["inventories"]
inventory_id = inventory["inventory_id"]
group = inventory["default_price_group"]
warehouse = inventory["default_warehouse"]
seen["warehouses"] = [
    f"{row['warehouse_type']}_{row['warehouse_id']}"
    for row in client.inventory.get_inventory_warehouses(inventory_id=inventory_id)["warehouses"]
] == [warehouse]
seen["price_groups"] = [
    row["price_group_id"]
    for row in client.inventory.get_inventory_price_groups(inventory_id=inventory_id)["price_groups"]
] == [group]

# The client insists on ids where the API makes a new object without one: it sends 0.
category = client.products.add_inventory_category(inventory_id=inventory_id, name="Papier", parent_id=0)
maker = client.products.add_inventory_manufacturer(inventory_id=inventory_id, name="Papierex")
product = client.products.add_inventory_product(
    inventory_id=inventory_id,
    product_id=0,
    sku="PAP-1",
    ean="5901234123457",
    tax_rate=23,
    category_id=category["category_id"],
    manufacturer_id=maker["manufacturer_id"],
    prices={str(group): 19.99},
    stock={warehouse: 12},
    text_fields={"name": "Papier ozdobny ąę", "description": "A4 + koperta"},
)
product_id = str(product["product_id"])
listed = client.products.get_inventory_products_list(inventory_id=inventory_id, filter_sku="PAP-1")["products"]
seen["list"] = {key: listed[product_id][key] for key in ("sku", "ean", "name")}
data = client.products.get_inventory_products_data(inventory_id=inventory_id, products=[product_id])["products"]
seen["data"] = {
    "name": data[product_id]["text_fields"]["name"],
    "price": data[product_id]["prices"][str(group)],
    "stock": data[product_id]["stock"][warehouse],
    "tax_rate": data[product_id]["tax_rate"],
}
changed = client.products.update_inventory_products_stock(
    inventory_id=inventory_id, products={product_id: {warehouse: 30}}
)
seen["stock_counter"] = changed["counter"]
client.products.update_inventory_products_prices(inventory_id=inventory_id, products={product_id: {str(group): 21.5}})
stock = client.products.get_inventory_products_stock(inventory_id=inventory_id, products=[product_id])["products"]
seen["stock"] = stock[product_id]["stock"][warehouse]
prices = client.products.get_inventory_products_prices(inventory_id=inventory_id, products=[product_id])["products"]
seen["price"] = prices[product_id]["prices"][str(group)]

statuses = client.orders.get_order_status_list()["statuses"]
seen["statuses"] = [row["name"] for row in statuses]
order = client.orders.add_order(
    order_source_id=1,
    date_add=1_700_000_000,
    order_status_id=statuses[0]["id"],
    email="anna@example.com",
    phone="600100200",
    delivery_fullname="Anna Kowalska",
    delivery_country_code="PL",
    payment_method_cod="0",
    paid="1",
    products=[
        {"storage": "db", "storage_id": 0, "product_id": product_id, "name": "Papier", "price_brutto": 21.5,
         "tax_rate": 23, "quantity": 3},
    ],
)  # fmt: skip
order_id = order["order_id"]
line = client.orders.add_order_product(
    order_id=order_id,
    product_id="0",
    name="Wstążka",
    price_brutto=2,
    tax_rate=23,
    quantity=5,
    storage="db",
    storage_id="0",
)
client.orders.set_order_product_fields(order_id=order_id, order_product_id=line["order_product_id"], quantity=4)
(read,) = client.orders.get_orders(order_id=order_id)["orders"]
seen["order"] = {
    "payment_done": read["payment_done"],
    "payment_method_cod": read["payment_method_cod"],
    "products": [[row["name"], row["quantity"], row["price_brutto"]] for row in read["products"]],
}
client.orders.set_order_fields(order_id=order_id, admin_comments="pilne")
client.orders.set_order_status(order_id=order_id, status_id=statuses[1]["id"])
(found,) = client.orders.get_orders_by_email(email="anna@example.com")["orders"]
seen["by_email"] = found["order_id"] == order_id
seen["by_phone"] = len(client.orders.get_orders_by_phone(phone="600100200")["orders"])
package = client.courier.create_package_manual(
    order_id=order_id, courier_code="dpd", package_number="DPD-1", pickup_date=1_700_000_000
)
seen["packages"] = [
    row["courier_package_nr"] for row in client.courier.get_order_packages(order_id=order_id)["packages"]
]
client.courier.delete_courier_package(package_id=package["package_id"])
seen["packages_left"] = client.courier.get_order_packages(order_id=order_id)["packages"]
journal = client.orders.get_journal_list(last_log_id=0)["logs"]
seen["journal"] = sorted({row["log_type"] for row in journal if row["order_id"] == order_id})
seen["sources"] = "personal" in client.orders.get_order_sources()["sources"]
client.orders.delete_order_product(order_id=order_id, order_product_id=line["order_product_id"])
client.orders.set_order_status(order_id=order_id, status_id=statuses[3]["id"])  # cancelled: the pieces are free again
client.products.delete_inventory_product(inventory_id=inventory_id, product_id=product_id)
seen["products_left"] = client.products.get_inventory_products_list(inventory_id=inventory_id)["products"]

try:
    client.orders.set_order_status(order_id=999_999_999, status_id=statuses[1]["id"])
except APIError as error:
    seen["missing_order"] = error.error_code
try:
    client.devices.get_printers()
except APIError as error:
    seen["not_served"] = error.error_code
try:
    BaseLinkerClient("1-2-wrong").orders.get_orders()
except AuthenticationError:
    seen["wrong_token"] = "AuthenticationError"
print(json.dumps(seen))
