"""Answers about suppliers and payers."""

from spinka.compat.registry import Reply


class SupplierRow(Reply):
    """A supplier."""

    supplier_id: int
    name: str
    address: str
    postcode: str
    city: str
    phone: str
    email: str
    email_copy_to: str
    currency: str
    tax_no: str


class GetInventorySuppliersReply(Reply):
    """The suppliers."""

    suppliers: list[SupplierRow]


class AddInventorySupplierReply(Reply):
    """The supplier added or changed."""

    supplier_id: int


class PayerRow(Reply):
    """A payer."""

    payer_id: int
    name: str
    address: str
    postcode: str
    city: str
    tax_no: str


class GetInventoryPayersReply(Reply):
    """The payers."""

    payers: list[PayerRow]


class AddInventoryPayerReply(Reply):
    """The payer added or changed."""

    payer_id: int
