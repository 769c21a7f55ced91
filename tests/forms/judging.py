"""What is asked of every answer to a form, whatever was typed."""

import json
import re
from contextlib import suppress
from typing import Final

from httpx import Response
from sqlmodel import select

from models.store.database import Database
from models.tables import Contact, Cycle, Kind, Request, Staff, Version
from request_types.payload import plain_text
from tests.forms.fitting import Sent
from tests.forms.seen import SeenForm, forms_on

MARKUP: Final = "<script>alert(1)</script>&\"'"
ENGLISH: Final = re.compile(r"\b(should|must|input|string|valid|characters|field|required|value)\b", re.IGNORECASE)
NOT_SHOWN_AGAIN: Final = frozenset({"csrf", "nonce", "til", "back", "show"})
_SENTENCE: Final = re.compile(
    r'<span class="form-error-message" id="([^"]+)-error"><span[^>]*>[^<]*</span>([^<]*)<'
)


def kept_in(answer: Response, sent: Sent) -> SeenForm:
    """Return the form of a page that was meant to keep all that was sent, and check that it did."""
    forms = forms_on(answer.text)
    assert forms, answer.text
    form = max(forms, key=lambda each: len(each.values().keys() & sent.keys()))
    files = {each.name for each in form.controls if each.sort == "file"}
    values = form.values()
    lost = {
        name: (said, values.get(name))
        for name, said in sent.items()
        if name not in NOT_SHOWN_AGAIN | files
        and any(said)
        and not _is_suggested(name, sent)
        and _lines(values.get(name, [])) != _lines(said)
    }
    assert not lost, lost
    return form


def faults_in(answer: Response) -> dict[str, str]:
    """Return the sentences of a page by the field that each is tied to."""
    found = {name: sentence.strip() for name, sentence in _SENTENCE.findall(answer.text)}
    assert not [sentence for sentence in found.values() if ENGLISH.search(sentence)], found
    assert all(f'href="#{name}"' in answer.text for name in found), found
    return found


def stored_texts(database: Database) -> set[str]:
    """Return all texts that requests, versions, cycles, the directory, kinds and the list of staff hold."""
    found: set[str] = set()
    with database.read() as session:
        for table in (Request, Version, Cycle, Staff, Contact, Kind):
            for row in session.exec(select(table)):
                _collect(row.model_dump(mode="json"), found)
    return found


def as_stored(typed: str) -> str:
    """Return what is kept of a text: line breaks are one sign, the ends are trimmed, control signs fall away."""
    return plain_text(typed)


def _is_suggested(name: str, sent: Sent) -> bool:
    """Tell whether a field holds what the page suggested itself, or what a rehearsal alone assumes."""
    return name.startswith(("suggested_", "assume-")) or sent[name] == sent.get(f"suggested_{name}")


def _lines(values: list[str]) -> list[str]:
    return [value.replace("\r\n", "\n") for value in values if value]


def _collect(value: object, found: set[str]) -> None:
    match value:
        case str():
            found.add(value)
            with suppress(json.JSONDecodeError):
                _collect(json.loads(value) if value[:1] in {"{", "["} else None, found)
        case dict():
            for each in value.values():
                _collect(each, found)
        case list():
            for each in value:
                _collect(each, found)
