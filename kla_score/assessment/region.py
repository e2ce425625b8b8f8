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
    DISTRICT = "district"
    REGENCY = "regency"
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
    A regency, a city, or a sub-district or village in it. Fields that are not filled in are empty.

    *kind* is the id of a kind of the instrument, such as ``kabupaten``. It is part of the name, because some regencies
    and cities share a name. *code* is text such as ``PP.KK``. *district* and *regency* are the regions above a
    sub-district or village.
    """

    kind: str = ""
    name: str = ""
    province: str = ""
    code: str = ""
    district: str = ""
    regency: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """
        The key for matching the region: kind and name without differences in blanks, punctuation and letter case.

        Two governments of the same kind never share a name, but a regency and a city can. Villages share names, so the
        regions above them are part of their key.
        """
        above = (bare(self.district), bare(self.regency)) if self.is_local else ()
        return self.kind, bare(_ADMINISTRATIVE.sub("", normalize_text(self.name))), *above

    @property
    def is_local(self) -> bool:
        """Whether it is known to be a sub-district or village."""
        return bool(self.district or self.regency) or self.code.count(".") > 1

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys of the region: kind and name, and its code, without blank ones. The code of a village is enough."""
        named = bool(self.name) and not (self.is_local and self.code)
        return (*((" ".join(self.key),) if named else ()), *((self.code,) if self.code else ()))

    @property
    def province_key(self) -> str:
        """The key for matching the province, without "Prov." or "Daerah Istimewa" in front."""
        return bare(_PROVINCE.sub("", normalize_text(self.province)))


def bare(text: str) -> str:
    """Return the letters and digits of *text* in lower case, for matching names."""
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

STAGES: Final[Mapping[str, Stage]] = {
    **{stage.casefold(): stage for stage in Stage},
    **dict.fromkeys(("pm", "vm", "evaluasi mandiri", "penilaian mandiri", "self-assessment"), Stage.EM),
    "verifikasi administrasi": Stage.VA,
    "verifikasi lapangan": Stage.VL,
    "verifikasi final": Stage.VF,
}
"""Spellings of the stages. Older documents call the self-assessment PM, and one calls it VM."""
