"""The hash-chained register: what was decided can be proven, what was said can be erased.

An entry's canonical bytes are UTF-8 JSON with sorted keys and no spaces. They hold `seq` (from 1), `prev` (the
hash before, 64 zeros at first), `kind`, `cycle`, `at` (UTC, ISO 8601), `facts` (codes, dates, numbers) and, for
each text or name, its salted digest under `texts`. The entry's hash is the SHA-256 of those bytes as stored.
"""

from models.register.chain import Head, append, head
from models.register.erasing import ErasureBasis, UnknownDigestError, erase
from models.register.export import write_export
from models.register.proof.proof import Verification, verify
from models.register.sealing import ERASED_WORD

__all__ = [
    "ERASED_WORD",
    "ErasureBasis",
    "Head",
    "UnknownDigestError",
    "Verification",
    "append",
    "erase",
    "head",
    "verify",
    "write_export",
]
