"""The directory: who exists, who belongs to whom, how they are reached."""

from models.directory.checking import check_directory
from models.directory.contacts.contacts import (
    contact_of,
    known_secretariat,
    mailboxes_of,
    secretariat_of,
    without_contact,
)
from models.directory.contacts.importing import import_contacts
from models.directory.facts import (
    ClusterMark,
    ContactFacts,
    DirectoryCount,
    DirectoryRegion,
    DirectoryRow,
    ImportReport,
    NoSecretariatContact,
    OtherBody,
    PartyBody,
    RegionFacts,
    RowProblem,
    UnknownRegion,
)
from models.directory.meetings import note_meetings
from models.directory.page import directory_page
from models.directory.parties import party_bodies
from models.directory.reading import region_by_code
from models.directory.seeding import seed_directory
from models.directory.succession.heirs import NewName
from models.directory.succession.lineage import successor_of
from models.directory.succession.succession import Succession, merge_bodies, rename_body

__all__ = [
    "ClusterMark",
    "ContactFacts",
    "DirectoryCount",
    "DirectoryRegion",
    "DirectoryRow",
    "ImportReport",
    "NewName",
    "NoSecretariatContact",
    "OtherBody",
    "PartyBody",
    "RegionFacts",
    "RowProblem",
    "Succession",
    "UnknownRegion",
    "check_directory",
    "contact_of",
    "directory_page",
    "import_contacts",
    "known_secretariat",
    "mailboxes_of",
    "merge_bodies",
    "note_meetings",
    "party_bodies",
    "region_by_code",
    "rename_body",
    "secretariat_of",
    "seed_directory",
    "successor_of",
    "without_contact",
]
