"""Compile the translations into the wheel, which has no use for their source."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALE = "kla_score/i18n/locale"


class CompileTranslations(BuildHookInterface):  # type: ignore[type-arg] # the type of its configuration is not used
    """Write a ``.mo`` file for each ``.po`` file. An editable install reads the ``.po`` files themselves."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the compiled files to a wheel that is no editable install."""
        if version == "editable":
            return
        for source in sorted(Path(self.root, LOCALE).rglob("*.po")):
            compiled = Path(self.directory, f"{source.parent.parent.name}.mo")
            compiled.parent.mkdir(parents=True, exist_ok=True)
            with source.open("rb") as stream, compiled.open("wb") as target:
                write_mo(target, read_po(stream))
            inside = source.with_suffix(".mo").relative_to(self.root).as_posix()
            build_data["force_include"][str(compiled)] = inside

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Delete the compiled files, which are in the wheel now."""
        del version, build_data, artifact_path
        for compiled in Path(self.directory).glob("*.mo"):
            compiled.unlink()
