"""The price one contractor pays for a product, explained step by step (R18), and the same under a VAT mode (R19).

Pure: rows come in, prices go out. Thousands of products are priced from the rows of one query with one `Terms`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

import msgspec

from spinka.core.money import EXEMPT, REVERSE_CHARGE, to_cents

Scope = Literal["all", "category", "manufacturer", "tag", "product"]
# The narrowest first (R18, step 2).
_RANK: dict[str, int] = {"product": 0, "tag": 1, "manufacturer": 2, "category": 3, "all": 4}
HUNDRED = Decimal(100)
_RATES = {"eu_reverse": REVERSE_CHARGE, "export": Decimal(0), "exempt": EXEMPT}


class PriceRule(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A supplier's price rule (R32); `ids` are ids, or names where the scope is tag. Dates count in whole days."""

    scope: Scope = "all"
    ids: list[int | Annotated[str, msgspec.Meta(min_length=1, max_length=200)]] = []
    kind: Literal["discount_percent", "markup_percent", "fixed"]
    value: Decimal
    date_from: date | None = None
    date_to: date | None = None
    min_quantity: Annotated[int, msgspec.Meta(ge=1, le=1_000_000_000)] = 1

    def __post_init__(self) -> None:
        if not self.value.is_finite() or not 0 <= self.value <= 1_000_000_000 or self.value != round(self.value, 4):
            raise ValueError("value must be a number from 0 to 1000000000 with at most 4 decimals")
        if self.kind == "discount_percent" and self.value > HUNDRED:
            raise ValueError("a discount is at most 100 percent")
        if self.scope != "tag":
            # A PHP client sends ids as text.
            self.ids = [
                int(one) if isinstance(one, str) and one.isascii() and one.isdigit() else one for one in self.ids
            ]
            if any(isinstance(one, str) for one in self.ids):
                raise ValueError("ids must be numbers")
        if self.scope != "all" and not self.ids:
            raise ValueError(f"a rule of scope {self.scope} needs ids")
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise ValueError("date_from is after date_to")


@dataclass(frozen=True, slots=True)
class PricedProduct:
    """What pricing needs to know of a product; `base` is its gross price in the price group, None without one."""

    product_id: int
    base: Decimal | None
    parent_id: int = 0
    category_id: int = 0
    manufacturer_id: int = 0
    tags: frozenset[int | str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Candidate:
    scope: Scope
    ids: frozenset[int | str]
    kind: str
    value: Decimal
    min_quantity: int
    order: tuple[int, int]
    label: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Price:
    """A gross price of 2 decimals with its steps; None where the product has no price."""

    amount: Decimal | None
    trace: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Terms:
    """One contractor's price terms on one day, prepared for many products."""

    currency: str
    price_group_id: int | None
    discount_percent: Decimal
    candidates: tuple[_Candidate, ...] = ()
    rate: Decimal = Decimal(1)
    rate_of: str = ""
    steps: tuple[int, ...] = field(default=())


def terms(
    *,
    currency: str,
    price_group_id: int | None,
    discount_percent: Decimal,
    connection_rules: Sequence[PriceRule],
    integration_rules: Sequence[PriceRule],
    today: date,
    rate: Decimal = Decimal(1),
    rate_of: str = "",
) -> Terms:
    """Prepare the rules valid `today` (the supplier's day). A rule's id is its place in its list, from 1."""
    candidates = []
    for side, (owner, rules) in enumerate((("connection", connection_rules), ("integration", integration_rules))):
        for number, rule in enumerate(rules, start=1):
            if (rule.date_from and today < rule.date_from) or (rule.date_to and today > rule.date_to):
                continue
            label = {
                "owner": owner,
                "rule": str(number),
                "scope": rule.scope,
                "kind": rule.kind,
                "value": f"{rule.value:f}",
            }
            candidates.append(
                _Candidate(
                    rule.scope, frozenset(rule.ids), rule.kind, rule.value, rule.min_quantity, (side, number), label
                )
            )
    # The best rule that fits is the first that fits: scope, owner, highest quantity, lowest number (R18).
    candidates.sort(key=lambda one: (_RANK[one.scope], one.order[0], -one.min_quantity, one.order[1]))
    return Terms(
        currency=currency,
        price_group_id=price_group_id,
        discount_percent=discount_percent,
        candidates=tuple(candidates),
        rate=rate,
        rate_of=rate_of,
        steps=tuple(sorted({one.min_quantity for one in candidates if one.min_quantity > 1})),
    )


def _fits(rule: _Candidate, product: PricedProduct) -> bool:
    if rule.scope == "all":
        return True
    if rule.scope == "product":
        return product.product_id in rule.ids or product.parent_id in rule.ids
    if rule.scope == "tag":
        return not rule.ids.isdisjoint(product.tags)
    if rule.scope == "manufacturer":
        return product.manufacturer_id in rule.ids
    return product.category_id in rule.ids


def _best(product: PricedProduct, quantity: int, given: Terms) -> _Candidate | None:
    for rule in given.candidates:
        if rule.min_quantity <= quantity and _fits(rule, product):
            return rule
    return None


def _amount(base: Decimal, rule: _Candidate | None, given: Terms) -> Decimal:
    if rule is None:
        if given.discount_percent:
            base = base * (HUNDRED - given.discount_percent) / HUNDRED
    elif rule.kind == "fixed":
        base = rule.value
    elif rule.kind == "discount_percent":
        base = base * (HUNDRED - rule.value) / HUNDRED
    else:
        base = base * (HUNDRED + rule.value) / HUNDRED
    return base * given.rate if given.rate != 1 else base


def amount_of(product: PricedProduct, given: Terms, quantity: int = 1) -> Decimal | None:
    """The gross price for a quantity without its trace, rounded half up once to 2 decimals; None without a price (R18)."""
    if product.base is None:
        return None
    rule = _best(product, quantity, given) if given.candidates else None
    return to_cents(_amount(product.base, rule, given))


def price_of(product: PricedProduct, given: Terms, quantity: int = 1) -> Price:
    """The gross price for a quantity with every step of R18 in the trace; amounts in the trace are text."""
    group = str(given.price_group_id or "")
    if product.base is None:
        return Price(None, [{"step": "base", "price_group_id": group, "amount": ""}, {"step": "no_price"}])
    trace = [{"step": "base", "price_group_id": group, "amount": f"{product.base:f}"}]
    rule = _best(product, quantity, given)
    amount = product.base
    if rule is not None:
        amount = _amount(product.base, rule, given)
        before_rate = amount / given.rate if given.rate != 1 else amount
        trace.append(
            {"step": "rule", **rule.label, "min_quantity": str(rule.min_quantity), "amount": f"{before_rate:f}"}
        )
    elif given.discount_percent:
        amount = _amount(product.base, None, given)
        before_rate = amount / given.rate if given.rate != 1 else amount
        trace.append({"step": "discount", "value": f"{given.discount_percent:f}", "amount": f"{before_rate:f}"})
    else:
        amount = _amount(product.base, None, given)
    if given.rate != 1:
        trace.append({"step": "rate", "value": f"{given.rate:f}", "from": given.rate_of, "to": given.currency})
    rounded = to_cents(amount)
    trace.append({"step": "rounded", "amount": f"{rounded:f}", "currency": given.currency})
    return Price(rounded, trace)


def steps_of(product: PricedProduct, given: Terms) -> list[tuple[int, Decimal]]:
    """The other prices: (quantity from which it counts, price) where the price differs from the one before."""
    found: list[tuple[int, Decimal]] = []
    if not given.steps or product.base is None:
        return found
    last = amount_of(product, given)
    for quantity in given.steps:
        amount = amount_of(product, given, quantity)
        if amount is not None and amount != last:
            found.append((quantity, amount))
            last = amount
    return found


@dataclass(frozen=True, slots=True)
class VatPrice:
    """A unit price under a VAT mode: gross, net and the rate that goes on the line."""

    gross: Decimal
    net: Decimal
    rate: Decimal


def under_vat_mode(gross: Decimal, rate: Decimal, mode: str) -> VatPrice:
    """A catalog's gross price as one contractor pays it (R19).

    Domestic: VAT = gross × r ÷ (100 + r) half up, net the rest. Otherwise the net, gross ÷ (1 + rate), is paid with
    VAT 0 under the mode's rate (−0.03 reverse charge, 0 export, −1 exempt).
    """
    net = gross - to_cents(gross * rate / (HUNDRED + rate)) if rate > 0 else gross
    if mode == "domestic":
        return VatPrice(gross=gross, net=net, rate=rate)
    paid = to_cents(gross * HUNDRED / (HUNDRED + rate)) if rate > 0 else gross
    return VatPrice(gross=paid, net=paid, rate=_RATES[mode])


def price_all(products: Iterable[PricedProduct], given: Terms) -> dict[int, Decimal | None]:
    """Prices for quantity 1 by product id."""
    return {product.product_id: amount_of(product, given) for product in products}
