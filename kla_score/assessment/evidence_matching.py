"""
Which files of an evidence folder the references of a sheet name.

References are only ever compared with the names of the files that are there, so none can lead anywhere else. Pure: no
files, no printing; `kla_score.files.evidence_folder` makes the list.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final
from urllib.parse import unquote, urlsplit

from kla_score.cells import normalize_text
from kla_score.instrument.evidence import EvidenceKind, Reference, Status
from kla_score.issues import Issue, Location, Parameter

USUAL_TYPES: Final = (
    *("pdf", "doc", "docx", "odt", "rtf", "txt", "xls", "xlsx", "xlsm", "ods", "csv", "ppt", "pptx", "odp"),
    *("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp", "heic", "heif"),
    *("mp4", "mov", "avi", "mkv", "3gp", "mp3", "m4a", "wav"),
)
"""How names of documents, pictures and recordings end. An archive is none: nobody sees what is in it."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """
    One file of the folder, by its path inside it with ``/`` between the parts.

    *flaw* is the code of the issue that says why it is no evidence, or empty. *content* is a digest of the bytes;
    empty where no other file has as many of them.
    """

    name: str
    flaw: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference that was looked up, the cell in which it stands, and the code of the question that it is for."""

    reference: Reference
    location: Location
    question: str


@dataclass(frozen=True, slots=True)
class FolderCheck:
    """How many *files* a folder has and how many of them are *cited*; what became of the references, by status."""

    folder: str
    files: int
    cited: int
    references: Mapping[Status, int]


class EvidenceFiles:
    """
    The *files* of a folder called *name*, none with more than *limit* MiB, and the names of the folders in it.

    Letter case, blanks and the kind of slash make no difference. A name without its ending, behind the sign of a list,
    before a point or a slash, or of a file further down is taken, too, and said. Where several files fit, any usable
    one will do, so that one more usable file never takes points away.
    """

    def __init__(self, name: str, files: Sequence[StoredFile], folders: Iterable[str] = (), limit: int = 0) -> None:
        self.name = name
        self.files = files
        self._limit = limit
        self._folders = {_key(folder) for folder in folders}
        self._by_name: dict[str, list[StoredFile]] = {}
        self._loosely: dict[str, list[StoredFile]] = {}
        for file in files:
            key = _key(file.name)
            self._by_name.setdefault(key, []).append(file)
            base = key.rpartition("/")[2]
            for loose in {key.rpartition(".")[0], base, base.rpartition(".")[0]} - {key, ""}:
                self._loosely.setdefault(loose, []).append(file)

    def look_up(self, reference: Reference, kind: EvidenceKind) -> Reference:
        """
        Say of *reference*, an entry for *kind*, whether it counts and which file it names.

        A bare word does not count. A link is looked at for its form alone. Where a figure is asked for, figures and
        explanations count as they are.
        """
        if reference.status is Status.DECLARED:
            if not reference.address:
                return reference._replace(counts=False)
            named = reference._replace(text=reference.address, status=Status.REFERENCED)
            return self._judge(named, unquote(named.text))
        judged = self._judge(reference, reference.text, may_explain=kind.accepts_number)
        if judged.counts or not reference.address:
            return judged
        behind = self._judge(reference._replace(text=reference.address), unquote(reference.address))
        return behind._replace(text=reference.text) if behind.counts else judged

    def cite(self, reference: Reference, location: Location, question: str) -> Citation:
        """Note that *reference*, looked up before, stands at *location* for *question*."""
        return Citation(reference, location, question)

    def _judge(self, reference: Reference, name: str, *, may_explain: bool = False) -> Reference:
        """Judge *name*, the file that the text of *reference* would be, or the text itself as a link."""
        bare, link = _bare(name), _bare(reference.text)
        leads_out = bool(_OUTSIDE.search(bare))
        is_elsewhere = leads_out or bool(_DRIVE.match(bare) or _DEVICE.search(bare))
        found = None if is_elsewhere else self._find(bare)
        if found and found.is_usable:
            is_exact = found.is_exact and not _SURPLUS_BEHIND.search(normalize_text(name).strip(_QUOTES))
            issue = "" if is_exact else "evidence-name-completed"
            return reference._replace(status=Status.FOUND, file=found.file.name, issue=issue)
        if _WEB.match(link) or (not may_explain and _SCHEME.match(link)):
            return reference if _is_web_address(link) else _refused(reference, "evidence-link-bad")
        if may_explain and not leads_out and _ending(bare) not in USUAL_TYPES:
            return reference
        if is_elsewhere:
            return _refused(reference, "evidence-outside")
        if found:
            return _refused(reference, _flaw_of(found.file), found.file.name)
        if _key(bare) in self._folders:
            return _refused(reference, "evidence-is-folder")
        return reference._replace(status=Status.NOT_FOUND, counts=False, issue=_NOT_FOUND)

    def _find(self, bare: str) -> "_Match | None":
        """Find the file that is meant: a usable one rather than another, and then the one that is written alike."""
        plain = _bare(_LIST_SIGN.sub("", bare))
        exact, own = _key(bare), _key(plain).removeprefix(f"{_key(self.name)}/")
        matches = [_Match(file, is_exact=True) for file in self._by_name.get(exact, ())]
        for key in dict.fromkeys((_key(plain), own, exact)):
            loose = (*(self._by_name.get(key, ()) if key != exact else ()), *self._loosely.get(key, ()))
            matches += [_Match(file, is_exact=False) for file in loose]
        return min(matches, key=lambda match: (not match.is_usable, not match.is_exact), default=None)

    def check(self, citations: Sequence[Citation]) -> FolderCheck:
        """Count what became of *citations*, which were looked up."""
        statuses = [citation.reference.status for citation in citations]
        return FolderCheck(
            self.name,
            len(self.files),
            len(_cited(citations)),
            {status: statuses.count(status) for status in (Status.FOUND, Status.NOT_FOUND, Status.REJECTED)},
        )

    def issues(self, citations: Sequence[Citation], *, is_part: bool = False) -> Iterator[Issue]:
        """
        Report what is wrong with *citations*, each file and each name once, at the cell that comes first.

        Files that nothing cites are named as well, unless it *is_part* of a divided sheet: others cite them.
        """
        yield from self._unusable(citations)
        yield from _repeated(citations, {file.name: file.content for file in self.files})
        cited = _cited(citations)
        for file in self.files:
            if file.name not in cited and file.flaw in _ALWAYS_TOLD:
                yield Issue(file.flaw, Location(f"{self.name}/{file.name}"), parameters={"file": file.name})
            elif file.name not in cited and not is_part:
                yield Issue("evidence-file-uncited", Location(f"{self.name}/{file.name}"))

    def _unusable(self, citations: Sequence[Citation]) -> Iterator[Issue]:
        groups: dict[tuple[str, str], list[Citation]] = {}
        for citation in citations:
            if code := citation.reference.issue:
                key = (code, citation.reference.file or _key(citation.reference.text))
                groups.setdefault(key, []).append(citation)
        lost = sum(code == _NOT_FOUND for code, _ in groups)
        is_elsewhere = lost > _SEVERAL and not _cited(citations)
        if is_elsewhere:
            parameters: Mapping[str, Parameter] = {"folder": self.name, "count": lost}
            yield Issue("evidence-nothing-found", parameters=parameters)
        suggested = 0
        for (code, _), group in groups.items():
            if code == _NOT_FOUND and is_elsewhere:
                continue
            first = group[0]
            candidates: tuple[str, ...] = ()
            if code == _NOT_FOUND and suggested < _SUGGESTIONS:
                candidates, suggested = self._nearest(first.reference.text), suggested + 1
            parameters = {
                "folder": self.name,
                "file": first.reference.file,
                "questions": _questions(group),
                "candidates": candidates,
                "allowed": USUAL_TYPES,
                "limit": self._limit,
            }
            yield Issue(code, first.location, first.question, first.reference.text, parameters)

    def _nearest(self, text: str) -> tuple[str, ...]:
        wanted = _key(text)[:_LONGEST_NAME]
        pool = [name for name in self._by_name if len(self._by_name) <= _MOST_COMPARED or name[:2] == wanted[:2]]
        names = get_close_matches(wanted, pool[:_MOST_COMPARED], cutoff=0.7)
        return tuple(self._by_name[name][0].name for name in names)


_NOT_FOUND: Final = "evidence-file-not-found"
_SEVERAL: Final = 5
"""When more names than so many are not there, and not one is, the folder is the wrong one: one line says it."""
_SUGGESTIONS: Final = 50
_LONGEST_NAME: Final = 200
_MOST_COMPARED: Final = 1_000
"""Looking for the nearest of more names takes long; then only those that begin alike are looked at."""
_ALWAYS_TOLD: Final = frozenset({"evidence-link-outside", "evidence-folder-unreadable"})
"""Flaws that matter even where nothing cites the file: something may be hidden behind it."""

_QUOTES: Final = "\"'“”‘’ "
_SURPLUS_BEHIND: Final = re.compile(r"[./\\]$")
_WEB: Final = re.compile(r"[a-z][a-z0-9+.-]+://|www\.(?![^/]*\.(?:" + "|".join(USUAL_TYPES) + r")$)")
_SCHEME: Final = re.compile(r"(?:file|ftp|mailto|javascript|data|vbscript):[^ ]")
_OUTSIDE: Final = re.compile(r"^(?:[a-z]:)?[/\\]|^~[/\\]|(?:^|[/\\]) ?\.\. ?(?:[/\\]|$)")
"""From the top of a disk, of another computer or of one's own folder, or a step upwards."""
_DRIVE: Final = re.compile(r"[a-z]:")
_DEVICE: Final = re.compile(r"(?:^|[/\\])(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9]) ?(?:[.:/\\]|$)")
"""Windows opens a device under these names in whatever folder and with whatever ending."""
_LIST_SIGN: Final = re.compile(r"^(?:[-–—•*] ?|(?:[0-9]{1,2}|[a-z])[.)] )")


@dataclass(frozen=True, slots=True)
class _Match:
    """A file that a name may mean; *is_exact* but for letter case, blanks and slashes."""

    file: StoredFile
    is_exact: bool

    @property
    def is_usable(self) -> bool:
        return not _flaw_of(self.file)


def _bare(text: str) -> str:
    """Even *text* out and take away quotes around it, and points and blanks behind it, which Windows does, too."""
    return normalize_text(text).strip(_QUOTES).rstrip(" .")


def _key(name: str) -> str:
    return normalize_text(name).replace("\\", "/").removeprefix("./").replace(" ", "").rstrip("/")


def _ending(name: str) -> str:
    """Give what a name ends in behind its last point, in small letters and without blanks."""
    return name.rstrip(" .").rpartition(".")[2].strip().casefold() if "." in name else ""


def _is_web_address(bare: str) -> bool:
    """Tell whether it has the form of a link that a browser opens: nobody is asked whether there is anything."""
    if " " in bare:
        return False
    try:
        parts = urlsplit(f"https://{bare}" if bare.startswith("www.") else bare)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", host))


def _refused(reference: Reference, issue: str, file: str = "") -> Reference:
    return reference._replace(status=Status.REJECTED, counts=False, file=file, issue=issue)


def _flaw_of(file: StoredFile) -> str:
    return file.flaw or ("" if _ending(file.name) in USUAL_TYPES else "evidence-type-unusual")


def _cited(citations: Iterable[Citation]) -> set[str]:
    return {citation.reference.file for citation in citations} - {""}


def _questions(citations: Sequence[Citation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(citation.question for citation in citations))


def _repeated(citations: Sequence[Citation], contents: Mapping[str, str]) -> Iterator[Issue]:
    """Say which content is evidence for several questions, or stands under several names."""
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        if citation.reference.status is Status.FOUND:
            name = citation.reference.file
            groups.setdefault(contents[name] or name, []).append(citation)
    for group in groups.values():
        first, questions = group[0], _questions(group)
        names = tuple(dict.fromkeys(citation.reference.file for citation in group))
        parameters: Mapping[str, Parameter] = {"files": names, "questions": questions, "count": len(questions)}
        if len(names) > 1:
            yield Issue("evidence-content-repeated", first.location, first.question, names[0], parameters)
        elif len(questions) > 1:
            yield Issue("evidence-file-repeated", first.location, first.question, names[0], parameters)
