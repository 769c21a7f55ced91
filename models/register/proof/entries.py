"""What the register tells, read back: each entry's facts and texts, for holding rows against them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from models.calendar import local_day
from models.register.chain import Fact
from models.register.erasing import ERASED
from models.register.sealing import ERASED_WORD
from models.tables.register import RegisterEntry, SealedText


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry tells: codes, dates (ISO) and numbers, and which texts were sealed with it; `at` is UTC."""

    seq: int
    kind: str
    cycle_id: str
    at: datetime
    facts: Mapping[str, Fact]
    digests: Mapping[str, str]

    @property
    def day(self) -> date:
        """The local date on which it was recorded."""
        return local_day(self.at)

    @property
    def request(self) -> int:
        """The receipt number of the request that it records, 0 where it records none."""
        return self.number("request")

    def number(self, name: str) -> int:
        """Return a fact that is a number, 0 where there is none."""
        value = self.facts.get(name)
        return value if isinstance(value, int) else 0

    def word(self, name: str) -> str:
        """Return a fact that is a code, "" where there is none."""
        value = self.facts.get(name)
        return value if isinstance(value, str) else ""

    def words(self, name: str) -> list[str]:
        """Return a fact that is codes with commas between them."""
        return [word for word in self.word(name).split(",") if word]


class Telling:
    """All that the register tells, the oldest entry first; entries that cannot be read are left out."""

    def __init__(self, entries: Iterable[RegisterEntry], seals: Iterable[SealedText]) -> None:
        self.entries = tuple(told for entry in entries if (told := told_in(entry.seq, entry.canonical)))
        self._texts = {(seal.entry, seal.field): seal.text for seal in seals}
        self._erased = {
            digest: told.seq for told in self.entries if told.kind == ERASED for digest in _digests(told)
        }
        self._erasures = {told.seq: told for told in self.of_kind(ERASED)}

    def of_kind(self, *kinds: str) -> Iterator[Entry]:
        """Give the entries of some kinds."""
        return (told for told in self.entries if told.kind in kinds)

    def erased_by(self, digest: str) -> int | None:
        """Return the number of the entry that says that a text was erased; None where none does."""
        return self._erased.get(digest)

    def agrees(self, told: Entry, field: str, text: str) -> bool:
        """Tell whether a row says what was sealed, or what stands there since it was erased by right."""
        if field not in told.digests:
            return not text  # an empty text is not sealed
        kept = self._texts.get((told.seq, field))
        if kept is not None:
            return text == kept
        erased_by = self.erased_by(told.digests[field])
        if erased_by is None:
            return True  # it is gone against the rules, which is told where the texts are held against the chain
        instead = self._erasures.get(erased_by)
        again = f"{told.seq}.{field}"
        if instead and again in instead.digests:
            return self.agrees(instead, again, text)
        return text in {"", ERASED_WORD}


def told_in(seq: int, canonical: bytes) -> Entry | None:
    """Return what an entry's canonical bytes tell, None where they are those of no entry."""
    try:
        content = json.loads(canonical)
        facts, digests = dict(content["facts"]), dict(content["texts"])
        at = datetime.fromisoformat(content["at"])
        return Entry(seq, str(content["kind"]), str(content["cycle"]), at, facts, digests)
    except (ValueError, TypeError, KeyError):
        return None


def _digests(told: Entry) -> list[str]:
    named = told.facts.get("digests")
    return named if isinstance(named, list) else []
