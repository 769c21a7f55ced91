"""How the demo acts: as a program with a token, and as clerks who read their mail and follow its link."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import httpx

from cli.errors import CommandError
from cli.settings import LOOPBACK, Settings

PATIENCE: Final = 60.0
SECONDS_BETWEEN_LOOKS: Final = 0.25
LINK: Final = re.compile(r"/b/[\w.\-]+")


class DemoClient:
    """Talks to our own web and mailbox."""

    def __init__(self, settings: Settings, token: str) -> None:
        self._web = httpx.Client(base_url=f"http://{LOOPBACK}:{settings.web_port}", timeout=PATIENCE)
        self._api = {"Authorization": f"Bearer {token}"}
        self._mailbox = httpx.Client(base_url=settings.mailbox_url, timeout=PATIENCE)

    def close(self) -> None:
        """Let go of web and mailbox."""
        self._web.close()
        self._mailbox.close()

    def start(self, cycle: dict[str, Any], document: Path) -> str:
        """Start a cycle with a first version; return its id."""
        answer = self._web.post("/api/v1/cycles", json=cycle, headers=self._api)
        cycle_id = str(_told(answer)["id"])
        with document.open("rb") as file:
            files = {"file": (document.name, file, "application/pdf")}
            url = f"/api/v1/cycles/{cycle_id}/versions"
            _told(self._web.post(url, files=files, data={"label": "Til godkendelse"}, headers=self._api))
        return cycle_id

    def cycle(self, cycle_id: str) -> dict[str, Any]:
        """Return a cycle as the API tells it."""
        return _told(self._web.get(f"/api/v1/cycles/{cycle_id}", headers=self._api))

    def wait_until(self, cycle_id: str, is_so: Callable[[dict[str, Any]], bool]) -> None:
        """Wait until a cycle is as it should be.

        Raises:
            CommandError: it is not so within a minute.
        """
        deadline = time.monotonic() + PATIENCE
        while not is_so(self.cycle(cycle_id)):
            if time.monotonic() > deadline:
                raise CommandError(f"Eksemplet {cycle_id} kom ikke i gang. Se loggen for worker.")
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def wait_for_link_to(self, mailbox: str) -> str:
        """Return the path of the link in the newest mail to a mailbox.

        Raises:
            CommandError: no mail came within a minute.
        """
        deadline = time.monotonic() + PATIENCE
        while (link := self._link_to(mailbox)) is None:
            if time.monotonic() > deadline:
                raise CommandError(f"Eksemplets brev til {mailbox} kom ikke frem. Se loggen for worker.")
            time.sleep(SECONDS_BETWEEN_LOOKS)
        return link

    def answer(self, link: str, fields: dict[str, str]) -> None:
        """Post a clerk's form."""
        answer = self._web.post(link, data=fields)
        if answer.status_code != httpx.codes.SEE_OTHER:
            told = re.sub(r"<[^>]*>|\s+", " ", answer.text)[:600]
            raise CommandError(f"Eksemplets svar blev ikke modtaget ({answer.status_code}): {told}")

    def _link_to(self, mailbox: str) -> str | None:
        messages = _told(self._mailbox.get("/messages/"))["messages"]
        mine = [message["id"] for message in messages if mailbox in str(message["recipients"])]
        if not mine:
            return None
        found = LINK.search(self._mailbox.get(f"/messages/{max(mine)}.plain").text)
        return found.group() if found else None


def _told(answer: httpx.Response) -> dict[str, Any]:
    if not answer.is_success:
        raise CommandError(f"Eksemplerne kunne ikke lægges ind ({answer.status_code}): {answer.text[:300]}")
    told: dict[str, Any] = answer.json()
    return told
