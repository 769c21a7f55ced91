"""A region as large as the test wants it: many councils asked at once, some of which have answered."""

from datetime import date
from typing import Final

from models.tables import Body, BodyKind, Contact, Membership
from tests.api.office import ANSWER, Office

SINCE: Final = date(2007, 1, 1)
REGION: Final = "9990"


def crowd(office: Office, size: int) -> str:
    """Put an agreement to `size` municipal councils and the regional council; every fourth has answered."""
    with office.database.write() as session:
        session.add_all(_region())
        session.flush()
        for number in range(size):
            session.add_all(_bodies(number))
        session.flush()
        for number in range(size):
            session.add_all(_ties(number))
    cycle = office.open_round(region=REGION, unreachable_reason="Ingen møder er kendt.")
    for number in range(0, size, 4):
        office.client().post(f"/b/{office.token(f'm-{number}')}", data=ANSWER | {"nonce": f"crowd-{number}"})
    office.record_all()
    return cycle


def _region() -> list[Body]:
    return [
        _body(REGION, BodyKind.REGION, "Region Storland"),
        _body("rr", BodyKind.REGIONAL_COUNCIL, "Regionsrådet"),
        _body("ss", BodyKind.SECRETARIAT, "Sekretariatet"),
    ]


def _bodies(number: int) -> list[Body]:
    return [
        _body(f"m-{number}", BodyKind.MUNICIPALITY, f"By {number:03}"),
        _body(f"r-{number}", BodyKind.MUNICIPAL_COUNCIL, f"By {number:03} Byråd"),
    ]


def _ties(number: int) -> list[Membership | Contact]:
    ties: list[Membership | Contact] = [
        Membership(body_code=f"m-{number}", member_code=f"r-{number}", valid_from=SINCE),
        Contact(body_code=f"r-{number}", mailbox=f"raad-{number}@raad.example"),
    ]
    if number == 0:
        ties += [
            Membership(body_code=REGION, member_code="rr", valid_from=SINCE),
            Contact(body_code="rr", mailbox="rr@raad.example"),
            Contact(body_code="ss", mailbox="ss@sekretariat.example", name="Kontoret"),
        ]
    return ties


def _body(code: str, kind: BodyKind, name: str) -> Body:
    return Body(
        code=code,
        kind=kind,
        name=name,
        short_name=name,
        sort_key=name,
        region_code=REGION,
        valid_from=SINCE,
    )
