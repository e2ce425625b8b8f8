"""Packages whose names are loaded when they are asked for."""

import pkgutil
from importlib import import_module

import pytest

PACKAGES = ["kla_score.api", "kla_score.instrument_file", "kla_score.reports", "kla_score.workbook"]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_name_is_there(package: str) -> None:
    """
    What a package promises can be had.
    """
    module = import_module(package)

    assert [] == [name for name in module.__all__ if getattr(module, name, None) is None]


@pytest.mark.parametrize("package", PACKAGES)
def test_no_name_is_that_of_a_module(package: str) -> None:
    """
    A module of the same name would be given in its place, once it is loaded.
    """
    module = import_module(package)
    modules = {each.name for each in pkgutil.iter_modules(module.__path__)}

    assert set() == modules & set(module.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """
    As everywhere.
    """
    with pytest.raises(AttributeError, match="nonsense"):
        import_module("kla_score.api").nonsense  # noqa: B018 - asking is what fails
