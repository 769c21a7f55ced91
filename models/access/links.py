"""Links that councils answer by: a signature over an invitation and its generation; nobody can make one up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

from itsdangerous import BadData, URLSafeSerializer

from workflows.rules.inquiries import InquiryKind

_PURPOSE: Final = "aftalehjulet/link"
_FEED: Final = "aftalehjulet/calendar"


class Room(StrEnum):
    """Where a link leads; the value is the first part of its address."""

    COUNCIL = "b"
    HEARING = "h"
    CONTACTS = "k"
    STATUS = "o"


_ROOM_OF: Final[Mapping[InquiryKind | None, Room]] = {
    None: Room.COUNCIL,
    InquiryKind.HEARING: Room.HEARING,
    InquiryKind.CONTACT_ROUND: Room.CONTACTS,
    InquiryKind.STATUS_ROUND: Room.STATUS,
}


def room_of(kind: InquiryKind | None) -> Room:
    """Return where a link leads whose inquiry is of a kind, None for an approval round's."""
    return _ROOM_OF[kind]


def link_path(kind: InquiryKind | None, token: str) -> str:
    """Return the path of a link, without a slash at its start; `kind` is None in an approval round."""
    return f"{room_of(kind)}/{token}"


class ForgedLink(ValueError):
    """The token was not signed by us."""


@dataclass(frozen=True, slots=True)
class LinkClaim:
    """What a token says: the invitation's id and the generation for which the link was made."""

    invitation: int
    generation: int


class LinkSigner:
    """Makes and reads tokens; a token carries no time, so every reminder holds the same link.

    `keys` come newest first: the newest signs, all of them verify, so that keys can be changed without
    killing the links that are out.

    Raises:
        ValueError: there is no key, or an empty one.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys or not all(keys):
            raise ValueError("a link needs a key to be signed with")
        self._links: Final = _serializer(keys, _PURPOSE)
        self._feeds: Final = _serializer(keys, _FEED)

    def token(self, invitation_id: int, generation: int) -> str:
        """Return the token, fit for an URL's path."""
        return _dumped(self._links, [invitation_id, generation])

    def read(self, token: str) -> LinkClaim:
        """Return what a token says.

        Raises:
            ForgedLink: it was not signed by any of our keys.
        """
        try:
            invitation, generation = self._links.loads(token)
        except (BadData, TypeError, ValueError) as error:
            raise ForgedLink from error
        return LinkClaim(int(invitation), int(generation))

    def feed_token(self, cycle_id: str) -> str:
        """Return the token of a cycle's calendar, which is read and no more; it is no link to answer by."""
        return _dumped(self._feeds, cycle_id)

    def read_feed(self, token: str) -> str:
        """Return the id of the cycle whose calendar a token gives.

        Raises:
            ForgedLink: it was not signed by any of our keys.
        """
        try:
            return str(self._feeds.loads(token))
        except (BadData, ValueError) as error:
            raise ForgedLink from error


def _serializer(keys: Sequence[str], purpose: str) -> URLSafeSerializer:
    how = {"digest_method": sha256, "key_derivation": "hmac"}
    return URLSafeSerializer(list(reversed(keys)), salt=purpose, signer_kwargs=how)


def _dumped(serializer: URLSafeSerializer, content: object) -> str:
    token = serializer.dumps(content)
    return token if isinstance(token, str) else token.decode("ascii")
