"""A person as somebody asks about her: by mail address, by name, and how mentions are found in texts."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from models.register import ERASED_WORD

_SHORTEST_NAME: Final = 5


class TooVague(ValueError):
    """So little was said that others would be hit too; the message is Danish and says what is missing."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person's mail address, empty where only names are known, and the names that she goes by."""

    address: str = ""
    names: tuple[str, ...] = ()

    def checked(self) -> "Person":
        """Return the person as she is looked for.

        Raises:
            TooVague: the address or a name would hit others.
        """
        address, names = self.address.strip(), tuple(" ".join(name.split()) for name in self.names if name.strip())
        if not address and not names:
            raise TooVague("Skriv en mailadresse eller et navn.")
        if address and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", address):
            raise TooVague(f"»{address}« er ikke en mailadresse.")
        for name in names:
            if len(name) < _SHORTEST_NAME or " " not in name:
                raise TooVague(f"Skriv hele navnet: »{name}« kunne også være en anden.")
        return Person(address, names)

    def is_in(self, value: Any) -> bool:
        """Tell whether a text, or any text in a JSON value, mentions the person."""
        if isinstance(value, str):
            return bool(_pattern(self).search(value))
        if isinstance(value, dict):
            return any(self.is_in(each) for each in value.values())
        return isinstance(value, (list, tuple)) and any(self.is_in(each) for each in value)

    def without(self, text: str, *, is_whole: bool = False) -> str:
        """Return a text without the mentions; one that `is_whole` about somebody goes altogether."""
        if not self.is_in(text):
            return text
        return ERASED_WORD if is_whole else _pattern(self).sub(ERASED_WORD, text)


@lru_cache(maxsize=64)
def _pattern(person: Person) -> re.Pattern[str]:
    sought = [rf"(?<![\w.+-]){re.escape(person.address)}(?![\w-])"] if person.address else []
    sought += [rf"(?<!\w){_spaced(name)}(?:'?s)?(?!\w)" for name in person.names]
    return re.compile("|".join(sought), re.IGNORECASE)


def _spaced(name: str) -> str:
    return r"\s+".join(re.escape(part) for part in name.split())
