"""
Whose assessment it is: region, year and stage.

Pure: no files, no printing. No list of regions is built in: they change.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kla_score.cells import normalize_text


class Identity(StrEnum):
    """The lines of the sheet *Identitas*."""

    KIND = "kind"
    NAME = "name"
    PROVINCE = "province"
    CODE = "code"
    YEAR = "year"
    STAGE = "stage"
    INSTRUMENT = "instrument"
    EDITION = "edition"
    FINGERPRINT = "fingerprint"
    PART = "part"
    """The agency, in a part of a divided sheet."""
    QUESTIONS = "questions"
    """The codes of its questions."""


class Stage(StrEnum):
    """A stage of the evaluation. Only the first is the region's own word; the last one counts."""

    EM = "EM"
    """Evaluasi mandiri, self-assessment."""
    VA = "VA"
    """Verifikasi administrasi, by the province."""
    VL = "VL"
    """Verifikasi lapangan, in the field."""
    VLH = "VLH"
    """Verifikasi lapangan hibrida."""
    VKL = "VKL"
    """Verifikasi kunjungan lapangan."""
    VF = "VF"
    """Verifikasi final."""


@dataclass(frozen=True, slots=True)
class Region:
    """
    A regency or city. Whatever is not filled in is empty.

    *kind* is ``kabupaten`` or ``kota`` and belongs to the name: several names have both governments. *code* is
    ``PP.KK``, as text.
    """

    kind: str = ""
    name: str = ""
    province: str = ""
    code: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """
        What the region is matched by: kind and name, blanks, signs and letter case evened out.

        No two governments of one kind share a name; the name alone belongs to both a regency and a city at times.
        """
        return self.kind, _bare(_ADMINISTRATIVE.sub("", normalize_text(self.name)))

    @property
    def keys(self) -> tuple[str, ...]:
        """All that the region can be recognised by: kind and name, and its code; what is blank is left out."""
        return (*((" ".join(self.key),) if self.name else ()), *((self.code,) if self.code else ()))

    @property
    def province_key(self) -> str:
        """What the province is matched by; "Prov." or "Daerah Istimewa" in front says nothing."""
        return _bare(_PROVINCE.sub("", normalize_text(self.province)))


def _bare(text: str) -> str:
    return "".join(sign for sign in normalize_text(text) if sign.isalnum())


_PROVINCE: Final = re.compile(
    r"^(?:(?:provinsi|propinsi|province of) |prov(?:\. ?| ))?"
    r"(?:daerah istimewa |d\.?i\.? |daerah khusus (?:ibukota )?|dki )?"
)
_ADMINISTRATIVE: Final = re.compile(r"^(?:administrasi|adm\.?) ")
UNKNOWN_REGION: Final = Region()


@dataclass(frozen=True, slots=True)
class Period:
    """
    Whose assessment it is and when. *year* and *stage* are None when not filled in or not readable.

    *part* is the agency whose part of a divided sheet it is; empty for a whole one.
    """

    region: Region = UNKNOWN_REGION
    year: int | None = None
    stage: Stage | None = None
    part: str = ""


UNKNOWN_PERIOD: Final = Period()

KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("kabupaten", "kab", "kab.", "regency"), "kabupaten"),
    **dict.fromkeys(("kota", "city"), "kota"),
}
STAGES: Final[Mapping[str, Stage]] = {
    **{stage.casefold(): stage for stage in Stage},
    **dict.fromkeys(("pm", "vm", "evaluasi mandiri", "penilaian mandiri", "self-assessment"), Stage.EM),
    "verifikasi administrasi": Stage.VA,
    "verifikasi lapangan": Stage.VL,
    "verifikasi final": Stage.VF,
}
"""How the stages are written; older papers call the self-assessment PM, and one VM."""
REGION_CODE: Final = re.compile(r"[0-9]{2}\.[0-9]{2}")
_FIRST_CITY: Final = "71"
"""Behind the province, codes of regencies go from 01 to 69, those of cities from 71 to 99."""


def kind_of_code(code: str) -> str:
    """Tell from a code ``PP.KK`` whether it is that of a regency or a city; nothing where it is neither."""
    number = code[3:]
    return "kota" if number >= _FIRST_CITY else "kabupaten" if "01" <= number <= "69" else ""


def kind_and_name(text: str) -> tuple[str, str]:
    """
    Take the kind from in front of a name, where people write it once more.

    >>> kind_and_name("Kab.Bandung"), kind_and_name("KOTA Bandung"), kind_and_name("Kotabaru")
    (('kabupaten', 'Bandung'), ('kota', 'Bandung'), ('', 'Kotabaru'))
    """
    match = _KIND_IN_FRONT.match(text)
    return (KINDS[match[1].casefold()], text[match.end() :]) if match else ("", text)


_KIND_IN_FRONT: Final = re.compile(r"(kabupaten|kab|kota|regency|city)(?:\. ?| )(?=\S)", re.IGNORECASE)
