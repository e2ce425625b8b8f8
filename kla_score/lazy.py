"""Packages whose names are loaded when they are first asked for: most commands need few of them."""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def names_of(package: str, homes: Mapping[str, str]) -> Callable[[str], object]:
    """
    Make the ``__getattr__`` of *package*: *homes* tells in which module each name lives.

    No name may be that of a module of the package itself, which would stand in its way.
    """

    def find(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(homes[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    return find
