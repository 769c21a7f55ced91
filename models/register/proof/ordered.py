"""Rows that are read in the order of their numbers: that is the order of their entries."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlmodel import Session, col, select

from models.register.proof.entries import Telling
from models.tables import AuthorityEvent, CaseFact, Decision, Evaluation, HearingAnswer, StatusReport

_READ_IN_ORDER: Final[Mapping[Any, str]] = {
    Decision: "beslutningerne",
    CaseFact: "det, der er sket i rådenes sager,",
    HearingAnswer: "høringssvarene",
    AuthorityEvent: "skridtene hos myndigheden",
    StatusReport: "statusmeldingerne",
    Evaluation: "evalueringerne",
}


def faults_in_order(session: Session, telling: Telling) -> Iterator[str]:
    """Give each entry whose rows come after those of a later entry, as Danish sentences."""
    seq_of = {told.request: told.seq for told in telling.entries if told.request}
    for table, what in _READ_IN_ORDER.items():
        newest = 0
        for request in session.exec(select(table.request_id).order_by(col(table.id))):
            seq = seq_of.get(request, newest)
            if seq < newest:
                yield f"Post {seq}: {what} står i en anden rækkefølge end posterne."
            newest = max(newest, seq)
