"""Reading zips that anybody may have changed: each byte of one can say something else than it should."""

import zlib
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

FAULTS: Final = (
    *(BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, LookupError),
    *(ValueError, TypeError, AttributeError, OverflowError, MemoryError),
)
"""What reading a zip that is `packed_as_usual`, and what lies in it, may raise."""


def packed_as_usual(archive: ZipFile) -> ZipFile:
    """Return a zip whose members are stored or deflated, as those of backups and of text documents are.

    Raises:
        BadZipFile: a member is packed in another way, whose unpacking would raise errors of its own.
    """
    if any(each.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for each in archive.infolist()):
        raise BadZipFile("a member is packed in another way")
    return archive
