"""The register as a file that its receiver can prove without us."""

from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Final

from fastapi.responses import StreamingResponse

from api.dependencies import Dependencies
from api.documents.archive import ZIP
from models.register import write_export

_IN_MEMORY: Final = 1_000_000
_AT_ONCE: Final = 64 * 1024


def register_file(deps: Dependencies, *, party: str = "") -> StreamingResponse:
    """Return the whole register; with a `party` (its code) only the texts that it told itself are handed out.

    It is written to the disk first, so that a slow reader keeps no transaction open.
    """
    made: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  # closed when all of it is sent
    write_export(deps.database, made, party=party)
    made.seek(0)
    headers = {"Content-Disposition": 'attachment; filename="register.zip"'}
    return StreamingResponse(_blocks(made), media_type=ZIP, headers=headers)


def _blocks(made: IO[bytes]) -> Iterator[bytes]:
    with made:
        while block := made.read(_AT_ONCE):
            yield block
