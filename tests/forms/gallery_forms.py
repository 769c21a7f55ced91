"""All forms of all pages, and a hand that sends them: before each time the store is as it was."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fastapi.testclient import TestClient
from httpx import Response

from api.authentication import COOKIE
from models.access.staff import Role
from tests.forms.fitting import Files, Sent
from tests.forms.seen import SeenForm, forms_on
from tests.pages.gallery import GALLERY, Entry
from tests.pages.reading import fetch
from tests.pages.serving import Place, Places

Kind = tuple[str, str, frozenset[str]]
WITHOUT_FORMS: Final = frozenset({"broken", "gone", "knocking"})


@dataclass(frozen=True)
class Found:
    """A form and the page of the gallery that it stands on."""

    entry: Entry
    form: SeenForm

    @property
    def name(self) -> str:
        """What tests call it."""
        return f"{self.form.kind[1]} on {self.entry.name}"


class Hand:
    """Sends forms of the gallery."""

    def __init__(self, folder: Path) -> None:
        self._places = Places(folder)
        self._folder = folder

    def find_all(self) -> list[Found]:
        """Return every form once, from the first page that has it."""
        found: dict[Kind, Found] = {}
        for entry in GALLERY:
            if entry.scene not in WITHOUT_FORMS:
                _, html = fetch(self._places, entry)
                for form in forms_on(html):
                    found.setdefault(form.kind, Found(entry, form))
        for scene in {each.entry.scene for each in found.values()}:
            self._keep(scene)
        return list(found.values())

    def place(self, found: Found) -> Place:
        """Return where a form stands."""
        return self._places.place(found.entry.scene)

    def send(self, found: Found, form: SeenForm, sent: Sent, files: Files | None = None) -> Response:
        """Send a form as its reader."""
        client, is_get = self.client(found), form.method == "get"
        answer: Response = (
            client.get(form.action, params=sent)
            if is_get
            else client.post(form.action, data=sent, files=files or None)
        )
        return answer

    def client(self, found: Found) -> TestClient:
        """Return the browser of a form's reader."""
        client = self.place(found).office.client()
        if found.entry.role is not None:
            client.cookies.set(COOKIE, self.place(found).cookie(found.entry.role))
        return client

    def put_back(self, found: Found) -> None:
        """Have the store as it was when the forms were found."""
        self._copy(self._kept(found.entry.scene), self._store(found.entry.scene))

    def close(self) -> None:
        """Let go of the stores."""
        self._places.close()

    def _keep(self, scene: str) -> None:
        for role in Role:
            self._places.place(scene).cookie(role)
        self._copy(self._store(scene), self._kept(scene))

    def _store(self, scene: str) -> Path:
        return self._folder / f"{scene}.db"

    def _kept(self, scene: str) -> Path:
        return self._folder / f"{scene}.kept"

    def _copy(self, source: Path, target: Path) -> None:
        with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as write:
            write.execute("PRAGMA synchronous=OFF")
            read.backup(write)
