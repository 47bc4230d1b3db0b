"""Accounts, people, memberships and API tokens."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from spinka.accounts.tenancy import TenantModel


class Language(models.TextChoices):
    """Languages of the panel."""

    POLISH = "pl", "Polski"
    ENGLISH = "en", "English"


class FulfilmentMoment(models.TextChoices):
    """When on hand falls (R4)."""

    CONFIRMED = "confirmed"
    SENT = "sent"
    STATUSES = "statuses"


class Account(models.Model):
    """A company on the exchange; supplier, contractor or both (A-01). Its own row is the only one it sees."""

    name = models.CharField(max_length=160)
    email = models.EmailField(max_length=150)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.POLISH)
    currency = models.CharField(max_length=3, default="PLN")
    time_zone = models.CharField(max_length=60, default="Europe/Warsaw")
    company = models.CharField(max_length=200, default="", blank=True)
    tax_number = models.CharField(max_length=30, default="", blank=True)
    address = models.CharField(max_length=200, default="", blank=True)
    postcode = models.CharField(max_length=20, default="", blank=True)
    city = models.CharField(max_length=100, default="", blank=True)
    country_code = models.CharField(max_length=2, default="PL", blank=True)
    phone = models.CharField(max_length=60, default="", blank=True)
    fulfilment_moment = models.CharField(max_length=10, choices=FulfilmentMoment.choices, default=FulfilmentMoment.SENT)
    fulfilment_status_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    is_active = models.BooleanField(default=True)
    # Opened by sign-up, its e-mail address not yet shown to be somebody's (R30).
    is_unconfirmed = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Creates people; Django's login looks them up by e-mail."""

    def create_user(self, *, email: str, name: str, password: str, language: str) -> "User":
        """A person who signs in with an e-mail, compared without case."""
        user = self.model(email=email.strip().lower(), name=name, language=language)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person; belongs to no account by itself, so the table is the platform's."""

    email = models.EmailField(max_length=150, unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.POLISH)
    theme = models.CharField(max_length=5, default="auto")
    density = models.CharField(max_length=11, default="comfortable")
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.email

    def get_full_name(self) -> str:
        """The name shown in the panel."""
        return self.name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Django's own permissions are unused; rights come from roles (accounts/permissions.py)."""
        return False


class LinkPurpose(models.TextChoices):
    """What a mailed link is for."""

    CONFIRM = "confirm"
    RESET = "reset"


class SecretLink(models.Model):
    """A link mailed to a person, found by its hash before anybody signs in; it serves once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=8, choices=LinkPurpose.choices)
    account_id = models.BigIntegerField()
    hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class EntryAttempt(models.Model):
    """An attempt to sign up, confirm or get a new password, under the keyed hash of who made it."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="entry_attempt_recent")]


class Role(models.TextChoices):
    """What a person may do in an account; scopes per role stand in accounts/permissions.py."""

    OWNER = "owner"
    MANAGER = "manager"
    CLERK = "clerk"
    WAREHOUSE = "warehouse"
    ACCOUNTING = "accounting"
    VIEWER = "viewer"


class Membership(TenantModel):
    """A person's role in an account."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "user"], name="membership_once"),
            models.UniqueConstraint(fields=["account", "id"], name="membership_of_account"),
        ]


class ApiToken(TenantModel):
    """A program's key to an account; only its hash is kept. `call_limit` is calls a minute, 0 for none (R39)."""

    label = models.CharField(max_length=100, default="", blank=True)
    hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    scopes = ArrayField(models.CharField(max_length=40), default=list)
    call_limit = models.IntegerField(default=100)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "id"], name="api_token_of_account")]
