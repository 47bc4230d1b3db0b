"""Answers of the external storage methods; a storage is a connected supplier's live catalog (E-22, R24)."""

from spinka.compat.registry import Reply
from spinka.compat.replies.storages import ProductPrice, ProductQuantity, StorageCategory, StorageVariant


class ExternalStorage(Reply):
    """A connected supplier; its catalog is read, never written."""

    storage_id: str
    name: str
    methods: list[str]
    read: bool
    write: bool


class GetExternalStoragesListReply(Reply):
    """Every active supplier that shares products."""

    storages: list[ExternalStorage]


class GetExternalStorageCategoriesReply(Reply):
    """The supplier's categories that hold shared products, and those above them."""

    storage_id: str
    categories: list[StorageCategory]


class ExternalProduct(Reply):
    """A product as the contractor gets it: own price, pieces shown; what is not shared is empty or 0."""

    product_id: str
    sku: str
    ean: str
    asin: str
    name: str
    quantity: int
    price_netto: float
    price_brutto: float
    price_wholesale_netto: float
    tax_rate: float
    weight: float
    description: str
    description_extra1: str
    description_extra2: str
    man_name: str
    man_image: str
    category_id: int
    images: list[str]
    features: dict[str, str]
    variants: list[StorageVariant]


class GetExternalStorageProductsDataReply(Reply):
    """The products asked for, by id; those that are not shared are left out."""

    storage_id: str
    products: dict[str, ExternalProduct]


class ListedExternalProduct(Reply):
    """A row of the short list: pieces shown to the contractor and its own gross price."""

    product_id: str
    sku: str
    ean: str
    asin: str
    name: str
    quantity: int
    price_brutto: float


class GetExternalStorageProductsListReply(Reply):
    """A page of the short list."""

    storage_id: str
    products: list[ListedExternalProduct]


class GetExternalStorageProductsQuantityReply(Reply):
    """A page of pieces."""

    storage_id: str
    products: list[ProductQuantity]


class GetExternalStorageProductsPricesReply(Reply):
    """A page of gross prices."""

    storage_id: str
    products: list[ProductPrice]


class UpdateExternalStorageProductsQuantityReply(Reply):
    """Nothing is written: a warning for every product named."""

    counter: int
    warnings: dict[str, str]
