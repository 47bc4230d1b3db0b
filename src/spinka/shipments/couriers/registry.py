"""The couriers there are: every folder of this package with a `COURIERS` of its own."""

import importlib
import pkgutil
from functools import cache

from spinka.core.errors import BadParameters
from spinka.shipments import couriers as folders
from spinka.shipments.couriers.base import Courier
from spinka.shipments.couriers.manual import named

LONGEST_CODE = 20


@cache
def known() -> dict[str, Courier]:
    """Couriers by code, those that make labels first, then by name."""
    found: list[Courier] = []
    for folder in sorted(entry.name for entry in pkgutil.iter_modules(folders.__path__) if entry.ispkg):
        found.extend(importlib.import_module(f"{folders.__name__}.{folder}").COURIERS)
    codes = [courier.code for courier in found]
    if len(set(codes)) != len(codes):
        raise RuntimeError("two couriers have one code")
    return {courier.code: courier for courier in found}


def find(code: str) -> Courier:
    """The courier of a code; a code nobody knows is a courier entered by hand under that name. Raises BadParameters."""
    text = code.strip()
    if not text.isprintable() or not 0 < len(text) <= LONGEST_CODE:
        raise BadParameters("parameter courier_code: 1 to %(limit)s characters", limit=LONGEST_CODE)
    return known().get(text) or named(text)
