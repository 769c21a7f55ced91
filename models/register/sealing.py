"""Texts and names beside the chain: the register holds their salted digests only, so that they can be erased."""

import re
import secrets
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from models.tables.register import SealedText

SALT_BYTES = 32
ERASED_WORD: Final = "slettet"
"""What readers see in the place of a text that was erased by right."""
_SALT: Final = re.compile(f"[0-9a-f]{{{2 * SALT_BYTES}}}")


def digest_of(salt: str, text: str) -> str:
    """Return the SHA-256 (hex) of the salt's bytes (`salt` is hex) followed by the text in UTF-8."""
    return sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def is_genuine(digest: str, *, salt: str, text: str) -> bool:
    """Tell whether a text is the one that was sealed; `digest` and `salt` are hex.

    Nothing parts the salt from the text in what is hashed, so only a salt of the length that we make counts:
    otherwise a text could lose its first words to its salt.
    """
    return _SALT.fullmatch(salt) is not None and digest_of(salt, text) == digest


def sealed(texts: Mapping[str, str], *, entry: int) -> list[SealedText]:
    """Return a row for each text that says something, each under a fresh salt; `entry` is the entry's number."""
    rows = []
    for field, text in texts.items():
        if text:
            salt = secrets.token_hex(SALT_BYTES)
            rows.append(SealedText(digest=digest_of(salt, text), entry=entry, field=field, salt=salt, text=text))
    return rows
