"""Products, categories, manufacturers and tags as people type them: names, SKU, EAN or numbers, one per line."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext

from spinka.catalog.models import Product
from spinka.panel.terms.place import Place

MOST_TYPED: Final = 10_000


def entries(text: str) -> list[str]:
    """The entries of a text: parted by lines or semicolons, without blanks around and repeats."""
    parts = (part.strip() for line in text.splitlines() for part in line.split(";"))
    return list(dict.fromkeys(part for part in parts if part))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19


def _unknown(names: Sequence[str]) -> ValidationError:
    shown = ", ".join(gettext("“%(name)s”") % {"name": name[:60]} for name in names[:5])
    return ValidationError(gettext("Not found in the catalog: %(names)s") % {"names": shown})


def named_ids(known: Mapping[int, str], typed: Iterable[str]) -> list[int]:
    """The numbers of typed names: a whole name, the last part of a path, or the number itself.

    Raises ValidationError naming what is not known or stands for several.
    """
    by_name: dict[str, list[int]] = {}
    for key, name in known.items():
        for shown in {name.casefold(), name.rpartition(" › ")[2].casefold()}:
            by_name.setdefault(shown, []).append(key)
    found, missing = [], []
    for text in typed:
        hits = by_name.get(text.casefold(), [])
        exact = [key for key in hits if known[key].casefold() == text.casefold()]
        if len(exact or hits) == 1:
            found.append((exact or hits)[0])
        elif _is_number(text) and int(text) in known:
            found.append(int(text))
        else:
            missing.append(text)
    if missing:
        raise _unknown(missing)
    return list(dict.fromkeys(found))


def tag_names(known: Sequence[str], typed: Iterable[str]) -> list[str]:
    """Typed tags as they are written. Raises ValidationError naming what is not known."""
    by_name = {name.casefold(): name for name in known}
    missing = [text for text in typed if text.casefold() not in by_name]
    if missing:
        raise _unknown(missing)
    return list(dict.fromkeys(by_name[text.casefold()] for text in typed))


def product_ids(place: Place, typed: Sequence[str]) -> list[int]:
    """Products of the shared catalog by number, SKU or EAN; a number goes before a code.

    Raises ValidationError naming what is not there or stands for several products.
    """
    if not typed:
        return []
    if len(typed) > MOST_TYPED:
        raise ValidationError(gettext("At most %(most)s products can be named.") % {"most": MOST_TYPED})
    rows = Product.objects.for_account(place.account_id).filter(inventory_id=place.inventory_id)
    numbers = [int(text) for text in typed if _is_number(text)]
    by_text: dict[str, set[int]] = {}
    known = set()
    for pk, sku, ean in rows.filter(Q(pk__in=numbers) | Q(sku__in=typed) | Q(ean__in=typed)).values_list(
        "pk", "sku", "ean"
    ):
        known.add(pk)
        for code in {sku, ean} - {""}:
            by_text.setdefault(code, set()).add(pk)
    found, missing = [], []
    for text in typed:
        hits = by_text.get(text, set())
        if _is_number(text) and int(text) in known:
            found.append(int(text))
        elif len(hits) == 1:
            found += hits
        else:
            missing.append(text)
    if missing:
        raise _unknown(missing)
    return list(dict.fromkeys(found))


def product_lines(place: Place, ids: Sequence[int]) -> str:
    """Products one per line: their SKU where only they have it, else their number."""
    if not ids:
        return ""
    rows = Product.objects.for_account(place.account_id)
    skus = dict(rows.filter(pk__in=ids).values_list("pk", "sku"))
    taken: dict[str, int] = {}
    same = rows.filter(inventory_id=place.inventory_id, sku__in=[sku for sku in skus.values() if sku])
    for sku in same.values_list("sku", flat=True):
        taken[sku] = taken.get(sku, 0) + 1
    return "\n".join(
        skus[key] if taken.get(skus.get(key, ""), 0) == 1 and not _is_number(skus[key]) else str(key) for key in ids
    )


def lines_of(known: Mapping[int, str], ids: Iterable[Any]) -> str:
    """Names one per line; a number where the name is gone or stands for several."""
    names = Counter(known.values())
    return "\n".join(known[key] if key in known and names[known[key]] == 1 else str(key) for key in ids)
