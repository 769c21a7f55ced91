"""Reads a request with all that it concerns: in one statement, what its recording would else read one by one."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, bindparam, case, func, select
from sqlmodel import Session, col

from activities.handling.context import RequestContext
from models.tables import Cycle, DeskTask, Inquiry, InquiryParty, Request, RequestResult, Round
from request_types import CATALOGUE

_OF_A_COUNCIL: Final = [kind for kind, asked in CATALOGUE.items() if asked.is_of_a_council]
_NEWEST_ROUND: Final = (
    select(func.max(col(Round.number))).where(col(Round.cycle_id) == Request.cycle_id).correlate(Request)
)
_ITS_ROUND: Final = case(
    (and_(col(Request.kind).in_(_OF_A_COUNCIL), col(Request.round) != 0), Request.round),
    else_=_NEWEST_ROUND.scalar_subquery(),
)
_INQUIRY: Final = and_(col(Inquiry.cycle_id) == Request.cycle_id, col(Inquiry.slug) == Request.inquiry)
_ADDRESSEE: Final = and_(
    col(InquiryParty.cycle_id) == Request.cycle_id,
    col(InquiryParty.slug) == Request.inquiry,
    col(InquiryParty.code) == Request.party,
)
_ALERT: Final = and_(col(DeskTask.key) == bindparam("alert"), col(DeskTask.done_at).is_(None))
_CONCERNED: Final = (
    select(Request, Cycle, RequestResult, Round, DeskTask, Inquiry, InquiryParty)
    .join(Cycle, col(Cycle.id) == Request.cycle_id)
    .outerjoin(RequestResult, col(RequestResult.request_id) == Request.id)
    .outerjoin(Round, and_(col(Round.cycle_id) == Request.cycle_id, col(Round.number) == _ITS_ROUND))
    .outerjoin(DeskTask, _ALERT)
    .outerjoin(Inquiry, _INQUIRY)
    .outerjoin(InquiryParty, _ADDRESSEE)
    .where(col(Request.id) == bindparam("number"))
)


def load(session: Session, number: int, *, at: datetime) -> tuple[RequestContext, RequestResult | None]:
    """Return the request with this receipt number in its context, and what was decided of it before; `at` is UTC.

    Its inquiry and its addressee there lie ready in the session.

    Raises:
        sqlalchemy.exc.NoResultFound: there is no such request.
    """
    found: Any = session.execute(_CONCERNED, {"number": number, "alert": f"stuck/{number}"}).one()
    request, cycle, result, round_, alert = found[:5]
    return RequestContext(session, request, cycle, round_, at, alert), result
