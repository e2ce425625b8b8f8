"""Load the scripts that are not in a package."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType


def load_script(path: Path) -> ModuleType:
    """Return the script *path* as a module. Its `main` does not run."""
    spec = spec_from_file_location(path.stem, path)

    assert spec is not None
    assert spec.loader is not None

    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
