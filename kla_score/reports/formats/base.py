"""What every format is: a name, what it is for, and one method that writes a document."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import ClassVar

from kla_score.reports.document import Document, RenderTarget


class OutputFormat(ABC):
    """
    One way to write a document.

    Help pages, errors, completion and the tables of the documents name a format by what stands here. A library that
    takes long to load is imported when the format renders, as every command loads every format.

    Attributes:
        name: What `-f` calls the format.
        description: Whom or what the format is for, in English; it is translated when it is shown.
        suffix: How the name of a file in this format ends, with a dot in front; empty if there are no such files.
        is_for_screen: Whether `-f` offers the format.
        is_for_results: Whether the format can show every result.
        is_for_findings: Whether the format can show the findings of instrument files.
        is_exact: Whether the text is UTF-8 on every terminal, because a program may read it.
        is_for_machines: Whether the format needs only the data or the records of a document.

    """

    name: ClassVar[str]
    description: ClassVar[str]
    suffix: ClassVar[str] = ""
    is_for_screen: ClassVar[bool] = True
    is_for_results: ClassVar[bool] = True
    is_for_findings: ClassVar[bool] = False
    is_exact: ClassVar[bool] = True
    is_for_machines: ClassVar[bool] = False

    @abstractmethod
    def render(self, document: Document, surface: RenderTarget) -> str | bytes | Iterator[str]:
        """
        Return *document* in this format, for *surface*.

        Text ends in a line break, and may come in pieces so that a long one is never in memory as a whole. A format
        for files alone may return bytes.
        """

    def render_chunks(self, document: Document, surface: RenderTarget) -> Iterable[str]:
        """
        Return the text of *document* in one or more pieces.

        Raises:
            TypeError: the format is not text.

        """
        content = self.render(document, surface)
        if isinstance(content, bytes):
            raise TypeError(self.name)
        return [content] if isinstance(content, str) else content

    def render_text(self, document: Document, surface: RenderTarget) -> str:
        """
        Return the text of *document* as a whole.

        Raises:
            TypeError: the format is not text.

        """
        return "".join(self.render_chunks(document, surface))

    def render_bytes(self, document: Document, surface: RenderTarget) -> Iterable[bytes]:
        """Return the content of a file with *document*, in one or more pieces; text is UTF-8."""
        content = self.render(document, surface)
        if isinstance(content, bytes):
            return [content]
        chunks = [content] if isinstance(content, str) else content
        return (chunk.encode("utf-8", "replace") for chunk in chunks)
