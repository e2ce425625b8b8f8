"""Add generated files to the wheel: compiled translations, and a validated copy of the instrument."""

import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LOCALE = "kla_score/i18n/locale"
INSTRUMENT = "indicators.yaml"


class GenerateFiles(BuildHookInterface):  # type: ignore[type-arg] # the type of its configuration is not used
    """Generate files of the wheel. An editable install has none, so that every change takes effect at once."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files and add them to the wheel."""
        if version == "editable":
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        for source in sorted(Path(self.root, LOCALE).rglob("*.po")):
            compiled = self.folder / f"{source.parent.parent.name}.mo"
            with source.open("rb") as stream, compiled.open("wb") as target:
                write_mo(target, read_po(stream))
            inside = source.with_suffix(".mo").relative_to(self.root).as_posix()
            build_data["force_include"][str(compiled)] = inside
        copy = self.folder / "indicators.json"
        copy.write_text(self.validated_instrument(), encoding="utf-8", newline="\n")
        build_data["force_include"][str(copy)] = "kla_score/indicators.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Delete the generated files, which the wheel now contains."""
        del version, build_data, artifact_path
        for path in self.folder.glob("*"):
            path.unlink()
        if self.folder.exists():
            self.folder.rmdir()

    @property
    def folder(self) -> Path:
        """Return the folder of the files until the wheel contains them."""
        return Path(self.directory, "generated")

    def validated_instrument(self) -> str:
        """Return the packaged instrument as JSON, checked by the program itself."""
        sys.path.insert(0, self.root)
        try:
            from kla_score.instrument_file import load_instrument, validated_copy  # noqa: PLC0415 - of this folder
        finally:
            sys.path.remove(self.root)
        return validated_copy(load_instrument(Path(self.root, INSTRUMENT)))
