"""Our batch of products: addInventoryProducts."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from spinka.accounts.permissions import Scope
from spinka.catalog import services as catalog
from spinka.catalog.draft import MOST_PRODUCTS
from spinka.compat.errors import ApiError, refusal_entry
from spinka.compat.methods.products import WrittenProduct, product_fields
from spinka.compat.registry import Answer, Call, Params, method
from spinka.compat.replies.products_bulk import AddInventoryProductsReply
from spinka.compat.request import checked
from spinka.compat.wire.catalog import Id, or_none, warnings_map
from spinka.core.errors import SpinkaError


class AddInventoryProducts(Params):
    """Up to 1000 products, each as addInventoryProduct takes it without inventory_id.

    They are checked one by one later, so that one of a wrong shape is refused alone.
    """

    inventory_id: Id
    products: Annotated[list[Any], Meta(max_length=MOST_PRODUCTS)]


def _rows(products: list[Any]) -> list[WrittenProduct | ApiError]:
    """Every product checked; all at once where none is odd, else one by one."""
    try:
        return list(msgspec.convert(products, type=list[WrittenProduct], strict=False))
    except msgspec.ValidationError:
        pass
    rows: list[WrittenProduct | ApiError] = []
    for values in products:
        try:
            rows.append(checked(values, WrittenProduct))
        except ApiError as error:
            rows.append(error)
    return rows


@method("addInventoryProducts", scope=Scope.CATALOG_WRITE, params=AddInventoryProducts, reply=AddInventoryProductsReply)
def add_inventory_products(call: Call, params: AddInventoryProducts) -> Answer:
    """Create or change up to 1000 products; one that is refused leaves the others written and stands in `errors`.

    Every product has the fields of addInventoryProduct without `inventory_id`; one with `product_id` is changed, one
    without is made anew, whatever its SKU. `product_ids` stand in the order sent, 0 for a refused one; `errors` and
    `warnings` name products by their place in the list, counted from 0.
    """
    errors: dict[str, dict[str, str]] = {}
    warnings: list[dict[str, str]] = [{} for _ in params.products]
    fields: dict[int, catalog.ProductFields] = {}
    for index, row in enumerate(_rows(params.products)):
        try:
            if isinstance(row, ApiError):
                raise row
            fields[index] = product_fields(row, warnings[index])
            fields[index].product_id = or_none(row.product_id)
        except ApiError as error:
            errors[str(index)] = refusal_entry(error)
    results = catalog.save_products(
        account_id=call.account_id,
        inventory_id=params.inventory_id,
        products=list(fields.values()),
        actor=call.actor,
    )
    product_ids = [0] * len(params.products)
    for index, result in zip(fields, results, strict=True):
        if isinstance(result, SpinkaError):
            errors[str(index)] = refusal_entry(result)
        else:
            product_ids[index] = result.product_id
            warnings[index] |= result.warnings
    return {
        "product_ids": product_ids,
        "errors": {index: errors[index] for index in sorted(errors, key=int)},
        "warnings": {
            str(index): warnings_map(found)
            for index, found in enumerate(warnings)
            if found and str(index) not in errors
        },
    }
