"""A page's form as a browser without script reads it: what it would send, and where to."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from fastapi.testclient import TestClient
from httpx import Response
from sqlmodel import select

from models.tables import Request
from tests.api.office import Office
from workflows.rules.requests import RequestKind

DAY = {"meeting_date__day": "1", "meeting_date__month": "3", "meeting_date__year": "2026"}
DETAILS = DAY | {"agenda_item": "7", "decision_text": "Indstillingen godkendt.", "reported_by": "Byrådet"}


@dataclass
class Paper:
    """A form: where it goes, what it holds, and the names of its fields that a reader sees."""

    action: str = ""
    values: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def send(self, client: TestClient, *, to: str = "", files: object = None, **typed: str) -> Response:
        """Send the form as the button does that names the next step."""
        said = {name.replace("__", "-"): value for name, value in typed.items()}
        step = {"til": to} if to else {}
        answer: Response = client.post(self.action, data=self.values | said | step, files=files)
        return answer


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.papers: list[Paper] = []
        self._area = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.papers.append(Paper(told["action"]))
        elif tag == "input" and self.papers:
            self._input(self.papers[-1], told)
        elif tag == "textarea" and "name" in told:
            self._area = told["name"]
            self.papers[-1].seen.add(self._area)
            self.papers[-1].values[self._area] = ""

    def _input(self, paper: Paper, told: dict[str, str]) -> None:
        kind, name = told.get("type", "text"), told["name"]
        if kind != "hidden":
            paper.seen.add(name)
        if kind == "file" or (kind in {"radio", "checkbox"} and "checked" not in told):
            return
        paper.values[name] = told.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._area:
            self.papers[-1].values[self._area] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""


def paper_on(page: Response) -> Paper:
    """Return the first form of a page."""
    reader = _Reader()
    reader.feed(page.text)
    assert reader.papers, page.text
    return reader.papers[0]


def answers(office: Office) -> list[Request]:
    """Return the decisions in the inbox."""
    with office.database.read() as session:
        return list(session.exec(select(Request).where(Request.kind == RequestKind.ANSWER)))


def details(office: Office, outcome: str = "approved", decided_by: str = "council") -> Paper:
    """Return the form of the second step."""
    client = office.client()
    first = paper_on(client.get(f"/b/{office.token()}/beslutning"))
    page = first.send(client, to="oplysninger", outcome=outcome, decided_by=decided_by)
    assert page.status_code == 200, page.text
    return paper_on(page)


def send_off(office: Office, check: Response) -> Response:
    """Send the last step."""
    assert check.status_code == 200, check.text
    assert "Tjek jeres svar" in check.text
    return paper_on(check).send(office.client())
