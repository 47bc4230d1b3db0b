"""Suppliers and payers: getInventorySuppliers, getInventoryPayers, adding, changing and deleting them."""

from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from spinka.accounts.permissions import Scope
from spinka.compat.registry import Answer, Call, NoReply, Params, method
from spinka.compat.replies import inventory_partners as replies
from spinka.compat.wire.catalog import Id, Text20, Text40, Text80, Text100, Text200, or_none
from spinka.warehousing import registers
from spinka.warehousing import services as warehousing

Text3 = Annotated[str, Meta(max_length=3)]
Text16 = Annotated[str, Meta(max_length=16)]
# Where a column is not called as the public API calls it.
_COLUMNS = {"tax_no": "tax_number", "take_product_cost_from": "cost_from", "take_product_code_from": "code_from"}


def _values(params: Params, *, without: str) -> dict[str, Any]:
    """The columns that were given."""
    given = {field.name: getattr(params, field.name) for field in msgspec.structs.fields(params)}
    return {_COLUMNS.get(name, name): value for name, value in given.items() if name != without and value is not UNSET}


class GetInventorySuppliersParams(Params):
    """An id, a part of the name, or both; 0 and an empty text stand for any."""

    filter_id: Id = 0
    filter_name: Text40 = ""


@method(
    "getInventorySuppliers",
    scope=Scope.CATALOG_READ,
    params=GetInventorySuppliersParams,
    reply=replies.GetInventorySuppliersReply,
)
def get_inventory_suppliers(call: Call, params: GetInventorySuppliersParams) -> Answer:
    """Suppliers the account buys from, ascending by id."""
    rows = registers.suppliers(
        account_id=call.account_id, supplier_id=or_none(params.filter_id), name=params.filter_name
    )
    return {
        "suppliers": [
            {
                "supplier_id": row.pk,
                "name": row.name,
                "address": row.address,
                "postcode": row.postcode,
                "city": row.city,
                "phone": row.phone,
                "email": row.email,
                "email_copy_to": row.email_copy_to,
                "currency": row.currency,
                "tax_no": row.tax_number,
            }
            for row in rows
        ]
    }


class AddInventorySupplierParams(Params):
    """A supplier; with an id only what is given changes. Cost: `cost` or a price group's id; code: `sku`, `ean`,
    `code` or an extra field's id.
    """

    supplier_id: Id | UnsetType = UNSET
    name: Text40 | UnsetType = UNSET
    take_product_cost_from: Text20 | UnsetType = UNSET
    take_product_code_from: Text20 | UnsetType = UNSET
    address: Text200 | UnsetType = UNSET
    postcode: Text20 | UnsetType = UNSET
    city: Text80 | UnsetType = UNSET
    phone: Text40 | UnsetType = UNSET
    email: Text200 | UnsetType = UNSET
    email_copy_to: Text200 | UnsetType = UNSET
    currency: Text3 | UnsetType = UNSET
    tax_no: Text16 | UnsetType = UNSET


@method(
    "addInventorySupplier",
    scope=Scope.CATALOG_WRITE,
    params=AddInventorySupplierParams,
    reply=replies.AddInventorySupplierReply,
)
def add_inventory_supplier(call: Call, params: AddInventorySupplierParams) -> Answer:
    """Add a supplier, or change one (supplier_id)."""
    supplier_id = warehousing.save_supplier(
        account_id=call.account_id,
        supplier_id=or_none(params.supplier_id),
        values=_values(params, without="supplier_id"),
    )
    return {"supplier_id": supplier_id}


class SupplierId(Params):
    """The supplier's id."""

    supplier_id: Id


@method("deleteInventorySupplier", scope=Scope.CATALOG_WRITE, params=SupplierId, reply=NoReply)
def delete_inventory_supplier(call: Call, params: SupplierId) -> Answer:
    """Delete a supplier."""
    warehousing.delete_supplier(account_id=call.account_id, supplier_id=params.supplier_id)
    return {}


class GetInventoryPayersParams(Params):
    """An id, a part of the name, or both; 0 and an empty text stand for any."""

    filter_id: Id = 0
    filter_name: Text40 = ""


@method(
    "getInventoryPayers",
    scope=Scope.CATALOG_READ,
    params=GetInventoryPayersParams,
    reply=replies.GetInventoryPayersReply,
)
def get_inventory_payers(call: Call, params: GetInventoryPayersParams) -> Answer:
    """Payers of what is bought, ascending by id."""
    rows = registers.payers(account_id=call.account_id, payer_id=or_none(params.filter_id), name=params.filter_name)
    return {
        "payers": [
            {
                "payer_id": row.pk,
                "name": row.name,
                "address": row.address,
                "postcode": row.postcode,
                "city": row.city,
                "tax_no": row.tax_number,
            }
            for row in rows
        ]
    }


class AddInventoryPayerParams(Params):
    """A payer; with an id only what is given changes."""

    payer_id: Id | UnsetType = UNSET
    name: Text100 | UnsetType = UNSET
    address: Text200 | UnsetType = UNSET
    postcode: Text20 | UnsetType = UNSET
    city: Text80 | UnsetType = UNSET
    tax_no: Text40 | UnsetType = UNSET


@method(
    "addInventoryPayer",
    scope=Scope.CATALOG_WRITE,
    params=AddInventoryPayerParams,
    reply=replies.AddInventoryPayerReply,
)
def add_inventory_payer(call: Call, params: AddInventoryPayerParams) -> Answer:
    """Add a payer, or change one (payer_id)."""
    payer_id = warehousing.save_payer(
        account_id=call.account_id, payer_id=or_none(params.payer_id), values=_values(params, without="payer_id")
    )
    return {"payer_id": payer_id}


class PayerId(Params):
    """The payer's id."""

    payer_id: Id


@method("deleteInventoryPayer", scope=Scope.CATALOG_WRITE, params=PayerId, reply=NoReply)
def delete_inventory_payer(call: Call, params: PayerId) -> Answer:
    """Delete a payer."""
    warehousing.delete_payer(account_id=call.account_id, payer_id=params.payer_id)
    return {}
