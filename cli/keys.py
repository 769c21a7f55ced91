"""The keys that sign links: set by the operator, or made once for the embedded default."""

import os
import secrets
from pathlib import Path

from cli.settings import Settings
from cli.trouble import Trouble


def link_keys(settings: Settings) -> tuple[str, ...]:
    """Return the signing keys, the newest first.

    Raises:
        Trouble: a production set-up has none.
    """
    if settings.link_keys:
        return tuple(key.get_secret_value() for key in settings.link_keys)
    if not settings.is_embedded:
        raise Trouble("AFTALEHJULET_LINK_KEYS mangler: sæt mindst én hemmelig nøgle, som linkene signeres med.")
    return (_own_key(settings.data_dir / "link.key"),)


def _own_key(path: Path) -> str:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        key = secrets.token_hex(32)
        file.write(key)
    return key
