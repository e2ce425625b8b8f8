"""
A failing and a passing example for every rule of the instrument linter.

*passing* stands, but for its indentation, in ``examples/instruments/desa-contoh.yaml`` exactly once; with *failing* in
its place the file has that fault, where the mark ``▶`` stands. Tests hold both to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MARK: Final = "▶"
"""Stands before the place of a fault."""


@dataclass(frozen=True, slots=True)
class Example:
    """
    Two pieces of an instrument file, lines without their common indentation, each ending in no line break.

    In *failing* the sign ``▶`` stands before the character where the fault is reported; it is no part of the file. A
    lone surrogate stands for a byte that is not UTF-8.
    """

    failing: str
    passing: str


EXAMPLES: Final[Mapping[str, Example]] = {
    # the language
    "yaml-not-utf8": Example(
        failing="""\
what:
  id: "foto ruang baca dan jam bukanya"
  en: "photos of the reading caf▶\udce9 and its opening hours\"""",
        passing="""\
what:
  id: "foto ruang baca dan jam bukanya"
  en: "photos of the reading room and its opening hours\"""",
    ),
    "yaml-syntax": Example(
        failing="""\
name:
  id: "Sekolah dan "▶PAUD""
  en: "Schools and Early Childhood Centres"
short: "Sekolah/PAUD\"""",
        passing="""\
name:
  id: "Sekolah dan Lembaga Pendidikan Anak Usia Dini"
  en: "Schools and Early Childhood Centres"
short: "Sekolah/PAUD\"""",
    ),
    "yaml-several-documents": Example(
        failing="""\
---
▶---
id: "desa-contoh"
edition: "1\"""",
        passing="""\
id: "desa-contoh"
edition: "1\"""",
    ),
    "yaml-too-deep": Example(
        failing=f"""\
short: "Forum Anak"
aliases: {"[" * 47}▶["FAD"{"]" * 48}""",
        passing="""\
short: "Forum Anak"
aliases:
  - "FAD\"""",
    ),
    "yaml-too-many-values": Example(
        failing=f"""\
id: [{"0, " * 49_998}▶0, 0, 0]
edition: "1\"""",
        passing="""\
id: "desa-contoh"
edition: "1\"""",
    ),
    "yaml-tag": Example(
        failing="""\
band_policy: "lower-limit"
maximum: ▶!!int 100""",
        passing="""\
band_policy: "lower-limit"
maximum: 100""",
    ),
    "yaml-alias": Example(
        failing="""\
short: "Pemdes"
aliases: ▶&names
  - "Kantor Desa"
  - "Perangkat Desa\"""",
        passing="""\
short: "Pemdes"
aliases:
  - "Kantor Desa"
  - "Perangkat Desa\"""",
    ),
    "yaml-merge-key": Example(
        failing="""\
description:
  id: "foto kegiatan, tempat, atau barang yang ditanyakan"
  en: "photos of the activity, place or thing asked about"
▶<<: {accepts_number: true}""",
        passing="""\
description:
  id: "foto kegiatan, tempat, atau barang yang ditanyakan"
  en: "photos of the activity, place or thing asked about\"""",
    ),
    "yaml-key-repeated": Example(
        failing="""\
  en: "Protection from Violence"
maximum: 16
▶maximum: 18""",
        passing="""\
  en: "Protection from Violence"
maximum: 16""",
    ),
    "yaml-key-not-text": Example(
        failing="""\
short: "Posyandu"
▶no: 2
aliases:""",
        passing="""\
short: "Posyandu"
aliases:""",
    ),
    "yaml-ambiguous-scalar": Example(
        failing="""\
- text:
    id: "Belum ada layanan"
    en: ▶no
  points: 0""",
        passing="""\
- text:
    id: "Belum ada layanan"
    en: "No service yet"
  points: 0""",
    ),
    # keys
    "key-missing": Example(
        failing="""\
▶text:
  id: "Bagaimana keadaan tempat bermain anak di desa ini?\"""",
        passing="""\
text:
  id: "Bagaimana keadaan tempat bermain anak di desa ini?"
  en: "What is the state of the children's playground in this village?\"""",
    ),
    "key-unknown": Example(
        failing="""\
outcome: true
lower_is_beter: ▶true""",
        passing="""\
outcome: true
lower_is_better: true""",
    ),
    # values
    "value-not-quoted": Example(
        failing="""\
id: "desa-contoh"
edition: ▶1""",
        passing="""\
id: "desa-contoh"
edition: "1\"""",
    ),
    "value-not-text": Example(
        failing="""\
  en: "Village Midwife and Integrated Health Post"
▶short: ["Posyandu", "Polindes"]""",
        passing="""\
  en: "Village Midwife and Integrated Health Post"
short: "Posyandu\"""",
    ),
    "value-not-points": Example(
        failing="""\
kind: "points"
maximum: ▶7,5""",
        passing="""\
kind: "points"
maximum: 7.5""",
    ),
    "value-not-percentage": Example(
        failing="""\
- at_least: 80
  below: ▶95%
  points: 1.5""",
        passing="""\
- at_least: 80
  below: 95
  points: 1.5""",
    ),
    "value-not-whole-number": Example(
        failing="""\
- kind: "photo"
  what:
    id: "foto pertemuan forum anak"
    en: "photos of the forum's meetings"
  count: ▶1.5""",
        passing="""\
- kind: "photo"
  what:
    id: "foto pertemuan forum anak"
    en: "photos of the forum's meetings\"""",
    ),
    "value-not-true-or-false": Example(
        failing="""\
  en: "the figure behind the answer, written into the cell"
accepts_number: ▶"ya\"""",
        passing="""\
  en: "the figure behind the answer, written into the cell"
accepts_number: true""",
    ),
    "value-not-a-list": Example(
        failing="""\
short: "Forum Anak"
aliases: ▶"FAD\"""",
        passing="""\
short: "Forum Anak"
aliases:
  - "FAD\"""",
    ),
    "value-not-a-mapping": Example(
        failing="""\
note: ▶"Setiap kelas bernilai satu poin; yang dihitung paling banyak lima kelas.\"""",
        passing="""\
note:
  id: "Setiap kelas bernilai satu poin; yang dihitung paling banyak lima kelas."
  en: "Each class is worth one point; five classes count at most.\"""",
    ),
    "value-not-one-of": Example(
        failing="""\
kind: ▶"percent"
maximum: 10
bands:""",
        passing="""\
kind: "percentage"
maximum: 10
bands:""",
    ),
    "value-malformed": Example(
        failing="""\
- id: ▶"pemerintah desa"
  name:
    id: "Pemerintah Desa\"""",
        passing="""\
- id: "pemerintah-desa"
  name:
    id: "Pemerintah Desa\"""",
    ),
    "value-empty": Example(
        failing="""\
text:
  id: "Seberapa sering Forum Anak Desa berkumpul?"
  en: ▶\"\"""",
        passing="""\
text:
  id: "Seberapa sering Forum Anak Desa berkumpul?"
  en: "How often does the village children's forum meet?\"""",
    ),
    # names and texts
    "identifier-repeated": Example(
        failing="""\
- code: ▶"A2.1"
  printed: "2\"""",
        passing="""\
- code: "A2.2"
  printed: "2\"""",
    ),
    "identifier-undefined": Example(
        failing="""\
agencies:
  - ▶"forum-anak\"""",
        passing="""\
agencies:
  - "forum-anak-desa\"""",
    ),
    "definition-unused": Example(
        failing="""\
- id: "forum-anak-desa"
  name:
    id: "Forum Anak Desa"
    en: "Village Children's Forum"
  short: "Forum Anak"
  aliases:
    - "FAD"
- id: ▶"puskesmas"
  name:
    id: "Pusat Kesehatan Masyarakat"
    en: "Community Health Centre"
  short: "Puskesmas\"""",
        passing="""\
- id: "forum-anak-desa"
  name:
    id: "Forum Anak Desa"
    en: "Village Children's Forum"
  short: "Forum Anak"
  aliases:
    - "FAD\"""",
    ),
    "question-without-agency": Example(
        failing="""\
- code: ▶"C1.3"
  printed: "3"
  text:
    id: "Apakah ada ruang baca yang dapat dipakai semua anak, dan berapa hari seminggu ruang itu buka?"
    en: "Is there a reading room that every child can use, and on how many days a week is it open?"
  kind: "points"
  maximum: 4
  evidence:
    - kind: "photo"
      what:
        id: "foto ruang baca dan jam bukanya"
        en: "photos of the reading room and its opening hours"
  provenance: "printed\"""",
        passing="""\
- code: "C1.3"
  printed: "3"
  text:
    id: "Apakah ada ruang baca yang dapat dipakai semua anak, dan berapa hari seminggu ruang itu buka?"
    en: "Is there a reading room that every child can use, and on how many days a week is it open?"
  kind: "points"
  maximum: 4
  evidence:
    - kind: "photo"
      what:
        id: "foto ruang baca dan jam bukanya"
        en: "photos of the reading room and its opening hours"
  agencies:
    - "sekolah"
    - "pemerintah-desa"
  provenance: "printed\"""",
    ),
    "text-repeated": Example(
        failing="""\
- kind: "document"
  what:
    id: "berita acara musyawarah desa yang memuat usulan anak"
    en: "minutes of the village meeting with the children's proposals"
- kind: "document"
  what:
    id: ▶"berita acara musyawarah desa yang memuat usulan anak"
    en: "minutes of the village meeting with the children's proposals\"""",
        passing="""\
- kind: "document"
  what:
    id: "berita acara musyawarah desa yang memuat usulan anak"
    en: "minutes of the village meeting with the children's proposals"
- kind: "document"
  what:
    id: "rencana kerja desa yang menampung usulan itu"
    en: "work plan of the village that includes those proposals\"""",
    ),
    # sums
    "sum-differs": Example(
        failing="""\
band_policy: "lower-limit"
maximum: ▶110""",
        passing="""\
band_policy: "lower-limit"
maximum: 100""",
    ),
    "surplus-undeclared": Example(
        failing="""\
maximum: ▶16
questions:
  - code: "C1.1\"""",
        passing="""\
maximum: 16
cap:
  points: 16
  questions_total: 18
  reason:
    id: "Nilai maksimal butir berjumlah 18, tetapi C1.2 dan C1.3 sama-sama menilai tempat berkegiatan, \
sehingga indikator ini dihitung paling banyak 16."
    en: "The maxima of the questions add up to 18, but C1.2 and C1.3 both rate places for activities, \
so the indicator counts 16 at most."
questions:
  - code: "C1.1\"""",
    ),
    "cap-wrong": Example(
        failing="""\
maximum: 16
cap:
  points: 16
  questions_total: ▶16""",
        passing="""\
maximum: 16
cap:
  points: 16
  questions_total: 18""",
    ),
    "cap-declared": Example(  # a note: the same piece, as it stands
        failing="""\
maximum: 16
▶cap:
  points: 16
  questions_total: 18
  reason:""",
        passing="""\
maximum: 16
cap:
  points: 16
  questions_total: 18
  reason:""",
    ),
    # predicates and their gates
    "predicates-disordered": Example(
        failing="""\
lower_limit: ▶69
printed_from: 69
printed_to: 84""",
        passing="""\
lower_limit: 70
printed_from: 70
printed_to: 84""",
    ),
    "predicates-gap": Example(
        failing="""\
lower_limit: 75
printed_from: ▶75
printed_to: 84""",
        passing="""\
lower_limit: 70
printed_from: 70
printed_to: 84""",
    ),
    "gate-impossible": Example(
        failing="""\
gate:
  indicators: ▶40
  share: 70""",
        passing="""\
gate:
  indicators: 4
  share: 70""",
    ),
    "gate-unconfirmed": Example(
        failing="""\
share: 70
status: "unconfirmed"
applies: ▶true""",
        passing="""\
share: 70
status: "unconfirmed"
applies: false""",
    ),
    # options and bands
    "option-repeated": Example(
        failing="""\
- text:
    id: "Terjadwal dengan petugas terlatih"
    en: "Scheduled and with trained staff"
  points: 10
- text:
    id: ▶"Terjadwal dengan petugas terlatih"
    en: "Scheduled but without trained staff"
  points: 6""",
        passing="""\
- text:
    id: "Terjadwal dengan petugas terlatih"
    en: "Scheduled and with trained staff"
  points: 10
- text:
    id: "Terjadwal tanpa petugas terlatih"
    en: "Scheduled but without trained staff"
  points: 6""",
    ),
    "options-unordered": Example(
        failing="""\
- text:
    id: "Terjadwal tanpa petugas terlatih"
    en: "Scheduled but without trained staff"
  points: 3
- text:
    id: "Hanya bila diminta keluarga"
    en: "Only when a family asks for it"
  points: ▶6""",
        passing="""\
- text:
    id: "Terjadwal tanpa petugas terlatih"
    en: "Scheduled but without trained staff"
  points: 6
- text:
    id: "Hanya bila diminta keluarga"
    en: "Only when a family asks for it"
  points: 3""",
    ),
    "ladder-misses-maximum": Example(
        failing="""\
maximum: ▶6.5
options:
  - text:
      id: "Setiap bulan"
      en: "Every month"
    points: 6""",
        passing="""\
maximum: 6.5
options:
  - text:
      id: "Setiap bulan"
      en: "Every month"
    points: 6.5""",
    ),
    "ladder-without-zero": Example(
        failing="""\
▶bands:
  - at_least: 0
    below: 80
    points: 0.5""",
        passing="""\
bands:
  - at_least: 0
    below: 80
    points: 0""",
    ),
    "band-edges-unclear": Example(
        failing="""\
- ▶at_least: 50
  points: 3
- at_least: 75
  below: 95""",
        passing="""\
- at_least: 50
  below: 75
  points: 3
- at_least: 75
  below: 95""",
    ),
    "band-empty": Example(
        failing="""\
- at_least: 75
  below: ▶50
  points: 3""",
        passing="""\
- at_least: 50
  below: 75
  points: 3""",
    ),
    "bands-disordered": Example(
        failing="""\
- at_least: 75
  below: 95
  points: 3
- at_least: ▶50
  below: 75
  points: 6""",
        passing="""\
- at_least: 50
  below: 75
  points: 3
- at_least: 75
  below: 95
  points: 6""",
    ),
    "bands-gap": Example(
        failing="""\
- at_least: 50
  up_to: 74
  points: 3
- at_least: ▶75
  below: 95
  points: 6""",
        passing="""\
- at_least: 50
  below: 75
  points: 3
- at_least: 75
  below: 95
  points: 6""",
    ),
    "bands-overlap": Example(
        failing="""\
- at_least: 50
  up_to: 75
  points: 3
- at_least: ▶75
  below: 95
  points: 6""",
        passing="""\
- at_least: 50
  below: 75
  points: 3
- at_least: 75
  below: 95
  points: 6""",
    ),
    "bands-reversed": Example(
        failing="""\
- at_least: 50
  below: 75
  points: 6
- at_least: 75
  below: 95
  points: ▶3""",
        passing="""\
- at_least: 50
  below: 75
  points: 3
- at_least: 75
  below: 95
  points: 6""",
    ),
    "bands-same-points": Example(
        failing="""\
- at_least: 2
  below: 5
  points: 4
- at_least: 5
  below: 10
  points: ▶4""",
        passing="""\
- at_least: 2
  below: 5
  points: 4
- at_least: 5
  below: 10
  points: 7""",
    ),
}
