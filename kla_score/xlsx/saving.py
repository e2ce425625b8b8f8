"""Save a workbook of openpyxl. With the variable SOURCE_DATE_EPOCH, the same cells give the same bytes."""

import io
import os
import re
import time
import zipfile
from typing import Final

from openpyxl import Workbook

_TIMES: Final = re.compile(rb'(W3CDTF">)[^<]*')
_EARLIEST, _LATEST = 315532800, 4354819198
"""The first and the last second that an archive can store, since 1970."""


def to_bytes(book: Workbook) -> bytes:
    """Return *book* as the content of an ``.xlsx`` file."""
    stream = io.BytesIO()
    book.save(stream)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not (epoch.isascii() and epoch.isdigit()):
        return stream.getvalue()
    return _dated(stream, time.gmtime(min(max(int(epoch), _EARLIEST), _LATEST)))


def _dated(content: io.BytesIO, moment: time.struct_time) -> bytes:
    """Return the workbook *content*, created and changed at this *moment*."""
    stream = io.BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            stored = old.read(entry)
            if entry.filename == "docProps/core.xml":
                stored = _TIMES.sub(rb"\g<1>" + time.strftime("%Y-%m-%dT%H:%M:%SZ", moment).encode(), stored)
            entry.date_time = moment[:6]
            new.writestr(entry, stored)
    return stream.getvalue()
