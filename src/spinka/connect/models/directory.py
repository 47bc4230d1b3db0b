"""The supplier directory: one publication per integration, and what companies ask each other through it (D-01 … D-09)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from spinka.accounts.tenancy import TenantModel
from spinka.catalog.models import StoredImage
from spinka.connect.models.connection import Integration, NextId
from spinka.connect.models.pair import PairModel, side


class ListingState(models.TextChoices):
    """Where a publication stands; only an approved one is seen by others (R30)."""

    DRAFT = "draft"
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


class JoinMode(models.TextChoices):
    """Whether joining from the directory asks first or connects at once (D-07)."""

    REQUEST = "request"
    DIRECT = "direct"


class Listing(TenantModel):
    """A supplier's publication of one integration (DEC-8); others read it through the doors of the directory only.

    `is_published` is the supplier's wish, `state` what became of it. Descriptions and services are texts by language,
    `language` names the one that stands in for a missing one. `industries` are as the supplier wrote them, `industry_keys`
    what filters compare. `contact_email` is never shown to anybody else. `approved_content` is the mark of the words the
    operator approved, so that showing the same ones again asks nobody.
    """

    id = models.BigIntegerField(primary_key=True, db_default=NextId("connect_listing_seq"))
    integration = models.ForeignKey(Integration, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    is_published = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=ListingState.choices, default=ListingState.DRAFT)
    state_reason = models.CharField(max_length=500, default="")
    state_changed_at = models.DateTimeField()
    company_name = models.CharField(max_length=160)
    name_key = models.CharField(max_length=400)
    sort_key = models.CharField(max_length=100)
    language = models.CharField(max_length=2, default="pl")
    descriptions = models.JSONField(default=dict)
    services = models.JSONField(default=dict)
    countries = ArrayField(models.CharField(max_length=2), default=list)
    industries = ArrayField(models.CharField(max_length=60), default=list)
    industry_keys = ArrayField(models.CharField(max_length=120), default=list)
    types = ArrayField(models.CharField(max_length=12), default=list)
    contact_email = models.CharField(max_length=150)
    show_products = models.BooleanField(default=False)
    join_mode = models.CharField(max_length=8, choices=JoinMode.choices, default=JoinMode.REQUEST)
    allow_code = models.BooleanField(default=False)
    answers_in_panel = models.BooleanField(default=False)
    approved_content = models.CharField(max_length=64, default="")
    logo = models.ForeignKey(StoredImage, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "id"], name="listing_of_account"),
            models.UniqueConstraint(fields=["integration"], name="listing_once"),
        ]
        indexes = [
            models.Index(
                fields=["sort_key", "id"],
                name="listing_page",
                condition=models.Q(is_published=True, state="approved"),
            ),
        ]


class Inquiry(PairModel):
    """A question somebody asked a supplier of the directory: one per supplier and day, five a day per account (R30).

    `day` is the asking account's calendar day. With `in_panel` both sides answer in the panel (L-14); `turn` is the side
    an answer is awaited from, empty when nobody's.
    """

    id = models.BigIntegerField(primary_key=True, db_default=NextId("connect_inquiry_seq"))
    listing_id = models.BigIntegerField()
    company_name = models.CharField(max_length=160)
    contractor_name = models.CharField(max_length=160)
    subject = models.CharField(max_length=200)
    sent_from = models.CharField(max_length=8)
    in_panel = models.BooleanField(default=False)
    turn = models.CharField(max_length=10, default="")
    day = models.DateField()
    messages_count = models.IntegerField(default=1)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contractor", "supplier", "day"], name="inquiry_once_a_day"),
            models.UniqueConstraint(fields=["supplier", "id"], name="inquiry_of_supplier"),
            models.UniqueConstraint(fields=["contractor", "id"], name="inquiry_of_contractor"),
        ]
        indexes = [models.Index(fields=["supplier", "-updated_at"], name="inquiry_page_of_supplier")]


class InquiryMessage(PairModel):
    """One message of an inquiry; `side` says who wrote it."""

    # Whose it is holds through the inquiry, whose composite keys carry both accounts.
    supplier = side()
    contractor = side()
    inquiry = models.ForeignKey(
        Inquiry, on_delete=models.CASCADE, related_name="messages", db_constraint=False, db_index=False
    )
    side = models.CharField(max_length=10)
    author = models.CharField(max_length=120, default="")
    text = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["inquiry", "id"], name="inquiry_message_page")]
