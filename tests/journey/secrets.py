"""What must stand nowhere but in the store: every text that was typed, every name and address, every secret."""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from models.store.database import Database
from tests.journey.house import House
from upkeep.privacy import all_rows

NAMES = ("Maren Prøvesen", "Bo Prøvekjær", "Iben Prøvegaard", "Aksel Prøveborg", "Ditte Prøvelund")
"""The imagined persons of the play."""
SHORTEST: Final = 5
"""What is shorter stands everywhere by chance: an agenda item "7" is in every date."""

BEGINNING: Final = 20
"""A long text of several words is also sought by how it begins: it may have been cut off."""

ALLOWED: Final = {
    # ids, codes, keys and digests, which the engine is made to know
    "cycle_id": "the agreement's id",
    "id": "the agreement's id",
    "key": "made of ids, kinds and dates; a form's own key is a random number",
    "party": "a municipality's or region's code",
    "code": "a code of the catalogue",
    "kind_code": "an agreement kind's code",
    "body_code": "a code of the catalogue",
    "owner_code": "a code of the catalogue",
    "region_code": "a code of the catalogue",
    "chosen_parties": "codes of the catalogue",
    "clusters": "codes of the catalogue",
    "cluster": "a code of the catalogue",
    "on_behalf_of": "codes of the catalogue",
    "slug": "høring, kontaktrunde, status-2029-1: part of a workflow's id",
    "inquiry": "the same",
    "letter_key": "a letter's key",
    "made_by": "link:7, staff:1: ids",
    "field": "what a sealed text is called in code",
    "sha256": "a digest",
    "digest": "a digest",
    "hash": "a digest",
    "prev": "a digest",
    "start_fingerprint": "a digest",
    "minutes_sha256": "a digest",
    "predecessor_id": "an agreement's id",
    "media_type": "application/pdf",
    # what requests hold besides texts
    "outcome": "a code of ours",
    "decided_by": "a code of ours",
    "verdict": "a code of ours",
    "progress": "a code of ours",
    "step": "a code of ours",
    "kind": "a code of ours",
    "owner": "a code of the catalogue",
    "meeting_date": "a date",
    "planned_meeting_date": "a date",
    "deadline": "a date",
    "confirmed_on": "a date",
    "happened_on": "a date",
    "adoption_on": "a date",
    "adopted_on": "a date",
    "made_on": "a date",
    "council_meetings": "dates",
}
"""Columns and fields that are no free text, with the reason."""
CATALOGUE: Final = {
    "body": "authorities, their names and numbers: public",
    "membership": "which authority belongs to which",
    "kind": "agreement kinds: the office's own catalogue, without persons",
    "round_party": "names of authorities, which coordinators read in the engine's tree",
    "inquiry_party": "the same",
}
PUBLIC: Final = {
    "cycle.title": "an agreement's title, which coordinators read in the engine",
    "cycle.definition": "its kind, frozen",
    "request_result.outcome": "what the workflow itself was told",
    "api_token.name": "a program's name, chosen by the office",
    "letter.subject": "made of the agreement's title and the council's name; an officer's own stands sealed",
}
"""Tables and columns that name authorities and agreements, never persons."""


def sought_in(house: House) -> set[str]:
    """Return every text of every table that is not argued to be none, and all secrets that were handed out."""
    database = Database(f"sqlite:///{house.folder / 'aftalehjulet.db'}")
    sought, public = texts_in(database)
    database.close()
    assert {"Læsø Kommune", "Sundhedsaftalen 2028-2031"} <= public
    return sought | {*NAMES, *secrets_of(house)}


def texts_in(database: Database) -> tuple[set[str], set[str]]:
    """Return every text of every table that is not argued to be none, and those that coordinators may read."""
    with database.read() as session:
        rows = list(all_rows(session))
    texts: set[str] = set()
    public: set[str] = set()
    for row in rows:
        for column, value in row.texts.items():
            is_public = row.table.name in CATALOGUE or f"{row.table.name}.{column}" in PUBLIC
            named = {text.strip() for name, text in _named(column, value) if is_public or name not in ALLOWED}
            (public if is_public else texts).update(named)
    sought = {text for text in texts - public if len(text) >= SHORTEST}
    sentences = {text for text in sought if len(text) > 2 * BEGINNING and " " in text}
    return sought | {text[:BEGINNING] for text in sentences}, public


def found_in(places: dict[str, str], sought: set[str]) -> list[str]:
    """Return which of the sought texts stand where; a word within another one is none."""
    pattern = {text: re.compile(rf"(?<!\w){re.escape(text)}") for text in sought}
    return [
        f"{place}: {text}"
        for place, content in places.items()
        for text in sought
        if text in content and pattern[text].search(content)
    ]


def _named(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _named(key, each)
    elif isinstance(value, list):
        for each in value:
            yield from _named(name, each)
    elif isinstance(value, str):
        yield name, value


def secrets_of(house: House) -> list[str]:
    """Return the links' tokens, cookies and keys that were handed out in the play."""
    secrets: list[str] = json.loads((house.folder / "secrets.json").read_text())
    assert len(secrets) > 12
    return secrets
