"""Loading the demo: one transaction, so an interrupted start leaves nothing behind."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from spinka.accounts import services as accounts
from spinka.accounts.models import User
from spinka.accounts.queries import enter_by_token, memberships_of
from spinka.core import worker
from spinka.ops.demo import catalogs, directory, exchange, trade
from spinka.ops.demo.people import CONTRACTOR, MAKER, PASSWORD, SUPPLIER, Company
from spinka.ops.demo.plan import (
    AT_MAKER,
    AT_SUPPLIER,
    BOUGHT,
    NEIGHBOUR,
    OF_OTHERS,
    OWN,
    RETAIL,
    WAITING,
    WORKING,
    wishes,
)
from spinka.ops.demo.stage import Stage, open_stage
from spinka.ops.errors import OperationError

NOTE = "demo.json"
STEPS = 9


@dataclass(frozen=True, slots=True)
class Login:
    """A way into one of the two accounts the demo is about."""

    company: str
    email: str
    password: str
    account_id: int
    token: str


def take_over(home: Path) -> list[Login]:
    """The logins of a demo that is loaded already, with the same tokens as before; empty when there is none.

    Tokens are stored as hashes, so the demo keeps its own beside the database, readable by this user only; when that
    file is gone, new ones are issued. Raises OperationError when somebody else's password is on the e-mail.
    """
    found = [_find(company) for company in (SUPPLIER, CONTRACTOR)]
    if None in found:
        return []
    kept = _read_note(home)
    logins = []
    for company, account_id in zip((SUPPLIER, CONTRACTOR), found, strict=True):
        assert account_id is not None
        token = next((login.token for login in kept if login.account_id == account_id and _is_alive(login)), "")
        if not token:
            token = accounts.issue_token(account_id=account_id, label="demo", limit=0).plain_text
        logins.append(Login(company.name, company.email, PASSWORD, account_id, token))
    if logins != kept:
        write_note(home, logins)
    return logins


def _find(company: Company) -> int | None:
    user = User.objects.filter(email=company.email).first()
    if user is None:
        return None
    if not user.check_password(PASSWORD):
        raise OperationError(f"{company.email} signs in here with another password; this database holds no demo")
    named = [row.account_id for row in memberships_of(user.pk) if row.account_name == company.name]
    return named[0] if named else None


def _is_alive(login: Login) -> bool:
    with transaction.atomic():
        entry = enter_by_token(login.token)
    return entry is not None and entry.account_id == login.account_id


def _read_note(home: Path) -> list[Login]:
    try:
        return [Login(**entry) for entry in json.loads((home / NOTE).read_text())]
    except (OSError, ValueError, TypeError):
        return []


def write_note(home: Path, logins: list[Login]) -> None:
    """Keep the logins in a file only this user can read."""
    fresh = home / f"{NOTE}.new"
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump([asdict(login) for login in logins], file, indent=1)
    fresh.replace(home / NOTE)


@transaction.atomic
def load(told: Callable[[], None]) -> list[Login]:
    """Open the companies, fill their catalogs, connect them and let them trade; `told` hears of each of STEPS."""
    supplier, contractor, maker = open_stage(SUPPLIER), open_stage(CONTRACTOR), open_stage(MAKER)
    told()
    catalogs.fill_supplier(supplier)
    told()
    catalogs.fill_maker(maker)
    catalogs.fill_contractor(contractor)
    told()
    code, guarded = exchange.share_range(supplier)
    link = exchange.join(supplier, contractor, code, priority=10)
    exchange.import_products(link, kind="associate_and_create")
    told()
    ceramics = exchange.share_ceramics(maker)
    maker_link = exchange.join(maker, contractor, ceramics, priority=50)
    exchange.import_products(maker_link, product_ids=sorted(maker.products.values())[::2])
    others, waiting = exchange.connect_the_others(supplier, code, guarded)
    told()
    exchange.give_credit(link, Decimal("10000.00"))
    shelf = trade.linked_shelf(link, "shop")
    trade.trade_through(link, shelf, wishes("at supplier", AT_SUPPLIER))
    told()
    exchange.settle(link, Decimal("1500.00"), "Przelew z 3 listopada")
    exchange.claim(link, Decimal("420.00"), "Przelew za ostatnie zamówienia")
    trade.trade_through(maker_link, trade.linked_shelf(maker_link, "ceramics", most=2), wishes("at maker", AT_MAKER))
    trade.keep_waiting(link, shelf, wishes("waiting", WAITING))
    refused, short = wishes("attention", ((WORKING, 2),))
    trade.be_refused(link, shelf, refused)
    trade.fall_short(link, shelf, short)
    told()
    trade.trade(contractor, trade.own_shelf(contractor, "own", skus="ZP-"), wishes("own", OWN))
    trade.trade(supplier, trade.own_shelf(supplier, "retail"), wishes("retail", RETAIL))
    told()
    for place, other in enumerate(others):
        part = wishes("of others", OF_OTHERS)[place :: len(others)]
        trade.trade_through(other, trade.linked_shelf(other, other.contractor.company.key), part)
    _trade_the_other_way(supplier, contractor, maker, waiting, ceramics, others[-1].contractor)
    directory.publish(supplier)
    worker.work_all()
    told()
    return [_login(stage) for stage in (supplier, contractor)]


def _trade_the_other_way(
    supplier: Stage, contractor: Stage, maker: Stage, waiting: Stage, ceramics: str, neighbour: Stage
) -> None:
    """Either of the two stands on the other side as well: the wholesaler buys ceramics, the shop has contractors."""
    bought = exchange.join(maker, supplier, ceramics)
    exchange.import_products(bought, kind="new", product_ids=sorted(maker.products.values())[1::3])
    exchange.give_credit(bought, Decimal("2000.00"))
    shelf = trade.linked_shelf(bought, "bought", most=2)
    trade.trade_through(bought, shelf, wishes("bought", BOUGHT))
    trade.keep_waiting(bought, shelf, wishes("still to buy", BOUGHT))
    code = exchange.share_own_things(contractor)
    sold = exchange.join(contractor, neighbour, code)
    exchange.accept(sold)
    exchange.import_products(sold)
    exchange.give_credit(sold, Decimal("500.00"))
    trade.trade_through(sold, trade.linked_shelf(sold, "neighbour", most=3), wishes("neighbour", NEIGHBOUR))
    exchange.join(contractor, waiting, code)


def _login(stage: Stage) -> Login:
    return Login(stage.company.name, stage.company.email, PASSWORD, stage.account_id, stage.token)
