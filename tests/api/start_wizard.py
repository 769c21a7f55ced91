"""An officer who starts an agreement step by step, in a browser without script."""

from itertools import pairwise
from typing import Any

from httpx import Response

from models.access.staff import Role
from tests.api.office import Office
from tests.pages.filling import Form, form_for

HOME = "/forloeb"
STEPS = ("art", "parter", "tekst", "kalender", "proeve", "tjek")


class Starter:
    """Holds the step that lies open; every button sends the whole form, as browsers do."""

    def __init__(self, office: Office) -> None:
        self.client = office.signed_in(Role.SECRETARIAT)
        self.page: Response = self.client.get("/forloeb/ny")

    @property
    def form(self) -> Form:
        """The form of the step."""
        return form_for(self.page.text, {}, home=HOME)

    @property
    def step(self) -> int:
        """Which step lies open, counted from 1."""
        return int(self.page.text.partition('step-subheading">Trin ')[2][0])

    def value(self, name: str) -> str:
        """Return what the step shows in a field, or carries unseen; nothing where it has none."""
        found = self.form.sent.get(name, "")
        return "\n".join(found) if isinstance(found, list) else str(found)

    def go(self, to: str = "", *, files: Any = None, **typed: Any) -> "Starter":
        """Type something and press a button: the one that goes on, or the one that is called `to`."""
        said = self.form.sent | typed | ({"til": to} if to else {})
        path = "/forloeb/ny" if to else self.form.action
        self.page = self.client.post(path, data=said, files=files)
        return self

    def come_to(self, step: str, **typed: Any) -> "Starter":
        """Go on to a step through all before it, with what is usual in Nordjylland."""
        said = {"art": {"kind": "sundhedsaftale", "region": "1081"}, "tekst": {"out_of_basis_reason": "Overgang"}}
        for here, after in pairwise(STEPS):
            if here == step:
                break
            names = self.form.names
            self.go(after, **said.get(here, {}), **{name: typed[name] for name in typed if name in names})
            assert self.page.status_code == 200, self.page.text
        return self
