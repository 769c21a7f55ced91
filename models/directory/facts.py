"""What the directory tells: facts about bodies, never table rows, and the errors it names."""

from dataclasses import dataclass
from datetime import date


class UnknownRegion(LookupError):
    """No region has this code or name."""


class NoSecretariatContact(LookupError):
    """Nobody has said yet how the region's secretariat is reached."""


@dataclass(frozen=True, slots=True)
class RegionFacts:
    """A region: "1081", "Region Nordjylland", "Nordjylland", "nordjylland"."""

    code: str
    name: str
    short_name: str
    slug: str


@dataclass(frozen=True, slots=True)
class PartyBody:
    """A council as a party: `code` is its municipality's or region's, `body_code` its own.

    `name` is what Danes say ("Læsø", "Regionsrådet"), `title` the authority ("Læsø Kommune"), `clusters` are
    slugs such as "nord", the primary one first.
    """

    code: str
    name: str
    title: str
    body_code: str
    sort_key: str
    clusters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """How a body is reached; empty text where nothing is known. `name` is the officer or office to ask for."""

    body_code: str
    body_name: str
    name: str
    mailbox: str
    main_mailbox: str
    second_mailbox: str
    phone: str
    website: str


@dataclass(frozen=True, slots=True)
class ClusterMark:
    """A cluster as shown beside its member; `is_sure` is False where cluster or membership is doubtful."""

    code: str
    name: str
    is_primary: bool
    is_sure: bool


@dataclass(frozen=True, slots=True)
class DirectoryRow:
    """An authority and its council in the console's directory; `is_sure` is False where the name is doubtful.

    `valid_to` (local date, inclusive) tells that the authority ends.
    """

    code: str
    name: str
    title: str
    council_code: str
    council: str
    is_council_sure: bool
    clusters: tuple[ClusterMark, ...]
    has_contact: bool
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class OtherBody:
    """A body that is no council: SSU, forum, cluster, secretariat …; `kind` is the Danish word for it."""

    code: str
    kind: str
    name: str
    has_contact: bool
    is_sure: bool


@dataclass(frozen=True, slots=True)
class DirectoryRegion:
    """A region with its regional council, its municipalities in Danish order and its other bodies."""

    region: RegionFacts
    authorities: tuple[DirectoryRow, ...]
    others: tuple[OtherBody, ...]


@dataclass(frozen=True, slots=True)
class DirectoryCount:
    """What the directory holds; `per_region` maps a region's name to its number of municipalities."""

    regions: int
    municipalities: int
    councils: int
    regional_councils: int
    clusters: int
    memberships: int
    per_region: dict[str, int]


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in a file: `line` counts from 1 as editors do, 0 for the whole file; `reason` is Danish."""

    line: int
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of an import: nothing is imported where there is any problem."""

    imported: int
    problems: tuple[RowProblem, ...] = ()

    @property
    def sentence(self) -> str:
        """What came of it, in Danish."""
        return f"{self.imported} {'kontakt' if self.imported == 1 else 'kontakter'} er importeret."
