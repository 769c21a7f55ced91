"""Staff, one-time links, sessions and tokens."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from models.access.staff import (
    ExpiredLink,
    Role,
    SignInStep,
    StaffError,
    UnknownLink,
    UnknownSession,
    UsedLink,
    add_staff,
    end_all_sessions,
    end_marked_session,
    end_session,
    live_sessions,
    mint_sign_in,
    newest_attempts,
    note_attempt,
    session_staff,
    staff_by_email,
    use_sign_in,
)
from models.access.tokens import (
    LIFE,
    TokenScope,
    UnknownToken,
    create_token,
    revoke_token,
    token_holder,
    token_list,
    why_ended,
)
from models.store.database import Database
from models.tables import ApiToken, Staff, metadata

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EMAIL = "kontor@sekretariat.example"


@pytest.fixture
def store(database: Database) -> Database:
    add_staff(database, EMAIL, "Kontoret", Role.SECRETARIAT)
    return database


def test_a_member_of_staff_is_added_once_and_found_however_spelt(store: Database) -> None:
    with pytest.raises(StaffError, match="står allerede"):
        add_staff(store, EMAIL.upper(), "Igen", Role.COORDINATOR)
    with store.read() as session:
        found = staff_by_email(session, f" {EMAIL.upper()} ")
    assert found is not None
    assert (found.name, found.role) == ("Kontoret", Role.SECRETARIAT)


@pytest.mark.parametrize(("email", "name"), [("kontor", "x"), ("a@b", " "), ("", "x"), ("a@b.example", " ")])
def test_nonsense_is_not_added(database: Database, email: str, name: str) -> None:
    with pytest.raises(StaffError):
        add_staff(database, email, name, Role.SECRETARIAT)


def test_a_link_opens_one_session(store: Database) -> None:
    token = mint_sign_in(store, EMAIL, NOW)
    cookie = use_sign_in(store, token, NOW)
    with store.read() as session:
        assert session_staff(session, cookie, NOW) is not None
        assert session_staff(session, "x", NOW) is None
        assert session_staff(session, cookie, NOW + timedelta(hours=12)) is None
    with pytest.raises(UsedLink):
        use_sign_in(store, token, NOW)


def test_of_twenty_who_use_a_link_at_once_one_gets_in(store: Database) -> None:
    token = mint_sign_in(store, EMAIL, NOW)

    def try_it(_: int) -> bool:
        try:
            use_sign_in(store, token, NOW)
        except UsedLink:
            return False
        return True

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(try_it, range(20))) == 1


def test_old_and_unknown_links_open_nothing(store: Database) -> None:
    token = mint_sign_in(store, EMAIL, NOW)
    with pytest.raises(ExpiredLink):
        use_sign_in(store, token, NOW + timedelta(minutes=15))
    with pytest.raises(UnknownLink):
        use_sign_in(store, "x", NOW)
    with pytest.raises(StaffError, match="medarbejderlisten"):
        mint_sign_in(store, "x@y.example", NOW)


def test_who_left_is_out_at_once(store: Database) -> None:
    cookie = use_sign_in(store, mint_sign_in(store, EMAIL, NOW), NOW)
    with store.write() as session:
        session.get_one(Staff, 1).is_active = False
    with store.read() as session:
        assert session_staff(session, cookie, NOW) is None
    with pytest.raises(StaffError):
        mint_sign_in(store, 1, NOW)


def test_an_ended_session_stays_ended(store: Database) -> None:
    cookie = use_sign_in(store, mint_sign_in(store, 1, NOW), NOW)
    end_session(store, cookie, NOW)
    end_session(store, cookie, NOW + timedelta(hours=1))
    with store.read() as session:
        assert session_staff(session, cookie, NOW) is None


def test_a_token_names_its_holder_until_it_is_revoked(store: Database) -> None:
    token = create_token(store, "esdh", TokenScope.READ, NOW)
    with pytest.raises(StaffError, match="findes allerede"):
        create_token(store, "esdh", TokenScope.WRITE, NOW)
    with store.read() as session:
        holder = token_holder(session, token, NOW)
        assert holder is not None
        assert (holder.name, holder.scope) == ("esdh", TokenScope.READ)
        assert token_holder(session, token, NOW + LIFE) is None
        assert token_holder(session, "x", NOW) is None
        row = session.exec(select(ApiToken)).one()
    with store.write() as session:
        session.get_one(ApiToken, row.token_hash).revoked_at = NOW
    with store.read() as session:
        assert token_holder(session, token, NOW) is None


def test_a_token_that_is_taken_back_stays_so_and_an_unknown_one_is_told(store: Database) -> None:
    token = create_token(store, "esdh", TokenScope.READ, NOW, life=timedelta(days=1))
    with store.read() as session:
        assert [line.state(NOW + timedelta(days=days)) for line in token_list(session) for days in (0, 1)] == [
            "gælder",
            "udløbet",
        ]
        assert why_ended(session, "x") == ""
    for hours in (1, 2):
        revoke_token(store, "esdh", NOW + timedelta(hours=hours))
    with pytest.raises(UnknownToken):
        revoke_token(store, "andet", NOW)
    with store.read() as session:
        (line,) = token_list(session)
        assert (line.revoked_at, line.state(NOW)) == (NOW + timedelta(hours=1), "trukket tilbage")
        assert why_ended(session, token) == "Tokenet er trukket tilbage."


def test_sessions_are_listed_by_name_and_ended_by_their_mark(store: Database) -> None:
    add_staff(store, "to@sekretariat.example", "Åse", Role.COORDINATOR)
    own, other = (use_sign_in(store, mint_sign_in(store, number, NOW), NOW) for number in (1, 2))
    with store.read() as session:
        lines = live_sessions(session, NOW, cookie=own)
        assert [(line.name, line.is_own) for line in lines] == [("Kontoret", True), ("Åse", False)]
        assert live_sessions(session, NOW + timedelta(hours=12), cookie=own) == ()
    end_marked_session(store, lines[1].mark, NOW)
    for mark in (lines[1].mark, "", "x"):
        with pytest.raises(UnknownSession):
            end_marked_session(store, mark, NOW)
    with store.read() as session:
        assert session_staff(session, other, NOW) is None
        assert session_staff(session, own, NOW) is not None
    end_all_sessions(store, 1, NOW)
    with store.read() as session:
        assert session_staff(session, own, NOW) is None


def test_attempts_are_told_newest_first_with_the_name_of_whoever_is_known(store: Database) -> None:
    note_attempt(store, SignInStep.UNKNOWN, NOW)
    for _ in range(3):
        note_attempt(store, SignInStep.ASKED, NOW, staff_id=1)
    with store.read() as session:
        told = [(line.step, line.name) for line in newest_attempts(session, limit=4)]
        assert told == [(SignInStep.ASKED, "Kontoret")] * 3 + [(SignInStep.UNKNOWN, "")]
        assert len(newest_attempts(session, limit=2)) == 2


def test_no_secret_is_stored(store: Database) -> None:
    link = mint_sign_in(store, EMAIL, NOW)
    cookie = use_sign_in(store, link, NOW)
    token = create_token(store, "esdh", TokenScope.WRITE, NOW)
    with store.read() as session:
        stored = " ".join(
            str(row) for table in metadata.sorted_tables for row in session.connection().execute(table.select())
        )
    assert "esdh" in stored
    for secret in (link, cookie, token):
        assert secret not in stored
