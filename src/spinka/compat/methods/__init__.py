"""The methods, a module per family; importing a module registers its functions."""

from importlib import import_module
from pkgutil import iter_modules


def load() -> None:
    """Import every family."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
