"""How often somebody may knock. Counted in this process's memory: each web process counts its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from math import ceil
from time import time
from typing import Final

from fastapi import Request
from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from models.directory import ContactFacts

MOST_KNOWN: Final = 10_000
"""How many are counted at a time; should there ever be more, the count begins anew."""
_NETWORK: Final = 64
"""Who has one IPv6 address has all that begin with the same so many bits."""


class Limited(StrEnum):
    """What is counted, each by whom."""

    GUESSED_LINK = "link that was never ours, by address"
    POST_OF_A_LINK = "post through a link, by invitation and generation"
    POST_OF_AN_ADDRESS = "post through a link, by address"
    SIGN_IN_OF_AN_ADDRESS = "sign-in link asked for, by address"
    GUESSED_SIGN_IN = "sign-in link that opened nothing, by address, and by link where another mailbox was typed"
    GUESSED_KEY = "token of a program that was never ours, by address"
    CALL = "call of a program, by its token"
    NOTED = "note that somebody tried too often, by address"


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many times within so many seconds."""

    times: int
    seconds: int = 60


ALLOWANCES: Final[Mapping[Limited, Allowance]] = {
    Limited.GUESSED_LINK: Allowance(30),
    Limited.POST_OF_A_LINK: Allowance(60),
    # a whole town hall, or a region, may share one address
    Limited.POST_OF_AN_ADDRESS: Allowance(600),
    Limited.SIGN_IN_OF_AN_ADDRESS: Allowance(10, 15 * 60),
    Limited.GUESSED_SIGN_IN: Allowance(20, 15 * 60),
    Limited.GUESSED_KEY: Allowance(30),
    Limited.CALL: Allowance(1200),
    Limited.NOTED: Allowance(1, 15 * 60),
}


class TooMany(Exception):  # said as its reader sees it
    """Somebody knocked too often and may again after `seconds`; `secretariat` is whom a council may ring."""

    def __init__(self, seconds: int, secretariat: ContactFacts | None = None) -> None:
        self.seconds = seconds
        self.secretariat = secretariat
        super().__init__(
            f"Der er kommet for mange forespørgsler på kort tid. Vent {_in_words(seconds)}, og prøv igen."
        )

    @property
    def wait(self) -> str:
        """How long to wait, in words."""
        return _in_words(self.seconds)


class Limits:
    """Counts who does what how often; what has no allowance is never too much."""

    def __init__(self, allowances: Mapping[Limited, Allowance] = ALLOWANCES) -> None:
        self._items: Final = {
            what: RateLimitItemPerSecond(each.times, each.seconds) for what, each in allowances.items()
        }
        self._storage = MemoryStorage()

    def count(self, what: Limited, who: str) -> None:
        """Count that somebody did something.

        Raises:
            TooMany: it was done too often; this time is not counted.
        """
        if (wait := self.wait(what, who)) is not None:
            raise TooMany(wait)

    def look(self, what: Limited, who: str) -> None:
        """Count nothing, and tell whether somebody may do something.

        Raises:
            TooMany: it was done too often.
        """
        if (wait := self._wait(what, who, MovingWindowRateLimiter.test)) is not None:
            raise TooMany(wait)

    def wait(self, what: Limited, who: str) -> int | None:
        """Count that somebody did something, or return how many seconds are to be waited for."""
        return self._wait(what, who, MovingWindowRateLimiter.hit)

    def _wait(self, what: Limited, who: str, is_free: Callable[..., bool]) -> int | None:
        item = self._items.get(what)
        if item is None:
            return None
        if len(self._storage.events) > MOST_KNOWN:
            self._storage = MemoryStorage()  # anew, since others may be counting in the old one right now
        limiter = MovingWindowRateLimiter(self._storage)
        key = (what.name, sha256(who.encode(errors="surrogatepass")).hexdigest())
        if is_free(limiter, item, *key):
            return None
        return max(1, ceil(limiter.get_window_stats(item, *key).reset_time - time()))


def address_of(request: Request) -> str:
    """Return by which address an asker is counted: the proxy's word for it, where a trusted one stands between."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(int(address) >> _NETWORK)
    return host


def _in_words(seconds: int) -> str:
    minutes = ceil(seconds / 60)
    return "et minut" if minutes <= 1 else f"{minutes} minutter"


def once_in(while_: timedelta, workflow_id: str, at: datetime) -> str:
    """Return the id under which a letter goes that is asked for at an instant (UTC).

    It is the same from the start of one while to the next, so that the engine knows a letter that it sent.
    """
    begun = datetime.fromtimestamp(at.timestamp() // while_.total_seconds() * while_.total_seconds(), UTC)
    return f"{workflow_id}/{begun:%Y%m%d%H%M}"
