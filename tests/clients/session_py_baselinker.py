"""What a program written with `py-baselinker` does; run in its own process, prints one JSON object."""

import json
import sys

from baselinker import BaseLinker
from baselinker.errors import BaseLinkerError

address, token, order_id = sys.argv[1], sys.argv[2], int(sys.argv[3])
client = BaseLinker(address, token)  # takes the address itself; sends the token in the form
seen = {}
(order,) = client.get_orders(order_id=order_id)
seen["order"] = {"order_id": order.order_id, "email": order.email, "confirmed": order.confirmed}
seen["products"] = [[line.name, line.quantity, line.price_brutto] for line in order.get_products()]
seen["all"] = [row.order_id for row in client.get_orders(get_unconfirmed_orders=True)]
logs = client.get_journal_list(order_id=order_id)
seen["journal"] = [[log.log_type, log.order_id] for log in logs]
seen["later"] = len(client.get_journal_list(last_log_id=logs[-1].log_id))
# Anything else goes through the same door of the client.
inventory = client.request("getInventories").json()["inventories"][0]
made = client.request(
    "addInventoryProduct", inventory_id=str(inventory["inventory_id"]), text_fields={"name": "Kubek"}, sku="KUB-1"
).json()
listed = client.request("getInventoryProductsList", inventory_id=inventory["inventory_id"]).json()["products"]
seen["product"] = listed[str(made["product_id"])]["name"]
try:
    BaseLinker(address, "1-2-wrong").get_orders()
except BaseLinkerError as error:
    seen["wrong_token"] = type(error).__name__
print(json.dumps(seen))
