"""
Match the references of a sheet with the files of an evidence folder.

References are compared only with the names of listed files, so that none can lead out of the folder. Pure: no files, no
printing; `kla_score.files.evidence_folder` makes the list.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from kla_score.cells import normalize_text, similar_names
from kla_score.instrument.evidence import EvidenceKind, Reference, Status
from kla_score.instrument.evidence_entries import words_of
from kla_score.issues import Issue, Location, Parameter

USUAL_TYPES: Final = (
    *("pdf", "doc", "docx", "odt", "rtf", "txt", "xls", "xlsx", "xlsm", "ods", "csv", "ppt", "pptx", "odp"),
    *("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp", "heic", "heif"),
    *("mp4", "mov", "avi", "mkv", "3gp", "mp3", "m4a", "wav"),
)
"""Suffixes of documents, pictures and recordings. Archives are excluded, because their content is not visible."""


class StoredFile(NamedTuple):
    """
    One file of the folder, by its path inside it with ``/`` as the separator.

    *flaw* is the code of the issue that makes it unusable as evidence, or empty. *content* is a digest of the bytes;
    empty if no other file has the same size.
    """

    name: str
    flaw: str = ""
    content: str = ""


class Citation(NamedTuple):
    """A reference that was looked up, with the location of its cell and the code of its question."""

    reference: Reference
    location: Location
    question: str


class FolderCheck(NamedTuple):
    """The number of *files* in a folder, the number of *cited* ones, and the number of references by status."""

    folder: str
    files: int
    cited: int
    references: Mapping[Status, int]


class EvidenceFiles:
    """
    The *files* of a folder called *name*, with the names of its subfolders. A file may have at most *limit* MiB.

    Letter case, blanks and the kind of slash make no difference. These names are accepted, too, and reported: without
    the suffix, after a list marker, before a dot or a slash, or of a file in a subfolder. If several files match, a
    usable one is preferred, so that an additional usable file never reduces the points.
    """

    def __init__(self, name: str, files: Sequence[StoredFile], folders: Iterable[str] = (), limit: int = 0) -> None:
        self.name = name
        self.files = files
        self.limit = limit
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
        Return *reference*, an entry for *kind*, with whether it counts and which file it matches.

        An entry that names no document counts only if a file has this name. Only the form of a link is checked. If
        *kind* accepts a figure, figures and explanations count without a file.
        """
        if reference.status is Status.DECLARED:
            if reference.address:
                named = reference._replace(text=reference.address, status=Status.REFERENCED)
                return self._judge(named, unquote(named.text))
            judged = self._judge(reference, reference.text) if len(words_of(reference.text)) >= _SHORTEST_NAME else None
            return judged if judged and judged.counts else reference._replace(counts=False)
        judged = self._judge(reference, reference.text, may_explain=kind.accepts_number)
        address = reference.address or _address_behind(reference.text)
        if judged.counts or not address:
            return judged
        behind = self._judge(reference._replace(text=address), unquote(address))
        return behind._replace(text=reference.text) if behind.counts else judged

    def cite(self, reference: Reference, location: Location, question: str) -> Citation:
        """Return the citation of *reference*, which was looked up, at *location* for *question*."""
        return Citation(reference, location, question)

    def _judge(self, reference: Reference, name: str, *, may_explain: bool = False) -> Reference:
        """Return *reference* with the result for *name*, its possible file name; its text may also be a link."""
        bare, link = _bare(name), _bare(reference.text)
        leads_out = bool(_OUTSIDE.search(bare))
        is_elsewhere = leads_out or bool(_DRIVE.match(bare) or _DEVICE.search(bare))
        found = None if is_elsewhere else self._find(bare)
        if found and found.is_usable:
            is_exact = found.is_exact and not _SURPLUS_BEHIND.search(normalize_text(name).strip(_QUOTES))
            is_in_subfolder = not is_exact and _key(found.file.name).endswith(f"/{_key(bare)}")
            issue = "" if is_exact else _IN_SUBFOLDER if is_in_subfolder else "evidence-name-completed"
            return reference._replace(status=Status.FOUND, file=found.file.name, issue=issue)
        if _WEB.match(link) or _PAGE.match(link) or (not may_explain and _SCHEME.match(link)):
            return reference if _is_web_address(link) else _refused(reference, "evidence-link-bad")
        is_unusable_file = found is not None and found.is_exact and bool(_ending(bare))
        if may_explain and not leads_out and not is_unusable_file and _ending(bare) not in USUAL_TYPES:
            return reference
        if is_elsewhere:
            return _refused(reference, "evidence-outside")
        if found:
            return _refused(reference, flaw_of(found.file), found.file.name)
        if _key(bare) in self._folders:
            return _refused(reference, "evidence-is-folder")
        return reference._replace(status=Status.NOT_FOUND, counts=False, issue=_NOT_FOUND)

    def _find(self, bare: str) -> "_Match | None":
        """Return the best match: usable files first, then files with exactly this name."""
        plain = _bare(_LIST_SIGN.sub("", bare))
        exact, own = _key(bare), _key(plain).removeprefix(f"{_key(self.name)}/")
        matches = [_Match(file, is_exact=True) for file in self._by_name.get(exact, ())]
        for key in dict.fromkeys((_key(plain), own, exact)):
            loose = (*(self._by_name.get(key, ()) if key != exact else ()), *self._loosely.get(key, ()))
            matches += [_Match(file, is_exact=False) for file in loose]
        return min(matches, key=lambda match: (not match.is_usable, not match.is_exact), default=None)

    def check(self, citations: Sequence[Citation]) -> FolderCheck:
        """Count the results of *citations*, which were looked up."""
        statuses = [citation.reference.status for citation in citations]
        return FolderCheck(
            self.name,
            len(self.files),
            len(_cited(citations)),
            {status: statuses.count(status) for status in (Status.FOUND, Status.NOT_FOUND, Status.REJECTED)},
        )

    def issues(self, citations: Sequence[Citation], *, is_part: bool = False) -> Iterator[Issue]:
        """
        Yield the problems of *citations*, each file and each name once, at its first cell.

        Files without a citation are reported as well, unless it *is_part* of a divided sheet, because other parts cite
        them.
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
        yield from self._in_subfolders([group for (code, _), group in groups.items() if code == _IN_SUBFOLDER])
        suggested = 0
        for (code, _), group in groups.items():
            if code == _IN_SUBFOLDER or (code == _NOT_FOUND and is_elsewhere):
                continue
            first = group[0]
            candidates: tuple[str, ...] = ()
            if code == _NOT_FOUND and suggested < _SUGGESTIONS:
                candidates, suggested = self._nearest(first.reference.text, first.question), suggested + 1
            parameters = {
                "folder": self.name,
                "file": first.reference.file,
                "questions": _questions(group),
                "candidates": candidates,
                "allowed": USUAL_TYPES,
                "limit": self.limit,
            }
            yield Issue(code, first.location, first.question, first.reference.text, parameters)

    def _in_subfolders(self, groups: Sequence[Sequence[Citation]]) -> Iterator[Issue]:
        """Yield one issue for all files that were found in a subfolder."""
        if groups:
            first = groups[0][0]
            parameters: Mapping[str, Parameter] = {
                "folder": self.name,
                "file": first.reference.file,
                "count": len(groups),
            }
            yield Issue(_IN_SUBFOLDER, first.location, first.question, parameters=parameters)

    def _nearest(self, text: str, question: str) -> tuple[str, ...]:
        """Return similar names of files for *question*, else the only similar name that is for no other question."""
        wanted = _key(text)
        pool = [name for name in self._by_name if len(self._by_name) <= _MOST_COMPARED or name[:2] == wanted[:2]]
        similar = similar_names(wanted, pool[:_MOST_COMPARED])
        by_name = {name: _question_in(name) for name in (self._by_name[key][0].name for key in similar)}
        same = tuple(name for name, code in by_name.items() if code == normalize_text(question))
        others = tuple(name for name, code in by_name.items() if not code)
        return same or (others if len(others) == 1 else ())


_SHORTEST_NAME: Final = 4
"""A shorter word, such as "ada" or "v", is never a file name without its suffix."""
_NOT_FOUND: Final = "evidence-file-not-found"
_IN_SUBFOLDER: Final = "evidence-in-subfolders"
_SEVERAL: Final = 5
"""If more names than this are missing and none is found, the folder is probably wrong. One issue reports it."""
_SUGGESTIONS: Final = 50
_MOST_COMPARED: Final = 1_000
"""Searching for similar names is slow. In larger folders, only names with the same beginning are compared."""
_ALWAYS_TOLD: Final = frozenset({"evidence-link-outside", "evidence-folder-unreadable"})
"""Flaws that are reported even if nothing cites the file, because they may hide further files."""

_QUOTES: Final = "\"'“”‘’ "
_SURPLUS_BEHIND: Final = re.compile(r"[./\\]$")
_WEB: Final = re.compile(r"[a-z][a-z0-9+.-]+://|www\.(?![^/]*\.(?:" + "|".join(USUAL_TYPES) + r")$)")
_PAGE: Final = re.compile(
    r"(?:[a-z0-9-]+\.)+(?:com|net|org|co|id|ly|gl|gle|be|me|ms|io|ee|link|page|site)"
    r"/(?!.*\.(?:" + "|".join(USUAL_TYPES) + r")$)\S"
)
"""An address without a scheme, such as "bit.ly/kla". One that ends like a file may be a file in a folder."""
_SCHEME: Final = re.compile(r"(?:file|ftp|mailto|javascript|data|vbscript):[^ ]")
_OUTSIDE: Final = re.compile(r"^(?:[a-z]:)?[/\\]|^~[/\\]|(?:^|[/\\]) ?\.\. ?(?:[/\\]|$)")
"""The root of a disk, of another computer or of the home folder, or a step to the parent folder."""
_DRIVE: Final = re.compile(r"[a-z]:")
_DEVICE: Final = re.compile(r"(?:^|[/\\])(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9]) ?(?:[.:/\\]|$)")
"""Windows opens a device under these names in any folder and with any suffix."""
_LIST_SIGN: Final = re.compile(r"^(?:[-–—•*] ?|(?:[0-9]{1,2}|[a-z])[.)] )")
_QUESTION: Final = re.compile(r"(?:^|/)([0-9]{1,2}[a-z]?\.[0-9]{1,2}[a-z]{0,2})(?![0-9a-z])")
"""The code of a question at the beginning of the name of a file or folder."""
_AROUND_CODE: Final = "._-):,"
"""Characters that people write around the code in the name of a folder."""


class _Match(NamedTuple):
    """A file that a name may mean; *is_exact* ignores letter case, blanks and slashes."""

    file: StoredFile
    is_exact: bool

    @property
    def is_usable(self) -> bool:
        return not flaw_of(self.file)


def _bare(text: str) -> str:
    """Normalize *text* and remove quotes around it. Dots and blanks at its end are removed, as Windows does."""
    return normalize_text(text).strip(_QUOTES).rstrip(" .")


def _address_behind(text: str) -> str:
    """Return the link in parentheses behind *text*, where a new workbook has the hyperlink of an older cell."""
    return text.rpartition(" (")[2][:-1] if " (" in text and text.endswith(")") else ""


def _key(name: str) -> str:
    return normalize_text(name).replace("\\", "/").removeprefix("./").replace(" ", "").rstrip("/")


def _question_in(name: str) -> str:
    """Return the code of the question that the name of a file or of its folder begins with; else an empty text."""
    found = _QUESTION.search(normalize_text(name))
    return found[1] if found else ""


def code_of_folder(name: str, codes: Mapping[str, str]) -> str:
    """Return the code that the folder *name* begins with; empty if it is none of *codes* (in lower case → code)."""
    word = normalize_text(name).partition(" ")[0]
    spellings = (word, word.strip(_AROUND_CODE), word.partition("_")[0])
    return next((codes[each] for each in spellings if each in codes), "")


def _ending(name: str) -> str:
    """Return the suffix of *name* after its last dot, in lower case and without blanks."""
    return name.rstrip(" .").rpartition(".")[2].strip().casefold() if "." in name else ""


def _is_web_address(bare: str) -> bool:
    """Return whether *bare* has the form of a web address. The address is not opened."""
    if " " in bare:
        return False
    try:
        parts = urlsplit(f"https://{bare}" if bare.startswith("www.") or _PAGE.match(bare) else bare)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", host))


def _refused(reference: Reference, issue: str, file: str = "") -> Reference:
    return reference._replace(status=Status.REJECTED, counts=False, file=file, issue=issue)


def flaw_of(file: StoredFile) -> str:
    """Return the code of the issue that makes *file* unusable as evidence; empty if it is usable."""
    return file.flaw or ("" if _ending(file.name) in USUAL_TYPES else "evidence-type-unusual")


def _cited(citations: Iterable[Citation]) -> set[str]:
    return {citation.reference.file for citation in citations} - {""}


def _questions(citations: Sequence[Citation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(citation.question for citation in citations))


def _repeated(citations: Sequence[Citation], contents: Mapping[str, str]) -> Iterator[Issue]:
    """Yield an issue for each content that is evidence for several questions or has several names."""
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
