"""The price one contractor pays for a product, explained step by step (R18), and the same under a VAT mode (R19).

Pure: rows come in, prices go out. Thousands of products are priced from the rows of one query with one `Terms`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import msgspec

from spinka.catalog.exchange import Kept, Rate, between, text_of
from spinka.core.money import EXEMPT, REVERSE_CHARGE, to_cents

Scope = Literal["all", "category", "manufacturer", "tag", "product"]
# The narrowest first (R18, step 2).
_RANK: dict[str, int] = {"product": 0, "tag": 1, "manufacturer": 2, "category": 3, "all": 4}
HUNDRED = Decimal(100)
_RATES = {"eu_reverse": REVERSE_CHARGE, "export": Decimal(0), "exempt": EXEMPT}


class PriceRule(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A supplier's price rule (R32); `ids` are ids, or names where the scope is tag. Dates count in whole days.

    A percentage is taken of the price group's price; a fixed price is in the currency the contractor pays in.
    """

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
    inventory_id: int = 0


@dataclass(frozen=True, slots=True)
class _Candidate:
    scope: Scope
    ids: frozenset[int | str]
    kind: str
    value: Decimal
    min_quantity: int
    order: tuple[int, int]
    label: dict[str, str]


@dataclass(frozen=True, slots=True)
class Price:
    """A gross price of 2 decimals with its steps; None where the product has no price."""

    amount: Decimal | None
    trace: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Terms:
    """One contractor's price terms on one day, prepared for many products.

    `currency` is what the contractor pays in, `origin` the price group's. `rate` is None where they are one, and
    `lacks_rate` says that the supplier keeps none for the pair: then only fixed prices are prices. `others` are the
    terms of further catalogs by catalog, with a price group of their own.
    """

    currency: str
    price_group_id: int | None
    discount_percent: Decimal
    candidates: tuple[_Candidate, ...] = ()
    origin: str = ""
    rate: Rate | None = None
    lacks_rate: bool = False
    steps: tuple[int, ...] = ()
    others: Mapping[int, "Terms"] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """Whether every price is the group's less the one discount, so that SQL can take it (R18, steps 1, 4 and 6)."""
        return not (self.candidates or self.rate or self.lacks_rate or self.others)

    def of(self, product: PricedProduct) -> "Terms":
        """The terms of the catalog the product stands in."""
        return self.others.get(product.inventory_id, self) if self.others else self


def terms(
    *,
    currency: str,
    price_group_id: int | None,
    discount_percent: Decimal,
    connection_rules: Sequence[PriceRule],
    integration_rules: Sequence[PriceRule],
    today: date,
    target: str = "",
    rates: Kept | None = None,
    below: Mapping[int | str, frozenset[int]] | None = None,
) -> Terms:
    """Prepare the rules valid `today` (the supplier's day). A rule's id is its place in its list, from 1.

    `currency` is the price group's and `target` what the contractor pays in, where it is another; `rates` are those
    the supplier keeps today. `below` are the categories under each category of a rule.
    """
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
            days = {"date_from": rule.date_from, "date_to": rule.date_to}
            label |= {name: day.isoformat() for name, day in days.items() if day}
            ids = frozenset(rule.ids)
            if rule.scope == "category" and below:
                ids = ids.union(*(below.get(one, ()) for one in rule.ids))
            candidates.append(
                _Candidate(rule.scope, ids, rule.kind, rule.value, rule.min_quantity, (side, number), label)
            )
    # The best rule that fits is the first that fits: scope, owner, highest quantity, lowest number (R18).
    candidates.sort(key=lambda one: (_RANK[one.scope], one.order[0], -one.min_quantity, one.order[1]))
    prepared = Terms(
        currency=target or currency,
        price_group_id=price_group_id,
        discount_percent=discount_percent,
        candidates=tuple(candidates),
        origin=currency,
        steps=tuple(sorted({one.min_quantity for one in candidates if one.min_quantity > 1})),
    )
    return in_currency(prepared, currency, rates or {})


def in_currency(given: Terms, origin: str, rates: Kept) -> Terms:
    """The same terms over a price group in another currency, by the rate the supplier keeps (R18, step 5)."""
    if origin == given.currency:
        return replace(given, origin=origin, rate=None, lacks_rate=False)
    rate = between(rates, origin, given.currency)
    return replace(given, origin=origin, rate=rate, lacks_rate=rate is None)


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


def _before_rate(base: Decimal, rule: _Candidate | None, given: Terms) -> Decimal:
    """Steps 3 and 4: the one rule, or the discount where there is none."""
    if rule is None:
        return base * (HUNDRED - given.discount_percent) / HUNDRED if given.discount_percent else base
    if rule.kind == "fixed":
        return rule.value
    if rule.kind == "discount_percent":
        return base * (HUNDRED - rule.value) / HUNDRED
    return base * (HUNDRED + rule.value) / HUNDRED


def _is_exchanged(rule: _Candidate | None, given: Terms) -> bool:
    # A fixed price ends the steps: it is what the contractor pays, in its currency (R18, step 3).
    return (given.rate is not None or given.lacks_rate) and (rule is None or rule.kind != "fixed")


def amount_of(product: PricedProduct, given: Terms, quantity: int = 1) -> Decimal | None:
    """The gross price for a quantity without its trace, rounded half up once to 2 decimals; None without a price (R18)."""
    if product.base is None:
        return None
    given = given.of(product)
    rule = _best(product, quantity, given) if given.candidates else None
    amount = _before_rate(product.base, rule, given)
    if _is_exchanged(rule, given):
        return None if given.rate is None else to_cents(given.rate.apply(amount))
    return to_cents(amount)


def price_of(product: PricedProduct, given: Terms, quantity: int = 1) -> Price:
    """The gross price for a quantity with every step of R18 in the trace; amounts in the trace are text."""
    given = given.of(product)
    group = str(given.price_group_id or "")
    trace = [{"step": "base", "price_group_id": group, "amount": "", "currency": given.origin}]
    if product.base is None:
        return Price(None, [*trace, {"step": "no_price"}])
    trace[0]["amount"] = f"{product.base:f}"
    rule = _best(product, quantity, given)
    amount = _before_rate(product.base, rule, given)
    if rule is not None:
        trace.append({"step": "rule", **rule.label, "min_quantity": str(rule.min_quantity), "amount": text_of(amount)})
    elif given.discount_percent:
        trace.append({"step": "discount", "value": f"{given.discount_percent:f}", "amount": text_of(amount)})
    if _is_exchanged(rule, given):
        if given.rate is None:
            return Price(None, [*trace, {"step": "no_rate", "from": given.origin, "to": given.currency}])
        trace.append({"step": "rate", **given.rate.as_text})
        amount = given.rate.apply(amount)
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


_PAYERS = frozenset({"agreed", "rate", "rounded", "vat", "no_price", "no_rate"})


def payers_steps(trace: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """What of a trace the contractor may see: not the price group's amount and no rule, which tell others' prices."""
    return [step for step in trace if step["step"] in _PAYERS]


@dataclass(frozen=True, slots=True)
class Explained:
    """What a contractor pays for one piece and how that came about; `price` is None where there is none."""

    price: VatPrice | None
    trace: list[dict[str, str]]


def explain(product: PricedProduct, given: Terms, *, tax_rate: Decimal, mode: str, quantity: int = 1) -> Explained:
    """The price of R18 under a VAT mode (R19), outside domestic with the step that takes the VAT out."""
    found = price_of(product, given, quantity)
    if found.amount is None:
        return Explained(None, found.trace)
    paid = under_vat_mode(found.amount, tax_rate, mode)
    if mode != "domestic":
        step = {"step": "vat", "vat_mode": mode, "value": text_of(tax_rate), "amount": f"{paid.gross:f}"}
        found.trace.append({**step, "currency": given.currency})
    return Explained(paid, found.trace)
