"""What the faces are handed: their collaborators and the few values that they show."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import quote, urlsplit

from api.limits import Limits
from api.ports import Previewer, Rehearser
from models.access.links import LinkSigner
from models.calendar import local_day
from models.store.database import Database
from workflows.temporal.client import Engine
from workflows.temporal.lists import list_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependencies:
    """The collaborators of the web process.

    `public_url` is what readers type ("https://aftalehjul.example"); `csrf_secret` signs the forms of staff;
    `clock` returns the present moment in UTC; `is_embedded` tells that everything runs on one machine.
    """

    database: Database
    engine: Engine
    signer: LinkSigner
    rehearser: Rehearser
    previewer: Previewer
    public_url: str
    temporal_ui_url: str
    csrf_secret: str
    clock: Callable[[], datetime]
    namespace: str = "default"
    is_embedded: bool = False
    limits: Limits = field(default_factory=Limits)

    @property
    def today(self) -> date:
        """The date in Copenhagen."""
        return local_day(self.clock())

    @property
    def origin(self) -> str:
        """The origin that our own pages post from."""
        url = urlsplit(self.public_url)
        return f"{url.scheme}://{url.netloc}".lower()

    @property
    def is_https(self) -> bool:
        """Tell whether readers come by https, so that cookies may be kept to it."""
        return urlsplit(self.public_url).scheme == "https"

    def temporal_list(self, query: str) -> str:
        """Return where the Temporal UI lists the workflows that a query finds."""
        return list_url(self.temporal_ui_url, self.namespace, query)

    def temporal_url(self, workflow_id: str) -> str:
        """Return where the Temporal UI shows a workflow."""
        ui = self.temporal_ui_url.rstrip("/")
        return f"{ui}/namespaces/{quote(self.namespace, safe='')}/workflows/{quote(workflow_id, safe='')}"
