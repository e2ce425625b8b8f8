"""Save a workbook of openpyxl. With the variable SOURCE_DATE_EPOCH, the same cells give the same bytes."""

import io
import os
import re
import time
import zipfile
from collections.abc import Callable
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
    moment = time.gmtime(min(max(int(epoch), _EARLIEST), _LATEST))
    times = rb"\g<1>" + time.strftime("%Y-%m-%dT%H:%M:%SZ", moment).encode()
    properties = "docProps/core.xml"
    return rewrite_parts(
        stream.getvalue(), lambda name, part: _TIMES.sub(times, part) if name == properties else part, moment
    )


def rewrite_parts(
    content: bytes, change: Callable[[str, bytes], bytes], moment: time.struct_time | None = None
) -> bytes:
    """
    Return the ZIP file *content* with each part replaced by ``change(name, part)``.

    *moment* is the new time of all parts; None keeps their times.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = change(entry.filename, old.read(entry))
            if moment:
                entry.date_time = moment[:6]
            new.writestr(entry, part)
    return stream.getvalue()
