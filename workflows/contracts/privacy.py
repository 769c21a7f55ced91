"""Messages about forgetting by rule: figures only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was forgotten because its time was over: traces of signing in, names and addresses, documents."""

    traces: int
    names: int
    documents: int
