"""What can be seen in the store: is it there, sound, and does anything lie too long?"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from cli import dependencies
from cli.checkup.check import Check, check_of
from cli.errors import CommandError
from cli.keys import link_keys
from cli.settings import Settings
from models.access.link_keys import fingerprint_of, missing_keys
from models.queries.desk.desk import undelivered_letters
from models.queries.measures import store_measures
from models.register import head, verify

TOO_LONG: Final = timedelta(minutes=15)


def checks_of_store(settings: Settings) -> Iterator[Check]:
    """Yield the checks of the store; where it does not answer that is the only one."""
    try:
        with dependencies.opened(settings) as database, database.read() as session:
            yield Check("database", "Databasen svarer og er af nyeste udgave")
            yield from (_of_register(session), _of_keys(session, settings), _of_waiting(session))
            yield _of_letters(session)
    except (CommandError, SQLAlchemyError) as error:
        to_do = str(error) if isinstance(error, CommandError) else dependencies.NO_DATABASE
        yield Check("database", "Databasen svarer ikke, som den skal", to_do)


def _of_register(session: Session) -> Check:
    proof, newest = verify(session), head(session)
    return check_of(
        "register",
        f"Registeret har {proof.entries} poster; hoved nr. {newest.seq}, {newest.hash[:16]}…",
        is_well=proof.is_sound,
        to_do=f"Kæden er brudt ({len(proof.problems)} fejl): kør aftalehjul register verify, og kopiér alt.",
    )


def _of_keys(session: Session, settings: Settings) -> Check:
    try:
        keys = link_keys(settings)
    except CommandError as trouble:
        return Check("link_keys", "Der er ingen nøgle til links", str(trouble))
    missing = missing_keys(session, [fingerprint_of(key) for key in keys])
    return check_of(
        "link_keys",
        f"Nøgler til links: {len(keys)}; nøgler, der mangler: {len(missing)}",
        is_well=not missing,
        to_do="Åbne runders links virker ikke: sæt de gamle nøgler bagest i AFTALEHJULET_LINK_KEYS.",
    )


def _of_waiting(session: Session) -> Check:
    measures = store_measures(session, dependencies.now())
    waited = timedelta(seconds=round(measures.oldest_waiting_seconds))
    return check_of(
        "waiting_requests",
        f"Henvendelser, der venter på at blive registreret: {measures.requests_waiting}",
        is_well=waited <= TOO_LONG,
        to_do=f"Den ældste har ventet i {waited}: se efter, om Temporal og en worker kører.",
    )


def _of_letters(session: Session) -> Check:
    undelivered = undelivered_letters(session)
    return check_of(
        "undelivered_letters",
        f"Breve, der ikke er leveret: {undelivered}",
        is_well=not undelivered,
        to_do="Skift kontakten for hvert af dem; de ligger på Mit bord.",
    )
