"""The base class of formats: a name, a purpose, and a method that writes a document."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import ClassVar

from kla_score.reports.document import Document, RenderTarget


class OutputFormat(ABC):
    """
    One way to write a document.

    Help pages, errors, completion and the tables of the documentation use these attributes. Every command loads every
    format, so import slow libraries when the format renders.

    Attributes:
        name: The name of the format for `-f`.
        description: The users or the purpose of the format, in English; it is translated when it is shown.
        position: The position of the format among the others on help pages, in ascending order.
        suffix: The suffix of files in this format, with the dot; empty if there are no such files.
        is_for_screen: Whether `-f` offers the format.
        ends_with_answer: Whether the last line is that of the document, which repeats the answer.
        is_for_results: Whether the format can show every result.
        is_only_for_reports: Whether only commands that report on one workbook offer the format.
        is_for_findings: Whether the format can show the findings of instrument files.
        is_exact: Whether the text is UTF-8 on every terminal, because a program may read it.
        is_for_machines: Whether the format needs only the data or the records of a document.
        library: The optional library that the format needs: the name of its module, and its name for pip.

    """

    name: ClassVar[str]
    description: ClassVar[str]
    position: ClassVar[int] = 1000
    suffix: ClassVar[str] = ""
    is_for_screen: ClassVar[bool] = True
    ends_with_answer: ClassVar[bool] = False
    is_for_results: ClassVar[bool] = True
    is_only_for_reports: ClassVar[bool] = False
    is_for_findings: ClassVar[bool] = False
    is_exact: ClassVar[bool] = True
    is_for_machines: ClassVar[bool] = False
    library: ClassVar[tuple[str, str] | None] = None

    @abstractmethod
    def render(self, document: Document, target: RenderTarget) -> str | bytes | Iterator[str]:
        """
        Return *document* in this format, for *target*.

        Text ends in a line break. It may be an iterator of chunks, so that a long text is never in memory as a whole. A
        format for files only may return bytes.
        """

    def render_chunks(self, document: Document, target: RenderTarget) -> Iterable[str]:
        """
        Return the text of *document* in one or more chunks.

        Raises:
            TypeError: The format is not text.

        """
        content = self.render(document, target)
        if isinstance(content, bytes):
            raise TypeError(self.name)
        return [content] if isinstance(content, str) else content

    def render_text(self, document: Document, target: RenderTarget) -> str:
        """
        Return the text of *document* as a whole.

        Raises:
            TypeError: The format is not text.

        """
        return "".join(self.render_chunks(document, target))

    def render_bytes(self, document: Document, target: RenderTarget) -> Iterable[bytes]:
        """Return the content of a file with *document*, in one or more chunks; text is UTF-8."""
        content = self.render(document, target)
        if isinstance(content, bytes):
            return [content]
        chunks = [content] if isinstance(content, str) else content
        return (chunk.encode("utf-8", "replace") for chunk in chunks)
