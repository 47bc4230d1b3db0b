"""A signed-in person and a stranger."""

import pytest
from django.test import Client

from spinka.accounts.models import User
from tests.factories.accounts import MadeAccount, make_account

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def firm(db: None) -> MadeAccount:
    return make_account("Papierex", language="en")


def signed_in(account: MadeAccount) -> Client:
    """A browser in which the account's owner is signed in."""
    client = Client()
    client.force_login(User.objects.get(pk=account.user_id), backend=BACKEND)
    return client


@pytest.fixture
def owner(firm: MadeAccount) -> Client:
    return signed_in(firm)
