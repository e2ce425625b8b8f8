"""
Region, year and stage of an assessment.

Pure: no files, no printing. No list of regions is built in, because regions change.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple

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
    """The agency of a part of a divided sheet."""
    QUESTIONS = "questions"
    """The codes of the questions of that part."""


class Stage(StrEnum):
    """A stage of the evaluation. In the first, the region assesses itself; the last one counts."""

    EM = "EM"
    """Evaluasi mandiri, self-assessment."""
    VA = "VA"
    """Verifikasi administrasi, by the province."""
    VL = "VL"
    """Verifikasi lapangan, in the field."""
    VLH = "VLH"
    """Verifikasi lapangan hybrid."""
    VKL = "VKL"
    """Verifikasi kunjungan lapangan."""
    VF = "VF"
    """Verifikasi final."""


class Region(NamedTuple):
    """
    A regency or city. Fields that are not filled in are empty.

    *kind* is ``kabupaten`` or ``kota`` and is part of the name, because some regencies and cities share a name. *code*
    is ``PP.KK``, as text.
    """

    kind: str = ""
    name: str = ""
    province: str = ""
    code: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """
        The key for matching the region: kind and name without differences in blanks, punctuation and letter case.

        Two governments of the same kind never share a name, but a regency and a city can.
        """
        return self.kind, _bare(_ADMINISTRATIVE.sub("", normalize_text(self.name)))

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys of the region: kind and name, and its code. Blank keys are left out."""
        return (*((" ".join(self.key),) if self.name else ()), *((self.code,) if self.code else ()))

    @property
    def province_key(self) -> str:
        """The key for matching the province, without "Prov." or "Daerah Istimewa" in front."""
        return _bare(_PROVINCE.sub("", normalize_text(self.province)))


def _bare(text: str) -> str:
    return "".join(sign for sign in normalize_text(text) if sign.isalnum())


_PROVINCE: Final = re.compile(
    r"^(?:(?:provinsi|propinsi|province of) |prov(?:\. ?| ))?"
    r"(?:daerah istimewa |d\.?i\.? |daerah khusus (?:ibukota )?|dki )?"
)
_ADMINISTRATIVE: Final = re.compile(r"^(?:administrasi|adm\.?) ")
UNKNOWN_REGION: Final = Region()


class Period(NamedTuple):
    """
    Region, year and stage of an assessment. *year* and *stage* are None if not filled in or not readable.

    *part* is the agency of a part of a divided sheet; empty for a whole one.
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
"""Spellings of the stages. Older documents call the self-assessment PM, and one calls it VM."""
REGION_CODE: Final = re.compile(r"[0-9]{2}\.[0-9]{2}")
_FIRST_CITY: Final = "71"
"""After the province, codes of regencies are 01–69 and codes of cities 71–99."""


def kind_of_code(code: str) -> str:
    """Return the kind of the region with *code* (``PP.KK``); empty if the code is of neither kind."""
    number = code[3:]
    return "kota" if number >= _FIRST_CITY else "kabupaten" if "01" <= number <= "69" else ""


def kind_and_name(text: str) -> tuple[str, str]:
    """
    Split the kind from the front of a name, if it is repeated there.

    >>> kind_and_name("Kab.Bandung"), kind_and_name("KOTA Bandung"), kind_and_name("Kotabaru")
    (('kabupaten', 'Bandung'), ('kota', 'Bandung'), ('', 'Kotabaru'))
    """
    match = _KIND_IN_FRONT.match(text)
    return (KINDS[match[1].casefold()], text[match.end() :]) if match else ("", text)


_KIND_IN_FRONT: Final = re.compile(r"(kabupaten|kab|kota|regency|city)(?:\. ?| )(?=\S)", re.IGNORECASE)
