"""Public methods not served yet, each with the reason; the list may only shrink."""

_WAITING: dict[str, tuple[str, ...]] = {
    "no shop or marketplace is connected to a catalog here, so there are no channel texts to name": (
        "getInventoryIntegrations",
    ),
    "there are no printout templates of products": ("getInventoryPrintoutTemplates",),
    "personal events come with automatic actions, not built yet": (
        "runProductMacroTrigger",
        "runOrderMacroTrigger",
        "runOrderReturnMacroTrigger",
    ),
    "maps of warehouses are not kept; zones and racks are": (
        "getInventoryMaps",
        "getInventoryMapDetails",
    ),
    "purchase orders from producers are outside the exchange for now; goods come in by warehouse documents": (
        "getInventoryPurchaseOrders",
        "getInventoryPurchaseOrderItems",
        "getInventoryPurchaseOrderSeries",
        "addInventoryPurchaseOrder",
        "addInventoryPurchaseOrderItems",
        "setInventoryPurchaseOrderStatus",
    ),
    "deliveries to a fulfilment operator's warehouse are outside the exchange for now": (
        "getInventoryFulfillmentDeliveries",
        "getInventoryFulfillmentDeliveryItems",
        "getInventoryFulfillmentDeliveryLabels",
        "addInventoryFulfillmentDelivery",
        "addInventoryFulfillmentDeliveryItems",
    ),
    "nobody records who picked and packed, at which station and when; an order has its state only": (
        "getOrderPickPackHistory",
    ),
    "there are no printout templates of orders; documents and labels have methods of their own": (
        "getOrderPrintoutTemplates",
    ),
    "picking and packing is done in warehouse programs; an order keeps its pick_state and pack_state": (
        "getPickPackCarts",
        "addPickPackCart",
        "deletePickPackCart",
        "addPickPackOrdersToCart",
        "getPickPackCartOrders",
        "getPickPackOrderCart",
        "deletePickPackCartOrders",
        "deletePickPackOrderFromCart",
    ),
    "no courier here can be asked to collect parcels: the own label and numbers typed in have nobody to ask": (
        "runRequestParcelPickup",
        "getRequestParcelPickupFields",
        "requestParcelPickup",
    ),
}

PENDING: dict[str, str] = {name: reason for reason, names in _WAITING.items() for name in names}
