"""Read models: as many statements for three rows as for sixty."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from models.queries.cycle.moves import preview_of_move
from models.queries.cycle.overview import cycle_lines
from models.queries.cycle.page import cycle_page
from models.queries.desk.desk import open_tasks
from models.queries.links.clerk import clerk_page
from models.queries.links.invitations import invitation_facts
from models.store.database import Database
from models.tables import Invitation, Letter
from tests.models.seeding import DAY, seed_basis, seed_cycle
from workflows.rules.letters import LetterKind, LetterState, Recipient


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    event.listen(database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(database.engine, "before_cursor_execute", note)


def invitation_of(session: Session, party: str) -> int:
    return session.exec(select(Invitation.id).where(Invitation.party == party)).one() or 0


def clerk(session: Session, cycle: str) -> object:
    facts = invitation_facts(session, invitation_of(session, f"{cycle}-0"))
    assert facts is not None
    return clerk_page(session, facts).decision


def move(session: Session, cycle: str) -> object:
    return preview_of_move(session, cycle_id=cycle, round_number=1, deadline=date(2026, 6, 1), today=DAY)


PAGES: dict[str, tuple[Callable[[Session, str], object], int]] = {
    "list": (lambda session, _: cycle_lines(session), 6),
    "cycle": (lambda session, cycle: cycle_page(session, cycle, today=DAY), 35),
    "desk": (lambda session, _: open_tasks(session), 2),
    "clerk": (clerk, 11),
    "deadline move": (move, 20),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_the_same_for_three_rows_as_for_sixty(database: Database, page: str) -> None:
    seed_basis(database)
    read, most = PAGES[page]
    seed_cycle(database, "small", parties=3)
    costs = []
    for cycle in ("small", "large"):
        with counted(database) as statements, database.read() as session:
            assert read(session, cycle)
        costs.append(len(statements))
        if cycle == "small":
            seed_cycle(database, "large", parties=60)
            for number in range(5):
                seed_cycle(database, f"more-{number}", parties=1)
    assert costs[0] == costs[1]
    assert 0 < costs[0] <= most


def test_a_cycle_page_tells_what_each_council_did(database: Database) -> None:
    seed_basis(database)
    seed_cycle(database, "small", parties=3)
    with database.read() as session:
        page = cycle_page(session, "small", today=DAY)
    assert page is not None
    assert (page.line.approved, page.line.total) == (3, 3)
    assert all(council.link_sent_at and not council.is_undelivered for council in page.councils)
    assert not any(council.is_late for council in page.councils)


def test_a_council_whose_newest_letter_came_back_is_marked(database: Database) -> None:
    seed_basis(database)
    seed_cycle(database, "small", parties=3)
    with database.write() as session:
        sent = session.exec(select(Letter).where(Letter.party == "small-1")).one()
        session.add(
            Letter(
                key="back",
                kind=LetterKind.AGENDA_REMINDER,
                recipient=Recipient.CONTACT,
                cycle_id="small",
                round=1,
                party="small-1",
                state=LetterState.UNDELIVERABLE,
                ordered_at=sent.ordered_at,
                ended_at=sent.ordered_at.replace(hour=11),
            )
        )
    with database.read() as session:
        page = cycle_page(session, "small", today=DAY)
    assert page is not None
    assert [council.is_undelivered for council in page.councils] == [False, True, False]
