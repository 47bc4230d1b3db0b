"""Answers of the old storage methods; a storage is a catalog with its default warehouse and default price group."""

from spinka.compat.registry import Reply


class Storage(Reply):
    """A catalog as old programs see it, with the names of the methods that work on it."""

    storage_id: str
    name: str
    methods: list[str]


class GetStoragesListReply(Reply):
    """Every catalog of the account."""

    storages: list[Storage]


class AddCategoryReply(Reply):
    """The category that was made or changed."""

    storage_id: str
    category_id: int


class StorageCategory(Reply):
    """A category; parent 0 is the top."""

    category_id: int
    name: str
    parent_id: int


class GetCategoriesReply(Reply):
    """The categories that serve the storage."""

    storage_id: str
    categories: list[StorageCategory]


class AddProductReply(Reply):
    """The product that was made or changed, and what was left out of it."""

    storage_id: str
    product_id: str
    warnings: dict[str, str]


class AddProductVariantReply(Reply):
    """The variant that was made or changed."""

    storage_id: str
    variant_id: str


class ListedStorageProduct(Reply):
    """A row of the short list: pieces of the default warehouse, gross price of the default price group."""

    product_id: str
    ean: str
    sku: str
    name: str
    quantity: int
    price_brutto: float


class GetProductsListReply(Reply):
    """A page of the short list."""

    storage_id: str
    products: list[ListedStorageProduct]


class StorageVariant(Reply):
    """A variant inside its product; `price` is gross."""

    variant_id: str
    name: str
    price: float
    quantity: int
    sku: str
    ean: str
    asin: str


class StorageProduct(Reply):
    """A product in full. Storages have no second price list: `price_wholesale_netto` is 0."""

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
    description_extra3: str
    description_extra4: str
    man_name: str
    man_image: str
    category_id: int
    images: list[str]
    features: dict[str, str]
    variants: list[StorageVariant]


class GetProductsDataReply(Reply):
    """The products asked for, by id."""

    storage_id: str
    products: dict[str, StorageProduct]


class VariantQuantity(Reply):
    """Pieces of a variant."""

    variant_id: str
    quantity: int


class ProductQuantity(Reply):
    """Pieces of a product and of its variants."""

    product_id: str
    quantity: int
    variants: list[VariantQuantity]


class GetProductsQuantityReply(Reply):
    """A page of stock."""

    storage_id: str
    products: list[ProductQuantity]


class VariantPrice(Reply):
    """The gross price of a variant."""

    variant_id: str
    price: float


class ProductPrice(Reply):
    """The gross price of a product and of its variants."""

    product_id: str
    price: float
    variants: list[VariantPrice]


class GetProductsPricesReply(Reply):
    """A page of prices."""

    storage_id: str
    products: list[ProductPrice]


class UpdateStorageReply(Reply):
    """How many products were taken, and by id why others were not."""

    counter: int
    warnings: dict[str, str]
