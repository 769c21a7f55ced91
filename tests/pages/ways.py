"""Ways to a page: an address, and what is posted to it, found out in the store of its scene."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import col, select

from models.access.staff import mint_sign_in
from models.tables import Invitation, Request
from tests.api.asking import token_of
from tests.api.office import NOW, Office
from tests.pages.filling import Form, Values, form_for, home_of
from workflows.rules.requests import RequestKind

Files = dict[str, tuple[str, bytes]]


@dataclass(frozen=True)
class Way:
    """How a page is come to; `form` is None where it is only looked at, `files` go along with it."""

    path: str
    form: Values | None = None
    files: Files | None = None


Finding = Callable[[Office], Way]


def at(path: str, form: Values | None = None, files: Files | None = None) -> Finding:
    """Lead to an address; `{cycle}` stands for the office's cycle."""
    return lambda office: Way(path.format(cycle=office.cycle), form, files)


def council(party: str, rest: str = "", form: Values | None = None, *, generation: int | None = None) -> Finding:
    """Lead to a council's page by its link."""
    return lambda office: Way(f"/b/{office.token(party, generation=generation)}{rest}", form)


def addressed(room: str, slug: str, party: str = "") -> Finding:
    """Lead to an addressee's page by its link; nobody named: whoever was asked first."""
    return lambda office: Way(f"/{room}/{token_of(office, slug, party or _asked_first(office, slug))}")


def filled(way: Finding, *typed: Values) -> Finding:
    """Lead to what comes after the forms behind a link have been filled in, one after the other."""

    def sent(office: Office) -> Way:
        form = _form_after(office, way(office).path, *typed)
        return Way(form.action, form.filled(typed[-1]))

    return sent


def faulty(way: Finding, *typed: Values) -> Finding:
    """Lead to what a form behind a link answers when nothing is typed into it but the last of the values."""

    def sent(office: Office) -> Way:
        form = _form_after(office, way(office).path, *typed)
        return Way(form.action, form.emptied(typed[-1]))

    return sent


def _form_after(office: Office, start: str, *typed: Values) -> Form:
    client = office.client()
    answer = client.get(start)
    for values in typed[:-1]:
        form = form_for(answer.text, values, home=home_of(start))
        answer = client.post(form.action, data=form.filled(values))
    return form_for(answer.text, typed[-1], home=home_of(start))


def receipt(way: Finding, kind: RequestKind, party: str = "", *, newest: bool = False) -> Finding:
    """Lead to the receipt of what was told through a link, the first or the newest."""
    return lambda office: Way(f"{way(office).path}/kvittering/{_number(office, kind, party, newest=newest)}")


def request(kind: RequestKind, party: str, *, newest: bool = False) -> Finding:
    """Lead to the office's page of a request."""
    return lambda office: Way(
        f"/forloeb/{office.cycle}/henvendelser/{_number(office, kind, party, newest=newest)}"
    )


def correction(party: str) -> Finding:
    """Lead to the form by which a council corrects what was recorded."""

    def ask(office: Office) -> Way:
        home = f"/b/{office.token(party)}"
        found = re.search(r"\?ret=\d+", office.client().get(home).text)
        assert found
        return Way(home + found[0])

    return ask


def sign_in_link(office: Office) -> Way:
    """Lead to the button behind a link that was mailed."""
    token = mint_sign_in(office.database, "secretariat@sekretariat.example", NOW, by_mail=True)
    return Way(f"/log-ind/{token}")


def _number(office: Office, kind: RequestKind, party: str, *, newest: bool) -> int:
    with office.database.read() as session:
        query = select(Request.id).where(Request.kind == kind).order_by(col(Request.id))
        numbers = session.exec(query.where(Request.party == party) if party else query).all()
    return numbers[-1 if newest else 0] or 0


def _asked_first(office: Office, slug: str) -> str:
    with office.database.read() as session:
        query = select(Invitation.party).where(Invitation.inquiry == slug).order_by(col(Invitation.id))
        return session.exec(query).first() or ""
