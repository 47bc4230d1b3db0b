"""Numbering series with their counters, documents with their lines, and external files."""

from django.db import models

from spinka.accounts.tenancy import TenantModel


class Kind(models.TextChoices):
    """What a series numbers and a document is, by the public API's words."""

    INVOICE = "INVOICE"
    CORRECTION = "CORRECTION"
    RECEIPT = "RECEIPT"


class Reset(models.TextChoices):
    """When a series starts at 1 again."""

    MONTHLY = "monthly"
    YEARLY = "yearly"


class Series(TenantModel):
    """A numbering series: `format` takes %N number, %M month, %Y year.

    `vat_rate` is what addInvoice's DEFAULT stands for (`ITEM` = each line's own rate); `payment_days` is the time to
    pay where no sale says another.
    """

    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=20)
    format = models.CharField(max_length=30)
    reset = models.CharField(max_length=7, choices=Reset.choices, default=Reset.MONTHLY)
    vat_rate = models.CharField(max_length=10, default="ITEM")
    payment_days = models.SmallIntegerField(default=14)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="series_of_account"),
            models.UniqueConstraint(fields=["account", "format"], name="series_format_once"),
            models.CheckConstraint(condition=models.Q(payment_days__gte=0), name="series_payment_days"),
        ]


class SeriesCounter(TenantModel):
    """The last number given in a series and period; its row is locked by whoever takes the next (gapless, R53).

    `month` is 0 in a yearly series.
    """

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    year = models.SmallIntegerField()
    month = models.SmallIntegerField()
    last = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "month"], name="series_counter_once"),
            models.CheckConstraint(condition=models.Q(last__gte=0), name="series_counter_positive"),
        ]


def _text(length: int) -> "models.CharField[str, str]":
    return models.CharField(max_length=length, default="")


class Document(TenantModel):
    """An issued invoice, correction or receipt; it outlives its order and is changed by a correction only.

    `year`, `month` and `number` are the place in the series, `full_number` what is printed. `corrects` is the invoice
    a correction belongs to. Buyer and seller are copies of the moment of issuing. Totals are sums of the lines; those
    of a correction are the amounts after it, `total_before` what was valid until then. A receipt waits for the fiscal
    printer until `printed_at`; `print_failed` says that the last try did. `return_id` is the return a correction was
    made from, once per return.
    """

    kind = models.CharField(max_length=10, choices=Kind.choices)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    order_id = models.BigIntegerField()
    corrects = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="corrections", db_constraint=False
    )
    return_id = models.BigIntegerField(null=True)
    year = models.SmallIntegerField()
    month = models.SmallIntegerField()
    number = models.IntegerField()
    full_number = models.CharField(max_length=60)
    language = models.CharField(max_length=2)
    issued_at = models.DateTimeField()
    sold_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    currency = models.CharField(max_length=3)
    total_gross = models.DecimalField(max_digits=16, decimal_places=2)
    total_net = models.DecimalField(max_digits=16, decimal_places=2)
    total_vat = models.DecimalField(max_digits=16, decimal_places=2)
    total_before = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    payment_method = _text(100)
    additional_info = _text(500)
    buyer_fullname = _text(500)
    buyer_company = _text(500)
    buyer_nip = _text(100)
    buyer_address = _text(500)
    buyer_postcode = _text(100)
    buyer_city = _text(100)
    buyer_state = _text(100)
    buyer_country_code = _text(100)
    seller = models.TextField(default="")
    issuer = _text(100)
    correcting_reason = models.SmallIntegerField(default=0)
    correcting_items = models.BooleanField(default=False)
    correcting_data = models.BooleanField(default=False)
    external_number = _text(30)
    printed_at = models.DateTimeField(null=True)
    printer_name = models.CharField(max_length=50, default="", db_default="")
    print_failed = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="document_of_account"),
            models.UniqueConstraint(fields=["series", "year", "month", "number"], name="document_number_once"),
            models.UniqueConstraint(
                fields=["account", "order_id", "kind"],
                name="document_once_per_order",
                condition=models.Q(kind__in=["INVOICE", "RECEIPT"]),
            ),
            models.UniqueConstraint(
                fields=["account", "return_id"],
                name="document_once_per_return",
                condition=models.Q(return_id__isnull=False),
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="document_number_positive"),
        ]
        indexes = [
            models.Index(fields=["account", "order_id"], name="document_of_order"),
            models.Index(fields=["account", "issued_at", "id"], name="document_by_time"),
            models.Index(
                fields=["account", "id"],
                name="receipt_to_print",
                condition=models.Q(kind="RECEIPT", printed_at__isnull=True),
            ),
        ]


class DocumentLine(TenantModel):
    """A line with its frozen amounts (R19). A correction has the lines before it too, marked `is_before`.

    `order_line_id` is the order's line, 0 for the delivery and for lines a correction adds.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="lines", db_constraint=False)
    is_before = models.BooleanField(default=False)
    position = models.IntegerField()
    order_line_id = models.BigIntegerField(default=0)
    is_shipment = models.BooleanField(default=False)
    name = _text(200)
    sku = _text(50)
    ean = _text(32)
    quantity = models.IntegerField()
    unit_gross = models.DecimalField(max_digits=14, decimal_places=4)
    tax_rate = models.DecimalField(max_digits=5, decimal_places=2)
    gross = models.DecimalField(max_digits=16, decimal_places=2)
    net = models.DecimalField(max_digits=16, decimal_places=2)
    vat = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "is_before", "position"], name="document_line_place")
        ]


class DocumentFile(TenantModel):
    """The PDF of another system that stands for ours."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="file", db_constraint=False)
    content = models.BinaryField()
    created_at = models.DateTimeField()
