"""A store that another program holds while clerks post: who waits counts once, who waits too long is told."""

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager

import httpx
from sqlalchemy import create_engine, text
from sqlmodel import col, func, select

from models.store.database import PATIENCE_SECONDS, Database
from models.tables import Request
from tests.journey.house import APPROVAL, eventually
from tests.waiting import PATIENCE

AT_ONCE = 8
A_LITTLE = PATIENCE_SECONDS / 5


@contextmanager
def _held(url: str, statement: str) -> Iterator[None]:
    """Hold the database as another program does."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for part in statement.split(";"):
            connection.execute(text(part))
        yield
        connection.execute(text("ROLLBACK"))
    engine.dispose()


def requests_of(url: str, key: str) -> int:
    with closing(Database(url)) as database, database.read() as session:
        return session.exec(select(func.count(col(Request.id))).where(col(Request.key).contains(key))).one()


def posts_wait_or_are_refused(web: httpx.Client, url: str, statement: str, links: list[str]) -> None:
    """Hold the store for a little while, then until somebody is refused; clerks post one form again and again."""
    with ThreadPoolExecutor(AT_ONCE) as clerks:
        for patience, link, nonce in ((A_LITTLE, links[0], "lidt"), (PATIENCE, links[1], "længe")):
            form = APPROVAL | {"nonce": nonce}
            with _held(url, statement):
                posts = [clerks.submit(web.post, link, data=form) for _ in range(AT_ONCE)]
                answered, _ = wait(posts, patience, FIRST_COMPLETED)
            answers = [post.result() for post in posts]
            statuses = {answer.status_code for answer in answers}
            if patience == A_LITTLE:
                assert not answered
                assert statuses == {httpx.codes.SEE_OTHER}
            else:
                refused = [each for each in answers if each.status_code == httpx.codes.SERVICE_UNAVAILABLE]
                assert refused
                assert all("send igen om lidt" in answer.text for answer in refused)
                assert statuses <= {httpx.codes.SEE_OTHER, httpx.codes.SERVICE_UNAVAILABLE}
            again = web.post(link, data=form)
            assert again.status_code == httpx.codes.SEE_OTHER, again.text
            _is_recorded(web, again.headers["location"])
            assert requests_of(url, nonce) == 1


def _is_recorded(web: httpx.Client, receipt: str) -> None:
    eventually(lambda: "Registreret" in web.get(receipt).text, what="the decision")
