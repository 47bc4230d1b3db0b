"""Parameters of an order's head and their way to our columns; limits are those of R37."""

from typing import Annotated, Any, Final, cast

from msgspec import UNSET, Meta, UnsetType

from spinka.compat.registry import Params
from spinka.compat.wire.amounts import decimal
from spinka.compat.wire.extra_fields import text_values
from spinka.orders.draft import OrderFields

Text2 = Annotated[str, Meta(max_length=2)]
Text20 = Annotated[str, Meta(max_length=20)]
Text30 = Annotated[str, Meta(max_length=30)]
Text35 = Annotated[str, Meta(max_length=35)]
Text40 = Annotated[str, Meta(max_length=40)]
Text50 = Annotated[str, Meta(max_length=50)]
Text100 = Annotated[str, Meta(max_length=100)]
Text150 = Annotated[str, Meta(max_length=150)]
Text156 = Annotated[str, Meta(max_length=156)]
Text200 = Annotated[str, Meta(max_length=200)]
Text500 = Annotated[str, Meta(max_length=500)]
Text510 = Annotated[str, Meta(max_length=510)]

# Our column for the public name, where they differ.
RENAMED: Final = {"payment_method_cod": "is_cod", "custom_extra_fields": "extra_fields"}
# Parameters of the same calls that are no columns to copy.
NOT_HEAD: Final = frozenset(
    {"order_id", "order_status_id", "custom_source_id", "date_add", "currency", "paid", "products"}
)


class OrderHead(Params):
    """Fields addOrder and setOrderFields share."""

    payment_method: Text30 | UnsetType = UNSET
    payment_method_cod: bool | UnsetType = UNSET
    user_comments: Text510 | UnsetType = UNSET
    admin_comments: Text200 | UnsetType = UNSET
    email: Text150 | UnsetType = UNSET
    phone: Text100 | UnsetType = UNSET
    user_login: Text30 | UnsetType = UNSET
    delivery_method: Text30 | UnsetType = UNSET
    delivery_price: float | UnsetType = UNSET
    delivery_fullname: Text156 | UnsetType = UNSET
    delivery_company: Text156 | UnsetType = UNSET
    delivery_address: Text156 | UnsetType = UNSET
    delivery_postcode: Text100 | UnsetType = UNSET
    delivery_city: Text100 | UnsetType = UNSET
    delivery_state: Text100 | UnsetType = UNSET
    delivery_country_code: Text2 | UnsetType = UNSET
    delivery_point_id: Text40 | UnsetType = UNSET
    delivery_point_name: Text100 | UnsetType = UNSET
    delivery_point_address: Text100 | UnsetType = UNSET
    delivery_point_postcode: Text100 | UnsetType = UNSET
    delivery_point_city: Text100 | UnsetType = UNSET
    invoice_fullname: Text500 | UnsetType = UNSET
    invoice_company: Text500 | UnsetType = UNSET
    invoice_nip: Text100 | UnsetType = UNSET
    invoice_address: Text500 | UnsetType = UNSET
    invoice_postcode: Text100 | UnsetType = UNSET
    invoice_city: Text100 | UnsetType = UNSET
    invoice_state: Text100 | UnsetType = UNSET
    invoice_country_code: Text2 | UnsetType = UNSET
    want_invoice: bool | UnsetType = UNSET
    extra_field_1: Text50 | UnsetType = UNSET
    extra_field_2: Text50 | UnsetType = UNSET
    custom_extra_fields: dict[str, str | dict[str, str]] | UnsetType = UNSET


def head_fields(params: OrderHead) -> OrderFields:
    """The columns a call names, under our names; what it does not name is left out."""
    fields: dict[str, Any] = {}
    for name in params.__struct_fields__:
        value = getattr(params, name)
        if value is UNSET or name in NOT_HEAD:
            continue
        if name == "delivery_price":
            value = decimal(name, value)
        elif name == "custom_extra_fields":
            value = text_values(value)
        elif name.endswith("country_code"):
            value = value.upper()
        fields[RENAMED.get(name, name)] = value
    return cast(OrderFields, fields)
