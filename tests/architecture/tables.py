"""The platform's tables, each with the reason why it has no account, and what the others are called."""

from django.apps import apps
from django.db import models

from spinka.accounts.models import Account
from spinka.accounts.tenancy import TenantModel
from spinka.connect.models.pair import PairModel
from spinka.core.models import Event, KeptAnswer, Outbox

PLATFORM = {
    "accounts_entryattempt": "attempts to sign up or get a new password are counted before anybody is known",
    "accounts_secretlink": "a mailed link is a person's, found by its hash before anybody signs in",
    "accounts_user": "a person signs in before an account is chosen, and may belong to several",
    "auth_group": "Django's own rights, unused and empty",
    "auth_group_permissions": "Django's own rights, unused and empty",
    "auth_permission": "Django's own rights, filled by migrations, unused",
    "axes_accessattempt": "failed sign-ins are counted before anybody is known",
    "axes_accessattemptexpiration": "failed sign-ins are counted before anybody is known",
    "axes_accessfailurelog": "failed sign-ins are counted before anybody is known",
    "axes_accesslog": "sign-ins, of people and not of accounts",
    "core_calltally": "calls of this minute per token, behind a door (R39)",
    "django_content_type": "names of models, filled by migrations",
    "django_migrations": "applied migrations",
    "django_session": "a session is a person's, found by its key",
}

# Tenants' models that name their account another way than TenantModel and PairModel do.
NAMED_OTHERWISE: dict[type[models.Model], tuple[str, str]] = {
    Account: ("id", "an account is its own tenant"),
    Event: ("account_id", "core knows no accounts"),
    KeptAnswer: ("account_id", "core knows no accounts"),
    Outbox: ("account_id", "core knows no accounts"),
}

# References without a key in the database, each with the reason.
UNKEYED = {
    "catalog_productlog.account_id": "outlives its product; with every price and piece written, the policy alone checks it",
    "orders_journalentry.account_id": "outlives its order; with every change of an order written, the policy alone checks it",
}


def own_models() -> list[type[models.Model]]:
    """Every concrete model of ours."""
    found = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("spinka.")]
    return sorted(found, key=lambda model: model._meta.db_table)


def tenant_models() -> list[type[models.Model]]:
    """Models whose rows belong to an account or to two."""
    return [model for model in own_models() if issubclass(model, TenantModel | PairModel) or model in NAMED_OTHERWISE]


def account_columns(model: type[models.Model]) -> tuple[str, ...]:
    """The columns that name the account or the two of a row."""
    if model in NAMED_OTHERWISE:
        return (NAMED_OTHERWISE[model][0],)
    return ("supplier_id", "contractor_id") if issubclass(model, PairModel) else ("account_id",)
